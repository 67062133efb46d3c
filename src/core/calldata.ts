/**
 * What AccessDesk.open takes: packed, since calldata is paid by the byte and kept for ever.
 * contracts/exchange/interfaces/IAccessDesk.sol describes the same.
 */
import { concatBytes, fromHex, type Hex, toHex, uintBytes } from "./bytes.ts";
import type { ConsentGrant } from "./structs.ts";
import { packPositions } from "./tree.ts";
import { packLimits, type PackedProvision } from "./words.ts";

/** A grant with its terms open. */
export interface ShownGrant {
  subject: Hex;
  limits: bigint;
  salt: Hex;
  provisions: PackedProvision[];
}

export const shownGrant = ({ subject, terms, notAfter, maxUses, deadline }: ConsentGrant) =>
  ({
    subject,
    limits: packLimits({
      grantee: BigInt(terms.grantee),
      notAfter: BigInt(notAfter),
      maxUses: BigInt(maxUses),
      deadline: BigInt(deadline),
    }),
    salt: terms.salt,
    provisions: terms.provisions,
  }) satisfies ShownGrant;

/** Entries of one batch, column by column: positions, headers, struct hashes of their contents. */
export const packEntries = (entries: {
  positions: readonly number[];
  headers: readonly bigint[];
  contents: readonly Hex[];
}): Hex =>
  toHex(
    concatBytes(
      fromHex(packPositions(entries.positions)),
      ...entries.headers.map((header) => uintBytes(header, 32)),
      ...entries.contents.map((content) => fromHex(content, 32)),
    ),
  );
