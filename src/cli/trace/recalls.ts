import { dayOf } from "../../core/dates.ts";
import { productId, saleId } from "../../core/goods.ts";
import { readUnitCode, type UnitCode } from "../../epcis/unitCode.ts";
import type { IndexedLot, SupplyReader } from "../../indexer/supplyReader.ts";
import { readSmallFile } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";

/** Recalled lots; with `--mine` what they mean for one's own packs, found here, asking nobody. */
export async function run(session: Session, options: { mine?: string }): Promise<void> {
  const codes = options.mine === undefined ? undefined : codesIn(options.mine);
  const { supply } = (await freshIndex(session)).reader;
  if (codes) mine(session, supply, codes);
  else all(session, supply);
}

function all(session: Session, supply: SupplyReader): void {
  const lots = supply.recalledLots();
  const rows = lots.map((lot) => ({ ...recalled(lot, supply), lot: lot.lot }));
  session.output.result(
    { recalls: rows },
    table(
      ["Product", "Lot", "Class", "Reason", "Since"],
      rows.map((row) => [row.number, row.lotNumber, row.class, row.reason, dayOf(row.time)]),
    ),
  );
}

const recalled = (lot: IndexedLot, supply: SupplyReader) => {
  const { reason, time } = supply.recalls(lot.lot).at(-1)!;
  const { scheme, number, lotNumber, recall } = lot;
  return { scheme, number, lotNumber, class: recall, reason, time };
};

/** One code a line, as scanned; what is behind # is yours. */
const codesIn = (file: string): UnitCode[] =>
  readSmallFile(file, "the list of codes")
    .split(/\r?\n/)
    .map((line) => line.replace(/\s+#.*$|^#.*$/, "").trim())
    .filter((line) => line !== "")
    .map(readUnitCode);

/** A unit's lots: by the number on its pack, else by its sale. */
function lotsOf({ scheme, number, code, lotNumber }: UnitCode, supply: SupplyReader): IndexedLot[] {
  if (lotNumber !== undefined) return supply.lotsNamed(scheme, number, lotNumber);
  const sale = supply.sale(saleId(productId(scheme, number), code));
  const lot = sale && supply.lot(sale.lot);
  return lot ? [lot] : [];
}

function mine(session: Session, supply: SupplyReader, codes: readonly UnitCode[]): void {
  const packs = codes.map((code, i) => {
    const lots = lotsOf(code, supply);
    const found = lots.find(({ recall }) => recall !== "NONE");
    const state = lots.length === 0 ? "UNKNOWN" : found ? "RECALLED" : "NOT_RECALLED";
    return {
      position: i + 1,
      code: code.code,
      state,
      ...(found ? recalled(found, supply) : {}),
    };
  });
  const text = {
    RECALLED: "recalled: take it back to where you got it",
    NOT_RECALLED: "not recalled",
    UNKNOWN: "its lot cannot be told by this code: scan it",
  } as const;
  session.output.result(
    { packs, recalled: packs.filter(({ state }) => state === "RECALLED").length },
    packs.map(({ code, state }) => `${code}  ${text[state as keyof typeof text]}`),
  );
}
