/** The newcomer's flow: separate commands in separate terminals, on a chain of their own. */
import { expect } from "chai";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Anvil } from "../fixtures/anvil.ts";
import { DIABETIC, SAMPLES } from "../fixtures/samples.ts";
import { run } from "../start/fixtures/run.ts";

const BUNDLE = path.join(SAMPLES, "fhir", `${DIABETIC}.json.gz`);

describe("cli: from an empty chain to a record opened, by separate commands (CA-01, CA-05, CA-06, CA-22)", function () {
  this.timeout(300_000);
  let folder: string;
  let anvil: Anvil;
  let common: string[];
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-flow-"));
    anvil = await Anvil.start();
    common = ["--home", path.join(folder, "home"), "--rpc", anvil.url];
  });
  after(async () => {
    await anvil.close();
    rmSync(folder, { recursive: true });
  });

  const start = (...args: string[]) => run([...args, ...common], folder);

  /** A command that must end with this exit code; answers its JSON. */
  async function json(exit: number, ...args: string[]): Promise<Record<string, never>> {
    const { code, stdout, stderr } = await start(...args, "--json").ended;
    expect(code, `${args.join(" ")}\n${stdout}${stderr}`).equal(exit);
    expect(stderr).not.match(/\n\s+at /);
    return JSON.parse(stdout) as Record<string, never>;
  }

  it("works", async () => {
    await json(0, "deploy");
    const north = await json(0, "participants", "admit", "North Hospital", "--kind", "HOSPITAL");
    expect(north).include({ id: 1, name: "North Hospital", account: 1, admitted: true });
    await json(0, "participants", "admit", "South Hospital", "--kind", "HOSPITAL");
    const alice = await json(0, "subjects", "enrol", "alice-1", "--voucher", "North Hospital");
    expect(alice).include({ label: "alice-1", enrolled: true });

    const out = path.join(folder, "opened");
    const publish = ["records", "publish", BUNDLE, "--as", "North Hospital"];
    const published = await json(0, ...publish, "--subject", "alice-1");
    expect(published).include({ records: 158, reused: 0 });

    const gateway = start("gateway", "serve", "--as", "North Hospital", "--port", "0", "--json");
    await gateway.saidOnStdout(/\n/);

    const terms =
      "--subject alice-1 --purpose TREAT --categories DIABETES --data-from 2007 --data-until 2007";
    const until = `${new Date().getUTCFullYear() + 1}-12-31`;
    const asked = [...terms.split(" "), "--to", "South Hospital", "--until", until, "--uses", "10"];
    const preview = await json(0, "consent", "preview", ...asked);
    expect(preview["text"]![0]).match(/^South Hospital may open records about diabetes/);
    expect(preview["covers"]).include({ records: 5, of: 158 });
    const { grant } = await json(0, "consent", "grant", ...asked);
    expect(grant).match(/^0x[0-9a-f]{64}$/);

    const open = ["records", "open", "--as", "South Hospital", "--grant", grant!, "--out", out];
    const opened = await json(0, ...open);
    expect(opened["opened"], "what the preview said").equal(5);
    const files = readdirSync(out);
    expect(files).length(5);
    for (const file of files) {
      expect(JSON.parse(readFileSync(path.join(out, file), "utf8"))).property("resourceType");
      expect(statSync(path.join(out, file)).mode & 0o777).equal(0o600);
    }

    const log = await json(0, "access", "log", "--subject", "alice-1");
    expect(log["accesses"]).length(1);
    expect(log["accesses"]![0]).include({ grantee: 2, granteeName: "South Hospital" });

    await json(0, "consent", "revoke", grant!);
    const refused = await json(3, ...open);
    expect(refused["error"]).nested.include({
      code: "GATEWAY_GRANT",
      "details.standing": "REVOKED",
    });

    gateway.child.kill("SIGINT");
    expect(await gateway.ended).include({ code: 0, signal: null });
  });
});
