import { sha256 } from "@noble/hashes/sha2.js";
import { type Hex, toHex, utf8 } from "../core/bytes.ts";
import { eventHash } from "./hash.ts";
import type { EventRecord } from "./model.ts";
import { fullTerm } from "./vocabulary.ts";

/**
 * What is anchored of an event: the digest in its CBV 2.0 event hash. That leaves an error declaration
 * out, so that a correction has the hash of the event which it takes back; of a correction it is the
 * SHA-256 of that hash id and the declaration: its time, reason and corrective events.
 */
export function evidenceOf(record: EventRecord): Hex {
  const id = eventHash(record);
  const { errorDeclaration } = record.event;
  if (!errorDeclaration) return `0x${/;([\da-f]{64})\?/.exec(id)![1]!}`;
  const { declarationTime, reason, correctiveEventIDs = [] } = errorDeclaration;
  const time = Date.parse(declarationTime);
  const said = [
    id,
    Number.isNaN(time) ? declarationTime : new Date(time).toISOString(),
    reason === undefined ? "" : fullTerm("errorReason", reason),
    ...[...correctiveEventIDs].toSorted(),
  ];
  return toHex(sha256(utf8(said.join("\n"))));
}
