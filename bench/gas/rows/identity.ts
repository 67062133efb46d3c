import { all, type Must } from "../floor.ts";
import type { Row } from "../operations.ts";
import { ACCOUNT_SIGNER, byAccount, byPasskey, managed, member, P256_SIGNER } from "./parts.ts";

export const identityRows: readonly Row[] = [
  {
    name: "admit an institution with its account, key and endpoint",
    measured: "admit",
    must: {
      ...managed,
      carries: 4 + 4 + 1 + 4 + 1 + 5 + 32 + 23 + 20,
      newSlots: 4,
      changedSlots: 1,
      events: [[2, 32 + 32 + 23 + 20]],
    },
    note: "administration through OpenZeppelin's AccessManager, never on a hot path",
  },
  {
    name: "change an institution's status",
    measured: "setStatus",
    must: { ...managed, carries: 4 + 4 + 1, changedSlots: 1, events: [[2, 32]] },
    note: "one write however many accounts it has",
  },
  {
    name: "pause a domain",
    measured: "pause",
    must: { ...managed, carries: 4 + 1 + 4, newSlots: 1, events: [[2, 4]] },
    note: "stops a domain until a moment",
  },
  {
    name: "give an institution another account",
    measured: "setAccount",
    must: { carries: 4 + 20 + 1, coldReads: 2, newSlots: 1, events: [[3, 26]] },
    note: "by the institution's own administrator",
  },
  {
    name: "rotate an institution's key",
    measured: "rotateKey",
    must: { carries: 4 + 32, coldReads: 1, newSlots: 1, changedSlots: 1, events: [[2, 56]] },
    note: "the key before stays readable by its epoch",
  },
  ...(["account", "passkey"] as const).flatMap((kind): Row[] => {
    const how = kind === "account" ? byAccount : byPasskey;
    const whose = kind === "account" ? "by an account's signature" : "by a P-256 signature";
    const enrolled: Must = {
      ...member,
      carries: 4 + 1 + 32 + 4 + 1 + 32 + 5,
      newSlots: 2,
      events: [[2, 32 + 1 + 1 + 32 + 4 + 20]],
    };
    const rotated: Must = {
      carries: 4 + 32 + (kind === "account" ? ACCOUNT_SIGNER : P256_SIGNER) + 32 + 1 + 32 + 5,
      newSlots: 1,
      changedSlots: 1,
      events: [[2, 32 + 32 + 20]],
    };
    return [
      {
        name: `enrol a patient ${whose}`,
        measured: `enrol, ${kind}`,
        peer: ["MedRecChain", "register patient"],
        must: all(enrolled, how),
        note: "pseudonym, key commitment and encryption key; the peer registers a patient under another model",
      },
      {
        name: `rotate a patient's keys ${whose}`,
        measured: `rotate, ${kind}`,
        must: all(rotated, how),
        note: "ends the grants of a stolen key in the same write",
      },
    ];
  }),
];
