/** The order for the vaccines: placed, despatched, received, inspected, paid, and seen by its parties. */
import { type Hex, randomHex, utf8 } from "../../core/bytes.ts";
import { isCareLedgerError } from "../../core/errors.ts";
import type { Parcel } from "../../core/goods.ts";
import { moneyText } from "../../core/money.ts";
import { countStock } from "../../flows/countStock.ts";
import type { PlacedOrder } from "../../flows/orders.ts";
import type { OpenedLot } from "../../ledger/coldChain.ts";
import type { BlockStore } from "../../vault/blockStore.ts";
import { unsealerOf } from "../../vault/sharedDocument.ts";
import type { Member } from "../members.ts";
import { bad, good } from "../progress.ts";
import type { Consortium } from "./consortium.ts";

/** Fen a dose. */
const PER_DOSE = 12_650n;
const DAY = 24 * 60 * 60;
/** Below and above which a hospital is told of its stock. */
const LEVELS = { min: 500, max: 900 };

/** An order, and whose it is. */
export interface Purchase extends PlacedOrder {
  buyer: Member;
  supplier: Member;
  store: BlockStore;
}

/** The hospital orders doses, and sets money aside for them; the insurer may look on. */
export async function orderDoses(
  { administrator, hospitals, maker: supplier, insurer }: Consortium,
  product: bigint,
  quantity: number,
): Promise<Purchase> {
  const [buyer] = hospitals;
  const { chain, insurance, procurement } = buyer.care;
  const { store } = buyer.custody;
  const payer = chain.account!.address;
  const most = PER_DOSE * BigInt(quantity);
  const stock = await procurement.stock(buyer.id, product);
  const [placed] = await Promise.all([
    buyer.care.orders(store).place({
      supplier: supplier.id,
      insurer: insurer.id,
      deadline: (await chain.network.now()) + 30 * DAY,
      product,
      quantity,
      perUnit: PER_DOSE,
      payee: supplier.care.chain.account!.address,
      text: "Paid when what came was received and has passed inspection.",
    }),
    administrator.insurance.issue(payer, most, randomHex(32)).send(),
    insurance.approve(chain.addresses.procurement, most).send(),
    ...(stock ? [] : [procurement.setStockLevels(product, LEVELS).send()]),
  ]);
  await supplier.care.procurement.accept(placed.order).send();
  good(
    `${buyer.name} orders ${quantity} doses from ${supplier.name}; product, quantity and price are sealed for the parties`,
  );
  return { ...placed, buyer, supplier, store };
}

/** What came is received and inspected, then invoiced and paid. */
export async function receiveAndPay(
  { id, order, terms, price, buyer, supplier, store }: Purchase,
  lot: OpenedLot,
  parcels: readonly Parcel[],
): Promise<void> {
  const { procurement } = buyer.care;
  const share = ({ care }: Member, text: string): Promise<Hex> =>
    care.orders(store).share(id, { mediaType: "text/plain", body: utf8(text) });
  const came = parcels.map((parcel) => ({ ...lot, parcel }));
  await procurement.receive(order, terms, came).send();
  const report = await share(buyer, "Cartons whole, loggers read, ten doses looked at: passed.");
  await procurement.inspect(order, true, report).send();
  const invoice = await share(supplier, "For what was received.");
  await supplier.care.procurement.invoice(order, invoice).send();
  const { event } = await procurement.settle(order, terms, price).send();
  const { received } = (await procurement.order(id))!;
  good(
    `${received} of ${terms.quantity} received, inspected and passed: CNY ${moneyText(event.amount)} paid at once, for what came`,
  );
}

/**
 * Supplier, hospital and insurer see papers and stocks: with their own keys, by the hospital's gateway
 * and in the index. Nobody else does, by none of the three.
 */
export async function showOrder(
  { pharmacy, insurer, indexer }: Consortium,
  { id, buyer, supplier, store }: Purchase,
): Promise<void> {
  await indexer.catchUp();
  const { trade } = indexer.reader;
  const at = await buyer.care.custodian(buyer.id);
  for (const { care, name, id: party, keys } of [supplier, buyer, insurer]) {
    const orders = care.orders(store);
    const { documents, stocks } = await orders.view(id, unsealerOf(party, keys));
    const opened = documents.filter((document) => "content" in document);
    const counts = [
      stocks.map(({ counted }) => counted),
      (await orders.ask(at, id)).stocks.map(({ counted }) => counted),
      trade.order(party, id).sides.flatMap(({ levels }) => levels?.counted ?? []),
    ];
    good(
      `${name} reads ${opened.map(({ kind }) => kind).join(", ")}, and the stock by SDK, gateway and index: ${counts.join(", ")} doses`,
    );
  }
  const { care, name, id: stranger, keys } = pharmacy;
  const refusals = [
    await refusalOf(() => care.orders(store).view(id, unsealerOf(stranger, keys))),
    await refusalOf(() => care.orders(store).ask(at, id)),
    await refusalOf(async () => trade.order(stranger, id)),
  ];
  bad(`${name} asks for the same: refused (${refusals.join(", ")})`);
}

async function refusalOf(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    if (isCareLedgerError(error, "ORDER_NOT_PARTY")) return error.code;
    if (isCareLedgerError(error, "GATEWAY_REFUSED")) return `${error.details.status}`;
    throw error;
  }
  throw new TypeError("who is no party of the order was not refused");
}

/** Has the hospital's stock counted, and says what is told of it. */
export async function tellStock(
  { indexer }: Consortium,
  { buyer, terms }: Purchase,
): Promise<void> {
  await indexer.catchUp();
  const stock = await countStock(buyer.care.chain, indexer.reader, terms.product);
  if (!stock) return;
  const alert = stock.alert === "LOW" ? `, fewer than ${stock.min}: an alert to reorder, once` : "";
  good(`${buyer.name} has ${stock.counted} doses that it may give${alert}`);
}
