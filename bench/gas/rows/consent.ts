import { all, type Must } from "../floor.ts";
import type { Row } from "../operations.ts";
import { ACCOUNT_SIGNER, byAccount, byPasskey, EAS, member } from "./parts.ts";

/** A grant's fields, its terms as their hash. */
const FIELDS = 32 + 32 + 5 + 4 + 5;
/** The subject's slot, in a contract of its own. */
const subject = { contracts: 1, coldReads: 1 } as const;
const granted = { carries: FIELDS, newSlots: 1, events: [[3, 32 + 20]] } as const;

const grantBy = (how: Partial<Must>): Must => all({ carries: 4 }, member, subject, granted, how);

/** A hundred: membership and the subject's slot are asked once. */
const hundredBy = ({ carries = 0, ecrecover = 0, p256 = 0, ...once }: Partial<Must>): Must =>
  all(
    { carries: 4 },
    member,
    subject,
    once,
    ...Array.from({ length: 100 }, () => all(granted, { carries, ecrecover, p256 })),
  );

const revoked = (change: Partial<Must>): Must =>
  all({ carries: 4 + FIELDS, events: [[2, 32 + 20]] }, subject, change);

export const consentRows: readonly Row[] = [
  {
    name: "grant a consent by an account's signature",
    measured: "grant, account",
    target: 68_000 + 2_100,
    peer: [EAS, "attestByDelegation, EIP-712"],
    must: grantBy(byAccount),
    note: "any number of provisions, unseen until the first use; the peer's data is open",
    remaining:
      "the patient's key is asked of a registry of its own, 2,600 for the cold contract alone",
  },
  {
    name: "grant a consent by a P-256 signature",
    measured: "grant, passkey",
    target: 78_000 + 2_100,
    peer: [EAS, "attestByDelegation, EIP-712"],
    must: grantBy(byPasskey),
    note: "the peer is measured with an account's signature, P-256 it takes through contract wallets; far dearer on chains without osaka's precompile",
  },
  {
    name: "grant 100 consents at once by accounts' signatures, each",
    measured: "grantMany 100, account, each",
    per: 100,
    target: 42_000 + 21,
    peer: [EAS, "multiAttestByDelegation, EIP-712"],
    must: hundredBy(byAccount),
    note: "one patient's; the peer is measured with 20 at once",
  },
  {
    name: "grant 100 consents at once by P-256 signatures, each",
    measured: "grantMany 100, passkey, each",
    per: 100,
    target: 52_000 + 21,
    peer: [EAS, "multiAttestByDelegation, EIP-712"],
    must: hundredBy(byPasskey),
    note: "the peer is measured with accounts' signatures",
  },
  {
    name: "revoke a consent, by the patient's own account",
    measured: "revoke by sender",
    target: 38_000,
    peer: ["healthChains PatientConsentManager", "revoke consent"],
    must: revoked({ carries: ACCOUNT_SIGNER, changedSlots: 1 }),
    note: "near the floor for all: no multiple is claimed",
  },
  {
    name: "revoke a consent by signature, whoever carries it",
    measured: "revoke by signature, account",
    target: 49_000,
    peer: [EAS, "revoke"],
    must: revoked(all(byAccount, { carries: 5, changedSlots: 1 })),
    note: "no institution can hold it back; the peer's is measured as sent by its attester",
  },
  {
    name: "revoke a signed consent before it is on chain",
    measured: "revoke by signature, account, not on chain",
    peer: [EAS, "revokeOffchain"],
    must: revoked(all(byAccount, { carries: 5, newSlots: 1 })),
    note: "so that what was signed can never be carried to the chain; the peer notes any hash under its sender",
  },
  {
    name: "decide on a record, three provisions (execution of a call)",
    measured: "decide, three provisions",
    target: 2_500,
    peer: [EAS, "isAttestationValid, execution"],
    note: "purpose, three masks and two periods of each provision; the peer answers whether it exists; reading its fields is in the table of peers",
  },
];
