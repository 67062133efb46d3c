import { fail } from "../../core/errors.ts";
import type { UnitRange } from "../../core/goods.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import type { IndexedLot, SupplyReader } from "../../indexer/supplyReader.ts";
import { overlaps } from "../../core/goodsState.ts";
import type { PlacedParcel } from "../../indexer/placed.ts";
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

/** Whoever gives the command again, after a kill too, receives nothing twice, and has the file. */
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
  const here = options.fileOnly ? undefined : hereBefore(index, found, member.id, options);
  const units = options.units ?? here ?? unitsOf(index, found, member.id, options);
  const parcel = { lot, ...units };
  const custody = await session.custody(member);
  const { supply } = member.care;
  const { range, container } = await new GoodsLog(member.care.chain).place(lot, units.first, count);
  const isPacked = BigInt(container) !== 0n;
  if (isPacked && missing.length > 0) refuseParts();
  const at = here ? { lot, ...range } : parcel;
  const where = isPacked ? await supply.container(container) : await supply.parcel(at);
  const coming = { parcel: at, container, where, maker };
  const { isNew, repeated } = await takeInFile(member, custody, coming, options);
  const isNow = !options.fileOnly && !here;
  if (isNow) {
    if (isPacked) await supply.receiveContainer(container).send();
    else if (missing.length > 0) await supply.receiveExcept(parcel, missing).send();
    else await supply.receive(parcel).send();
  }
  const products = isPacked ? index.productsIn(container) : [found];
  const moved = options.fileOnly ? [] : products.map(({ scheme, number }) => ({ scheme, number }));
  const stock = await countAfter(session, member, moved, fresh);
  const disputed = missing.reduce((sum, one) => sum + one.count, 0);
  const what = isPacked ? `Container ${container}` : `${parcel.count - disputed} units`;
  session.output.result(
    {
      ...parcel,
      container: isPacked ? container : undefined,
      received: isNow,
      missing,
      file: isNew,
      repeated,
      stock,
    },
    [
      options.fileOnly
        ? "The lot's file is here."
        : isNow
          ? `${what} received by ${member.name}.`
          : `Nothing more of it is on its way to ${member.name}: what came was received before.`,
      ...(disputed > 0 && isNow
        ? [`${disputed} units are missing: disputed, and still the sender's.`]
        : []),
      ...(repeated.length > 0
        ? [`${repeated.length} codes are in other lots too: scans of them answer CLONED.`]
        : []),
      ...alertLines(stock),
    ],
  );
}

/**
 * What an earlier call received: where all that is named, but for what did not come, is here; without
 * units, where nothing of the lot is on its way. A maker has units that never came.
 */
function hereBefore(
  index: SupplyReader,
  { lot, maker }: IndexedLot,
  self: number,
  { units, missing = [] }: Options,
): UnitRange | undefined {
  const isSame = (a: UnitRange) => (b: UnitRange) => a.first === b.first && a.count === b.count;
  const all = index.parcels(lot);
  const isComing = ({ state, to }: PlacedParcel) => state === "SHIPPED" && to === self;
  const isHere = ({ state, holder }: PlacedParcel) => state === "HELD" && holder === self;
  const rest = all.filter(
    (one) => (units ? overlaps(one, units) : isHere(one)) && !missing.some(isSame(one)),
  );
  if (!units && (maker === self || all.some(isComing))) return undefined;
  const isSo = rest.every(isHere) && missing.every((range) => all.some(isSame(range)));
  return isSo && rest[0] ? rangeOf(rest[0]) : undefined;
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
