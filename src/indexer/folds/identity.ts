import type { IdentityEvent } from "../../core/events.ts";
import type { Participant } from "../../core/slots.ts";
import type { DomainFold } from "../fold.ts";
import { change, put, table } from "../table.ts";

/** Institutions. `status` is the slot's: past `accreditedUntil` an ACTIVE one counts as LAPSED. */
export const participants = table(
  "participants",
  { participant: "integer" },
  {
    kinds: "list",
    status: "text",
    jurisdictionScheme: "integer",
    jurisdictionCode: "integer",
    grade: "integer",
    accreditedUntil: "integer",
    keyEpoch: "integer",
    endpoint: "text",
    admittedAt: "integer",
  },
);

/** HPKE public keys of institutions, by epoch. */
export const participantKeys = table(
  "participantKeys",
  { participant: "integer", epoch: "integer" },
  { key: "bytes" },
);

/** Accounts of institutions; a closed one has the role NONE. */
export const accounts = table(
  "accounts",
  { account: "bytes" },
  { participant: "integer", role: "text", expiresAt: "integer" },
  ["participant"],
);

export const pauses = table("pauses", { domain: "text" }, { until: "integer" });

/** Pseudonyms. */
export const subjects = table(
  "subjects",
  { subject: "bytes" },
  {
    keyEpoch: "integer",
    kind: "text",
    method: "text",
    encryptionKey: "bytes",
    voucher: "integer",
    enrolledAt: "integer",
  },
);

/** Contracts through which subjects' signers may be asked. */
export const verifiers = table(
  "verifiers",
  { verifier: "bytes" },
  { codeHash: "bytes", listed: "integer" },
);

const standing = ({ kinds, status, jurisdiction, ...rest }: Omit<Participant, "id">) => ({
  kinds,
  status,
  jurisdictionScheme: jurisdiction.scheme,
  jurisdictionCode: jurisdiction.code,
  grade: rest.grade,
  accreditedUntil: rest.accreditedUntil,
  keyEpoch: rest.keyEpoch,
});

export const identity: DomainFold<IdentityEvent> = {
  tables: { participants, participantKeys, accounts, pauses, subjects, verifiers },
  folds: {
    ParticipantAdmitted: (event, { time }) => {
      const { participant, hpkeKey, endpoint, administrator: account } = event;
      return [
        put(participants, { participant, ...standing(event), endpoint, admittedAt: time }),
        put(participantKeys, { participant, epoch: event.keyEpoch, key: hpkeKey }),
        put(accounts, { account, participant, role: "ADMINISTRATOR", expiresAt: 0 }),
      ];
    },
    ParticipantChanged: (event) => [
      change(participants, { participant: event.participant }, standing(event)),
    ],
    ParticipantKeyRotated: ({ participant, epoch, key }) => [
      change(participants, { participant }, { keyEpoch: epoch }),
      put(participantKeys, { participant, epoch, key }),
    ],
    ParticipantEndpointChanged: ({ participant, endpoint }) => [
      change(participants, { participant }, { endpoint }),
    ],
    ParticipantAccountChanged: ({ participant, account, role, expiresAt }) => [
      put(accounts, { account, participant, role, expiresAt }),
    ],
    DomainPaused: ({ domain, until }) => [put(pauses, { domain, until })],
    SubjectEnrolled: ({ actor: _, ...event }, { time }) => [
      put(subjects, { ...event, enrolledAt: time }),
    ],
    SubjectRotated: ({ subject, keyEpoch, encryptionKey }) => [
      change(subjects, { subject }, { keyEpoch, encryptionKey }),
    ],
    VerifierListed: ({ verifier, codeHash, listed }) => [
      put(verifiers, { verifier, codeHash, listed: Number(listed) }),
    ],
  },
};
