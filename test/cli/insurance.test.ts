/** What claims rest on, typed: catalogue, plan, agreement, enrolment, contributions (CL-01, CL-03, CL-23). */
import { expect } from "chai";
import { CATALOGUE, InsuredTown, PLAN, SYSTEM, TERMS } from "./fixtures/insured.ts";
import { Town } from "./fixtures/town.ts";

const AGENCY = ["--as", "Agency"];
const HOSPITAL = ["--as", "North Hospital"];

describe("cli: insurance (CL-01, CL-03, CL-23)", function () {
  this.timeout(120_000);
  let insured: InsuredTown;
  before(async () => {
    insured = new InsuredTown(await Town.start());
    await insured.admitted();
  });
  after(() => insured.town.close());

  const refusal = (exit: number, ...args: string[]) => insured.town.refusal(exit, ...args);

  it("catalogue: publishes what is new or changed, once", async () => {
    const file = insured.file("rows.csv", CATALOGUE);
    const out = insured.file("codes.json", "").replace("codes", "list");
    const publish = ["insurance", "catalogue", file, ...AGENCY];
    expect(await insured.json(...publish, "--out", out)).include({ rows: 5, published: 5 });
    expect(await insured.json(...publish)).include({ rows: 5, published: 0 });
    // A row that says something else is the next version; the others stay.
    const later = insured.file(
      "later.csv",
      CATALOGUE.replace("80.00,10,,,,2024", "70.00,10,,,,2025"),
    );
    expect(await insured.json("insurance", "catalogue", later, ...AGENCY)).include({
      published: 1,
    });
    expect(await insured.json("insurance", "codes", out)).include({ codes: 5, published: 5 });
  });

  it("catalogue: a file that is none is refused by its row and field, not by what it holds", async () => {
    const cases: [name: string, content: string, reason: RegExp][] = [
      ["a.csv", CATALOGUE.replace("SERVICE,A", "SERVICE,D"), /row 2.*category/],
      ["b.csv", CATALOGUE.replace("80.00", "-80.00"), /row 3.*ceiling/],
      ["c.csv", `${CATALOGUE}${SYSTEM},V1,Again,SERVICE,A,1,,,,,,\n`, /a code again/],
      ["d.csv", `${CATALOGUE}one,cell\n`, /no CSV/],
      ["e.yaml", "[", /neither YAML nor JSON/],
      ["f.json", "[]", /it/],
    ];
    for (const [name, content, reason] of cases) {
      const file = insured.file(name, content);
      const { code, details } = await refusal(1, "insurance", "catalogue", file, ...AGENCY);
      expect(code, name).equal("CLI_FILE");
      expect(`${details.what} ${details.reason}`, name).match(reason);
      expect(JSON.stringify(details)).not.contain("Metformin");
    }
    const foreign = insured.file("foreign.json", {
      format: "careledger-codes/1",
      jurisdiction: { scheme: 1, code: 320_400 },
      salt: `0x${"11".repeat(32)}`,
      codes: [{ system: SYSTEM, code: "V1" }],
    });
    expect((await refusal(1, "insurance", "codes", foreign))["details"].reason).match(
      /no code of it is published/,
    );
  });

  it("plan: published once, and as its next version when it says something else", async () => {
    const file = insured.file("plan.json", PLAN);
    const publish = ["insurance", "plan", file, ...AGENCY];
    expect(await insured.json(...publish)).include({ version: 1, published: true });
    expect(await insured.json(...publish)).include({ version: 1, published: false });
    const next = insured.file("next.json", { ...PLAN, from: "2025-01-01", copay: 10 });
    expect(await insured.json("insurance", "plan", next, ...AGENCY)).include({
      version: 2,
      published: true,
    });
    const wrong = insured.file("wrong.json", { ...PLAN, shares: { outpatient: 120 } });
    expect((await refusal(1, "insurance", "plan", wrong, ...AGENCY))["details"].reason).match(
      /shares/,
    );
  });

  it("agreement: each party gives the same file until it is in force", async () => {
    const [file, text] = [insured.file("terms.json", TERMS), insured.file("text.txt", "We agree.")];
    const agree = ["insurance", "agreement", file, "--text", text];
    expect(await insured.json(...agree, ...HOSPITAL)).deep.include({
      state: "DRAFT",
      done: ["drafted", "signed"],
      signedBy: ["INSTITUTION"],
    });
    expect(await insured.json(...agree, ...HOSPITAL)).deep.include({ done: [] });
    expect(await insured.json(...agree, ...AGENCY)).deep.include({
      state: "ACTIVE",
      done: ["signed", "put into force"],
    });
    // Another text is another agreement.
    const other = insured.file("other.txt", "We agree otherwise.");
    expect(
      await insured.json("insurance", "agreement", file, "--text", other, ...HOSPITAL),
    ).deep.include({ state: "DRAFT" });
    await insured.json("participants", "admit", "South Hospital", "--kind", "HOSPITAL");
    const stranger = await refusal(2, ...agree, "--as", "South Hospital");
    expect(stranger["details"].reason).match(/no party/);
  });

  it("enrol: the same segment however often it is said; an unknown plan is refused", async () => {
    const enrol = ["insurance", "enrol", "alice-2026", "--from", "2026-01-01", ...AGENCY];
    expect(await refusal(1, ...enrol, "--plan", "nobody's")).deep.equal({
      code: "INSURANCE_PLAN",
      details: { plan: "nobody's" },
    });
    const whole = [...enrol, "--plan", "residents", "--paid-until", "2026-12", "--born", "1970-05"];
    const made = await insured.json(...whole, "--sex", "MALE");
    expect(made).include({ enrolled: true });
    expect(await insured.json(...whole, "--sex", "MALE")).include({
      enrolled: false,
      segment: made["segment"],
    });
  });

  it("contribute, payee, mandate: once each, and to the account what it is to get", async () => {
    const receipt = insured.file("receipt.txt", "10,000 came in");
    await insured.json("funds", "issue", "Agency", "10000", "--receipt", receipt);
    const statement = insured.file("january.csv", "alice,60,40");
    expect(await refusal(1, "funds", "payee", "Agency", ...HOSPITAL)).deep.equal({
      code: "FUND_POOL",
      details: { insurer: "Agency" },
    });
    const paid = ["funds", "contribute", "5000", "--statement", statement, ...AGENCY];
    const share = ["--for", "alice-2026=60+40", "--month", "2026-01"];
    expect((await refusal(2, ...paid, "--for", "alice-2026=6000"))["details"].reason).match(
      /--for/,
    );
    expect(await insured.json(...paid, ...share)).include({
      contributed: true,
      toAccounts: "60.00",
      month: "2026-01",
    });
    expect(await insured.json(...paid, ...share)).include({ contributed: false });
    expect(await insured.json("funds", "balance", "Agency")).include({ balance: "5000.00" });
    const payee = ["funds", "payee", "Agency", ...HOSPITAL];
    expect(await insured.json(...payee)).include({ changed: true, means: "TOKEN" });
    expect(await insured.json(...payee)).include({ changed: false });
    const limits = ["--per-claim", "30", "--per-day", "50", "--until", "2035-12-31"];
    const mandate = ["funds", "mandate", "alice-2026", ...limits, ...HOSPITAL];
    expect(await insured.json(...mandate)).include({ changed: true });
    expect(await insured.json(...mandate)).include({ changed: false });
  });
});
