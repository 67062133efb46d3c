import type { Chain } from "../chain/chain.ts";
import { untilFinalBlock } from "../chain/finality.ts";
import { type Logged, logs, read } from "../chain/transact.ts";
import {
  eventsBy,
  type Watch,
  watch,
  type WatchHandler,
  type WatchOptions,
} from "../chain/watch.ts";
import { eventsOf, Write } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import { packEntries, shownGrant } from "../core/calldata.ts";
import type { SuiteEvents } from "../core/events.ts";
import { fail } from "../core/errors.ts";
import { type ReceiptFields, receiptFields } from "../core/slots.ts";
import type { ConsentGrant, EntryGroup } from "../core/structs.ts";

/** A receipt as its event tells it. */
export type Receipt = SuiteEvents["ReceiptIssued"];

/** A refusal as its event tells it. */
export type RefusedOpening = SuiteEvents["AccessRefused"];

/** All that was asked for, a receipt a group; or nothing, with the refusal. */
export interface Opening {
  receipts: Receipt[];
  refused: RefusedOpening | undefined;
}

/** Opening records on chain, and the log of who did. */
export class ExchangeModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** Opens entries under a grant: all, with a receipt for each group, or none, with a refusal. */
  open(
    grant: ConsentGrant,
    request: { purpose: number; action: number; nonce: Hex },
    groups: EntryGroup[],
  ): Write<Opening> {
    const chain = this.#chain;
    const shown = shownGrant(grant);
    const packed = groups.map((group) => ({ ...group, entries: packEntries(group) }));
    return new Write(
      chain,
      () => chain.contracts.accessDesk.open.populateTransaction(shown, request, packed),
      (sent) => {
        const receipts = eventsOf(chain, "ReceiptIssued", sent);
        const [refused] = eventsOf(chain, "AccessRefused", sent);
        if (!refused && receipts.length === 0) {
          fail("CHAIN_EVENT_MISSING", { event: "ReceiptIssued" });
        }
        return { receipts, refused };
      },
    );
  }

  /** Hands out receipts and refusals, under a grant or under all, as they become final. */
  watch(
    { grant = null }: { grant?: Hex | null },
    handler: WatchHandler<"ReceiptIssued" | "AccessRefused">,
    options?: WatchOptions,
  ): Watch {
    const topics = { ReceiptIssued: [null, grant], AccessRefused: [grant] };
    return watch(this.#chain, eventsBy(this.#chain, topics), handler, options);
  }

  /** The slot of a receipt in a block; refused with ReceiptUnknown if it was not there yet. */
  async receipt(id: Hex, blockTag: number | "latest" = "latest"): Promise<ReceiptFields> {
    return receiptFields(await read(this.#chain.contracts.receipts.receiptOf(id, { blockTag })));
  }

  /** Receipts by their ids, once they are final; those that the chain does not have are left out. */
  async find(ids: readonly Hex[]): Promise<Receipt[]> {
    const { network } = this.#chain;
    const to = await read(network.provider.getBlockNumber());
    const found = await logs(this.#chain, "ReceiptIssued", [[...ids]], { to });
    await read(untilFinalBlock(network, Math.max(0, ...found.map(({ block }) => block))));
    return ids
      .flatMap((id) => found.filter(({ event }) => event.receipt === id))
      .map((log) => log.event);
  }

  /** The final receipts under a grant, or under all, from a block on, oldest first. */
  async receipts(grant?: Hex, from = 0): Promise<Logged<Receipt>[]> {
    return await logs(this.#chain, "ReceiptIssued", [null, grant ?? null], { from });
  }

  /** The final refusals under a grant, or under all, from a block on, oldest first. */
  async refusals(grant?: Hex, from = 0): Promise<Logged<RefusedOpening>[]> {
    return await logs(this.#chain, "AccessRefused", [grant ?? null], { from });
  }
}
