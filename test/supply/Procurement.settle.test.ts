import { expect } from "chai";
import type { Hex } from "../../src/core/bytes.ts";
import { ethers, fixed } from "../fixtures/careLedger.ts";
import { moved } from "../fixtures/drugs.ts";
import { STATUS } from "../fixtures/participants.ts";
import {
  delivered,
  DOCUMENT,
  type Ordered,
  ordered,
  payable,
  PER_UNIT,
  receive,
  stateOf,
  trade,
} from "../fixtures/purchases.ts";

const refused = ({ suite }: Ordered, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .to.be.revertedWithCustomError(suite.procurement, error)
    .withArgs(...args);

const settle = ({ suite, order, terms, price }: Ordered) =>
  trade(suite, "maker").settle(order, terms, price);

const [RECEIVED, REJECTED, PAID] = [4, 6, 7];

describe("Procurement.inspect, invoice and settle (DT-09, DT-10)", () => {
  it("pays for what came when it was received, passed and invoiced, and never twice (DT-10)", async () => {
    const o = await ordered();
    const { suite, order, id } = o;
    const { settlementToken: token, accounts } = suite;
    await refused(o, settle(o), "ProcurementStateWrong", id, 2);
    const parcel = await delivered(o);
    await refused(o, settle(o), "ProcurementStateWrong", id, 3);
    await receive(o, parcel);
    await refused(o, settle(o), "ProcurementStateWrong", id, RECEIVED);
    await trade(suite, "hospitalA").inspect(order, true, DOCUMENT);
    await refused(o, settle(o), "ProcurementNotInvoiced", id);
    await trade(suite, "maker").invoice(order, DOCUMENT);
    const amount = 100n * PER_UNIT;
    const sent = settle(o);
    await expect(sent).to.emit(suite.procurement, "OrderPaid");
    await expect(sent)
      .to.emit(token, "Transfer")
      .withArgs(accounts.hospitalA, accounts.maker, amount);
    expect(await token.balanceOf(accounts.maker)).to.equal(amount);
    expect(await stateOf(o)).to.include({ state: "PAID", isInvoiced: true, received: 100 });
    await refused(o, settle(o), "ProcurementStateWrong", id, PAID);
    expect(await token.balanceOf(accounts.maker)).to.equal(amount);
  });

  it("rejected goods are never paid; after inspection nothing is received", async () => {
    const o = await ordered();
    await receive(o, await delivered(o));
    await trade(o.suite, "maker").invoice(o.order, DOCUMENT);
    await trade(o.suite, "hospitalA").inspect(o.order, false, DOCUMENT);
    await refused(o, settle(o), "ProcurementStateWrong", o.id, REJECTED);
    const again = trade(o.suite, "hospitalA").inspect(o.order, true, DOCUMENT);
    await refused(o, again, "ProcurementStateWrong", o.id, REJECTED);
  });

  it("who is named inspects, and nobody else; reports and invoices have digests, once", async () => {
    const o = await ordered({ inspector: 5 });
    const { suite, order, id } = o;
    const { ids } = suite;
    await receive(o, await delivered(o));
    const buyer = trade(suite, "hospitalA").inspect(order, true, DOCUMENT);
    await refused(o, buyer, "ProcurementNotParty", id, ids.regulator, ids.hospitalA);
    const bare = trade(suite, "regulator").inspect(order, true, `0x${"00".repeat(32)}`);
    await refused(o, bare, "ProcurementDocumentInvalid", id, `0x${"00".repeat(32)}`);
    await trade(suite, "regulator").inspect(order, true, DOCUMENT);
    const foreign = trade(suite, "hospitalA").invoice(order, DOCUMENT);
    await refused(o, foreign, "ProcurementNotParty", id, ids.maker, ids.hospitalA);
    await trade(suite, "maker").invoice(order, DOCUMENT);
    const twice = trade(suite, "maker").invoice(order, fixed("another"));
    await refused(o, twice, "ProcurementDocumentInvalid", id, fixed("another"));
    expect(await stateOf(o)).to.include({ state: "PASSED" });
  });

  it("another price, another's account and a missing allowance are refused", async () => {
    const o = await payable();
    const { suite, order, terms, price, id } = o;
    const dearer = trade(suite, "maker").settle(order, terms, { ...price, perUnit: 9_999n });
    await refused(o, dearer, "ProcurementTermsWrong", id);
    const others = trade(suite, "maker").settle(order, { ...terms, quantity: 1 }, price);
    await refused(o, others, "ProcurementTermsWrong", id);
    const { settlementToken: token, accounts, addresses } = suite;
    await token.connect(accounts.hospitalA).approve(addresses.procurement, 1n);
    await expect(settle(o))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(addresses.procurement, 1n, 100n * PER_UNIT);
    expect(await stateOf(o)).to.include({ state: "PASSED" });
    await token.connect(accounts.hospitalA).approve(addresses.procurement, 1_000_000n);
    await trade(suite, "insurer").settle(order, terms, price);
  });

  it("nobody orders at another's expense, or is paid for another (DT-10)", async () => {
    const probe = await ordered();
    const { hospitalB, pharmacy } = probe.suite.accounts;
    for (const change of [
      { payer: hospitalB.address as Hex },
      { payee: pharmacy.address as Hex },
    ]) {
      const o = await payable(change);
      const [account] = Object.values(change);
      await refused(o, settle(o), "ProcurementAccountWrong", o.id, account);
    }
  });

  it("a SUSPENDED supplier still invoices and is paid", async () => {
    const o = await ordered();
    await receive(o, await delivered(o));
    await trade(o.suite, "hospitalA").inspect(o.order, true, DOCUMENT);
    await o.suite.participantRegistry.setStatus(o.suite.ids.maker, STATUS.SUSPENDED);
    await trade(o.suite, "maker").invoice(o.order, DOCUMENT);
    await settle(o);
    expect(await stateOf(o)).to.include({ state: "PAID" });
  });

  it("a token that calls back while it pays finds the order paid (DT-10)", async () => {
    const o = await payable();
    const { suite, order, terms, price } = o;
    const hostile = await (await ethers.getContractFactory("ReenteringToken")).deploy();
    const factory = await ethers.getContractFactory("Procurement");
    const { participantRegistry, drugLedger } = suite.addresses;
    const procurement = await factory.deploy(participantRegistry, drugLedger, hostile);
    const own = { ...o, suite: { ...suite, procurement } } as unknown as Ordered;
    // The token is an account of the insurer's, so that the call back is a member's.
    const { insurer } = suite.accounts;
    await suite.participantRegistry.connect(insurer).setAccount(hostile, 1, 0);
    const fresh = { ...order, deadline: order.deadline + 1 };
    const paid = { ...own, order: fresh };
    const parcel = { lot: o.lot.id, first: 0, count: o.lot.body.count };
    await moved(suite, parcel, "hospitalA", "maker");
    await trade(paid.suite, "hospitalA").place(fresh, DOCUMENT);
    await trade(paid.suite, "maker").accept(fresh);
    await receive(paid, await delivered(paid, parcel));
    await trade(paid.suite, "maker").invoice(fresh, DOCUMENT);
    await trade(paid.suite, "hospitalA").inspect(fresh, true, DOCUMENT);
    const call = procurement.interface.encodeFunctionData("settle", [fresh, terms, price]);
    await hostile.arm(call);
    await trade(paid.suite, "maker").settle(fresh, terms, price);
    expect(await hostile.payments()).to.equal(1n);
    expect(await hostile.succeeded()).to.equal(false);
    expect(procurement.interface.parseError(await hostile.answer())).to.include({
      name: "ProcurementStateWrong",
    });
  });
});
