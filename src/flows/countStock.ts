import { accountOf, type Chain } from "../chain/chain.ts";
import type { Hex } from "../core/bytes.ts";
import type { StockState } from "../core/enums.ts";
import { productOf } from "../core/goods.ts";
import { stockState } from "../core/purchase.ts";
import type { IndexReader } from "../indexer/reader.ts";
import { openedLot } from "../indexer/supplyReader.ts";
import { IdentityModule } from "../ledger/identity.ts";
import { ProcurementModule } from "../ledger/procurement.ts";

/** What an institution has of a product, as the chain has counted it. */
export interface StockCount {
  /** Units that may be used: neither recalled, expired nor in quarantine. */
  counted: number;
  min: number;
  max: number;
  state: StockState;
  /** Of an alert that this count told: once when the stock falls below min or rises above max. */
  alert?: "LOW" | "OVER";
  /** None where the chain had the same count already. */
  transaction?: Hex;
}

/**
 * Counts the stock of a product of the connected account's institution on the chain, from its parcels
 * that the index has, so that an alert is told where one is due.
 * @param index Of this chain, up to date: what it does not have is not counted
 * @returns undefined where the institution has set no levels: there is nothing to be told
 */
export async function countStock(
  chain: Chain,
  index: IndexReader,
  product: bigint,
): Promise<StockCount | undefined> {
  const { address } = accountOf(chain);
  const { id: holder } = await new IdentityModule(chain).member(address);
  const procurement = new ProcurementModule(chain);
  const before = await procurement.stock(holder, product);
  if (!before) return undefined;
  const { min, max } = before;
  const parcels = index.supply.usable(holder, productOf(product));
  const counted = parcels.reduce((sum, { left }) => sum + left, 0);
  const state = stockState(counted, before);
  if (before.counted === counted && before.state === state) return { counted, min, max, state };
  const shown = parcels.map(({ lot, first, count, container }) => ({
    ...openedLot(index.supply.lot(lot)!),
    parcel: { lot, first, count },
    ...(container === undefined ? {} : { container }),
  }));
  const { event, transaction } = await procurement.checkStock(product, shown).send();
  const { slot } = event;
  const isAlert = slot.state !== before.state && (slot.state === "LOW" || slot.state === "OVER");
  return {
    counted: slot.counted,
    min,
    max,
    state: slot.state,
    ...(isAlert ? { alert: slot.state as "LOW" | "OVER" } : {}),
    transaction,
  };
}
