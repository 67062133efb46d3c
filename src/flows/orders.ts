import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import { fromHex, type Hex, randomHex, ZERO32 } from "../core/bytes.ts";
import { ContractRevert, type ErrorCode, fail, isCareLedgerError } from "../core/errors.ts";
import {
  isPartyOf,
  type Order,
  orderId,
  type OrderSlot,
  orderTermsHash,
  partiesOf,
  type Price,
  priceHash,
  type StockSlot,
} from "../core/purchase.ts";
import { IdentityModule } from "../ledger/identity.ts";
import { type OrderDocument, ProcurementModule } from "../ledger/procurement.ts";
import type { BlockStore } from "../vault/blockStore.ts";
import { type CID, cidFrom, digestOf } from "../vault/cid.ts";
import {
  type DocumentReader,
  openDocument,
  sealDocument,
  type SharedDocument,
  type Unsealer,
} from "../vault/sharedDocument.ts";
import { type CustodianAt, requestDeadline } from "../wire/gatewayClient.ts";
import type { OrderAnswer } from "../wire/orderMessages.ts";
import {
  type AgreedTerms,
  conditionsOf,
  ORDER_TERMS_TYPE,
  readOrderTerms,
  writeOrderTerms,
} from "../wire/orderTerms.ts";

/** An order as its buyer describes it. */
export interface OrderToPlace {
  supplier: number;
  /** Who inspects what came; the buyer without. */
  inspector?: number;
  /** Who sees documents and stocks beside the others. */
  insurer?: number;
  /** Until when goods may be despatched, Unix seconds. */
  deadline: number;
  product: bigint;
  quantity: number;
  /** Minor units of the currency. */
  perUnit: bigint;
  /** Account of the supplier's. */
  payee: Hex;
  /** Account of the buyer's; the connected one without. */
  payer?: Hex;
  /** The contract's text. */
  text: string;
  /** 32 secret bytes: the same order is placed with the same salt once. Random bytes without. */
  salt?: Hex;
}

/** An order that is on the chain, with what opens it. */
export interface PlacedOrder extends AgreedTerms {
  id: Hex;
  order: Order;
  /** Digest of the sealed terms, which is on the chain. */
  document: Hex;
  transaction: Hex;
}

/** A document of an order: opened, or why it could not be. */
export type ShownDocument = OrderDocument & ({ content: SharedDocument } | { refusal: ErrorCode });

/** What a holder last said that it has, and whether that is too little or too much. */
export interface ShownStock extends StockSlot {
  holder: number;
  product: bigint;
}

/** An order as its parties see it. */
export interface OrderView {
  id: Hex;
  order: Order;
  state: OrderSlot;
  /** Where they were shared. */
  agreed?: AgreedTerms;
  documents: ShownDocument[];
  /** The buyer's and the supplier's, of the product that was ordered. */
  stocks: ShownStock[];
}

/**
 * Orders whose terms and papers lie sealed in a store, for their parties alone: buyer, supplier,
 * inspector and insurer. The chain has hashes and digests.
 */
export class Orders {
  readonly #chain: Chain;
  readonly #store: BlockStore;
  readonly #procurement: ProcurementModule;

  /** @param store Where documents are written to and read from */
  constructor(chain: Chain, store: BlockStore) {
    this.#chain = chain;
    this.#store = store;
    this.#procurement = new ProcurementModule(chain);
  }

  /**
   * Orders goods: the terms are sealed for the parties and stored, and only then their hash and the
   * digest of what was sealed go to the chain.
   */
  async place(wanted: OrderToPlace): Promise<PlacedOrder> {
    const { product, quantity, supplier, inspector = 0, insurer = 0, deadline, text } = wanted;
    const price: Price = {
      perUnit: wanted.perUnit,
      payer: wanted.payer ?? accountOf(this.#chain).address,
      payee: wanted.payee,
      conditions: conditionsOf(text),
      salt: wanted.salt ?? randomHex(32),
    };
    const terms = { product, quantity, price: priceHash(price) };
    const buyer = (await new IdentityModule(this.#chain).member()).id;
    const order = { buyer, supplier, inspector, insurer, deadline, terms: orderTermsHash(terms) };
    // Whatever the chain would refuse is refused before anything is stored.
    await this.#procurement.place(order, ZERO32).estimate();
    const id = orderId(order);
    const body = writeOrderTerms({ terms, price, text });
    const cid = await this.#stored(id, order, { mediaType: ORDER_TERMS_TYPE, body });
    const document = digestOf(cid);
    try {
      const { transaction } = await this.#procurement.place(order, document).send();
      return { id, order, terms, price, text, document, transaction };
    } catch (error) {
      if (error instanceof ContractRevert) await this.#store.unpin(cid);
      throw error;
    }
  }

  /**
   * Seals a despatch advice, an invoice or an inspection's report for an order's parties and stores
   * it; of at most 1 MiB.
   * @returns its digest, which `despatch`, `invoice` and `inspect` put on the chain
   * @throws ORDER_UNKNOWN, STORE_TOO_LARGE
   */
  async share(order: Hex, document: SharedDocument): Promise<Hex> {
    return digestOf(await this.#stored(order, await this.#procurement.placed(order), document));
  }

  /**
   * An order with its terms, its papers and the stocks of both sides, as the chain has them now. A
   * document that cannot be opened harms none of the others.
   *
   * @throws ORDER_UNKNOWN, ORDER_NOT_PARTY
   */
  async view(id: Hex, reader: Unsealer): Promise<OrderView> {
    const { slot, ...placed } = await this.#procurement.placed(id);
    if (!isPartyOf(placed, reader.id)) fail("ORDER_NOT_PARTY", {});
    const papers = await this.#procurement.documents(id);
    const documents = await Promise.all(papers.map((paper) => this.#opened(id, paper, reader)));
    const { buyer, supplier, inspector, insurer, deadline, terms } = placed;
    const agreed = agreedIn(documents, terms);
    const [received] = await this.#procurement.receipts(id);
    const product = agreed?.terms.product ?? received?.product;
    return {
      id,
      order: { buyer, supplier, inspector, insurer, deadline, terms },
      state: (await this.#procurement.order(id)) ?? slot,
      ...(agreed ? { agreed } : {}),
      documents,
      stocks: product === undefined ? [] : await this.#stocks([buyer, supplier], product),
    };
  }

  /**
   * An order as another party's gateway shows it: without a node, and with papers that lie there.
   * @throws GATEWAY_REFUSED, with the reason ORDER_NOT_PARTY for one who is none
   */
  async ask({ custodian, gateway }: CustodianAt, order: Hex): Promise<OrderAnswer> {
    const account = accountOf(this.#chain);
    const request = { order, custodian, nonce: randomHex(32), deadline: requestDeadline() };
    const domain = signingDomain(this.#chain, "Gateway");
    const signature = await account.signStruct(domain, "OrderRequest", request);
    return await gateway.order({ request, signer: account.address, signature });
  }

  async #stored(id: Hex, order: Order, document: SharedDocument): Promise<CID> {
    const identity = new IdentityModule(this.#chain);
    const readers = await Promise.all(
      partiesOf(order).map(async (party): Promise<DocumentReader> => {
        const { keyEpoch: epoch } = await identity.participant(party);
        const publicKey = fromHex(await identity.hpkeKey(party, epoch), 32);
        return { id: party, epoch, publicKey };
      }),
    );
    const [cid] = await this.#store.putMany([await sealDocument(id, readers, document)]);
    return cid!;
  }

  async #opened(order: Hex, paper: OrderDocument, reader: Unsealer): Promise<ShownDocument> {
    try {
      const [sealed] = await this.#store.getMany([cidFrom(paper.digest, false)]);
      return { ...paper, content: await openDocument(order, reader, sealed!) };
    } catch (error) {
      if (!isCareLedgerError(error)) throw error;
      return { ...paper, refusal: error.code };
    }
  }

  async #stocks(holders: readonly number[], product: bigint): Promise<ShownStock[]> {
    const found: ShownStock[] = [];
    for (const holder of holders) {
      const slot = await this.#procurement.stock(holder, product);
      if (slot) found.push({ holder, product, ...slot });
    }
    return found;
  }
}

/** The terms, if those that were shared are those of the chain. */
function agreedIn(documents: readonly ShownDocument[], hash: Hex): AgreedTerms | undefined {
  const shown = documents.find(({ kind }) => kind === "terms");
  if (!shown || !("content" in shown)) return undefined;
  try {
    return readOrderTerms(shown.content.body, hash);
  } catch (error) {
    if (isCareLedgerError(error, "ORDER_TERMS")) return undefined;
    throw error;
  }
}
