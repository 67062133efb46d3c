/** Where claims' money came from, and statements held against the ledger (CL-10, CL-13, CL-15, CL-22). */
import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { aClaim, HOSPITAL, InsuredTown, VISIT } from "./fixtures/insured.ts";
import { type Json, Town } from "./fixtures/town.ts";

describe("cli: money of claims (CL-10, CL-13, CL-15, ST-01, ST-07)", function () {
  this.timeout(120_000);
  let insured: InsuredTown;
  before(async () => {
    insured = new InsuredTown(await Town.start());
    await insured.settle();
    const record = await insured.record();
    const days = ["02", "03", "04"];
    const claims = days.map((day) =>
      aClaim(`INV-${day}`, record, VISIT, {
        billablePeriod: { start: `2026-03-${day}T09:00:00Z`, end: `2026-03-${day}T09:30:00Z` },
      }),
    );
    // One that is denied: the third visit again.
    const again = aClaim("INV-AGAIN", record, [["V1", 200]], {
      billablePeriod: { start: "2026-03-04T09:00:00Z", end: "2026-03-04T09:30:00Z" },
    });
    const bundle = insured.file("batch.json", {
      resourceType: "Bundle",
      type: "collection",
      entry: [...claims, again].map((resource) => ({ resource })),
    });
    await insured.json("claims", "submit", bundle, ...HOSPITAL);
  });
  after(() => insured.town.close());

  const out = (name: string): string => path.join(insured.town.folder, name);
  const statement = async (form: string): Promise<string> => {
    const file = out(`${form}.${form === "payment" ? "json" : "csv"}`);
    await insured.json("funds", "statement", "--form", form, "--out", file, ...HOSPITAL);
    return file;
  };

  it("trace: ends at contributions and adds up; of the account only what was taken is told", async () => {
    const traced = await insured.json("funds", "trace", "--claim", "INV-02", ...HOSPITAL);
    expect(traced).deep.include({
      fromPool: "201.60",
      fromAccount: "20.00",
      addsUp: true,
      failed: [],
      outside: { CONTRIBUTION: "5000.00" },
    });
    expect(traced["contributions"]).length(1);
    expect(traced["contributions"][0]).include({ amount: "5000.00", toPool: "4940.00" });
    const [pool, account] = traced["sources"] as Json[];
    expect(pool).deep.include({ side: "POOL", took: "201.60", balance: "4940.00", went: {} });
    expect(account).deep.equal({ side: "ACCOUNT", took: "20.00" });
    const again = ["funds", "trace", "--claim", "INV-AGAIN", ...HOSPITAL];
    const denied = await insured.town.refusal(1, ...again);
    expect(denied).deep.equal({ code: "FUND_NOT_PAID", details: { state: "DENIED" } });
  });

  for (const form of ["advice", "settlements", "payment"]) {
    it(`reconcile: ${form} as the ledger has it does not differ; each wrong entry is pinned`, async () => {
      const file = await statement(form);
      const clean = await insured.json("funds", "reconcile", file);
      expect(clean["differences"], JSON.stringify(clean)).deep.equal([]);
      const inject = form === "advice" ? "20" : "3";
      for (const seed of ["1", "2", "3"]) {
        const args = ["funds", "reconcile", file, "--inject", inject, "--seed", seed];
        const tried = await insured.json(...args);
        const all = { injected: Number(inject), pinned: Number(inject), others: 0 };
        expect(tried, JSON.stringify(tried)).include(all);
      }
    });
  }

  it("reconcile: without a file it makes the statement first, and pins 20 of 20", async () => {
    const tried = await insured.json("funds", "reconcile", "--inject", "20");
    expect(tried).include({ injected: 20, pinned: 20, others: 0 });
    const lines = (tried["entries"] as Json[]).map(({ line }) => line as number);
    expect(new Set(lines).size).equal(20);
    const pinned = new Set((tried["differences"] as Json[]).map(({ line }) => line as number));
    expect(lines.every((line) => pinned.has(line))).equal(true);
    const { code } = await insured.town.refusal(1, "funds", "reconcile", "--inject", "5000");
    expect(code).equal("STATEMENT_SHORT");
  });

  it("reconcile: what is missing, unknown or paid otherwise is told by line, field and both amounts", async () => {
    const file = out("advice.csv");
    const rows = readFileSync(file, "utf8").trimEnd().split("\r\n");
    const service = rows.findIndex((row) => row.startsWith("SVC"));
    const changed = rows.with(service, rows[service]!.replace(/,V1,/, ",X1,"));
    const dropped = changed.toSpliced(
      rows.findLastIndex((row) => row.startsWith("CAS")),
      1,
    );
    const other = out("other.csv");
    writeFileSync(other, `${dropped.join("\r\n")}\r\n`);
    const found = await insured.town.json(1, "funds", "reconcile", other);
    const told = (found["differences"] as Json[]).map(({ line, field, stated, found: ledger }) => ({
      line,
      field,
      stated,
      ledger,
    }));
    expect(told).deep.include({ line: service + 1, field: "code", stated: "X1", ledger: "V1" });
    expect(told.map(({ field }) => field)).deep.equal(["code", "missing"]);
    const nothing = insured.file("nothing.csv", "a,b\n1,2\n");
    expect((await insured.town.refusal(1, "funds", "reconcile", nothing))["code"]).equal(
      "STATEMENT_FORM",
    );
  });
});
