/** Claims that people decide, by commands: appeals, rulings, reversals (CL-05, CL-13). */
import { expect } from "chai";
import { aClaim, HOSPITAL, InsuredTown } from "./fixtures/insured.ts";
import { type Json, Town } from "./fixtures/town.ts";

const AGENCY = ["--as", "Agency"];

describe("cli: claims that people decide (CL-05, CL-13, RG-07)", function () {
  this.timeout(120_000);
  let insured: InsuredTown;
  let record: string;
  let why: string[];
  before(async () => {
    insured = new InsuredTown(await Town.start());
    await insured.settle();
    record = await insured.record();
    why = ["--reasons", insured.file("why.txt", "See her history.")];
  });
  after(() => insured.town.close());

  /** Bills a visit of 100.00 on a day of March 2026; answers its state. */
  async function billed(number: string, day: string, shown = true): Promise<string> {
    const at = { start: `2026-03-${day}T09:00:00Z`, end: `2026-03-${day}T09:30:00Z` };
    const claim = aClaim(number, shown ? record : undefined, [["V1", 100]], { billablePeriod: at });
    const file = insured.file(`${number}.json`, claim);
    const { claims } = await insured.json("claims", "submit", file, ...HOSPITAL);
    return (claims as Json[])[0]!["state"] as string;
  }
  const claims = (...args: string[]) => insured.json("claims", ...args);
  const refusal = (exit: number, ...args: string[]): Promise<Json> =>
    insured.town.refusal(exit, "claims", ...args);
  const idOf = async (number: string): Promise<string> =>
    (await claims("status", number, ...HOSPITAL))["claim"] as string;

  it("one that waits is decided again and paid; taken back, its provider owes it", async () => {
    expect(await billed("WAITS", "05", false)).equal("PENDED");
    const id = await idOf("WAITS");
    const again = ["decide", id, "--ruling", "again", "--carc", "45", ...why];
    const other = await refusal(3, ...again, ...HOSPITAL);
    expect(other).include({ revert: "ParticipantKindNotAllowed" });
    expect(await claims(...again, ...AGENCY)).include({ claim: id, state: "PAID" });
    const reverse = ["reverse", "WAITS", "--carc", "129", ...why, ...HOSPITAL];
    expect(await claims(...reverse)).include({ claim: id, state: "REVERSED" });
    const twice = await refusal(3, ...reverse);
    expect(twice).deep.include({
      revert: "ReviewStateWrong",
      values: { id, state: "REVERSED" },
    });
  });

  it("a denial is appealed against once; who denied does not decide the appeal", async () => {
    expect(await billed("DENIED", "06", false)).equal("PENDED");
    const id = await idOf("DENIED");
    const deny = ["decide", id, "--ruling", "deny", "--carc", "50", ...why, ...AGENCY];
    expect(await claims(...deny)).include({ state: "DENIED" });
    const appeal = ["appeal", "DENIED", ...why, ...HOSPITAL];
    const appealed = await claims(...appeal);
    expect(appealed).include({ claim: id, state: "DENIED", stage: "APPEALED" });
    // To the regulator it goes where the insurer has not decided in time.
    expect(await refusal(3, ...appeal)).include({ revert: "AppealTooEarly" });
    const uphold = ["decide", id, "--ruling", "uphold", "--carc", "193", ...why, ...AGENCY];
    expect(await refusal(3, ...uphold)).include({ revert: "ReviewSameAccount" });
  });

  it("what rules denied: she signs the appeal, anybody carries it, and it is won", async () => {
    expect(await billed("FIRST", "07")).equal("PAID");
    expect(await billed("SECOND", "07")).equal("DENIED");
    const id = await idOf("SECOND");
    const signed = ["appeal", id, ...why, "--patient", "alice-2026", ...AGENCY];
    expect(await claims(...signed)).include({ state: "DENIED", stage: "APPEALED" });
    const won = ["decide", id, "--ruling", "again", "--carc", "45", ...why, ...AGENCY];
    const paid = await claims(...won, "--waive", "DUP_LINE");
    expect(paid).include({ state: "PAID", stage: "ANSWERED" });
    expect(await claims("status", id)).include({ state: "PAID", fund: "80.00" });
  });

  it("an appeal that is lost leaves the claim as it was", async () => {
    expect(await billed("AGAIN", "07")).equal("DENIED");
    await claims("appeal", "AGAIN", ...why, ...HOSPITAL);
    const id = await idOf("AGAIN");
    const uphold = ["decide", id, "--ruling", "uphold", "--carc", "193", ...why, ...AGENCY];
    const upheld = await claims(...uphold);
    expect(upheld).include({ state: "DENIED", stage: "ANSWERED" });
    expect(upheld["document"]).match(/^0x[0-9a-f]{64}$/);
  });

  it("what is typed wrong is refused before anything is sent", async () => {
    const unknown = `0x${"12".repeat(32)}`;
    expect((await refusal(1, "appeal", unknown, ...why, ...HOSPITAL))["code"]).equal(
      "CLAIM_UNKNOWN",
    );
    const id = await idOf("AGAIN");
    const nothing = ["appeal", id, "--reasons", "nowhere.txt", ...HOSPITAL];
    expect((await refusal(1, ...nothing))["code"]).equal("CLI_FILE");
    const uphold = ["decide", id, "--ruling", "uphold", "--carc", "193", ...why, ...AGENCY];
    expect((await refusal(2, ...uphold, "--waive", "DUP_LINE"))["code"]).equal("CLI_OPTION");
  });
});
