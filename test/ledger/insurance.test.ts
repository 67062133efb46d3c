/** Money through the SDK. */
import { expect } from "chai";
import { ERC20InsufficientBalance, SettlementAmountZero } from "../../src/core/contractErrors.ts";
import { randomHex } from "../../src/core/bytes.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { errorOf, revertOf } from "../fixtures/failures.ts";
import { startWorld, type World } from "../fixtures/world.ts";

describe("ledger: settlement (DT-10)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it("is issued for what was paid in, moves between members, and is redeemed", async () => {
    const { administrator, north, insurer } = world;
    const [from, to] = [north, insurer].map(({ care }) => care.chain.account!.address);
    const { insurance } = north.care;
    expect(await insurance.currency()).equal("CNY");
    const receipt = fixed("a bank's receipt");
    const issued = await administrator.insurance.issue(from!, 1_000n, receipt).send();
    expect(issued.event).deep.equal({ account: from, amount: 1_000n, receipt });
    const moved = await insurance.transfer(to!, 300n).send();
    expect(moved.event).deep.equal({ from, to, value: 300n });
    const approved = await insurance.approve(to!, 5n).send();
    expect(approved.event).deep.equal({ owner: from, spender: to, value: 5n });
    const payout = fixed("a bank's payout");
    const redeemed = await insurer.care.insurance.redeem(100n, payout).send();
    expect(redeemed.event).deep.equal({ account: to, amount: 100n, payout });
    expect(await insurance.balance(from!)).equal(700n);
    expect(await insurance.balance(to!)).equal(200n);
    expect(await insurance.supply()).equal(900n);
  });

  it("nobody gives what it has not, to a stranger, or nothing at all", async () => {
    const { north, south, administrator } = world;
    const to = south.care.chain.account!.address;
    const more = await errorOf(() => north.care.insurance.transfer(to, 10_000n).send());
    expect(more).instanceOf(ERC20InsufficientBalance);
    expect(more).deep.include({ balance: 700n, needed: 10_000n });
    const { name } = await revertOf(() => north.care.insurance.transfer(randomHex(20), 1n).send());
    expect(name).equal("ParticipantAccountUnknown");
    const none = await errorOf(() => administrator.insurance.issue(to, 0n, fixed("none")).send());
    expect(none).instanceOf(SettlementAmountZero);
    const forged = await revertOf(() => north.care.insurance.issue(to, 1n, fixed("none")).send());
    expect(forged.name).equal("AccessManagedUnauthorized");
  });
});
