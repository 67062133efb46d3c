import { Account } from "./chain/account.ts";
import { openChain } from "./chain/chain.ts";
import { type Addresses, addressesFrom } from "./chain/contracts.ts";
import type { ConnectOptions } from "./chain/connectOptions.ts";
import { Network } from "./chain/network.ts";
import { requireOwnChain } from "./chain/networks.ts";
import { read } from "./chain/transact.ts";
import type { Hex } from "./core/bytes.ts";
import { type Access, accessLog } from "./flows/accessLog.ts";
import { commissionLot, type LotToCommission } from "./flows/commissionLot.ts";
import { Dashboards } from "./flows/dashboards.ts";
import { resolversOf } from "./flows/findResolvers.ts";
import { findRecords, type FindOptions } from "./flows/findRecords.ts";
import { Orders } from "./flows/orders.ts";
import { importEvents, type ImportOptions } from "./flows/importEvents.ts";
import type { ConsentGrant } from "./core/structs.ts";
import {
  openRecords,
  type OpenedRecord,
  type OpenOptions,
  type ReaderKeys,
  releaseRecords,
  resumeOpening,
} from "./flows/openRecord.ts";
import {
  type PublishOptions,
  type PublishReport,
  RecordPublisher,
  type RecordToPublish,
} from "./flows/publishRecord.ts";
import type { EventDocument, ImportAnswer } from "./epcis/answerDocuments.ts";
import type { EventLot } from "./epcis/custodyStep.ts";
import { passLotKey } from "./flows/passLotKey.ts";
import { receiveLot } from "./flows/receiveLot.ts";
import { type ScanOptions, scanUnit } from "./flows/scanUnit.ts";
import { Settlement } from "./flows/settlement.ts";
import type { IndexReader } from "./indexer/reader.ts";
import { Modules } from "./modules.ts";
import type { BlockStore } from "./vault/blockStore.ts";
import type { Custody } from "./vault/custody.ts";
import { type CustodianAt, GatewayClient } from "./wire/gatewayClient.ts";
import type { GoodsKey } from "./wire/goodsKey.ts";
import type { FoundRecord } from "./wire/messages.ts";
import { parseTicket } from "./wire/openingTicket.ts";

/** CareLedger on one chain: a module a domain, and the flows that tell whole stories. */
export class CareLedger extends Modules {
  static async connect(options: ConnectOptions): Promise<CareLedger> {
    const { rpc: url, account } = options;
    const file = "network" in options ? options.network : undefined;
    const chainId = "network" in options ? undefined : options.chainId;
    const network = await Network.open({
      url,
      ...(chainId === undefined ? {} : { chainId }),
      confirmations: options.confirmations ?? file?.confirmations ?? 0,
    });
    try {
      if (file) await requireOwnChain(file, network);
      const directory =
        "network" in options ? options.network.contracts.Directory.address : options.directory;
      const addresses = await read(addressesFrom(directory, network.provider));
      const signer =
        typeof account === "object" ? await Account.fromSigner(account, network) : account;
      return CareLedger.at(network, addresses, signer);
    } catch (error) {
      network.close();
      throw error;
    }
  }

  /** On a network that is open already, at addresses that are known. */
  static at(network: Network, addresses: Addresses, account?: Hex | Account): CareLedger {
    const signer = typeof account === "string" ? Account.fromKey(account, network) : account;
    return new CareLedger(openChain(network, addresses, signer));
  }

  /** Seals, stores and anchors many records in batches; see RecordPublisher. */
  publisher(custody: Custody, options?: PublishOptions): Promise<RecordPublisher> {
    return RecordPublisher.open(this.chain, custody, options);
  }

  /** Seals, stores and anchors one record: a batch of one. */
  async publishRecord(custody: Custody, record: RecordToPublish): Promise<PublishReport> {
    const publisher = await this.publisher(custody);
    await publisher.add(record);
    return await publisher.finish();
  }

  /** The gateway of a custodian, where the registry says it is. */
  async custodian(id: number): Promise<CustodianAt> {
    return { custodian: id, gateway: new GatewayClient(await this.identity.endpoint(id)) };
  }

  /** Which records of a custodian may be opened; see findRecords. */
  findRecords(at: CustodianAt, options: FindOptions): Promise<FoundRecord[]> {
    return findRecords(this.chain, at, options);
  }

  /** Opens records under a grant, the receipt before the key; see openRecords. */
  openRecords(
    at: CustodianAt,
    records: readonly FoundRecord[],
    options: OpenOptions,
  ): Promise<OpenedRecord[]> {
    return openRecords(this.chain, at, records, options);
  }

  /** Goes on with an opening after a kill, without a second use of its grant; see resumeOpening. */
  async resumeOpening(ticket: string, keys: ReaderKeys): Promise<OpenedRecord[]> {
    const at = await this.custodian(parseTicket(ticket).custodian);
    return await resumeOpening(this.chain, at, ticket, keys);
  }

  /** Fetches the records of a receipt once more; see releaseRecords. */
  releaseRecords(
    at: CustodianAt,
    receipt: Hex,
    records: readonly FoundRecord[],
    options: ReaderKeys & { grant: ConsentGrant },
  ): Promise<OpenedRecord[]> {
    return releaseRecords(this.chain, at, receipt, records, options);
  }

  /** Who opened what under these grants, or under all, and who was refused; see accessLog. */
  accessLog(grants?: readonly Hex[], index?: IndexReader): Promise<Access[]> {
    return accessLog(this.chain, grants, index);
  }

  /** Anchors events of EPCIS documents, and moves custody as they say; see importEvents. */
  importEvents(
    custody: Custody,
    documents: Iterable<EventDocument> | AsyncIterable<EventDocument>,
    options: ImportOptions,
  ): Promise<ImportAnswer> {
    const commission = (lot: EventLot) => commissionLot(this.chain, custody, lot);
    return importEvents(this.chain, custody, documents, { ...options, commission });
  }

  /** Orders whose terms and papers lie sealed in a store, for their parties alone. */
  orders(store: BlockStore): Orders {
    return new Orders(this.chain, store);
  }

  /** Claims and funds as far as one may see them, from an index or a member's gateway. */
  get settlement(): Settlement {
    return new Settlement(this.chain);
  }

  /** What patients, insurers and regulators look at first, from an index. */
  get dashboards(): Dashboards {
    return new Dashboards(this.chain, this.settlement);
  }

  /** The files of lots that a custody keeps: made, passed on, taken in; see the flows. */
  lots(custody: Custody) {
    const { chain } = this;
    return {
      commission: (lot: LotToCommission) => commissionLot(chain, custody, lot),
      pass: (lot: Hex, to: number) => passLotKey(chain, custody, lot, to),
      receive: (key: GoodsKey, from?: readonly string[]) => receiveLot(chain, custody, key, from),
    };
  }

  /** Whether a pack is what it says; asks the registry's resolvers where none are named. */
  scan(product: bigint, code: string, options: Partial<ScanOptions> = {}) {
    const resolvers = () => resolversOf(this.chain, product);
    return scanUnit(this.chain, product, code, { resolvers, ...options });
  }

  close(): void {
    this.chain.network.close();
  }
}
