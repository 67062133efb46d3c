import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { poolId } from "../../src/core/funds.ts";
import { SUBJECT_KIND } from "../../src/core/structs.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { accountWord, CITY, deployFunds, MONTH, poolWord, PROVINCE } from "../fixtures/funds.ts";
import { STATUS } from "../fixtures/participants.ts";
import { enrolled } from "../fixtures/stories.ts";

const STATEMENT = fixed("statement");

async function twoInsured() {
  const all = await deployFunds();
  const other = await enrolled(all.suite, all.patientKeys.passkey, { salt: fixed("other") });
  const enterprise = await enrolled(all.suite, all.patientKeys.account, {
    kind: SUBJECT_KIND.ENTERPRISE,
    salt: fixed("enterprise"),
  });
  return { ...all, other, enterprise };
}

describe("FundLedger.contribute (CL-04)", () => {
  it("splits what an employer pays in to personal accounts and pool, to the fen (CL-23, INV-FUNDS-1)", async () => {
    const all = await twoInsured();
    const { funds, fundLedger, settlementToken: token, pool, insured, other, enterprise } = all;
    const shares = [
      { insured, toAccount: 301, toPool: 999 },
      { insured: other, toAccount: 202, toPool: 700 },
    ];
    const contribute = () => funds.contribute(pool, enterprise, MONTH, shares, 50, STATEMENT);
    const id = await funds.contribute.staticCall(pool, enterprise, MONTH, shares, 50, STATEMENT);
    await expect(contribute())
      .to.emit(fundLedger, "ContributionReceived")
      .withArgs(
        id,
        pool,
        enterprise,
        all.ids.insurer,
        MONTH,
        1_749n,
        0n,
        shares.map((s) => [s.insured, BigInt(s.toAccount), BigInt(s.toPool)]),
        [accountWord(301n), accountWord(202n)],
        poolWord(1_749n),
        0n,
        STATEMENT,
        all.accounts.insurer,
      );
    expect(await fundLedger.contributionOf(id)).to.equal(2_252n);
    expect(await token.balanceOf(fundLedger)).to.equal(2_252n);
    await expect(contribute())
      .to.be.revertedWithCustomError(fundLedger, "FundContributionKnown")
      .withArgs(id);
  });

  it("passes the levy on to the province's pool, rounded down (CL-22)", async () => {
    const all = await twoInsured();
    const { funds, fundLedger, ids, insured } = all;
    const parent = poolId(ids.insurer, PROVINCE);
    await funds.openPool(PROVINCE, ZERO32, 0);
    const town = CITY + 256;
    await funds.openPool(town, parent, 333);
    const pool = poolId(ids.insurer, town);
    const share = { insured, toAccount: 10, toPool: 1_000 };
    await funds.contribute(pool, ZERO32, MONTH, [share], 0, STATEMENT);
    expect(await fundLedger.poolOf(pool)).to.equal(poolWord(967n, { levy: 333 }));
    expect(await fundLedger.poolOf(parent)).to.equal(poolWord(33n));
  });

  it("refuses nothing, nobody, no pool, and more than an account holds", async () => {
    const all = await twoInsured();
    const { funds, fundLedger, subjectRegistry, pool, insured } = all;
    const pay = (
      toPool: number,
      shares: { insured: string; toAccount: bigint; toPool: number }[],
    ) => funds.contribute(pool, ZERO32, MONTH, shares, toPool, STATEMENT);
    await expect(pay(0, []))
      .to.be.revertedWithCustomError(fundLedger, "FundAmountInvalid")
      .withArgs(0n);
    await expect(pay(0, [{ insured: STATEMENT, toAccount: 1n, toPool: 0 }]))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectUnknown")
      .withArgs(STATEMENT);
    await pay(0, [{ insured, toAccount: 1n, toPool: 0 }]);
    const most = 2n ** 56n - 1n;
    await expect(pay(0, [{ insured, toAccount: most, toPool: 0 }]))
      .to.be.revertedWithCustomError(fundLedger, "FundAmountInvalid")
      .withArgs(most);
    await expect(funds.contribute(STATEMENT, ZERO32, MONTH, [], 1, STATEMENT))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolUnknown")
      .withArgs(STATEMENT);
    await expect(funds.contribute(pool, STATEMENT, MONTH, [], 1, STATEMENT))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectUnknown")
      .withArgs(STATEMENT);
  });

  it("takes the payer's own tokens alone, all or none of it (INV-FUNDS-3)", async () => {
    const all = await twoInsured();
    const {
      fundLedger,
      settlementToken: token,
      participantRegistry: registry,
      pool,
      insured,
    } = all;
    const share = { insured, toAccount: 5, toPool: 5 };
    const poor = fundLedger.connect(all.accounts.hospitalA);
    await expect(poor.contribute(pool, ZERO32, MONTH, [share], 0, STATEMENT))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(fundLedger, 0n, 10n);
    expect(await fundLedger.accountOf(insured)).to.equal(0n);
    await registry.setStatus(all.ids.insurer, STATUS.LAPSED);
    await expect(all.funds.contribute(pool, ZERO32, MONTH, [share], 0, STATEMENT))
      .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
      .withArgs(all.ids.insurer, STATUS.LAPSED);
  });
});
