import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import { read, type Sent, transact } from "../chain/transact.ts";
import type { Hex } from "../core/bytes.ts";
import type { ParticipantKind } from "../core/codes.ts";
import { codesIn, maskOf } from "../core/labels.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import { type Enrolment, enrolmentHash, type Rotation, rotationHash } from "../core/structs.ts";
import { bitsOf } from "../core/words.ts";

export const PARTICIPANT_STATUS = ["NONE", "ACTIVE", "LAPSED", "SUSPENDED"] as const;
export const ACCOUNT_ROLE = ["NONE", "OPERATOR", "ADMINISTRATOR"] as const;

/** An institution as the registry knows it. Times are Unix seconds. */
export interface Participant {
  id: number;
  kinds: ParticipantKind[];
  status: (typeof PARTICIPANT_STATUS)[number];
  jurisdiction: { scheme: number; code: number };
  grade: number;
  accreditedUntil: number;
  keyEpoch: number;
}

export interface Admission {
  kinds: readonly ParticipantKind[];
  jurisdiction: { scheme: number; code: number };
  grade: number;
  accreditedUntil: number;
  /** X25519 public key to which content keys are released. */
  hpkeKey: Hex;
  /** URL of its gateway; empty if it has none. */
  endpoint: string;
  /** Its first administrator account. */
  administrator: Hex;
}

/** Reads the membership word (contracts/types/Membership.sol). */
function participantOf(word: bigint): Participant {
  return {
    id: bitsOf(word, 176, 32),
    kinds: codesIn("participantKinds", BigInt(bitsOf(word, 0, 32))) as ParticipantKind[],
    status: PARTICIPANT_STATUS[bitsOf(word, 32, 8)]!,
    jurisdiction: { scheme: bitsOf(word, 40, 8), code: bitsOf(word, 48, 32) },
    grade: bitsOf(word, 80, 8),
    accreditedUntil: bitsOf(word, 88, 40),
    keyEpoch: bitsOf(word, 144, 32),
  };
}

/** Institutions, their accounts and keys; pseudonymous subjects and their controllers. */
export class IdentityModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** Admits an institution; needs the ADMISSIONS role. Answers its id. */
  async admit({ jurisdiction, ...admission }: Admission): Promise<number> {
    const { network, contracts } = this.#chain;
    const profile = {
      kinds: maskOf("participantKinds", admission.kinds),
      jurisdictionScheme: jurisdiction.scheme,
      jurisdictionCode: jurisdiction.code,
      grade: admission.grade,
      accreditedUntil: admission.accreditedUntil,
    };
    const { hpkeKey, endpoint, administrator } = admission;
    const { event } = await transact(
      network,
      contracts.participantRegistry,
      "ParticipantAdmitted",
      contracts.participantRegistry.admit(profile, hpkeKey, endpoint, administrator),
    );
    return Number(event.participant);
  }

  /** The institution of an account (the connected one by default). */
  async member(account: Hex = accountOf(this.#chain).address as Hex): Promise<Participant> {
    return participantOf(await read(this.#chain.contracts.participantRegistry.membership(account)));
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

  /** Says where the connected institution's gateway is. */
  async setEndpoint(url: string): Promise<void> {
    const { network, contracts } = this.#chain;
    const { participantRegistry } = contracts;
    await transact(
      network,
      participantRegistry,
      "ParticipantEndpointChanged",
      participantRegistry.setEndpoint(url),
    );
  }

  /** Enrols a pseudonym for its new controller, who signs; answers the subject's id. */
  async enrol(enrolment: Enrolment, signer: Signer): Promise<Hex> {
    const { network, contracts } = this.#chain;
    const digest = signingDigest(
      signingDomain(this.#chain, "SubjectRegistry"),
      enrolmentHash(enrolment),
    );
    const { event } = await transact(
      network,
      contracts.subjectRegistry,
      "SubjectEnrolled",
      contracts.subjectRegistry.enrol(enrolment, await signer.sign(digest)),
    );
    return event.subject as Hex;
  }

  /** Hands a subject over to another signer; the present one signs. */
  async rotate(rotation: Rotation, current: Signer): Promise<Sent<unknown>> {
    const { network, contracts } = this.#chain;
    const digest = signingDigest(
      signingDomain(this.#chain, "SubjectRegistry"),
      rotationHash(rotation),
    );
    return await transact(
      network,
      contracts.subjectRegistry,
      "SubjectRotated",
      contracts.subjectRegistry.rotate(rotation, current.bytes, await current.sign(digest)),
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
