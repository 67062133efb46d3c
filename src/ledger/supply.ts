import type { ContractTransaction } from "ethers";
import type { Chain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import * as words from "../core/custody.ts";
import {
  type Disposition,
  DISPOSITIONS,
  RECALL_CLASSES,
  type RecallClass,
  UNIT_STATES,
  type UnitState,
} from "../core/enums.ts";
import type { EventName, SuiteEvents } from "../core/events.ts";
import * as goods from "../core/goods.ts";
import type { Container, LotBody, Parcel, ShownUnits, UnitRange } from "../core/goods.ts";

type Sends<N extends EventName> = Write<SuiteEvents[N]>;

/** A recall: class I is the gravest; `reason`: of your authority's code list. */
export interface Recall {
  class: Exclude<RecallClass, "NONE">;
  reason: number;
  /** Digest of what says why. */
  evidence: Hex;
}

/** Products, lots, parcels, containers and units of drugs, from the maker to the patient's hand. */
export class SupplyModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #drugs() {
    return this.#chain.contracts.drugLedger;
  }

  #write<N extends EventName, A extends unknown[]>(
    name: N,
    method: { populateTransaction: (...args: A) => Promise<ContractTransaction> },
    ...args: A
  ): Write<SuiteEvents[N]> {
    return write(this.#chain, name, () => method.populateTransaction(...args));
  }

  /** Gives a product to its licence holder; administration (PRODUCT_KEEPER). See `productId`. */
  registerProduct(
    product: bigint,
    licenceHolder: number,
    { claimable }: { claimable: boolean },
  ): Sends<"ProductRegistered"> {
    return this.#write(
      "ProductRegistered",
      this.#drugs.registerProduct,
      product,
      licenceHolder,
      claimable,
    );
  }

  /** Makes a lot of your product: one parcel in your hands. `codeRoot`: of its CodeTree. */
  commission(body: LotBody, codeRoot: Hex, manifest: Hex = ZERO32): Sends<"LotCommissioned"> {
    return this.#write(
      "LotCommissioned",
      this.#drugs.commission,
      goods.shownBody(body),
      codeRoot,
      manifest,
    );
  }

  /** Recalls a lot, wherever its units are; as its maker or a regulator. */
  recall(lot: Hex, recall: Recall): Sends<"LotRecalled"> {
    return this.#write(
      "LotRecalled",
      this.#drugs.recall,
      lot,
      RECALL_CLASSES.indexOf(recall.class),
      recall.evidence,
      recall.reason,
    );
  }

  /** Puts a whole lot into quarantine, or releases it. */
  quarantineLot(lot: Hex, on: boolean, evidence: Hex): Sends<"LotQuarantined"> {
    return this.#write("LotQuarantined", this.#drugs.quarantineLot, lot, on, evidence);
  }

  ship(parcel: Parcel, to: number): Sends<"ParcelShipped"> {
    return this.#write("ParcelShipped", this.#drugs.ship, parcel, to);
  }

  receive(parcel: Parcel): Sends<"ParcelReceived"> {
    return this.#write("ParcelReceived", this.#drugs.receiveParcel, parcel);
  }

  /** Receives a parcel without these units, which stay the sender's, disputed. */
  receiveExcept(parcel: Parcel, missing: readonly UnitRange[]): Sends<"ParcelDisputed"> {
    return this.#write("ParcelDisputed", this.#drugs.receiveExcept, parcel, [...missing]);
  }

  /** Takes back what nobody received, or what a receipt disputes. */
  callBack(parcel: Parcel): Sends<"ParcelChanged"> {
    return this.#write("ParcelChanged", this.#drugs.callBack, parcel);
  }

  /** Splits a parcel into parts of these sizes, in their order. */
  split(parcel: Parcel, counts: readonly number[]): Sends<"ParcelSplit"> {
    return this.#write("ParcelSplit", this.#drugs.split, parcel, [...counts]);
  }

  /** Puts a parcel into quarantine, or releases it. */
  quarantine(parcel: Parcel, on: boolean, evidence: Hex): Sends<"ParcelChanged"> {
    return this.#write("ParcelChanged", this.#drugs.quarantine, parcel, on, evidence);
  }

  /** Says that what is left of a parcel is no more. */
  destroy(
    parcel: Parcel,
    how: Exclude<Disposition, "NONE">,
    evidence: Hex,
  ): Sends<"ParcelChanged"> {
    return this.#write(
      "ParcelChanged",
      this.#drugs.destroy,
      parcel,
      DISPOSITIONS.indexOf(how),
      evidence,
    );
  }

  pack(container: Container): Sends<"ContainerPacked"> {
    const { label, contents } = goods.packContainer(container);
    return this.#write("ContainerPacked", this.#drugs.pack, label.lots, contents, label.sscc);
  }

  shipContainer(container: Container, to: number): Sends<"ContainerShipped"> {
    const { label } = goods.packContainer(container);
    return this.#write("ContainerShipped", this.#drugs.shipContainer, label, to);
  }

  /** Receives a container by its id; who misses some of it unpacks it, and receives by parcels. */
  receiveContainer(id: Hex): Sends<"ContainerReceived"> {
    return this.#write("ContainerReceived", this.#drugs.receiveContainer, id);
  }

  callBackContainer(id: Hex): Sends<"ContainerChanged"> {
    return this.#write("ContainerChanged", this.#drugs.callBackContainer, id);
  }

  quarantineContainer(id: Hex, on: boolean, evidence: Hex): Sends<"ContainerChanged"> {
    return this.#write("ContainerChanged", this.#drugs.quarantineContainer, id, on, evidence);
  }

  unpack(container: Container): Sends<"ContainerUnpacked"> {
    const { label, contents } = goods.packContainer(container);
    return this.#write("ContainerUnpacked", this.#drugs.unpack, label, contents);
  }

  /** Dispenses units. `payers`: of claimable lots, `payerHash` of each unit's payer. */
  dispense(shown: ShownUnits, payers: readonly Hex[] = []): Sends<"UnitsDispensed"> {
    const { dispense } = this.#drugs;
    return this.#write("UnitsDispensed", dispense, ...goods.shownUnits(shown), [...payers]);
  }

  /** Takes dispensed units back (`how` NONE), or says that units are no more. */
  withdraw(shown: ShownUnits, how: Disposition, evidence: Hex): Sends<"UnitsWithdrawn"> {
    const { withdraw } = this.#drugs;
    const disposition = DISPOSITIONS.indexOf(how);
    return this.#write(
      "UnitsWithdrawn",
      withdraw,
      ...goods.shownUnits(shown),
      disposition,
      evidence,
    );
  }

  /** Anchors CBV hashes of EPCIS events, or the root over many, in the log. */
  anchorEvents(hashes: readonly Hex[]): Sends<"EventsAnchored"> {
    return this.#write("EventsAnchored", this.#drugs.anchorEvents, [...hashes]);
  }

  /** A product's licence holder, or undefined where it is not registered. */
  async product(
    product: bigint,
  ): Promise<{ licenceHolder: number; claimable: boolean } | undefined> {
    const found = await read(this.#drugs.productOf(product));
    const licenceHolder = Number(found.licenceHolder);
    return licenceHolder === 0 ? undefined : { licenceHolder, claimable: found.claimable };
  }

  /** Refused with SupplyLotUnknown. */
  async lot(lot: Hex): Promise<words.LotSlot> {
    return words.lotOf(await read(this.#drugs.lotOf(lot)));
  }

  /** Refused with SupplyParcelUnknown. While a parcel is packed, its container tells where it is. */
  async parcel(parcel: Parcel): Promise<words.Custody> {
    return words.custodyOf(await read(this.#drugs.parcelOf(parcel)));
  }

  /** Refused with SupplyContainerUnknown. */
  async container(id: Hex): Promise<words.Custody> {
    return words.custodyOf(await read(this.#drugs.containerOf(id)));
  }

  /** What became of a unit of a lot that is not claimable. */
  async unitState(lot: Hex, index: number): Promise<UnitState> {
    return UNIT_STATES[Number(await read(this.#drugs.unitStateOf(lot, index)))]!;
  }

  /** The sale of a product's code, or undefined. */
  async sale(product: bigint, code: string): Promise<words.SaleSlot | undefined> {
    const word = await read(this.#drugs.saleOf(goods.saleId(product, code)));
    return word === 0n ? undefined : words.saleOf(word);
  }

  /** How fast goods may travel between two institutions' scans, in kilometres an hour. */
  async maxSpeed(): Promise<number> {
    return Number(await read(this.#chain.contracts.scanDesk.maxSpeed()));
  }

  /**
   * What the chain knows of one unit, its proof checked there.
   * @throws ScanProofInvalid where code, index and salt are not of the lot
   */
  async scan(shown: ShownUnits, container: Hex = ZERO32): Promise<words.ScannedUnit> {
    const { scanDesk } = this.#chain.contracts;
    return words.scannedOf(await read(scanDesk.scan(...goods.shownUnits(shown), container)));
  }
}
