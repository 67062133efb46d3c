import path from "node:path";
import type { Hex } from "../../core/bytes.ts";
import { momentOf } from "../../core/dates.ts";
import { productOf } from "../../core/goods.ts";
import { moneyText } from "../../core/money.ts";
import type { OrderView, ShownDocument } from "../../flows/orders.ts";
import { makeFolder } from "../../vault/disk.ts";
import { writeOnce } from "../files.ts";
import type { Session } from "../session.ts";
import { fields, table } from "../table.ts";
import { orderNamed, readerOf } from "./order.ts";
import { extensionOf } from "./papers.ts";

interface Options {
  out?: string;
  as?: string;
}

/** An order with its terms, its papers and the stocks of both sides. */
export async function run(session: Session, id: Hex, options: Options): Promise<void> {
  const { member, orders } = await orderNamed(session, id, options.as);
  const view = await orders.view(id, readerOf(member));
  const currency = await member.care.insurance.currency();
  const papers = view.documents
    .filter(({ kind }) => kind !== "terms")
    .map((paper, i) => paperValue(paper, i, options.out));
  const stocks = view.stocks.map(({ product, ...stock }) => ({
    ...stock,
    product: productOf(product),
    holderName: session.nameOf(stock.holder),
  }));
  const terms = termsValue(view, currency);
  session.output.result({ id, ...view.order, ...view.state, terms, papers, stocks }, [
    ...fields({
      order: id,
      state: `${view.state.state}${view.state.isInvoiced ? ", invoiced" : ""}`,
      buyer: session.nameOf(view.order.buyer),
      supplier: session.nameOf(view.order.supplier),
      inspector: view.order.inspector === 0 ? "the buyer" : session.nameOf(view.order.inspector),
      insurer: view.order.insurer === 0 ? "none" : session.nameOf(view.order.insurer),
      deadline: `${momentOf(view.order.deadline)} UTC`,
      received: view.state.received,
      ...(terms
        ? {
            product: terms.product.number,
            quantity: terms.quantity,
            price: `${currency} ${terms.price} a unit`,
          }
        : { terms: "not in this store, nor at another party's gateway" }),
    }),
    ...(terms ? ["", terms.text] : []),
    "",
    ...table(
      ["Paper", "Type", "File"],
      papers.map(({ kind, mediaType, refusal, file }) => [
        kind,
        mediaType ?? `(${refusal})`,
        file ?? "",
      ]),
    ),
    "",
    ...table(
      ["Stock of", "Counted", "Min", "Max", "State"],
      stocks.map((one) => [one.holderName, one.counted, one.min, one.max, one.state]),
    ),
  ]);
}

function termsValue({ agreed }: OrderView, currency: string) {
  if (!agreed) return undefined;
  const { terms, price, text } = agreed;
  return {
    product: productOf(terms.product),
    quantity: terms.quantity,
    price: moneyText(price.perUnit),
    currency,
    payer: price.payer,
    payee: price.payee,
    text,
  };
}

type PaperValue = Pick<ShownDocument, "kind" | "digest" | "account" | "block"> & {
  mediaType?: string;
  bytes?: number;
  /** Where it was written. */
  file?: string;
  /** Why it could not be opened. */
  refusal?: string;
};

/** A paper, written to the folder where one is named; its name is ours, not its writer's. */
function paperValue(paper: ShownDocument, i: number, out: string | undefined): PaperValue {
  const { kind, digest, account, block } = paper;
  const about = { kind, digest, account, block };
  if (!("content" in paper)) return { ...about, refusal: paper.refusal };
  const { mediaType, body } = paper.content;
  if (out === undefined) return { ...about, mediaType, bytes: body.length };
  makeFolder(out);
  const file = path.join(out, `${i + 1}-${kind}${extensionOf(mediaType)}`);
  writeOnce(file, body, "The paper's file");
  return { ...about, mediaType, bytes: body.length, file };
}
