import { fail } from "../../core/errors.ts";
import { productId, productOf } from "../../core/goods.ts";
import { countStock } from "../../flows/countStock.ts";
import type { LevelledStock } from "../../indexer/tradeReader.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { productNamed } from "./code.ts";
import { alertLines, type Counted, idOf, productTitle } from "./counting.ts";

interface Options {
  min?: number;
  max?: number;
  as?: string;
}

/** Shows stocks with their levels, and has those that have levels counted on the chain. */
export async function run(
  session: Session,
  text: string | undefined,
  options: Options,
): Promise<void> {
  const product = text === undefined ? undefined : numberOf(text);
  const levels = levelsIn(options, product);
  const member = await session.member(options.as);
  if (product !== undefined && levels) await setLevels(member, product, levels);
  const { reader } = await freshIndex(session);
  const only = product === undefined ? undefined : productOf(product);
  const found = reader.trade
    .stock(member.id)
    .filter((one) => !only || (one.scheme === only.scheme && one.number === only.number));
  const counts: Counted[] = [];
  for (const stock of found.filter(({ min }) => min !== undefined)) {
    const { scheme, number } = stock;
    const count = await countStock(member.care.chain, reader, idOf(stock));
    if (count) counts.push({ product: { scheme, number }, ...count });
  }
  const stocks = found.map((stock) => stockValue(stock, counts));
  session.output.result({ holder: member.id, stocks }, [
    ...table(
      ["Product", "Usable", "Blocked", "Coming", "Min", "Max", "State"],
      stocks.map((one) => [
        productTitle(one.product),
        one.available,
        one.blocked,
        one.coming,
        one.min ?? "",
        one.max ?? "",
        one.state === "UNKNOWN" ? "" : one.state,
      ]),
    ),
    ...alertLines(counts),
  ]);
}

function numberOf(text: string): bigint {
  const { scheme, number } = productNamed(text);
  return productId(scheme, number);
}

function levelsIn({ min, max }: Options, product: bigint | undefined) {
  const refuse = (reason: string): never => fail("CLI_OPTION", { reason });
  if (min === undefined && max === undefined) return undefined;
  if (min === undefined || max === undefined) return refuse("--min and --max go together");
  if (product === undefined) return refuse("levels are of one product: name it");
  if (min > max) return refuse("--min is above --max");
  return { min, max };
}

/** Sets levels, unless they are so already. */
async function setLevels(
  { id, care: { procurement } }: Member,
  product: bigint,
  { min, max }: { min: number; max: number },
): Promise<void> {
  const before = await procurement.stock(id, product);
  if (before?.min === min && before.max === max) return;
  await procurement.setStockLevels(product, { min, max }).send();
}

/** As JSON: what the chain counted counts, where it did. */
function stockValue({ scheme, number, ...stock }: LevelledStock, counts: readonly Counted[]) {
  const { available, blocked, coming, min, max } = stock;
  const count = counts.find(
    ({ product }) => product.scheme === scheme && product.number === number,
  );
  return {
    product: { scheme, number },
    available: count?.counted ?? available,
    blocked,
    coming,
    min,
    max,
    state: count?.state ?? stock.state,
    alert: count?.alert,
    transaction: count?.transaction,
  };
}
