/** What one looks at first, by a command (DB-01, DB-03, DB-04). */
import { expect } from "chai";
import { aClaim, HOSPITAL, InsuredTown } from "./fixtures/insured.ts";
import { Town } from "./fixtures/town.ts";

describe("cli: dashboard (DB-01, DB-03, DB-04)", function () {
  this.timeout(120_000);
  let insured: InsuredTown;
  before(async () => {
    insured = new InsuredTown(await Town.start());
    await insured.settle();
    const record = await insured.record();
    for (const number of ["ONE", "TWICE"]) {
      const file = insured.file(`${number}.json`, aClaim(number, record, [["V1", 200]]));
      await insured.json("claims", "submit", file, ...HOSPITAL);
    }
    const place = ["--kind", "REGULATOR"];
    await insured.json("participants", "admit", "Regulator", ...place);
  });
  after(() => insured.town.close());

  it("an insurer: its pool's income less expense is its balance; claims by state, flags", async () => {
    const all = await insured.json("dashboard", "--as", "Agency");
    const [{ balance, income, expense }] = all["pools"];
    expect({ balance, income, expense }).deep.equal({
      balance: "4820.00",
      income: { CONTRIBUTION: "4940.00" },
      expense: { PAYMENT: "120.00" },
    });
    expect(all["claims"]["PAID"]).include({ claims: 1, billed: "200.00", fund: "120.00" });
    expect(all["claims"]["DENIED"]).include({ claims: 1, fund: "0.00" });
    expect(all["flags"]).length(1);
    expect(all["flags"][0]).include({ flag: "DUP_LINE", severity: "DEFINITE" });
  });

  it("a patient: her claims, and what the fund and she paid", async () => {
    const all = await insured.json("dashboard", "--patient", "alice-2026");
    expect(all["shares"]).include({ claims: 1, billed: "200.00", fund: "120.00", person: "80.00" });
    expect(all).include({ balance: "40.00" });
    expect(all["claims"]).length(2);
  });

  it("a regulator: the flow of funds, without persons; the duplicate that was caught", async () => {
    const all = await insured.json("dashboard", "--as", "Regulator");
    const flows = all["flows"].map(({ kind, amount }: Record<string, string>) => [kind, amount]);
    expect(flows).deep.include(["PAYMENT", "120.00"]);
    expect(all["flags"].map(({ flag }: Record<string, string>) => flag)).deep.equal(["DUP_LINE"]);
    const { stdout } = await insured.town.run("dashboard", "--as", "Regulator");
    expect(stdout).match(/PAYMENT +Agency, 1:320400 +North Hospital +120\.00 +1\n/);
    expect(stdout).contain("DUP_LINE (definite), 1:");
  });

  it("says to whom nothing is shown, and which options exclude each other", async () => {
    const hospital = await insured.town.refused(2, "dashboard", ...HOSPITAL);
    expect(hospital["details"]).deep.equal({ reason: "there is none for HOSPITAL yet" });
    const both = ["dashboard", "--patient", "alice-2026", "--as", "Agency"];
    expect(await insured.town.refused(2, ...both)).include({ code: "CLI_OPTION" });
    const lot = ["dashboard", "--as", "Agency", "--lot", "09506000134352/L"];
    expect(await insured.town.refused(2, ...lot)).include({ code: "CLI_OPTION" });
    const nobody = await insured.town.refused(1, "dashboard", "--patient", "nobody");
    expect(nobody).include({ code: "CLI_PATIENT" });
  });
});
