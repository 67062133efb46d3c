import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { rowKey, ruleOf } from "../../src/core/rules.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import { aProfile, ROLE, STATUS } from "../fixtures/participants.ts";
import {
  AREA,
  aRow,
  asMember,
  CHANGZHOU,
  CODE,
  DAY,
  DOCUMENT,
  publish,
  ruleWordOf,
  type Suite,
} from "../fixtures/tariffs.ts";

const [FROZEN, APPEALED, UPHELD, LIFTED] = [1n, 2n, 3n, 4n];
const REASON = fixed("reason");
const ROW = rowKey(CHANGZHOU, CODE, 1);
const PRODUCT = rowKey(CHANGZHOU, CODE, 0);

const refused = ({ catalogue }: Suite, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .to.be.revertedWithCustomError(catalogue, error)
    .withArgs(...args);

/** Two versions of a code, and a second account of the regulator's. */
async function listed() {
  const suite = await deployCareLedger();
  await publish(suite, aRow());
  await publish(suite, aRow({ from: "2024-01-01" }, 2));
  const { participantRegistry, accounts, outsider } = suite;
  await participantRegistry.connect(accounts.regulator).setAccount(outsider, ROLE.OPERATOR, 0);
  const until = (await latestTime()) + 10 * DAY;
  const regulator = asMember(suite, "regulator");
  return { suite, until, regulator, colleague: suite.catalogue.connect(outsider) };
}

const isFrozen = async (suite: Suite, version: number) =>
  ruleOf(await ruleWordOf(suite, version)).isFrozen;

const stateOf = async ({ catalogue }: Suite, key: Hex = ROW) =>
  (await catalogue.freezeOf(key)).state;

describe("Catalogue.freezeRule and freezeProduct (RG-03)", () => {
  it("one row is frozen, with a reason and an end, and no other version of it (RG-03)", async () => {
    const { suite, until, regulator } = await listed();
    const sent = regulator.freezeRule(AREA, CODE, 1, until, REASON);
    const { regulator: account } = suite.accounts;
    await expect(sent).to.emit(suite.catalogue, "RuleFrozen").withArgs(AREA, CODE, 1, 1, ROW);
    await expect(sent)
      .to.emit(suite.catalogue, "FreezeChanged")
      .withArgs(ROW, [until, FROZEN, AREA, 0, account.address], REASON, account);
    expect([await isFrozen(suite, 1), await isFrozen(suite, 2)]).to.deep.equal([true, false]);
    await mineAt(until);
    expect(await isFrozen(suite, 1)).to.equal(false);
  });

  it("a product is frozen in all its versions, and in those that come meanwhile (RG-03)", async () => {
    const { suite, until, regulator } = await listed();
    await regulator.freezeProduct(AREA, CODE, 2, until, REASON);
    await publish(suite, aRow({ from: "2025-01-01" }, 3));
    expect(await Promise.all([1, 2, 3].map((v) => isFrozen(suite, v)))).to.deep.equal([
      true,
      true,
      true,
    ]);
    await regulator.liftFreeze(PRODUCT, DOCUMENT);
    expect(await Promise.all([1, 2, 3].map((v) => isFrozen(suite, v)))).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it("a corrected version of a frozen row is not frozen", async () => {
    const { suite, until, regulator } = await listed();
    await regulator.freezeRule(AREA, CODE, 2, until, REASON);
    await publish(suite, aRow({ from: "2025-01-01" }, 3));
    expect([await isFrozen(suite, 2), await isFrozen(suite, 3)]).to.deep.equal([true, false]);
  });

  it("what is frozen is there: the row, or the code with all its versions", async () => {
    const { suite, until, regulator } = await listed();
    const row = regulator.freezeRule(AREA, CODE, 3, until, REASON);
    await refused(suite, row, "CatalogueRowUnknown", AREA, CODE, 3);
    for (const versions of [0, 1, 3]) {
      const product = regulator.freezeProduct(AREA, CODE, versions, until, REASON);
      await refused(suite, product, "CatalogueRowUnknown", AREA, CODE, versions);
    }
  });

  it("it ends within 366 days, has a reason, and is not frozen twice", async () => {
    const { suite, until, regulator } = await listed();
    const at = (await latestTime()) + 1;
    const over = regulator.freezeRule(AREA, CODE, 1, at, REASON);
    await refused(suite, over, "FreezeUntilInvalid", ROW, at, at);
    const long = (await latestTime()) + 367 * DAY;
    await expect(regulator.freezeRule(AREA, CODE, 1, long, REASON)).to.be.revertedWithCustomError(
      suite.catalogue,
      "FreezeUntilInvalid",
    );
    const bare = regulator.freezeRule(AREA, CODE, 1, until, ZERO32);
    await refused(suite, bare, "FreezeDocumentMissing", ROW);
    await regulator.freezeRule(AREA, CODE, 1, until, REASON);
    const twice = regulator.freezeRule(AREA, CODE, 1, until + 1, REASON);
    await refused(suite, twice, "FreezeLasts", ROW, until);
    await mineAt(until);
    await regulator.freezeRule(AREA, CODE, 1, until + DAY, REASON);
    expect(await isFrozen(suite, 1)).to.equal(true);
  });

  it("only a regulator of the jurisdiction freezes", async () => {
    const { suite, until, regulator } = await listed();
    const { participantRegistry: registry, ids } = suite;
    const insurer = asMember(suite).freezeRule(AREA, CODE, 1, until, REASON);
    await expect(insurer)
      .to.be.revertedWithCustomError(registry, "ParticipantKindNotAllowed")
      .withArgs(ids.insurer, 1 << 5, 1 << 9);
    await registry.amend(ids.regulator, aProfile({ kinds: 1n << 9n, jurisdictionCode: 1 }));
    const foreign = regulator.freezeRule(AREA, CODE, 1, until, REASON);
    await refused(suite, foreign, "FreezeJurisdictionOther", ROW, AREA, 1 + 256);
  });
});

describe("Catalogue.appealFreeze, decideAppeal and liftFreeze (RG-03)", () => {
  async function frozen() {
    const all = await listed();
    await all.regulator.freezeRule(AREA, CODE, 1, all.until, REASON);
    return all;
  }

  it("an appeal lifts nothing; another account of a regulator's decides it (RG-03)", async () => {
    const { suite, regulator, colleague } = await frozen();
    const { accounts } = suite;
    await asMember(suite, "hospitalA").appealFreeze(ROW, DOCUMENT);
    expect(await stateOf(suite)).to.equal(APPEALED);
    expect(await isFrozen(suite, 1)).to.equal(true);
    const own = regulator.decideAppeal(ROW, false, DOCUMENT);
    await refused(suite, own, "FreezeSameAccount", ROW, accounts.regulator);
    await colleague.decideAppeal(ROW, true, DOCUMENT);
    expect(await stateOf(suite)).to.equal(LIFTED);
    expect((await suite.catalogue.freezeOf(ROW)).until).to.equal(BigInt(await latestTime()));
    expect(await isFrozen(suite, 1)).to.equal(false);
  });

  it("after it was upheld, there may be another appeal, until the freeze is over", async () => {
    const { suite, colleague, until } = await frozen();
    const hospital = asMember(suite, "hospitalA");
    await hospital.appealFreeze(ROW, DOCUMENT);
    await refused(
      suite,
      hospital.appealFreeze(ROW, DOCUMENT),
      "FreezeStateWrong",
      ROW,
      APPEALED,
      until,
    );
    await colleague.decideAppeal(ROW, false, DOCUMENT);
    expect(await stateOf(suite)).to.equal(UPHELD);
    const again = colleague.decideAppeal(ROW, true, DOCUMENT);
    await refused(suite, again, "FreezeStateWrong", ROW, UPHELD, until);
    await suite.participantRegistry.setStatus(suite.ids.hospitalA, STATUS.SUSPENDED);
    await hospital.appealFreeze(ROW, DOCUMENT);
    await mineAt(until);
    const late = colleague.decideAppeal(ROW, true, DOCUMENT);
    await refused(suite, late, "FreezeStateWrong", ROW, APPEALED, until);
  });

  it("what is not frozen is neither appealed, decided nor lifted; all has its document", async () => {
    const { suite, regulator, until } = await frozen();
    const calm = rowKey(CHANGZHOU, CODE, 2);
    for (const call of [
      regulator.appealFreeze(calm, DOCUMENT),
      regulator.decideAppeal(calm, true, DOCUMENT),
      regulator.liftFreeze(calm, DOCUMENT),
    ]) {
      await refused(suite, call, "FreezeStateWrong", calm, 0, 0);
    }
    for (const call of [
      regulator.appealFreeze(ROW, ZERO32),
      regulator.decideAppeal(ROW, true, ZERO32),
      regulator.liftFreeze(ROW, ZERO32),
    ]) {
      await refused(suite, call, "FreezeDocumentMissing", ROW);
    }
    await refused(
      suite,
      regulator.decideAppeal(ROW, true, DOCUMENT),
      "FreezeStateWrong",
      ROW,
      FROZEN,
      until,
    );
  });
});
