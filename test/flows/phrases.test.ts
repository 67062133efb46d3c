import { expect } from "chai";
import { FOREVER, dataPeriodOf } from "../../src/core/dates.ts";
import { maskOf, withDescendants } from "../../src/core/labels.ts";
import { grantText, purposeText } from "../../src/core/phrases.ts";
import { purposes } from "../../src/core/codes.ts";
import { EFFECT, type Provision } from "../../src/core/words.ts";
import { aGrant, aProvision } from "../fixtures/stories.ts";

const SUBJECT = `0x${"ab".repeat(32)}` as const;
const seconds = (...date: [number, number, number?]): bigint =>
  BigInt(Date.UTC(...(date as [number, number])) / 1000);

/** What a patient reads of one provision. */
const textOf = (change: Partial<Provision>): string =>
  grantText(aGrant(SUBJECT, { grantee: 7, provisions: [aProvision(change)] }))[0]!;

describe("flows: a grant in words (CA-02, CA-03, CA-22)", () => {
  it("says who may open what, of when, for what and until when", () => {
    const data = dataPeriodOf({ start: "2023", end: "2023" });
    const grant = aGrant(SUBJECT, {
      grantee: 7,
      notAfter: Number(seconds(2024, 11, 31)),
      maxUses: 3,
      provisions: [
        aProvision({
          accessFrom: seconds(2024, 0, 1),
          accessUntil: seconds(2025, 0, 1) - 1n,
          dataFrom: BigInt(data.from),
          dataUntil: BigInt(data.until),
        }),
        aProvision({
          effect: EFFECT.DENY,
          kinds: maskOf("kinds", ["LABORATORY"]),
          categories: 2n ** 128n - 1n,
          sensitivities: maskOf("sensitivities", ["HIV"]),
        }),
      ],
    });
    expect(grantText(grant)).deep.equal([
      "Institution 7 may open records about diabetes (medication, laboratory, diagnosis) dated from 2023-01-01 until 2023-12-31, for treatment, from 2024-01-01 until 2024-12-31; specially protected information: none.",
      "Institution 7 may not open records about anything (laboratory) dated of any date, for treatment, at any time; specially protected information: hiv.",
      "At most 3 openings, the last on 2024-12-31. It can be ended at any time; what was read by then stays read.",
    ]);
  });

  it("says which periods are open at one end", () => {
    expect(textOf({ accessUntil: seconds(2024, 5, 30) })).contain("treatment, until 2024-06-30;");
    expect(textOf({ accessFrom: seconds(2024, 5, 30) })).contain("treatment, from 2024-06-30;");
    const { from, until } = dataPeriodOf({ end: "1999-12" });
    expect(textOf({ dataFrom: BigInt(from), dataUntil: BigInt(until) })).contain(
      "dated until 1999-12-31,",
    );
    const start = BigInt(dataPeriodOf({ start: "1950" }).from);
    expect(textOf({ dataFrom: start })).contain("dated from 1950-01-01,");
    expect(textOf({ dataUntil: BigInt(FOREVER) - 1n }), "far away").contain("dated until ");
  });

  it("names the broadest codes, and all that stand alone", () => {
    const purposesOf = (...names: string[]): string =>
      /for (.*), at any time/.exec(textOf({ purposes: maskOf("purposes", names) }))![1]!;
    expect(purposesOf(...withDescendants("purposes", ["TREAT"]))).equal("treatment");
    expect(purposesOf("COC", "HPAYMT")).equal("COC, payment");
    const two = maskOf("categories", withDescendants("categories", ["DIABETES", "HYPERTENSION"]));
    expect(textOf({ categories: two })).contain("records about diabetes, hypertension (");
    expect(textOf({ categories: 0n })).contain("records about none (");
    expect(textOf({ kinds: 2n ** 24n - 1n })).contain("(all kinds)");
  });

  it("never hides that the glass may be broken: no other purpose covers that (CA-23)", () => {
    const all = withDescendants("purposes", ["TREAT", "ETREAT", "BTG"]);
    const text = textOf({ purposes: maskOf("purposes", all) });
    expect(text).contain("for treatment, breaking the glass in an emergency,");
  });

  it("says that specially protected information is shown", () => {
    expect(textOf({ sensitivities: 2n ** 40n - 1n })).match(/protected information: all\.$/);
    expect(textOf({ sensitivities: maskOf("sensitivities", ["ETH", "HIV"]) })).match(
      /protected information: eth, hiv\.$/,
    );
  });

  it("has words for the purposes of each day", () => {
    expect(Object.values(purposes).map(({ bit }) => purposeText(bit))).include.members([
      "treatment",
      "payment",
      "research",
      "public health",
      "the patient's own request",
    ]);
    expect(purposeText(87)).equal("an unknown purpose");
    expect(purposeText(200)).equal("an unknown purpose");
  });
});
