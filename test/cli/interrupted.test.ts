/** Commands as processes that are ended at a bad moment, and given again. */
import { expect } from "chai";
import { readdirSync } from "node:fs";
import path from "node:path";
import { run, type Run } from "../start/fixtures/run.ts";
import { PUBLISH, TERMS, Town } from "./fixtures/town.ts";

describe("cli: interrupted (RX-14)", function () {
  this.timeout(120_000);
  let town: Town;
  before(async () => {
    town = await Town.start();
    await town.settle();
  });
  after(() => town.close());

  /** A command as a process of its own. */
  function process(...args: string[]): Run {
    const common = Object.entries(town.common).flatMap(([name, value]) => [`--${name}`, value]);
    return run([...args, ...common], town.folder);
  }
  /** The same once its transaction waits for a block that does not come. */
  async function stuck(...args: string[]): Promise<Run> {
    await town.served.hold();
    const started = process(...args);
    await town.served.waiting(1);
    return started;
  }
  /** What has half its content would be called so. */
  const drafts = async (): Promise<string[]> =>
    readdirSync((await town.state()).directory, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".new") || path.basename(name).startsWith("."));

  it("records publish: a second one is refused; a killed one is completed, nothing twice", async () => {
    const first = await stuck(...PUBLISH);
    expect(await town.refused(1, ...PUBLISH)).deep.include({
      code: "CLI_BUSY",
      details: { pid: String(first.child.pid), work: "publishing for North Hospital" },
    });
    first.child.kill("SIGKILL");
    expect(await first.ended).include({ code: null, signal: "SIGKILL" });
    await town.served.resume();
    const completed = await town.json(0, ...PUBLISH);
    expect(completed).include({ records: 158, bytesSealed: 0 });
    expect(await town.json(0, "records", "verify", "--all")).include({ verified: 158, pending: 0 });
    const batches = await town.within(async (session) =>
      (await session.reader()).records.batches(1),
    );
    expect(batches).length(1);
    expect(await drafts()).deep.equal([]);
  });

  it("Ctrl-C ends with 130 and a word, and frees what it held", async () => {
    const enrolling = await stuck("subjects", "enrol", "bob-1", "--voucher", "North Hospital");
    enrolling.child.kill("SIGINT");
    const { code, stdout, stderr } = await enrolling.ended;
    expect([code, stdout]).deep.equal([130, ""]);
    expect(stderr)
      .contain("Interrupted")
      .and.not.match(/\n\s+at /);
    await town.served.resume();
    const again = ["subjects", "enrol", "bob-1", "--voucher", "North Hospital"];
    expect(await town.json(0, ...again)).include({ enrolled: false });
    expect(await drafts()).deep.equal([]);
  });

  it("a grant that was sent when its command ended can be used and revoked", async () => {
    const granting = await stuck("consent", "grant", ...TERMS);
    granting.child.kill("SIGKILL");
    await granting.ended;
    await town.served.resume();
    const { grants } = await town.json(0, "consent", "list", "--subject", "alice-1");
    expect(grants).length(1);
    expect(grants[0]).include({ standing: "LIVE" }).and.property("text");
    await town.json(0, "consent", "revoke", grants[0].grant);
  });

  it("gateway serve: stays, registers, ends cleanly at Ctrl-C; once a custodian and port", async () => {
    const serve = ["gateway", "serve", "--as", "North Hospital"];
    const first = process(...serve, "--json");
    const { id, url, registered } = JSON.parse(await first.saidOnStdout(/\n/));
    expect([id, registered]).deep.equal([1, true]);
    expect(await (await fetch(`${url}/v1/about`)).json()).include({ custodian: 1 });
    const { participants } = await town.json(0, "participants", "list");
    expect(participants[0]).include({ endpoint: url });

    expect(await town.refused(1, ...serve)).deep.include({
      code: "CLI_BUSY",
      details: { pid: String(first.child.pid), work: "the gateway of North Hospital" },
    });
    const port = new URL(url).port;
    const taken = ["gateway", "serve", "--as", "South Hospital", "--port", port];
    expect(await town.refused(1, ...taken)).deep.include({
      code: "GATEWAY_PORT",
      details: { port: Number(port) },
    });
    const elsewhere = ["gateway", "serve", "--as", "South Hospital", "--host", "203.0.113.1"];
    expect(await town.refused(2, ...elsewhere)).deep.include({
      code: "CLI_OPTION",
      details: { reason: "--host and --port cannot be listened on: EADDRNOTAVAIL" },
    });

    first.child.kill("SIGINT");
    expect(await first.ended).include({ code: 0, signal: null });
    const again = process(...serve, "--port", port, "--json");
    const restarted = JSON.parse(await again.saidOnStdout(/\n/));
    const still = { id: 1, name: "North Hospital", url, registered: false };
    expect(restarted, "the registry has it still").deep.equal(still);
    again.child.kill("SIGTERM");
    expect(await again.ended).include({ code: 0, signal: null });
  });
});
