import { expect } from "chai";
import { dateOfDay, dayOfDate } from "../../src/core/days.ts";
import { packRule, RULE_FLAGS, unpackRule } from "../../src/core/tariff.ts";
import { packedRow, ruleOf, ruleWord } from "../../src/core/rules.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { aProfile, STATUS } from "../fixtures/participants.ts";
import {
  AREA,
  aRow,
  aRule,
  asMember,
  CODE,
  dateIn,
  DOCUMENT,
  NOTICE_DAYS,
  publish,
  ruleWordOf,
  type Suite,
  today,
} from "../fixtures/tariffs.ts";

const refused = ({ catalogue }: Suite, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .to.be.revertedWithCustomError(catalogue, error)
    .withArgs(...args);

describe("Catalogue.publish (CL-03, CL-09)", () => {
  it("a row says what is paid for, from when on, and when it was published (CL-09)", async () => {
    const suite = await deployCareLedger();
    const rule = aRule({
      until: "2027-01-01",
      quantity: 30,
      frequency: { times: 2, days: 30 },
      ages: { youngest: 18, oldest: 65 },
      sex: "FEMALE",
      indications: fixed("indications"),
      isCoded: true,
      isDaily: true,
    });
    await publish(suite, { code: CODE, version: 1, rule });
    const { indications, ...told } = rule;
    expect(ruleOf(await ruleWordOf(suite))).to.deep.equal({
      ...told,
      isIndicated: true,
      isFrozen: false,
      published: await latestTime(),
    });
    expect(await suite.catalogue.indicationsOf(AREA, CODE, 1)).to.equal(indications);
    expect(await ruleWordOf(suite, 2)).to.equal(0n);
    expect(await ruleWordOf(suite, 1, fixed("another code"))).to.equal(0n);
  });

  it("the next version ends the one before in the same write, and both stay (CL-09)", async () => {
    const suite = await deployCareLedger();
    await publish(suite, aRow());
    const first = await ruleWordOf(suite);
    const row = packedRow(aRow({ from: "2024-07-01", ceiling: 900n }, 2));
    const sent = asMember(suite).publish(AREA, [row], DOCUMENT);
    const closed = packRule({ ...unpackRule(first), until: BigInt(dayOfDate("2024-07-01")) });
    await expect(sent).to.emit(suite.catalogue, "RulesPublished");
    expect(await ruleWordOf(suite)).to.equal(closed);
    const stored = packRule({ ...unpackRule(row.rule), published: BigInt(await latestTime()) });
    expect(await ruleWordOf(suite, 2)).to.equal(stored);
    const [event] = await suite.catalogue.queryFilter(
      suite.catalogue.filters.RulesPublished(),
      "latest",
    );
    expect(event!.args.closed).to.deep.equal([closed]);
    expect(event!.args.rows.map((of) => of.rule)).to.deep.equal([stored]);
    expect(event!.args.publisher).to.equal(BigInt(suite.ids.insurer));
    expect(event!.args.actor).to.equal(suite.accounts.insurer.address);
  });

  it("a row that ended by itself stays as it was; another takes the place of one for the same day", async () => {
    const suite = await deployCareLedger();
    await publish(suite, aRow({ until: "2021-01-01" }));
    const first = await ruleWordOf(suite);
    await publish(suite, aRow({ from: "2022-01-01" }, 2));
    expect(await ruleWordOf(suite)).to.equal(first);
    await publish(suite, aRow({ from: "2022-01-01", ceiling: 1n }, 3));
    const empty = ruleOf(await ruleWordOf(suite, 2));
    expect([empty.from, empty.until]).to.deep.equal(["2022-01-01", "2022-01-01"]);
  });

  it("versions are numbered without gaps, and none is published twice", async () => {
    const suite = await deployCareLedger();
    const wrong = (version: number) =>
      refused(
        suite,
        publish(suite, aRow({ from: "2024-01-01" }, version)),
        "CatalogueVersionWrong",
        AREA,
        CODE,
        version,
      );
    await wrong(2);
    await publish(suite, aRow());
    await wrong(1);
    await wrong(3);
  });

  it("in an open register rows begin after the notice, to the day (CL-09)", async () => {
    const suite = await deployCareLedger();
    await publish(suite, aRow());
    await asMember(suite).open(AREA);
    const register = `0x${AREA.toString(16).padStart(64, "0")}`;
    const earliest = (await today()) + NOTICE_DAYS;
    const early = await dateIn(NOTICE_DAYS - 1);
    for (const row of [
      aRow({ from: early }, 2),
      { ...aRow({ from: early }), code: fixed("new") },
    ]) {
      await refused(
        suite,
        publish(suite, row),
        "NoticeTooShort",
        register,
        dayOfDate(early),
        earliest,
      );
    }
    await publish(suite, aRow({ from: dateOfDay(earliest) }, 2));
    expect(ruleOf(await ruleWordOf(suite)).until).to.equal(dateOfDay(earliest));
  });

  it("rows begin on a day, end after it, and not before their former version", async () => {
    const suite = await deployCareLedger();
    await publish(suite, aRow());
    const day = dayOfDate("2024-01-01");
    const days = (from: string, until?: string) =>
      publish(suite, aRow({ from, ...(until === undefined ? {} : { until }) }, 2));
    const before = dayOfDate("2019-12-31");
    await refused(suite, days("2019-12-31"), "CatalogueDaysInvalid", CODE, 2, before, 0);
    await refused(
      suite,
      days("2024-01-01", "2024-01-01"),
      "CatalogueDaysInvalid",
      CODE,
      2,
      day,
      day,
    );
    const register = `0x${AREA.toString(16).padStart(64, "0")}`;
    await refused(suite, days("1858-11-17"), "NoticeTooShort", register, 0, 1);
  });

  it("a field out of its range is refused, with the row", async () => {
    const suite = await deployCareLedger();
    const good = unpackRule(ruleWord(aRule()));
    const bad: [Partial<typeof good>, string?][] = [
      [{ category: 0n }],
      [{ category: 4n }],
      [{ kind: 0n }],
      [{ kind: 4n }],
      [{ serviceItem: 128n }],
      [{ selfShare: 10_001n }],
      [{ frequency: 1n }],
      [{ window: 1n }],
      [{ youngest: 9n, oldest: 8n }],
      [{ sexes: 4n }],
      [{ flags: RULE_FLAGS.FROZEN }],
      [{ flags: 16n }],
      [{ published: 1n }],
      [{ flags: RULE_FLAGS.INDICATED }],
      [{}, fixed("indications without their flag")],
    ];
    for (const [change, indications = ZERO32] of bad) {
      const rule = packRule({ ...good, ...change });
      const row = { code: CODE, version: 1, rule, indications };
      await refused(
        suite,
        asMember(suite).publish(AREA, [row], DOCUMENT),
        "CatalogueRuleInvalid",
        CODE,
        1,
        rule,
      );
    }
    const nameless = { ...packedRow(aRow()), code: ZERO32 };
    await refused(
      suite,
      asMember(suite).publish(AREA, [nameless], DOCUMENT),
      "CatalogueRuleInvalid",
      ZERO32,
      1,
      nameless.rule,
    );
  });

  it("nothing is published without rows or without the decision's digest", async () => {
    const suite = await deployCareLedger();
    const none = asMember(suite).publish(AREA, [], DOCUMENT);
    await refused(suite, none, "CatalogueEmpty", 0, DOCUMENT);
    const bare = asMember(suite).publish(AREA, [packedRow(aRow())], ZERO32);
    await refused(suite, bare, "CatalogueEmpty", 1, ZERO32);
  });

  it("authorities publish in their own jurisdiction, and in no other one (ID-26)", async () => {
    const suite = await deployCareLedger();
    const other = AREA + 256;
    const elsewhere = asMember(suite).publish(other, [packedRow(aRow())], DOCUMENT);
    await refused(suite, elsewhere, "CatalogueJurisdictionOther", other, AREA);
    const { participantRegistry: registry, ids, accounts } = suite;
    const corps = aProfile({ kinds: 1n << 5n, jurisdictionScheme: 2, jurisdictionCode: 320_400 });
    await registry.amend(ids.insurer, corps);
    await refused(suite, publish(suite, aRow()), "CatalogueJurisdictionOther", AREA, AREA + 1);
    await suite.catalogue
      .connect(accounts.insurer)
      .publish(AREA + 1, [packedRow(aRow())], DOCUMENT);
    expect(await ruleWordOf(suite)).to.equal(0n);
    const hospital = asMember(suite, "hospitalA").publish(AREA, [packedRow(aRow())], DOCUMENT);
    await expect(hospital)
      .to.be.revertedWithCustomError(registry, "ParticipantKindNotAllowed")
      .withArgs(ids.hospitalA, 1, (1 << 5) | (1 << 9) | (1 << 10));
    await registry.setStatus(ids.regulator, STATUS.LAPSED);
    const lapsed = asMember(suite, "regulator").publish(AREA, [packedRow(aRow())], DOCUMENT);
    await expect(lapsed)
      .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
      .withArgs(ids.regulator, STATUS.LAPSED);
  });
});
