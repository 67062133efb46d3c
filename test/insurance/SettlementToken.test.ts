import { expect } from "chai";
import type { Hex } from "../../src/core/bytes.ts";
import { deployCareLedger, ethers, fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { latestTime, sendingAs } from "../fixtures/chain.ts";
import { DOMAIN, STATUS } from "../fixtures/participants.ts";

const RECEIPT = fixed("receipt");

async function funded() {
  const suite = await deployCareLedger();
  await suite.settlementToken.issue(suite.accounts.hospitalA, 1_000n, RECEIPT);
  return suite;
}

type Suite = Awaited<ReturnType<typeof funded>>;

const of = ({ settlementToken, accounts }: Suite, member: keyof Suite["accounts"]) =>
  settlementToken.connect(accounts[member]);

describe("SettlementToken.issue and redeem (DT-10)", () => {
  it("is in minor units of one currency, issued to members for money paid in", async () => {
    const suite = await funded();
    const { settlementToken: token, accounts, outsider } = suite;
    expect(await token.decimals()).to.equal(2n);
    expect(await token.symbol()).to.equal("CNY");
    expect(await token.currency()).to.equal("0x434e59");
    await expect(token.issue(accounts.insurer, 5n, RECEIPT))
      .to.emit(token, "TokensIssued")
      .withArgs(accounts.insurer, 5n, RECEIPT);
    expect(await token.totalSupply()).to.equal(1_005n);
    await expect(token.issue(accounts.insurer, 0n, RECEIPT)).to.be.revertedWithCustomError(
      token,
      "SettlementAmountZero",
    );
    await expect(token.issue(outsider, 5n, RECEIPT))
      .to.be.revertedWithCustomError(suite.participantRegistry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    await expect(of(suite, "insurer").issue(accounts.insurer, 5n, RECEIPT))
      .to.be.revertedWithCustomError(token, "AccessManagedUnauthorized")
      .withArgs(accounts.insurer);
  });

  it("whoever leaves redeems all the same: LAPSED, SUSPENDED, closed, paused", async () => {
    const suite = await funded();
    const { settlementToken: token, participantRegistry: registry, accounts, ids } = suite;
    const redeem = () => of(suite, "hospitalA").redeem(100n, RECEIPT);
    await registry.pause(DOMAIN.INSURANCE, (await latestTime()) + 1_000);
    await expect(redeem())
      .to.emit(token, "TokensRedeemed")
      .withArgs(accounts.hospitalA, 100n, RECEIPT);
    for (const status of [STATUS.LAPSED, STATUS.SUSPENDED]) {
      await registry.setStatus(ids.hospitalA, status);
      await redeem();
    }
    await registry.setStatus(ids.hospitalA, STATUS.ACTIVE);
    const administrator = registry.connect(accounts.hospitalA);
    await administrator.setAccount(accounts.hospitalA, 0, 0);
    await redeem();
    expect(await token.totalSupply()).to.equal(600n);
    await expect(of(suite, "hospitalA").redeem(601n, RECEIPT))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
      .withArgs(accounts.hospitalA, 600n, 601n);
    await expect(of(suite, "hospitalA").redeem(0n, RECEIPT)).to.be.revertedWithCustomError(
      token,
      "SettlementAmountZero",
    );
  });

  it("currencies are codes of three capital letters", async () => {
    const { addresses } = await funded();
    const factory = await ethers.getContractFactory("SettlementToken");
    for (const currency of ["0x636e79", "0x434e00", "0x434e5b"]) {
      await expect(factory.deploy(addresses.manager, 0, addresses.participantRegistry, currency))
        .to.be.revertedWithCustomError(factory, "SettlementCurrencyInvalid")
        .withArgs(currency);
    }
  });
});

describe("SettlementToken.transfer (DT-10)", () => {
  it("goes from ACTIVE members to members, whatever their standing", async () => {
    const suite = await funded();
    const { settlementToken: token, participantRegistry: registry, accounts, ids } = suite;
    await of(suite, "hospitalA").transfer(accounts.insurer, 300n);
    expect(await token.balanceOf(accounts.insurer)).to.equal(300n);
    await expect(of(suite, "hospitalA").transfer(suite.outsider, 1n))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
      .withArgs(suite.outsider);
    for (const status of [STATUS.LAPSED, STATUS.SUSPENDED]) {
      await registry.setStatus(ids.insurer, status);
      await of(suite, "hospitalA").transfer(accounts.insurer, 1n);
      await expect(of(suite, "insurer").transfer(accounts.hospitalB, 1n))
        .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
        .withArgs(ids.insurer, status);
    }
    const until = (await latestTime()) + 1_000;
    await registry.pause(DOMAIN.INSURANCE, until);
    await expect(
      of(suite, "hospitalA").transfer(accounts.hospitalB, 1n),
    ).to.be.revertedWithCustomError(registry, "ParticipantDomainPaused");
  });

  it("contracts that are no members hold nothing before they are callers, and then what they take (INV-INSURANCE-2)", async () => {
    const suite = await funded();
    const { settlementToken: token, addresses, accounts, participantRegistry } = suite;
    const move = () => of(suite, "hospitalA").transfer(addresses.procurement, 5n);
    await expect(move())
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantAccountUnknown")
      .withArgs(addresses.procurement);
    await token.proposeCaller(addresses.procurement, true);
    await networkHelpers.time.increase(await token.callerNotice());
    // Even then it takes them itself: what is sent to it would belong to nobody.
    await expect(move())
      .to.be.revertedWithCustomError(token, "SettlementNotTaken")
      .withArgs(addresses.procurement, accounts.hospitalA);
    await of(suite, "hospitalA").approve(addresses.procurement, 5n);
    const caller = await sendingAs(addresses.procurement);
    await token.connect(caller).transferFrom(accounts.hospitalA, caller, 5n);
    expect(await token.balanceOf(addresses.procurement)).to.equal(5n);
    await token.connect(accounts.hospitalA).approve(accounts.carrier, 7n);
    await of(suite, "carrier").transferFrom(accounts.hospitalA, accounts.carrier, 7n);
    expect(await token.balanceOf(accounts.carrier)).to.equal(7n);
  });

  it("allowances are given by the holder's signature too, once (EIP-2612)", async () => {
    const suite = await funded();
    const { settlementToken: token, addresses, accounts } = suite;
    const owner = accounts.hospitalA;
    const deadline = (await latestTime()) + 1_000;
    const { chainId } = await ethers.provider.getNetwork();
    const signature = await owner.signTypedData(
      {
        name: "CareLedger SettlementToken",
        version: "1",
        chainId,
        verifyingContract: addresses.settlementToken,
      },
      {
        Permit: ["owner", "spender", "value", "nonce", "deadline"].map((name, i) => ({
          name,
          type: i < 2 ? "address" : "uint256",
        })),
      },
      { owner: owner.address, spender: accounts.carrier.address, value: 9n, nonce: 0n, deadline },
    );
    const { v, r, s } = ethers.Signature.from(signature);
    const permit = () => token.permit(owner, accounts.carrier, 9n, deadline, v, r, s);
    await permit();
    expect(await token.allowance(owner, accounts.carrier)).to.equal(9n);
    await expect(permit()).to.be.revertedWithCustomError(token, "ERC2612InvalidSigner");
    const account = owner.address as Hex;
    await expect(token.permit(account, accounts.carrier, 9n, 1n, v, r, s))
      .to.be.revertedWithCustomError(token, "ERC2612ExpiredSignature")
      .withArgs(1n);
  });
});
