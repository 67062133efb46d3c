import type { Chain } from "../chain/chain.ts";
import { type Logged, logs, read, type Sent, settle } from "../chain/transact.ts";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { ConsentGrant } from "../core/structs.ts";
import { bitsOf } from "../core/words.ts";

export const REFUSAL = [
  "NONE",
  "NOT_GRANTEE",
  "NOT_COVERED",
  "DENIED",
  "ENTRY_ENDED",
  "GRANT_UNKNOWN",
  "GRANT_REVOKED",
  "GRANT_EXPIRED",
  "GRANT_EXHAUSTED",
  "KEY_EPOCH_ENDED",
] as const;
export type Refusal = (typeof REFUSAL)[number];

/** The slot of a receipt (contracts/types/Receipt.sol), unpacked. Time in Unix seconds. */
export interface ReceiptFields {
  grantee: number;
  custodian: number;
  purpose: number;
  action: number;
  time: number;
  entryCount: number;
  keyEpoch: number;
  obligations: bigint;
  refrains: bigint;
}

/** A receipt as its event tells it. */
export interface Receipt extends ReceiptFields {
  receipt: Hex;
  grant: Hex;
  request: Hex;
  entries: Hex[];
  actor: Hex;
}

/** A refusal as its event tells it. `entry`: 32 zero bytes where the grant itself was refused. */
export interface RefusedOpening {
  grant: Hex;
  request: Hex;
  refusal: Refusal;
  grantee: number;
  purpose: number;
  action: number;
  entry: Hex;
  actor: Hex;
}

/** Entries of one batch, proven together, as AccessDesk takes them. */
export interface EntryGroup {
  custodian: number;
  root: Hex;
  positions: number[];
  headers: bigint[];
  /** Struct hashes of `RecordContent`. */
  contents: Hex[];
  proof: Hex[];
}

export interface Opening extends Omit<Sent<unknown>, "event"> {
  receipts: Receipt[];
  refused: RefusedOpening | undefined;
}

function receiptFields(word: bigint): ReceiptFields {
  return {
    grantee: bitsOf(word, 0, 32),
    custodian: bitsOf(word, 32, 32),
    purpose: bitsOf(word, 64, 8),
    action: bitsOf(word, 72, 8),
    time: bitsOf(word, 80, 40),
    entryCount: bitsOf(word, 120, 32),
    keyEpoch: bitsOf(word, 152, 32),
    obligations: BigInt(bitsOf(word, 192, 24)),
    refrains: BigInt(bitsOf(word, 216, 24)),
  };
}

type IssuedEvent = { receipt: string; grant: string; request: string; entries: string[] } & {
  word: bigint;
  actor: string;
};
type RefusedEvent = { grant: string; request: string; entry: string; actor: string; word: bigint };

const receiptOf = ({ word, entries, ...event }: IssuedEvent): Receipt =>
  ({ ...event, ...receiptFields(word), entries: [...entries] }) as Receipt;

const refusedOf = ({ word, ...event }: RefusedEvent): RefusedOpening =>
  ({
    ...event,
    refusal: REFUSAL[bitsOf(word, 0, 8)]!,
    grantee: bitsOf(word, 8, 32),
    purpose: bitsOf(word, 40, 8),
    action: bitsOf(word, 48, 8),
  }) as RefusedOpening;

/** Opening records on chain, and the log of who did. */
export class ExchangeModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** Opens entries under a grant: all, with a receipt for each group, or none, with a refusal. */
  async open(
    grant: ConsentGrant,
    request: { purpose: number; action: number; nonce: Hex },
    groups: EntryGroup[],
  ): Promise<Opening> {
    const { network, contracts } = this.#chain;
    const settled = await settle(network, contracts.accessDesk.open(grant, request, groups));
    const receipts: Receipt[] = [];
    let refused: RefusedOpening | undefined;
    for (const log of settled.logs) {
      const issued = contracts.receipts.interface.parseLog(log);
      if (issued?.name === "ReceiptIssued") {
        receipts.push(receiptOf(issued.args.toObject() as IssuedEvent));
      }
      const refusal = contracts.accessDesk.interface.parseLog(log);
      if (refusal?.name === "AccessRefused") {
        refused = refusedOf(refusal.args.toObject() as RefusedEvent);
      }
    }
    if (!refused && receipts.length === 0) fail("CHAIN_EVENT_MISSING", { event: "ReceiptIssued" });
    return {
      receipts,
      refused,
      transaction: settled.hash as Hex,
      block: settled.blockNumber,
      gasUsed: settled.gasUsed,
    };
  }

  /** The slot of a receipt in a block; refused with ReceiptUnknown if it was not there yet. */
  async receipt(id: Hex, blockTag: number | "latest" = "latest"): Promise<ReceiptFields> {
    return receiptFields(await read(this.#chain.contracts.receipts.receiptOf(id, { blockTag })));
  }

  /** The final receipts under these grants, or under all, oldest first. */
  async receipts(grant?: Hex): Promise<Logged<Receipt>[]> {
    const { network, contracts } = this.#chain;
    const range = { from: 0, to: await network.finalBlock() };
    const found = await logs(contracts.receipts, "ReceiptIssued", [null, grant ?? null], range);
    return found.map((log) => ({ ...log, event: receiptOf(log.event as IssuedEvent) }));
  }

  /** The final refusals under a grant, or under all, oldest first. */
  async refusals(grant?: Hex): Promise<Logged<RefusedOpening>[]> {
    const { network, contracts } = this.#chain;
    const range = { from: 0, to: await network.finalBlock() };
    const found = await logs(contracts.accessDesk, "AccessRefused", [grant ?? null], range);
    return found.map((log) => ({ ...log, event: refusedOf(log.event) }));
  }
}
