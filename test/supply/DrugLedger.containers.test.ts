import { expect } from "chai";
import { custodyOf } from "../../src/core/custody.ts";
import { type Container, containerId, packContainer, type Parcel } from "../../src/core/goods.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import {
  as,
  CHANGE,
  commissioned,
  deed,
  deploySupply,
  EVIDENCE,
  lotAt,
  type Member,
  moved,
  parcelOf,
  QUARANTINE,
  refused,
  shown,
  STATE,
  type Supply,
} from "../fixtures/drugs.ts";
import { STATUS } from "../fixtures/participants.ts";

const SSCC = "106141411234567897";

/** A pallet of a whole lot and two parts of another, at the maker's. */
async function setUp() {
  const suite = await deploySupply();
  const one = await commissioned(suite);
  const two = await commissioned(suite, { number: "LOT-2" });
  await as(suite, "maker").split(parcelOf(two), [30, 30, 40]);
  const parcels = [parcelOf(one), parcelOf(two, 0, 30), parcelOf(two, 60, 40)];
  const container: Container = { sscc: SSCC, parcels };
  const { label, contents } = packContainer(container);
  const id = containerId(container);
  return { suite, ...suite, one, two, parcels, label, contents, id };
}

const custodies = async ({ drugLedger }: Supply, parcels: readonly Parcel[]) =>
  Promise.all(parcels.map(async (parcel) => custodyOf(await drugLedger.parcelOf(parcel))));

describe("DrugLedger: containers of several lots", () => {
  it("are packed, moved in one slot, and unpacked (DT-03)", async () => {
    const { suite, drugLedger, ids, accounts, parcels, label, contents, id } = await setUp();
    const packing = await as(suite, "maker").pack(label.lots, contents, label.sscc);
    await expect(packing)
      .to.emit(drugLedger, "ContainerPacked")
      .withArgs(
        id,
        ids.maker,
        await drugLedger.containerOf(id),
        deed(accounts.maker, ids.maker, BigInt(SSCC)),
        label.lots,
        contents,
      );
    for (const custody of await custodies(suite, parcels)) {
      expect(custody.container).to.equal(`0x${id.slice(-24)}`);
    }
    const shipping = await as(suite, "maker").shipContainer(label, ids.carrier);
    await expect(shipping)
      .to.emit(drugLedger, "ContainerShipped")
      .withArgs(id, await drugLedger.containerOf(id), deed(accounts.maker, ids.maker));
    const receiving = await as(suite, "carrier").receiveContainer(id);
    await expect(receiving)
      .to.emit(drugLedger, "ContainerReceived")
      .withArgs(id, await drugLedger.containerOf(id), deed(accounts.carrier, ids.maker));
    await as(suite, "carrier").shipContainer(label, ids.pharmacy);
    await as(suite, "pharmacy").receiveContainer(id);
    const word = await drugLedger.containerOf(id);
    expect(custodyOf(word)).to.include({ holder: ids.pharmacy, step: 2, left: 3, state: "HELD" });
    const unpacking = as(suite, "pharmacy").unpack(label, contents);
    await expect(unpacking)
      .to.emit(drugLedger, "ContainerUnpacked")
      .withArgs(id, word, deed(accounts.pharmacy, ids.pharmacy));
    const after = await custodies(suite, parcels);
    expect(after.map(({ left }) => left)).to.deep.equal([100, 30, 40]);
    for (const custody of after) {
      expect(custody).to.include({ holder: ids.pharmacy, step: 2, state: "HELD" });
      expect(custody.container).to.equal(`0x${"00".repeat(12)}`);
    }
    await refused(suite, drugLedger.containerOf(id), "SupplyContainerUnknown", id);
    await moved(suite, parcels[0]!, "pharmacy", "hospitalA");
  });

  it("what is packed does not move alone", async () => {
    const { suite, ids, parcels, label, contents, id } = await setUp();
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    const inside = BigInt(id) & (2n ** 96n - 1n);
    const [parcel] = parcels as [Parcel];
    for (const call of [
      as(suite, "maker").ship(parcel, ids.carrier),
      as(suite, "maker").split(parcel, [50, 50]),
      as(suite, "maker").destroy(parcel, 1, EVIDENCE),
      as(suite, "maker").quarantine(parcel, true, EVIDENCE),
      as(suite, "maker").callBack(parcel),
      as(suite, "carrier").receiveParcel(parcel),
      as(suite, "maker").pack(label.lots, contents, 1n),
    ]) {
      await refused(suite, call, "SupplyPacked", inside);
    }
    await refused(
      suite,
      as(suite, "maker").pack(label.lots, contents, label.sscc),
      "SupplyContainerExists",
      id,
    );
  });

  it("packs only what lies free with the sender, each parcel once", async () => {
    const { suite, ids, one, two, parcels, label, contents } = await setUp();
    const pack = (member: Member, some: readonly Parcel[]) => {
      const { label: named, contents: inside } = packContainer({ sscc: SSCC, parcels: some });
      return as(suite, member).pack(named.lots, inside, named.sscc);
    };
    await refused(suite, pack("carrier", parcels), "SupplyNotHolder", ids.maker, ids.carrier);
    await expect(pack("maker", [parcels[1]!, parcels[1]!])).to.be.revertedWithCustomError(
      suite.drugLedger,
      "SupplyPacked",
    );
    await refused(suite, pack("maker", [parcelOf(two, 1, 2)]), "SupplyParcelUnknown", two.id, 1, 2);
    await as(suite, "maker").quarantine(parcelOf(one), true, EVIDENCE);
    await refused(
      suite,
      as(suite, "maker").pack(label.lots, contents, label.sscc),
      "SupplyQuarantined",
      one.id,
      QUARANTINE.HOLDER,
    );
    await as(suite, "maker").ship(parcels[1]!, ids.carrier);
    await refused(suite, pack("maker", [parcels[1]!]), "SupplyStateWrong", STATE.SHIPPED);
    await refused(suite, pack("maker", []), "SupplyListLength", 0, 500);
  });

  it("refuses contents that are not the label's, and places without a lot", async () => {
    const { suite, drugLedger, label, contents, id } = await setUp();
    const place = [(100n << 32n) | (2n << 64n)];
    await expect(
      as(suite, "maker").pack(label.lots, place, label.sscc),
    ).to.be.revertedWithCustomError(drugLedger, "SupplyContentsInvalid");
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    const less = as(suite, "maker").unpack(label, contents.slice(1));
    await refused(suite, less, "SupplyContentsInvalid", id);
    const other = { ...label, contents: ZERO32 };
    await expect(as(suite, "maker").shipContainer(other, 6)).to.be.revertedWithCustomError(
      drugLedger,
      "SupplyContainerUnknown",
    );
  });

  it("one recalled lot holds the whole pallet; its holder may unpack it all the same (DT-07)", async () => {
    const { suite, ids, two, parcels, label, contents, id } = await setUp();
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    await as(suite, "maker").shipContainer(label, ids.distributor);
    await as(suite, "maker").recall(two.id, 1, EVIDENCE, 1);
    await as(suite, "distributor").receiveContainer(id);
    await refused(
      suite,
      as(suite, "distributor").shipContainer(label, ids.pharmacy),
      "SupplyOnlyTowardsMaker",
      two.id,
      ids.maker,
      ids.pharmacy,
    );
    await suite.participantRegistry.setStatus(ids.distributor, STATUS.SUSPENDED);
    await as(suite, "distributor").unpack(label, contents);
    await suite.participantRegistry.setStatus(ids.distributor, STATUS.ACTIVE);
    await moved(suite, parcels[0]!, "distributor", "pharmacy");
    await moved(suite, parcels[1]!, "distributor", "maker");
  });

  it("are put into quarantine whole, and their parcels stay in it (DT-05)", async () => {
    const { suite, drugLedger, ids, accounts, parcels, label, contents, id } = await setUp();
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    const held = await as(suite, "regulator").quarantineContainer(id, true, EVIDENCE);
    await expect(held)
      .to.emit(drugLedger, "ContainerChanged")
      .withArgs(
        id,
        CHANGE.QUARANTINED,
        await drugLedger.containerOf(id),
        deed(accounts.regulator, ids.regulator),
        EVIDENCE,
      );
    await expect(
      as(suite, "maker").shipContainer(label, ids.pharmacy),
    ).to.be.revertedWithCustomError(drugLedger, "SupplyOnlyTowardsMaker");
    await as(suite, "maker").unpack(label, contents);
    for (const custody of await custodies(suite, parcels)) {
      expect(custody.quarantine).to.equal("REGULATOR");
    }
  });

  it("are called back; who misses some of one unpacks it on arrival", async () => {
    const { suite, drugLedger, ids, parcels, label, contents, id } = await setUp();
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    await as(suite, "maker").shipContainer(label, ids.carrier);
    await refused(
      suite,
      as(suite, "carrier").callBackContainer(id),
      "SupplyNotHolder",
      ids.maker,
      ids.carrier,
    );
    await as(suite, "maker").callBackContainer(id);
    await refused(
      suite,
      as(suite, "carrier").receiveContainer(id),
      "SupplyNotReceiver",
      0,
      ids.carrier,
    );
    await as(suite, "maker").shipContainer(label, ids.pharmacy);
    await refused(
      suite,
      as(suite, "maker").unpack(label, contents),
      "SupplyNotReceiver",
      ids.pharmacy,
      ids.maker,
    );
    await as(suite, "pharmacy").unpack(label, contents);
    for (const custody of await custodies(suite, parcels)) {
      expect(custody).to.include({ holder: ids.maker, to: ids.pharmacy, state: "SHIPPED" });
    }
    await as(suite, "pharmacy").receiveExcept(parcels[2]!, [{ first: 70, count: 1 }]);
    await as(suite, "pharmacy").receiveParcel(parcels[0]!);
    await as(suite, "maker").callBack(parcels[1]!);
    await refused(suite, drugLedger.containerOf(id), "SupplyContainerUnknown", id);
  });

  it("opened parcels are packed and unpacked with what is left", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "pharmacy");
    await as(suite, "pharmacy").dispense(...shown(lot, { first: 0, count: 100 }, [9]), []);
    const { label, contents } = packContainer({ sscc: SSCC, parcels: [parcelOf(lot)] });
    await as(suite, "pharmacy").pack(label.lots, contents, label.sscc);
    await as(suite, "pharmacy").unpack(label, contents);
    const [custody] = await custodies(suite, [parcelOf(lot)]);
    expect(custody).to.include({ left: 99, opened: true, state: "HELD" });
  });
});
