/** Claims by commands: checked, billed, explained, paid (CL-04..CL-08, CL-11, CL-19). */
import { expect } from "chai";
import { aClaim, HOSPITAL, InsuredTown, type Item, SYSTEM, VISIT } from "./fixtures/insured.ts";
import { type Json, Town } from "./fixtures/town.ts";

describe("cli: claims (CL-04, CL-05, CL-06, CL-19)", function () {
  this.timeout(120_000);
  let insured: InsuredTown;
  let record: string;
  before(async () => {
    insured = new InsuredTown(await Town.start());
    await insured.settle();
    record = await insured.record();
  });
  after(() => insured.town.close());

  const file = (number: string, items: readonly Item[] = VISIT, change: object = {}): string =>
    insured.file(`${number}.json`, aClaim(number, record, items, change));
  const claims = (...args: string[]) => insured.json("claims", ...args, ...HOSPITAL);
  const refusal = (exit: number, ...args: string[]): Promise<Json> =>
    insured.town.refusal(exit, "claims", ...args, ...HOSPITAL);

  /** 200 - 50 deductible, 80 %: 120. X-ray: 20 above, 8 first, 72 at 80 %: 57.60. Drug: 30 at 80 %: 24. */
  const FUND = "201.60";

  it("check: says line by line what it would come to and why, and sends nothing", async () => {
    const { claims: found } = await claims("check", file("INV-1"));
    const [claim] = found as Json[];
    expect(claim).include({ billed: "370.00", fund: FUND, person: "168.40", state: "PAID" });
    const lines = claim!["lines"] as Json[];
    expect(lines.map(({ name, paid }) => `${name} ${paid}`)).deep.equal([
      "Visit 120.00",
      "X-ray 57.60",
      "Metformin 24.00",
      "Cosmetic 0.00",
    ]);
    expect(lines[1]!["reasons"]).deep.include({
      group: "PR",
      reason: "45",
      words: "above the highest price that counts",
      amount: "20.00",
    });
    expect(lines[3]!["reasons"]).deep.include({
      group: "PR",
      reason: "96",
      words: "not covered",
      amount: "40.00",
    });
    expect((await refusal(1, "status", "INV-1"))["code"]).equal("CLAIM_UNKNOWN");
  });

  it("submit: paid at once; given again it says what was done before, and bills nothing", async () => {
    const before = (await insured.json("funds", "balance", "North Hospital"))["balance"];
    const first = await claims("submit", file("INV-1"));
    expect(first).include({ submitted: 1 });
    expect(first["claims"][0]).include({ state: "PAID", fund: FUND, submitted: true });
    const again = await claims("submit", file("INV-1"));
    expect(again).include({ submitted: 0 });
    expect(again["claims"][0]).include({ state: "PAID", fund: FUND, submitted: false });
    const after = (await insured.json("funds", "balance", "North Hospital"))["balance"];
    // The fund's part, and 20.00 of the patient's account by her mandate.
    expect(Math.round(100 * (Number(after) - Number(before)))).equal(22_160);
    const status = await claims("status", "INV-1");
    expect(status).include({ state: "PAID", fund: FUND, fromAccount: "20.00" });
    expect(status["payments"]).length(1);
    // The same invoice with other lines is another claim's; one that is checked is the one that stands.
    const changed = insured.file("changed.json", aClaim("INV-1", record, [["V1", 999]]));
    expect((await refusal(1, "submit", changed))["code"]).equal("CLAIM_OTHER");
    expect((await claims("check", file("INV-1")))["claims"][0]).include({ billedBefore: true });
  });

  it("submit: a bundle is billed claim by claim; one cut off goes on with what is missing", async () => {
    const at = (hour: string) => ({
      billablePeriod: { start: `2026-03-0${hour}T09:00:00Z`, end: `2026-03-0${hour}T10:00:00Z` },
    });
    const bundle = (...numbers: string[]) =>
      insured.file("batch.json", {
        resourceType: "Bundle",
        type: "collection",
        entry: numbers.map((number, i) => ({
          resource: aClaim(number, record, [["V1", 10]], at(String(i + 3))),
        })),
      });
    expect(await claims("submit", bundle("B-1"))).include({ submitted: 1 });
    const whole = await claims("submit", bundle("B-1", "B-2", "B-3"));
    expect(whole).include({ submitted: 2 });
    const states = (whole["claims"] as Json[]).map((one) => [one["state"], one["submitted"]]);
    expect(states).deep.equal([
      ["PAID", false],
      ["PAID", true],
      ["PAID", true],
    ]);
  });

  it("submit: what was billed before is refused by its line; without a record it waits", async () => {
    // The same visit at the same second under another number.
    const twice = (await claims("submit", file("INV-2", [["V1", 200]])))["claims"][0];
    expect(twice).include({ state: "DENIED", fund: "0.00" });
    expect(twice["lines"][0].flags).deep.equal(["DUP_LINE"]);
    expect(twice["lines"][0].reasons[0]).include({ group: "OA", reason: "18" });
    const later = { billablePeriod: { start: "2026-04-01T09:00:00Z" } };
    const bare = insured.file("bare.json", aClaim("INV-3", undefined, [["V1", 20]], later));
    const pended = (await claims("check", bare))["claims"][0];
    expect(pended).deep.include({ state: "PENDED", flags: ["NO_ENCOUNTER"] });
    const shown = (await claims("check", bare, "--record", record))["claims"][0];
    expect(shown).include({ state: "PAID" });
    const unknown = `0x${"12".repeat(32)}`;
    expect((await refusal(1, "check", bare, "--record", unknown))["code"]).equal("CLAIM_RECORD");
  });

  it("explain: patient and doctor read why, by which rule and version", async () => {
    const patient = await claims("explain", "INV-1");
    expect(patient).deep.include({ state: "PAID", plan: { name: "residents", version: 1 } });
    expect(patient["summary"].join(" ")).match(/201\.60.*20\.00 comes from your account/);
    const [visit, xray, , cosmetic] = patient["lines"] as Json[];
    expect(visit!["sentences"].join(" ")).match(/Visit: of CNY 200\.00, CNY 120\.00 was paid/);
    expect(visit!["sentences"].join(" ")).match(/your deductible of the year/);
    expect(xray!["sentences"].join(" ")).match(/at most CNY 80\.00 each/);
    expect(xray!["rule"]).include({ code: "X1", version: 1 });
    expect(cosmetic!["sentences"].join(" ")).match(/You pay CNY 40\.00: not covered/);
    const doctor = await claims("explain", patient["claim"] as string, "--for", "doctor");
    expect(doctor["lines"][1].sentences.join(" ")).match(/PR-45: the patient pays CNY 20\.00/);
  });

  it("a table of fees is billed like a document, by the same rules", async () => {
    const header =
      "mdtrt_id,psn_no,feedetl_sn,fee_ocur_time,system,med_list_codg,cnt,det_item_fee_sumamt,dise_system,dise_codg,med_type,drug_trac_codg,record";
    const row = `FEE-1,alice-2026,1,2026-05-04T08:00:00Z,${SYSTEM},V1,1,50.00,,,OUTPATIENT,,${record}`;
    const table = insured.file("fees.csv", `${header}\n${row}\n`);
    expect((await claims("check", table))["claims"][0]).include({ billed: "50.00", fund: "40.00" });
    const wrong = insured.file("wrong.csv", `${header}\n${row.replace("50.00", "x")}\n`);
    expect((await refusal(1, "check", wrong))["details"]).include({ table: "fees", row: 2 });
  });

  it("what cannot be billed is refused by what is wrong with it", async () => {
    const items: readonly Item[] = [["V1", 10]];
    const cases: [code: string, change: object][] = [
      ["CLAIM_USE", { use: "preauthorization" }],
      ["CLAIM_USE", { status: "cancelled" }],
      ["CLAIM_FUTURE", { billablePeriod: { start: "2099-01-01" } }],
      ["CLAIM_COVER", { billablePeriod: { start: "2025-12-31" } }],
      ["CLAIM_PATIENT", { patient: { display: "Somebody" } }],
      ["CLAIM_INVOICE", { identifier: undefined }],
      ["FHIR_REFUSED", { resourceType: "Patient" }],
      ["FHIR_REFUSED", { total: { value: 1, currency: "CNY" } }],
      [
        "CLAIM_INSURER",
        { insurer: { identifier: { system: "urn:careledger:participant", value: "99" } } },
      ],
    ];
    for (const [code, change] of cases) {
      const { code: found } = await refusal(1, "check", file("BAD", items, change));
      expect(found, JSON.stringify(change)).equal(code);
    }
    const euros: readonly Item[] = [["V1", 10, { net: { value: 10, currency: "EUR" } }]];
    const { code, details } = await refusal(1, "check", file("EUR", euros));
    expect({ code, details }).deep.equal({
      code: "CLAIM_CURRENCY",
      details: { found: "EUR", expected: "CNY" },
    });
    // A row for women, billed for a man: the person shows it by her card, and the line says so.
    const smear = (await claims("check", file("W", [["W1", 10]])))["claims"][0];
    expect(smear.lines[0]).deep.include({ flags: ["AGE_SEX"] });
    await insured.json("participants", "admit", "South Hospital", "--kind", "HOSPITAL");
    const south = ["claims", "check", file("S", items), "--as", "South Hospital"];
    const foreign = await insured.town.refusal(1, ...south);
    expect(foreign["code"]).equal("CLAIM_AGREEMENT");
  });
});
