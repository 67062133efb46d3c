/**
 * The README's commands as they stand, line by line, each in a shell of its own, in a folder that
 * looks like a fresh clone. Only what a reader puts in, too, is put in: the port, the bundle, the
 * grant. anvil stands where Besu's nodes would, and the main job there has one patient, not nine.
 */
import { expect } from "chai";
import { cpSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { DIABETIC } from "../fixtures/samples.ts";
import { blocks, documents } from "./fixtures.ts";
import { freePort, Terminals } from "./terminals.ts";

const readme = documents().find(({ file }) => file === "README.md")!;
const lines = (has: string): string[] =>
  blocks(readme, "sh")
    .find((block) => block.includes(has))!
    .trim()
    .split("\n");

describe("docs: the README's commands, run one by one (CA-22)", function () {
  this.timeout(400_000);
  let terminals: Terminals;
  beforeEach(async () => {
    terminals = new Terminals(await freePort());
  });
  afterEach(async () => {
    await terminals.close();
    rmSync(terminals.clone, { recursive: true });
  });

  it("on a chain of your own: to a record opened", async () => {
    const said: Record<string, string> = {};
    for (const line of lines("consent grant")) {
      const grant = /0x[0-9a-f]{64}/.exec(said["consent grant"] ?? "")?.[0] ?? "GRANT";
      const given = line
        .replace("BUNDLE.json.gz", `samples/fhir/${DIABETIC}.json.gz`)
        .replace("GRANT", grant);
      const command = /careledger -- (\w+ \w+)/.exec(line)?.[1] ?? line;
      said[command] = await terminals.type(given);
    }
    const opened = readdirSync(path.join(terminals.clone, "opened"));
    expect(opened.length).above(0);
    expect(said["records open"]).contain(`${opened.length} record`);
    expect(said["access log"]).match(
      new RegExp(`South Hospital opened ${opened.length} records held by North Hospital`),
    );
  });

  it("one drug, one code: a lot made, shipped, dispensed and recalled (DT-01, DT-07)", async () => {
    for (const line of lines("consent grant").slice(0, 3)) await terminals.type(line);
    const said: Record<string, string> = {};
    for (const line of lines("trace commission")) {
      const command = /careledger -- (\w+ \w+)/.exec(line)?.[1] ?? line;
      said[command] = await terminals.type(line);
    }
    expect(said["trace scan"]).match(/genuine/i);
    expect(said["trace history"]).match(/DISPENSED/);
    expect(said["trace recall"]).match(/Pharmacy/);
    expect(said["trace patients"]).contain("alice-1");
  });

  it("deploy to Besu, at most eight: anvil in place of its nodes", async () => {
    const commands = lines("docker compose");
    expect(commands.length).within(4, 8);
    const data = path.join(terminals.clone, "one-patient");
    const bundle = `samples/fhir/${DIABETIC}.json.gz`;
    cpSync(path.join(terminals.clone, bundle), path.join(data, path.basename(bundle)));
    const said: string[] = [];
    for (const line of commands) {
      const node =
        "npx anvil --chain-id 20260 --hardfork osaka --gas-price 0 --block-base-fee-per-gas 0 --balance 0 # terminal";
      const typed = line.includes("docker compose") ? node : line;
      said.push(await terminals.type(typed.replace("npm start --", `npm start -- --data ${data}`)));
    }
    const [, , , , dryRun, deployed, doctor, started] = said;
    expect(dryRun).match(/RecordIndex/);
    expect(deployed).match(/RecordIndex +0x[0-9a-fA-F]{40}/);
    expect(doctor!.trim().split("\n")).length(10);
    expect(started).match(/records? sealed/);
  });
});
