import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import { numberTopic, read } from "../chain/transact.ts";
import {
  eventsBy,
  type Watch,
  watch,
  type WatchHandler,
  type WatchOptions,
} from "../chain/watch.ts";
import { type Write, write } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import {
  type IdentityEvent,
  INSTITUTION_EVENTS,
  LIST_EVENTS,
  SUBJECT_EVENTS,
  type SuiteEvents,
} from "../core/events.ts";
import {
  ACCOUNT_ROLES,
  type AccountRole,
  DOMAINS,
  type Domain,
  PARTICIPANT_STATUSES,
  type ParticipantStatus,
} from "../core/enums.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import { packProfile, type Participant, participantOf, type Profile } from "../core/slots.ts";
import { type Enrolment, enrolmentHash, type Rotation, rotationHash } from "../core/structs.ts";

/** A profile, and what is said once. */
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

/** Institutions, their accounts and keys; pseudonymous subjects and their controllers. */
export class IdentityModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #participants() {
    return this.#chain.contracts.participantRegistry;
  }

  get #subjects() {
    return this.#chain.contracts.subjectRegistry;
  }

  /** Admits an institution, which gets the next number; needs the ADMISSIONS role. */
  admit({
    hpkeKey,
    endpoint,
    administrator,
    ...profile
  }: Admission): Write<SuiteEvents["ParticipantAdmitted"]> {
    return write(this.#chain, "ParticipantAdmitted", () =>
      this.#participants.admit.populateTransaction(
        packProfile(profile),
        hpkeKey,
        endpoint,
        administrator,
      ),
    );
  }

  /** Replaces an institution's profile; needs the ADMISSIONS role. */
  amend(participant: number, profile: Profile): Write<SuiteEvents["ParticipantChanged"]> {
    return write(this.#chain, "ParticipantChanged", () =>
      this.#participants.amend.populateTransaction(participant, packProfile(profile)),
    );
  }

  /** Sets an institution's standing; needs the ADMISSIONS role. */
  setStatus(
    participant: number,
    status: ParticipantStatus,
  ): Write<SuiteEvents["ParticipantChanged"]> {
    return write(this.#chain, "ParticipantChanged", () =>
      this.#participants.setStatus.populateTransaction(
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
    return write(this.#chain, "ParticipantAccountChanged", () =>
      this.#participants.appointAdministrator.populateTransaction(participant, account),
    );
  }

  /** Pauses a domain until a time (Unix seconds), or ends its pause (0); needs PAUSER. */
  pause(domain: Domain, until: number): Write<SuiteEvents["DomainPaused"]> {
    return write(this.#chain, "DomainPaused", () =>
      this.#participants.pause.populateTransaction(DOMAINS.indexOf(domain), until),
    );
  }

  /** Gives the connected institution a new HPKE key (X25519), of the next epoch. */
  rotateKey(hpkeKey: Hex): Write<SuiteEvents["ParticipantKeyRotated"]> {
    return write(this.#chain, "ParticipantKeyRotated", () =>
      this.#participants.rotateKey.populateTransaction(hpkeKey),
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
    return write(this.#chain, "ParticipantAccountChanged", () =>
      this.#participants.setAccount.populateTransaction(
        account,
        ACCOUNT_ROLES.indexOf(role),
        expiresAt,
      ),
    );
  }

  /** Says where the connected institution's gateway is. */
  setEndpoint(url: string): Write<SuiteEvents["ParticipantEndpointChanged"]> {
    return write(this.#chain, "ParticipantEndpointChanged", () =>
      this.#participants.setEndpoint.populateTransaction(url),
    );
  }

  /** The institution of an account (the connected one by default). */
  async member(account: Hex = accountOf(this.#chain).address): Promise<Participant> {
    return participantOf(await read(this.#participants.membership(account)));
  }

  /** How many institutions were ever admitted: they are numbered from 1. */
  async count(): Promise<number> {
    return Number(await read(this.#chain.contracts.participantRegistry.participantCount()));
  }

  async participant(id: number): Promise<Participant> {
    return participantOf(await read(this.#participants.participant(id)));
  }

  /** An institution's HPKE public key (X25519) of an epoch. */
  async hpkeKey(id: number, epoch: number): Promise<Hex> {
    return (await read(this.#participants.hpkeKey(id, epoch))) as Hex;
  }

  /** URL of an institution's gateway. */
  async endpoint(id: number): Promise<string> {
    return await read(this.#participants.endpoint(id));
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
    return write(this.#chain, "SubjectEnrolled", async () =>
      this.#subjects.enrol.populateTransaction(
        enrolment,
        await signatureOf(by, this.enrolmentDigest(enrolment)),
      ),
    );
  }

  /** Hands a subject over to another signer; the present one signs, any sender carries it. */
  rotate(rotation: Rotation, current: SignerOrSignature): Write<SuiteEvents["SubjectRotated"]> {
    return write(this.#chain, "SubjectRotated", async () =>
      this.#subjects.rotate.populateTransaction(
        rotation,
        current.bytes,
        await signatureOf(current, this.rotationDigest(rotation)),
      ),
    );
  }

  /** Accepts signers through a verifier contract, or no longer; needs VERIFIER_KEEPER. */
  listVerifier(verifier: Hex, listed: boolean): Write<SuiteEvents["VerifierListed"]> {
    return write(this.#chain, "VerifierListed", () =>
      this.#subjects.listVerifier.populateTransaction(verifier, listed),
    );
  }

  /** Hands out what becomes of one institution, one subject, or all, as it becomes final. */
  watch(
    { participant, subject }: { participant?: number; subject?: Hex },
    handler: WatchHandler<IdentityEvent>,
    options?: WatchOptions,
  ): Watch {
    const named = participant === undefined ? subject : numberTopic(participant);
    const names = [
      ...(subject === undefined ? INSTITUTION_EVENTS : []),
      ...(participant === undefined ? SUBJECT_EVENTS : []),
      ...(named === undefined ? LIST_EVENTS : []),
    ];
    const topics = Object.fromEntries(names.map((name) => [name, [named ?? null]]));
    return watch(this.#chain, eventsBy<IdentityEvent>(this.#chain, topics), handler, options);
  }

  /** Whether this pseudonym is enrolled; its key epoch and encryption key (X25519) if so. */
  async subject(id: Hex): Promise<{ epoch: number; encryptionKey: Hex }> {
    const [epoch, encryptionKey] = await Promise.all([
      read(this.#subjects.epochOf(id)),
      read(this.#subjects.encryptionKeyOf(id)),
    ]);
    return { epoch: Number(epoch), encryptionKey: encryptionKey as Hex };
  }

  /** Reverts unless the signer controls the subject and signed the digest. */
  async requireSigned(subject: Hex, digest: Hex, signer: Hex, signature: Hex): Promise<void> {
    await read(this.#subjects.requireSigned(subject, digest, signer, signature));
  }
}

const signatureOf = async (by: SignerOrSignature, digest: Hex): Promise<Hex> =>
  "signature" in by ? by.signature : await by.sign(digest);
