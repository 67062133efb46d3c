import type { Chain } from "../chain/chain.ts";
import type { Hex } from "../core/bytes.ts";
import type { Disposition } from "../core/enums.ts";
import { fail } from "../core/errors.ts";
import type { UnitRange } from "../core/goods.ts";
import { GoodsLog } from "../ledger/goodsLog.ts";
import { SupplyModule } from "../ledger/supply.ts";
import type { LotShelf } from "../vault/lotShelf.ts";

/** Packs that come back, or are no more. */
export interface Withdrawal {
  /** See `productId`. */
  product: bigint;
  /** Trace codes as printed. */
  codes: readonly string[];
  /** NONE: dispensed before, and brought back. */
  how: Disposition;
  /** Digest of what says why. */
  evidence: Hex;
}

/** Units of one parcel that were withdrawn in one transaction. */
export interface WithdrawnUnits {
  lot: Hex;
  range: UnitRange;
  units: number[];
  transaction: Hex;
}

/**
 * Takes dispensed units back, or says that units are no more, by their codes, each with the proof
 * from the lot's file, wherever they are among the institution's parcels.
 *
 * @throws SUPPLY_CODE_UNKNOWN for a code that is in none of the lots kept here, and what `withdraw`
 *   throws: SupplyUnitTaken, SupplyNotHolder, SupplyPacked ...
 */
export async function withdrawUnits(
  chain: Chain,
  lots: LotShelf,
  { product, codes, how, evidence }: Withdrawal,
): Promise<WithdrawnUnits[]> {
  const supply = new SupplyModule(chain);
  const found = codes.map((code, position) => {
    const [one] = lots.find(product, code);
    return one ?? fail("SUPPLY_CODE_UNKNOWN", { position: position + 1 });
  });
  const parcels = await new GoodsLog(chain).byParcel(found);
  const ready = parcels.map(({ range, units }) => {
    const { lot } = units[0]!.lot;
    const shown = lots.show(
      product,
      units.map(({ unit }) => unit.code),
      { range, lot },
    );
    return { lot, range, write: supply.withdraw(shown, how, evidence) };
  });
  // What the chain refuses of any parcel is refused before anything is sent.
  for (const { write } of ready) await write.estimate();
  const done: WithdrawnUnits[] = [];
  for (const { lot, range, write } of ready) {
    const { transaction, event } = await write.send();
    done.push({ lot, range, units: event.indexes, transaction });
  }
  return done;
}
