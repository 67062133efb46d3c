import { accountOf, type Chain } from "../chain/chain.ts";
import { type Hex, randomHex } from "../core/bytes.ts";
import { ContractRevert, fail } from "../core/errors.ts";
import { payerHash, type ShownUnits, type UnitRange } from "../core/goods.ts";
import { GoodsLog } from "../ledger/goodsLog.ts";
import { SupplyModule } from "../ledger/supply.ts";
import type { DispenseJournal, JournalledUnit } from "../vault/dispenseJournal.ts";
import type { LotShelf } from "../vault/lotShelf.ts";

/** What is handed out, and to whom. */
export interface Dispensing {
  /** See `productId`. */
  product: bigint;
  /** Trace codes as printed. */
  codes: readonly string[];
  /** What you call the patient: it stays in your journal. */
  patient: string;
  /** Pseudonym of who is to pay for units of a claimable lot; nobody's without: she pays herself. */
  payer?: Hex;
}

/** Units of one parcel that were dispensed in one transaction. */
export interface DispensedUnits {
  lot: Hex;
  range: UnitRange;
  units: number[];
  transaction: Hex;
}

/**
 * Dispenses units by their codes, each with the proof from the lot's file, wherever they are among
 * the institution's parcels. Whom they are for is in the journal before anything is sent.
 *
 * @throws SUPPLY_CODE_UNKNOWN for a code that is in none of the lots kept here, and what `dispense`
 *   throws: SupplyRecalled, SupplyExpired, SupplyQuarantined, SupplyUnitTaken ...
 */
export async function dispenseUnits(
  chain: Chain,
  lots: LotShelf,
  journal: DispenseJournal,
  dispensing: Dispensing,
): Promise<DispensedUnits[]> {
  accountOf(chain);
  const supply = new SupplyModule(chain);
  const found = dispensing.codes.map((code, position) => {
    const [one] = lots.find(dispensing.product, code);
    return one ?? fail("SUPPLY_CODE_UNKNOWN", { position: position + 1 });
  });
  const parcels = await new GoodsLog(chain).byParcel(found);
  const ready = await Promise.all(
    parcels.map(async ({ range, units }) => {
      const { lot } = units[0]!.lot;
      const codes = units.map(({ unit }) => unit.code);
      const shown = lots.show(dispensing.product, codes, { range, lot });
      const entries = await entriesOf(chain, lot, shown, dispensing);
      const payers = entries.flatMap(({ payer }) => (payer ? [payerHash(payer)] : []));
      const write = supply.dispense(shown, payers);
      // What the chain refuses is refused before anything is noted or sent.
      await write.estimate();
      return { lot, range, entries, write };
    }),
  );
  const done: DispensedUnits[] = [];
  for (const { lot, range, entries, write } of ready) {
    const takeOut = journal.note(entries);
    try {
      const { transaction, event } = await write.send();
      done.push({ lot, range, units: event.indexes, transaction });
    } catch (error) {
      // Another till was faster: its entry counts. Of anything else nobody knows yet.
      if (error instanceof ContractRevert) takeOut();
      throw error;
    }
  }
  return done;
}

/** What the journal says of units, each with a payer if its lot is claimable. */
async function entriesOf(
  chain: Chain,
  lot: Hex,
  { units }: ShownUnits,
  { patient, payer: pseudonym }: Dispensing,
): Promise<JournalledUnit[]> {
  const { claimable } = await new SupplyModule(chain).lot(lot);
  const time = await chain.network.now();
  return units.map(({ index: unit }) => {
    const payer = { pseudonym: pseudonym ?? randomHex(32), salt: randomHex(32) };
    return { lot, unit, patient, time, ...(claimable ? { payer } : {}) };
  });
}
