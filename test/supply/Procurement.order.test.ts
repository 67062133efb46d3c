import { expect } from "chai";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime, mineAt, packed } from "../fixtures/chain.ts";
import { parcelOf } from "../fixtures/drugs.ts";
import {
  anOrder,
  DOCUMENT,
  type Ordered,
  ordered,
  receive,
  stateOf,
  trade,
} from "../fixtures/purchases.ts";

const ORDER = {
  NONE: 0,
  ORDERED: 1,
  ACCEPTED: 2,
  DESPATCHED: 3,
  RECEIVED: 4,
  PASSED: 5,
  REJECTED: 6,
  PAID: 7,
  CANCELLED: 8,
} as const;

const refused = (
  { suite }: Pick<Ordered, "suite">,
  call: Promise<unknown>,
  error: string,
  ...args: unknown[]
) =>
  expect(call)
    .to.be.revertedWithCustomError(suite.procurement, error)
    .withArgs(...args);

describe("Procurement.place, accept and cancel (DT-09)", () => {
  it("an order is one slot, its terms a salted hash", async () => {
    const { suite } = await ordered();
    const { order, id } = await anOrder(suite, { salt: fixed("other salt") });
    const sent = await trade(suite, "hospitalA").place(order, DOCUMENT);
    const now = await latestTime();
    await expect(sent)
      .to.emit(suite.procurement, "OrderPlaced")
      .withArgs(
        id,
        order.buyer,
        order.supplier,
        packed([ORDER.ORDERED, 8], [0, 8], [0, 32], [now, 40]),
        0,
        0,
        order.deadline,
        order.terms,
        DOCUMENT,
        suite.accounts.hospitalA,
      );
    const twice = trade(suite, "hospitalA").place(order, DOCUMENT);
    await refused({ suite }, twice, "ProcurementOrderExists", id);
  });

  it("is between two institutions, in time, and for its parties alone", async () => {
    const o = await ordered();
    const { suite, order, id } = o;
    const { ids } = suite;
    const { id: other, order: fresh } = await anOrder(suite, { salt: fixed("fresh") });
    const foreign = trade(suite, "hospitalB").place(fresh, DOCUMENT);
    await refused(o, foreign, "ProcurementNotParty", other, ids.hospitalA, ids.hospitalB);
    const self = { ...fresh, supplier: ids.hospitalA };
    const own = trade(suite, "hospitalA").place(self, DOCUMENT);
    const { deadline } = fresh;
    await refused(o, own, "ProcurementOrderInvalid", ids.hospitalA, ids.hospitalA, deadline);
    await expect(
      trade(suite, "hospitalA").place({ ...fresh, supplier: 99 }, DOCUMENT),
    ).to.be.revertedWithCustomError(suite.participantRegistry, "ParticipantUnknown");
    await expect(trade(suite, "hospitalA").place({ ...fresh, insurer: 99 }, DOCUMENT))
      .to.be.revertedWithCustomError(suite.participantRegistry, "ParticipantUnknown")
      .withArgs(99);
    const unplaced = trade(suite, "maker").accept(fresh);
    await refused(o, unplaced, "ProcurementStateWrong", other, ORDER.NONE);
    await trade(suite, "hospitalA").place(fresh, DOCUMENT);
    const wrong = trade(suite, "otherMaker").accept(fresh);
    await refused(o, wrong, "ProcurementNotParty", other, ids.maker, ids.otherMaker);
    await mineAt(fresh.deadline + 1);
    const late = trade(suite, "maker").accept(fresh);
    await refused(o, late, "ProcurementDeadlinePassed", other, deadline, deadline + 2);
    const twice = trade(suite, "maker").accept(order);
    await refused(o, twice, "ProcurementStateWrong", id, ORDER.ACCEPTED);
  });

  it("is cancelled by either before despatch, by the supplier before receipt", async () => {
    const o = await ordered();
    const { suite, order, id } = o;
    const stranger = trade(suite, "insurer").cancel(order);
    await refused(o, stranger, "ProcurementNotParty", id, order.buyer, suite.ids.insurer);
    await trade(suite, "maker").despatch(order, [parcelOf(o.lot)], DOCUMENT);
    const buyer = trade(suite, "hospitalA").cancel(order);
    await refused(o, buyer, "ProcurementStateWrong", id, ORDER.DESPATCHED);
    await trade(suite, "maker").cancel(order);
    expect(await stateOf(o)).to.include({ state: "CANCELLED" });
    await refused(o, receive(o, parcelOf(o.lot)), "ProcurementStateWrong", id, ORDER.CANCELLED);
  });
});
