import type { Chain } from "../chain/chain.ts";
import type { Hex } from "../core/bytes.ts";
import type { Disposition, UnitState } from "../core/enums.ts";
import { fail } from "../core/errors.ts";
import { type Unit, type UnitRange, unitPlaceHash } from "../core/goods.ts";
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

/** Units of one parcel that were withdrawn in one transaction; without one: they were so before. */
export interface WithdrawnUnits {
  lot: Hex;
  range: UnitRange;
  units: number[];
  transaction?: Hex;
}

/**
 * Takes dispensed units back, or says that units are no more, by their codes, each with the proof
 * from the lot's file, wherever they are among the institution's parcels. What is so already is left
 * as it is: given again, also after a kill, it does the rest.
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
  const wanted = how === "NONE" ? "RETURNED" : "DESTROYED";
  const done: WithdrawnUnits[] = [];
  const ready: { lot: Hex; range: UnitRange; write: ReturnType<SupplyModule["withdraw"]> }[] = [];
  for (const { range, units } of await new GoodsLog(chain).byParcel(found)) {
    const { lot } = units[0]!.lot;
    const before: number[] = [];
    const open: string[] = [];
    for (const { unit } of units) {
      if ((await stateOf(supply, product, lot, unit)) === wanted) before.push(unit.index);
      else open.push(unit.code);
    }
    if (before.length > 0) done.push({ lot, range, units: before });
    if (open.length === 0) continue;
    const shown = lots.show(product, open, { range, lot });
    ready.push({ lot, range, write: supply.withdraw(shown, how, evidence) });
  }
  // What the chain refuses of any parcel is refused before anything is sent.
  for (const { write } of ready) await write.estimate();
  for (const { lot, range, write } of ready) {
    const { transaction, event } = await write.send();
    done.push({ lot, range, units: event.indexes, transaction });
  }
  return done;
}

/** What became of a unit; of a claimable lot's its sale tells. */
async function stateOf(
  supply: SupplyModule,
  product: bigint,
  lot: Hex,
  { index, code }: Unit,
): Promise<UnitState> {
  if (!(await supply.lot(lot)).claimable) return await supply.unitState(lot, index);
  const sale = await supply.sale(product, code);
  // Sold as another unit: a copy, which the chain refuses.
  const place = BigInt.asUintN(64, BigInt(unitPlaceHash(lot, index)) >> 16n);
  const isIts = sale !== undefined && BigInt(sale.unit) === place;
  return isIts ? sale.state : "AVAILABLE";
}
