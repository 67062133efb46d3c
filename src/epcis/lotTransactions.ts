/** Changes of ownership of a lot, as the DSCSA wants them told. */
import {
  type DscsaTransaction,
  type TradingPartner,
  transactionRow,
  type TransactionRow,
} from "./dscsa.ts";
import { partyKey } from "./goods.ts";
import type { EventRecord, ObjectEvent } from "./model.ts";

export type TransactionProduct = Pick<
  DscsaTransaction,
  "productName" | "strength" | "dosageForm" | "ndc" | "containerSize" | "statements"
>;

/** Units of the lot in a shipment: `inside` has how many of them are in each container. */
function unitsOf(event: ObjectEvent, inside: ReadonlyMap<string, number>): number {
  const containers = (event.epcList ?? []).map((epc) => inside.get(epc) ?? 1);
  const classes = (event.quantityList ?? []).map(({ quantity = 0 }) => quantity);
  return [...containers, ...classes].reduce((sum, count) => sum + count, 0);
}

/**
 * A row for each shipment in the exported events of one lot.
 * @param partners By GLN or URI
 * @throws DSCSA_FIELD where a partner's name or address is missing
 */
export function lotTransactions(
  records: readonly EventRecord[],
  product: TransactionProduct,
  lot: string,
  partners: ReadonlyMap<string, TradingPartner>,
): TransactionRow[] {
  const inside = new Map<string, number>();
  const partner = (uri: string): TradingPartner =>
    partners.get(partyKey(uri)) ?? { name: "", address: "" };
  return records.flatMap(({ event }) => {
    if (event.type === "AggregationEvent" && "parentID" in event && event.action === "ADD") {
      const { parentID = "", childEPCs = [], childQuantityList = [] } = event;
      const own = childQuantityList.filter(({ epcClass }) => epcClass.endsWith(`/10/${lot}`));
      const count = own.reduce((sum, { quantity = 0 }) => sum + quantity, childEPCs.length);
      inside.set(parentID, count);
    }
    if (event.type !== "ObjectEvent" || event.bizStep !== "shipping") return [];
    return [
      transactionRow({
        ...product,
        containers: unitsOf(event, inside),
        lot,
        transaction: event.eventTime,
        from: partner(event.sourceList?.[0]?.source ?? ""),
        to: partner(event.destinationList?.[0]?.destination ?? ""),
      }),
    ];
  });
}
