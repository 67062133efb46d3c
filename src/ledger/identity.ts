import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import type { ParticipantKind } from "../core/codes.ts";
import type { SuiteEvents } from "../core/events.ts";
import {
  ACCOUNT_ROLES,
  type AccountRole,
  DOMAINS,
  type Domain,
  PARTICIPANT_STATUSES,
  type ParticipantStatus,
} from "../core/enums.ts";
import { maskOf } from "../core/labels.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import { type Participant, participantOf } from "../core/slots.ts";
import { type Enrolment, enrolmentHash, type Rotation, rotationHash } from "../core/structs.ts";

/** What admission says of an institution. */
export interface Profile {
  kinds: readonly ParticipantKind[];
  /** Scheme 1: GB/T 2260 division; 2: insurance jurisdictions that are no division. */
  jurisdiction: { scheme: number; code: number };
  grade: number;
  /** Last second of its accreditation, Unix time. */
  accreditedUntil: number;
}

export interface Admission extends Profile {
  /** X25519 public key to which content keys are released. */
  hpkeKey: Hex;
  /** URL of its gateway; empty if it has none. */
  endpoint: string;
  /** Its first administrator account. */
  administrator: Hex;
}

/** Who signs for a subject, or its signature of what is asked for here. */
export type SignerOrSignature = Signer | { readonly bytes: Hex; readonly signature: Hex };

const packed = ({ kinds, jurisdiction, grade, accreditedUntil }: Profile) => ({
  kinds: maskOf("participantKinds", kinds),
  jurisdictionScheme: jurisdiction.scheme,
  jurisdictionCode: jurisdiction.code,
  grade,
  accreditedUntil,
});

/** Institutions, their accounts and keys; pseudonymous subjects and their controllers. */
export class IdentityModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** Admits an institution, which gets the next number; needs the ADMISSIONS role. */
  admit({
    hpkeKey,
    endpoint,
    administrator,
    ...profile
  }: Admission): Write<SuiteEvents["ParticipantAdmitted"]> {
    const { participantRegistry } = this.#chain.contracts;
    return write(this.#chain, "ParticipantAdmitted", () =>
      participantRegistry.admit.populateTransaction(
        packed(profile),
        hpkeKey,
        endpoint,
        administrator,
      ),
    );
  }

  /** Replaces an institution's profile; needs the ADMISSIONS role. */
  amend(participant: number, profile: Profile): Write<SuiteEvents["ParticipantChanged"]> {
    const { participantRegistry } = this.#chain.contracts;
    return write(this.#chain, "ParticipantChanged", () =>
      participantRegistry.amend.populateTransaction(participant, packed(profile)),
    );
  }

  /** Sets an institution's standing; needs the ADMISSIONS role. */
  setStatus(
    participant: number,
    status: ParticipantStatus,
  ): Write<SuiteEvents["ParticipantChanged"]> {
    const { participantRegistry } = this.#chain.contracts;
    return write(this.#chain, "ParticipantChanged", () =>
      participantRegistry.setStatus.populateTransaction(
        participant,
        PARTICIPANT_STATUSES.indexOf(status),
      ),
    );
  }

  /** Gives an administrator to an institution that lost its own; needs the ADMISSIONS role. */
  appointAdministrator(
    participant: number,
    account: Hex,
  ): Write<SuiteEvents["ParticipantAccountChanged"]> {
    const { participantRegistry } = this.#chain.contracts;
    return write(this.#chain, "ParticipantAccountChanged", () =>
      participantRegistry.appointAdministrator.populateTransaction(participant, account),
    );
  }

  /** Pauses a domain until a time (Unix seconds), or ends its pause (0); needs PAUSER. */
  pause(domain: Domain, until: number): Write<SuiteEvents["DomainPaused"]> {
    const { participantRegistry } = this.#chain.contracts;
    return write(this.#chain, "DomainPaused", () =>
      participantRegistry.pause.populateTransaction(DOMAINS.indexOf(domain), until),
    );
  }

  /** Gives the connected institution a new HPKE key (X25519), of the next epoch. */
  rotateKey(hpkeKey: Hex): Write<SuiteEvents["ParticipantKeyRotated"]> {
    const { participantRegistry } = this.#chain.contracts;
    return write(this.#chain, "ParticipantKeyRotated", () =>
      participantRegistry.rotateKey.populateTransaction(hpkeKey),
    );
  }

  /**
   * Gives an account of the connected institution a role; NONE closes it.
   * @param expiresAt Unix seconds; 0: no end
   */
  setAccount(
    account: Hex,
    role: AccountRole,
    expiresAt = 0,
  ): Write<SuiteEvents["ParticipantAccountChanged"]> {
    const { participantRegistry } = this.#chain.contracts;
    return write(this.#chain, "ParticipantAccountChanged", () =>
      participantRegistry.setAccount.populateTransaction(
        account,
        ACCOUNT_ROLES.indexOf(role),
        expiresAt,
      ),
    );
  }

  /** Says where the connected institution's gateway is. */
  setEndpoint(url: string): Write<SuiteEvents["ParticipantEndpointChanged"]> {
    const { participantRegistry } = this.#chain.contracts;
    return write(this.#chain, "ParticipantEndpointChanged", () =>
      participantRegistry.setEndpoint.populateTransaction(url),
    );
  }

  /** The institution of an account (the connected one by default). */
  async member(account: Hex = accountOf(this.#chain).address): Promise<Participant> {
    return participantOf(await read(this.#chain.contracts.participantRegistry.membership(account)));
  }

  /** How many institutions were ever admitted: they are numbered from 1. */
  async count(): Promise<number> {
    return Number(await read(this.#chain.contracts.participantRegistry.participantCount()));
  }

  async participant(id: number): Promise<Participant> {
    return participantOf(await read(this.#chain.contracts.participantRegistry.participant(id)));
  }

  /** An institution's HPKE public key (X25519) of an epoch. */
  async hpkeKey(id: number, epoch: number): Promise<Hex> {
    return (await read(this.#chain.contracts.participantRegistry.hpkeKey(id, epoch))) as Hex;
  }

  /** URL of an institution's gateway. */
  async endpoint(id: number): Promise<string> {
    return await read(this.#chain.contracts.participantRegistry.endpoint(id));
  }

  /** What the controller of a new pseudonym signs, for this chain alone. */
  enrolmentDigest(enrolment: Enrolment): Hex {
    return signingDigest(signingDomain(this.#chain, "SubjectRegistry"), enrolmentHash(enrolment));
  }

  /** What the present controller signs to hand a subject over. */
  rotationDigest(rotation: Rotation): Hex {
    return signingDigest(signingDomain(this.#chain, "SubjectRegistry"), rotationHash(rotation));
  }

  /** Enrols a pseudonym for its new controller, who signs; by the institution that vouches. */
  enrol(enrolment: Enrolment, by: SignerOrSignature): Write<SuiteEvents["SubjectEnrolled"]> {
    const { subjectRegistry } = this.#chain.contracts;
    return write(this.#chain, "SubjectEnrolled", async () =>
      subjectRegistry.enrol.populateTransaction(
        enrolment,
        await signatureOf(by, this.enrolmentDigest(enrolment)),
      ),
    );
  }

  /** Hands a subject over to another signer; the present one signs, any sender carries it. */
  rotate(rotation: Rotation, current: SignerOrSignature): Write<SuiteEvents["SubjectRotated"]> {
    const { subjectRegistry } = this.#chain.contracts;
    return write(this.#chain, "SubjectRotated", async () =>
      subjectRegistry.rotate.populateTransaction(
        rotation,
        current.bytes,
        await signatureOf(current, this.rotationDigest(rotation)),
      ),
    );
  }

  /** Accepts signers through a verifier contract, or no longer; needs VERIFIER_KEEPER. */
  listVerifier(verifier: Hex, listed: boolean): Write<SuiteEvents["VerifierListed"]> {
    const { subjectRegistry } = this.#chain.contracts;
    return write(this.#chain, "VerifierListed", () =>
      subjectRegistry.listVerifier.populateTransaction(verifier, listed),
    );
  }

  /** Whether this pseudonym is enrolled; its key epoch and encryption key (X25519) if so. */
  async subject(id: Hex): Promise<{ epoch: number; encryptionKey: Hex }> {
    const { subjectRegistry } = this.#chain.contracts;
    const [epoch, encryptionKey] = await Promise.all([
      read(subjectRegistry.epochOf(id)),
      read(subjectRegistry.encryptionKeyOf(id)),
    ]);
    return { epoch: Number(epoch), encryptionKey: encryptionKey as Hex };
  }

  /** Reverts unless the signer controls the subject and signed the digest. */
  async requireSigned(subject: Hex, digest: Hex, signer: Hex, signature: Hex): Promise<void> {
    const { subjectRegistry } = this.#chain.contracts;
    await read(subjectRegistry.requireSigned(subject, digest, signer, signature));
  }
}

const signatureOf = async (by: SignerOrSignature, digest: Hex): Promise<Hex> =>
  "signature" in by ? by.signature : await by.sign(digest);
