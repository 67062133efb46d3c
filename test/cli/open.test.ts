import { expect } from "chai";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { type Json, TERMS, Town } from "./fixtures/town.ts";

async function forward(request: IncomingMessage, target: string): Promise<[number, string]> {
  const { method = "GET", url } = request;
  const headers = { "content-type": "application/json" };
  const answer = await fetch(target + url, { method, headers, body: await text(request) });
  return [answer.status, await answer.text()];
}

const SOUTH = ["--as", "South Hospital"];

describe("cli: opening others' records, and the log of it (CA-05, CA-06, CA-22)", () => {
  let town: Town;
  let grant: string;
  before(async () => {
    town = await Town.start();
    await town.settle({ published: true });
    grant = await granted();
  });
  after(() => town.close());

  const granted = async (...change: string[]): Promise<string> =>
    (await town.json(0, "consent", "grant", ...TERMS, ...change))["grant"] as string;
  const open = (...args: string[]): string[] => ["records", "open", ...SOUTH, ...args];
  const accesses = async (...args: string[]): Promise<Json[]> =>
    (await town.json(0, "access", "log", ...args))["accesses"] as Json[];

  /** Says in the registry where North's gateway is. */
  const endpoint = (url: string): Promise<unknown> =>
    town.within(async (session) => {
      const { care } = await session.member("North Hospital");
      await care.identity.setEndpoint(url).send();
    });

  /** A way to a gateway on which finding works, and the connection breaks at a release. */
  async function refusingReleases(target: string) {
    const server = createServer((request, response) => {
      if (request.url === "/v1/release") {
        response.destroy();
        return;
      }
      void forward(request, target).then(([status, answer]) =>
        response.writeHead(status, { "content-type": "application/json" }).end(answer),
      );
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      close: async () => {
        server.closeAllConnections();
        await once(server.close(), "close");
      },
    };
  }

  it("without a gateway there is nothing to open, and nothing is used up", async () => {
    const { stdout, code } = await town.run(...open("--grant", grant));
    expect([code, stdout]).deep.equal([0, "Nobody keeps a record that it covers now.\n"]);
    expect(await accesses("--grant", grant)).deep.equal([]);
    const { stdout: log } = await town.run("access", "log", "--subject", "alice-1");
    expect(log).equal("Nobody has asked.\n");
  });

  it("opens what the grant covers, each with the fingerprint that was anchored", async () => {
    await town.gateway("North Hospital");
    const { opened, records } = await town.json(0, ...open("--grant", grant));
    expect(opened).equal(5);
    for (const record of records as Json[]) {
      expect(record).include({ custodian: 1, mediaType: "application/fhir+json" });
      expect(record["clinicalDate"]).match(/^2007-/);
      expect(record).not.property("file");
      expect(Object.keys(record), "nothing of what it says").not.include("body");
    }
    const { stdout } = await town.run(...open("--grant", grant));
    expect(stdout).contain("Opened 5 records").and.contain("North Hospital");
  });

  it("--out: a file a record, for its owner's eyes only; never over another content", async () => {
    const out = path.join(town.folder, "opened");
    const roomy = await granted("--uses", "9");
    const { records } = await town.json(0, ...open("--grant", roomy, "--out", out));
    const files = (records as Json[]).map(({ entry }) => `${entry}.json`);
    expect(readdirSync(out)).have.members(files).and.length(5);
    for (const file of files) {
      expect(statSync(path.join(out, file)).mode & 0o777).equal(0o600);
      expect(JSON.parse(readFileSync(path.join(out, file), "utf8"))).property("resourceType");
    }
    await town.json(0, ...open("--grant", roomy, "--out", out));

    const [first] = files;
    writeFileSync(path.join(out, first!), "somebody's own notes");
    expect(await town.refused(1, ...open("--grant", roomy, "--out", out))).include({
      code: "CLI_FILE_EXISTS",
    });
    expect(readFileSync(path.join(out, first!), "utf8")).equal("somebody's own notes");
    expect(readdirSync(out), "no draft is left").length(5);

    const file = path.join(out, first!);
    const before = (await accesses("--grant", roomy)).length;
    expect(await town.refused(1, ...open("--grant", roomy, "--out", file))).include({
      code: "CLI_FILE",
    });
    expect(await accesses("--grant", roomy), "found before it is opened").length(before);
  });

  it("access log: of a patient, of a grant, of all, in words and as JSON", async () => {
    const [first, ...more] = await accesses("--grant", grant);
    expect(first).include({
      grant,
      grantee: 2,
      granteeName: "South Hospital",
      custodian: 1,
      custodianName: "North Hospital",
      purpose: "TREAT",
    });
    expect(first!["entries"]).length(5);
    expect(more).length(1);
    const hers = await accesses("--subject", "alice-1");
    expect(hers.length).above(2);
    expect(await accesses()).deep.equal(hers);
    const { subject } = await town.json(0, "subjects", "show", "alice-1");
    expect(await accesses("--subject", subject)).deep.equal(hers);
    const { stdout } = await town.run("access", "log", "--grant", grant);
    expect(stdout.split("\n")[0]).match(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: South Hospital opened 5 records held by North Hospital for treatment$/,
    );
    const both = ["access", "log", "--grant", grant, "--subject", "alice-1"];
    expect(await town.refused(2, ...both)).include({ code: "CLI_OPTION" });
  });

  it("an opening that was ended before its keys came goes on, at no second use (CA-06)", async () => {
    const out = path.join(town.folder, "resumed");
    const single = await granted("--uses", "1");
    const command = open("--grant", single, "--out", out);
    const url = await town.within(async (session) => (await session.reader()).identity.endpoint(1));
    const refuse = await refusingReleases(url);
    await endpoint(refuse.url);
    expect(await town.refused(4, ...command)).include({ code: "GATEWAY_UNREACHABLE" });
    await endpoint(url);
    await refuse.close();
    expect(readdirSync(out)).deep.equal([]);
    const { grants } = await town.json(0, "consent", "list", "--subject", "alice-1");
    expect((grants as Json[]).find((g) => g["grant"] === single)).include({
      standing: "EXHAUSTED",
    });

    expect(await town.json(0, ...command)).include({ opened: 5 });
    expect(readdirSync(out)).length(5);
    expect(await accesses("--grant", single), "one receipt").length(1);
    expect(await town.refused(3, ...command)).deep.include({
      details: { standing: "EXHAUSTED" },
    });
  });

  it("--on-record: under an ended grant the refusal is on the chain's log", async () => {
    const ended = await granted();
    await town.json(0, ...open("--grant", ended));
    await town.json(0, "consent", "revoke", ended);
    expect(await town.refused(3, ...open("--grant", ended, "--on-record"))).deep.include({
      code: "OPEN_REFUSED",
      details: { refusal: "GRANT_REVOKED" },
    });
    expect((await accesses("--grant", ended)).at(-1)).include({ refusal: "GRANT_REVOKED" });
  });

  it("after a rotation the grantee opens with its new key", async () => {
    const rotated = await town.json(0, "participants", "rotate", "South Hospital");
    expect(rotated).include({ keyEpoch: 2 });
    const { opened } = await town.json(0, ...open("--grant", await granted()));
    expect(opened).equal(5);
  });

  it("whoever is not the grantee, or asks for another purpose, is refused", async () => {
    const asNorth = ["records", "open", "--as", "North Hospital", "--from", "2", "--grant", grant];
    await town.gateway("South Hospital");
    expect(await town.refused(3, ...asNorth)).deep.include({
      code: "GATEWAY_REFUSED",
      details: { status: 403, reason: "GATEWAY_NOT_GRANTEE" },
    });
    const { opened } = await town.json(0, ...open("--grant", grant, "--purpose", "HRESCH"));
    expect(opened, "nothing is covered for research").equal(0);
    const unknown = `0x${"44".repeat(32)}`;
    expect(await town.refused(1, ...open("--grant", unknown))).include({ code: "CLI_GRANT" });
  });

  it("a used-up grant and a revoked one open nothing, and say so (exit code 3)", async () => {
    const single = await granted("--uses", "1");
    await town.json(0, ...open("--grant", single));
    expect(await town.refused(3, ...open("--grant", single))).deep.include({
      code: "GATEWAY_GRANT",
      details: { standing: "EXHAUSTED" },
    });
    const revoked = await granted();
    await town.json(0, "consent", "revoke", revoked);
    expect(await town.refused(3, ...open("--grant", revoked))).deep.include({
      code: "GATEWAY_GRANT",
      details: { standing: "REVOKED" },
    });
  });

  it("a gateway that is gone is unreachable (exit code 4)", async () => {
    await endpoint("http://127.0.0.1:9");
    expect(await town.refused(4, ...open("--grant", await granted()))).include({
      code: "GATEWAY_UNREACHABLE",
    });
    const preview = await town.json(0, "consent", "preview", ...TERMS);
    expect(preview["covers"]).deep.include({
      unanswered: [{ id: 1, reason: "GATEWAY_UNREACHABLE" }],
    });
  });
});
