import type { Row } from "../operations.ts";

const row = (name: string, measured: string, note: string, per?: number): Row => ({
  name,
  measured,
  note,
  ...(per === undefined ? {} : { per }),
});

/** No targets were set for these, and no peer does them. */
export const tradeRows: readonly Row[] = [
  row("register a sensor", "register a sensor", "with its calibration's certificate"),
  row("watch a parcel by a sensor", "begin to watch a parcel", "once a journey"),
  row("report a reading", "report 1 reading", "signed by the sensor, checked against the limits"),
  row(
    "report 100 readings, a reading",
    "report 100 readings, each",
    "each is looked at on chain",
    100,
  ),
  row(
    "report an excursion",
    "report an excursion, with its quarantine",
    "the parcel is in quarantine in the same transaction",
  ),
  row("place an order", "place an order", "its terms and price stay sealed"),
  row("accept an order", "accept an order", "by the supplier"),
  row("despatch a parcel for an order", "despatch a parcel", "and note it with the order"),
  row(
    "receive a parcel for an order",
    "receive a parcel for an order",
    "what was received is counted, each parcel once",
  ),
  row("inspect what was received", "inspect", "by the inspector of the order"),
  row("settle an order", "settle, payee's first money", "received, inspected, invoiced, and paid"),
  row("transfer tokens", "transfer tokens", "both institutions must be members"),
];
