/** The token is called last, and while it is called nothing is written (INV-FUNDS-3). */
import { expect } from "chai";
import { toBeHex } from "ethers";
import { ZERO32 } from "../../src/core/bytes.ts";
import { poolId } from "../../src/core/funds.ts";
import { FundLedger__factory, ReenteringToken__factory } from "../../typechain-types/index.js";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { sendingAs } from "../fixtures/chain.ts";
import { aMandate, aPayment, CITY, MEANS, MONTH, poolWord } from "../fixtures/funds.ts";
import { enrolled } from "../fixtures/stories.ts";

/** A ledger over a token that calls back, itself a caller: it may write all that callers may. */
async function hostile() {
  const suite = await deployCareLedger();
  const { administrator, addresses, accounts, ids, patientKeys } = suite;
  const token = await new ReenteringToken__factory(administrator).deploy();
  const fundLedger = await new FundLedger__factory(administrator).deploy(
    addresses.manager,
    0,
    addresses.participantRegistry,
    addresses.subjectRegistry,
    token,
    toBeHex(0, 20),
  );
  const desk = await sendingAs(toBeHex(0xca11e4, 20));
  await fundLedger.foundCallers([desk, token]);
  const insured = await enrolled(suite, patientKeys.account);
  const pool = poolId(ids.insurer, CITY);
  const funds = fundLedger.connect(accounts.insurer);
  await funds.openPool(CITY, ZERO32, 0);
  await fundLedger.connect(accounts.hospitalA).setPayee(pool, accounts.hospitalA, MEANS.TOKEN);
  await token.arm("0x");
  await funds.contribute(pool, ZERO32, MONTH, [], 10_000, fixed("first"));
  return { ...suite, token, fundLedger, funds, desk: fundLedger.connect(desk), insured, pool };
}

describe("FundLedger: a token that calls back (CL-15, INV-FUNDS-3)", () => {
  it("gets no function that writes, in none of the calls that pay", async () => {
    const all = await hostile();
    const { token, fundLedger, funds, desk, pool, insured, ids } = all;
    const payment = aPayment(all, { fromPool: 1_000, fromAccount: 0 });
    const encoded = fundLedger.interface;
    const mandate = aMandate(insured);
    const inner = [
      encoded.encodeFunctionData("pay", [payment]),
      encoded.encodeFunctionData("reversePayment", [payment]),
      encoded.encodeFunctionData("cancelDue", [pool, ids.hospitalA, 1, ZERO32]),
      encoded.encodeFunctionData("contribute", [pool, ZERO32, MONTH, [], 5, ZERO32]),
      encoded.encodeFunctionData("adjust", [CITY, [], ZERO32]),
      encoded.encodeFunctionData("repay", [pool, 1]),
      encoded.encodeFunctionData("openPool", [CITY + 256, ZERO32, 0]),
      encoded.encodeFunctionData("setPayee", [pool, token.target, 0]),
      encoded.encodeFunctionData("setMandate", [mandate, "0x", "0x"]),
      encoded.encodeFunctionData("carryOver", [
        { from: insured, to: insured, amount: 1, number: 1, deadline: mandate.deadline },
        "0x",
        "0x",
      ]),
    ];
    const refused = encoded.getError("FundReentered")!.selector;
    for (const [i, call] of inner.entries()) {
      await token.arm(call);
      await desk.pay(payment);
      expect([await token.succeeded(), await token.answer()], `${i}`).to.deep.equal([
        false,
        refused,
      ]);
    }
    expect(await fundLedger.poolOf(pool)).to.equal(poolWord(0n));
    await token.arm(inner[0]!);
    await funds.contribute(pool, ZERO32, MONTH, [], 10_000, fixed("second"));
    expect(await token.answer()).to.equal(refused);
    // The first contribution, ten payments and the second one: none of them twice.
    expect(await token.payments()).to.equal(12n);
    expect(await fundLedger.poolOf(pool)).to.equal(poolWord(10_000n));
  });
});
