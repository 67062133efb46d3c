import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { poolId } from "../../src/core/funds.ts";
import { fixed } from "../fixtures/careLedger.ts";
import {
  CITY,
  deployFunds,
  MEANS,
  MONTH,
  poolWord,
  positionWord,
  PROVINCE,
} from "../fixtures/funds.ts";
import { aProfile, ROLE } from "../fixtures/participants.ts";

const DOCUMENT = fixed("adjustment");

/** A province's pool above two towns' of the same insurer, which pay a tenth up. */
async function pooled() {
  const all = await deployFunds();
  const { funds, ids } = all;
  await funds.openPool(PROVINCE, ZERO32, 0);
  const province = poolId(ids.insurer, PROVINCE);
  const towns = [CITY + 256, CITY + 512].map((at) => poolId(ids.insurer, at));
  await funds.openPool(CITY + 256, province, 1_000);
  await funds.openPool(CITY + 512, province, 1_000);
  for (const [i, town] of towns.entries()) {
    await funds.contribute(town, ZERO32, MONTH, [], 10_000 * (i + 1), fixed(`town ${i}`));
  }
  return { ...all, province, towns: towns as [Hex, Hex] };
}

describe("FundLedger: pools (CL-22)", () => {
  it("are opened by their insurer, under a province's pool or under none", async () => {
    const all = await deployFunds();
    const { funds, fundLedger, ids, accounts, participantRegistry: registry } = all;
    const province = poolId(ids.insurer, PROVINCE);
    await expect(funds.openPool(PROVINCE, ZERO32, 0))
      .to.emit(fundLedger, "PoolOpened")
      .withArgs(province, ids.insurer, PROVINCE, ZERO32, poolWord(0n), accounts.insurer);
    await expect(funds.openPool(PROVINCE, ZERO32, 0))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolExists")
      .withArgs(province);
    await expect(funds.openPool(CITY + 256, ZERO32, 1))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolInvalid")
      .withArgs(ZERO32, 1);
    await expect(funds.openPool(CITY + 256, province, 10_001))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolInvalid")
      .withArgs(province, 10_001);
    await expect(funds.openPool(CITY + 256, DOCUMENT, 1))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolUnknown")
      .withArgs(DOCUMENT);
    await funds.openPool(CITY + 256, province, 10_000);
    const town = poolId(ids.insurer, CITY + 256);
    expect(await fundLedger.parentOf(town)).to.equal(province);
    await expect(funds.openPool(CITY + 512, town, 5))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolInvalid")
      .withArgs(town, 5);
    await expect(fundLedger.connect(accounts.hospitalA).openPool(CITY, ZERO32, 0))
      .to.be.revertedWithCustomError(registry, "ParticipantKindNotAllowed")
      .withArgs(ids.hospitalA, 1n, 96n);
  });

  it("cities' ledgers roll up, and the province adjusts between them, nothing made or lost (CL-22)", async () => {
    const all = await pooled();
    const { funds, fundLedger, settlementToken: token, province, towns, accounts } = all;
    expect(await fundLedger.poolOf(province)).to.equal(poolWord(3_000n));
    const levy = 1_000;
    const adjustments = [
      { city: towns[1], amount: -5_000n },
      { city: towns[0], amount: 7_500n },
    ];
    await expect(funds.adjust(PROVINCE, adjustments, DOCUMENT))
      .to.emit(fundLedger, "PoolsAdjusted")
      .withArgs(
        province,
        poolWord(500n),
        adjustments.map(({ city, amount }) => [city, amount]),
        [poolWord(13_000n, { levy }), poolWord(16_500n, { levy })],
        DOCUMENT,
        accounts.insurer,
      );
    expect(await fundLedger.poolOf(towns[0])).to.equal(poolWord(16_500n, { levy }));
    expect(await token.balanceOf(fundLedger)).to.equal(500n + 13_000n + 16_500n);
  });

  it("adjusts only what lies below, by the province's insurer, and only what is there", async () => {
    const all = await pooled();
    const { funds, fundLedger, province, towns, pool, participantRegistry: registry } = all;
    const adjust = (city: string, amount: bigint) =>
      funds.adjust(PROVINCE, [{ city, amount }], DOCUMENT);
    await expect(adjust(pool, 1n))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolNotBelow")
      .withArgs(pool, province);
    await expect(adjust(towns[0], 0n))
      .to.be.revertedWithCustomError(fundLedger, "FundAmountInvalid")
      .withArgs(0n);
    await expect(adjust(towns[0], 3_001n))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolInsufficient")
      .withArgs(province, 3_000n, 3_001n);
    await expect(adjust(towns[0], -9_001n))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolInsufficient")
      .withArgs(towns[0], 9_000n, 9_001n);
    const other = all.outsider;
    await registry.admit(aProfile({ kinds: 32n }), fixed("other insurer"), "", other);
    const theirs = poolId(Number(await registry.participantCount()), PROVINCE);
    await expect(
      fundLedger.connect(other).adjust(PROVINCE, [{ city: towns[0], amount: -1n }], DOCUMENT),
    )
      .to.be.revertedWithCustomError(fundLedger, "FundPoolUnknown")
      .withArgs(theirs);
  });

  it("are paused by administration until a time, and no two times the same", async () => {
    const { fundLedger, funds, pool, accounts } = await deployFunds();
    await expect(fundLedger.pausePool(pool, 4_000_000_000))
      .to.emit(fundLedger, "PoolPaused")
      .withArgs(pool, poolWord(0n, { pausedUntil: 4_000_000_000 }));
    await expect(fundLedger.pausePool(pool, 4_000_000_000))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolPauseUnchanged")
      .withArgs(pool, 4_000_000_000);
    await expect(fundLedger.pausePool(DOCUMENT, 1))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolUnknown")
      .withArgs(DOCUMENT);
    await expect(funds.pausePool(pool, 0))
      .to.be.revertedWithCustomError(fundLedger, "AccessManagedUnauthorized")
      .withArgs(accounts.insurer);
  });
});

describe("FundLedger.setPayee", () => {
  it("is said by an administrator of the institution, of an account of its own", async () => {
    const all = await deployFunds();
    const { fundLedger, pool, accounts, ids, outsider, participantRegistry: registry } = all;
    const own = fundLedger.connect(accounts.hospitalA);
    await registry.connect(accounts.hospitalA).setAccount(outsider, ROLE.OPERATOR, 0);
    await expect(own.setPayee(pool, outsider, MEANS.VOUCHER))
      .to.emit(fundLedger, "PayeeChanged")
      .withArgs(
        pool,
        ids.hospitalA,
        positionWord(outsider.address, { means: MEANS.VOUCHER }),
        accounts.hospitalA,
      );
    await expect(fundLedger.connect(outsider).setPayee(pool, outsider, MEANS.TOKEN))
      .to.be.revertedWithCustomError(fundLedger, "FundPayeeInvalid")
      .withArgs(ids.hospitalA, outsider);
    await expect(own.setPayee(pool, accounts.hospitalB, MEANS.TOKEN))
      .to.be.revertedWithCustomError(fundLedger, "FundPayeeInvalid")
      .withArgs(ids.hospitalA, accounts.hospitalB);
    await expect(own.setPayee(DOCUMENT, outsider, MEANS.TOKEN))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolUnknown")
      .withArgs(DOCUMENT);
  });
});
