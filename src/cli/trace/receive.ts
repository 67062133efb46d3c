import { fail } from "../../core/errors.ts";
import type { UnitRange } from "../../core/goods.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import type { IndexedLot, SupplyReader } from "../../indexer/supplyReader.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { alertLines, countAfter } from "./counting.ts";
import { containerNamed } from "./goods.ts";
import { lotNamed } from "./lot.ts";
import { receiveContainer } from "./receiveContainer.ts";
import { takeInFile } from "./takeIn.ts";

interface Options {
  units?: UnitRange;
  missing?: UnitRange[];
  key?: string;
  from?: string[];
  fileOnly?: boolean;
  as?: string;
}

export async function run(session: Session, name: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const fresh = await freshIndex(session);
  const { supply: index } = fresh.reader;
  const missing = (options.missing ?? []).toSorted((a, b) => a.first - b.first);
  const box = containerNamed(index, name);
  if (box) {
    if (options.units || missing.length > 0) refuseParts();
    await receiveContainer(session, member, fresh, box, options);
    return;
  }
  const found = lotNamed(index, name);
  const { lot, count, maker } = found;
  const parcel = { lot, ...(options.units ?? unitsOf(index, found, member.id, options)) };
  const custody = await session.custody(member);
  const { supply } = member.care;
  const { container } = await new GoodsLog(member.care.chain).place(lot, parcel.first, count);
  const isPacked = BigInt(container) !== 0n;
  if (isPacked && missing.length > 0) refuseParts();
  const where = isPacked ? await supply.container(container) : await supply.parcel(parcel);
  const coming = { parcel, container, where, maker };
  const { isNew, repeated } = await takeInFile(member, custody, coming, options);
  if (!options.fileOnly) {
    if (isPacked) await supply.receiveContainer(container).send();
    else if (missing.length > 0) await supply.receiveExcept(parcel, missing).send();
    else await supply.receive(parcel).send();
  }
  const products = isPacked ? index.productsIn(container) : [found];
  const moved = options.fileOnly ? [] : products.map(({ scheme, number }) => ({ scheme, number }));
  const stock = await countAfter(session, member, moved, fresh);
  const disputed = missing.reduce((sum, { count: units }) => sum + units, 0);
  const what = isPacked ? `Container ${container}` : `${parcel.count - disputed} units`;
  session.output.result(
    {
      ...parcel,
      container: isPacked ? container : undefined,
      received: !options.fileOnly,
      missing,
      file: isNew,
      repeated,
      stock,
    },
    [
      options.fileOnly ? "The lot's file is here." : `${what} received by ${member.name}.`,
      ...(disputed > 0 && !options.fileOnly
        ? [`${disputed} units are missing: disputed, and still the sender's.`]
        : []),
      ...(repeated.length > 0
        ? [`${repeated.length} codes are in other lots too: scans of them answer CLONED.`]
        : []),
      ...alertLines(stock),
    ],
  );
}

/** Of a container some is received by its parcels alone. */
const refuseParts = (): never =>
  fail("CLI_OPTION", {
    reason: "it comes in a container, which is received whole: trace unpack it to receive parts",
  });

/** What was shipped to the institution, if that is one shipment; with the file alone, what it has. */
function unitsOf(
  index: SupplyReader,
  { lot, count }: IndexedLot,
  self: number,
  { fileOnly = false }: Options,
): UnitRange {
  const parcels = index.parcels(lot);
  const coming = parcels.filter(({ state, to }) => state === "SHIPPED" && to === self);
  if (fileOnly) {
    const held = parcels.find(({ state, holder }) => state === "HELD" && holder === self);
    return rangeOf(held ?? coming[0] ?? { first: 0, count });
  }
  // What is in one container comes as one.
  const shipments = new Map(coming.map((one) => [one.container ?? one.first, one]));
  const [only] = shipments.values();
  if (shipments.size !== 1 || !only) return fail("TRACE_SHIPMENT", { found: shipments.size });
  return rangeOf(only);
}

const rangeOf = ({ first, count }: UnitRange): UnitRange => ({ first, count });
