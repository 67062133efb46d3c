/** A gateway that keeps an index answers whom claims concern (ST-02, CL-13). */
import { expect } from "chai";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import { refusalOf } from "../fixtures/failures.ts";
import { run } from "../start/fixtures/run.ts";
import { aClaim, InsuredTown } from "./fixtures/insured.ts";
import { Town } from "./fixtures/town.ts";

const HOSPITAL = ["--as", "North Hospital"];

describe("cli: gateway serve --index (ST-02)", function () {
  this.timeout(120_000);
  let insured: InsuredTown;
  before(async () => {
    insured = new InsuredTown(await Town.start());
    await insured.settle();
  });
  after(() => insured.town.close());

  it("follows the chain; other commands go on beside it; strangers learn nothing", async () => {
    const { town } = insured;
    const common = Object.entries(town.common).flatMap(([name, value]) => [`--${name}`, value]);
    const serve = ["gateway", "serve", "--index", ...HOSPITAL, "--json", ...common];
    const served = run(serve, town.folder);
    const { url, id: custodian } = JSON.parse(await served.saidOnStdout(/\n/));
    // Billed after it began.
    const file = insured.file("one.json", aClaim("ONE", await insured.record(), [["V1", 100]]));
    const billed = await insured.json("claims", "submit", file, ...HOSPITAL);
    const claim = billed["claims"][0].claim;
    await insured.json("claims", "status", "ONE", ...HOSPITAL);
    await insured.json("participants", "admit", "Other Hospital", "--kind", "HOSPITAL");

    await town.within(async (session) => {
      const at = { custodian, gateway: new GatewayClient(url) };
      const own = (await session.member("Agency")).care;
      const { rows } = await own.settlement.ask(at, "claim", claim);
      expect(rows[0]).include({ claim, state: "PAID" });
      const other = (await session.member("Other Hospital")).care;
      const refused = await refusalOf(() => other.settlement.ask(at, "claim", claim));
      expect(refused).equal("404 SETTLEMENT_DENIED");
    });
    served.child.kill("SIGINT");
    expect(await served.ended).include({ code: 0, signal: null });
  });
});
