/** A disk that is full or read-only: a clear word, and with room the same command completes. */
import { expect } from "chai";
import path from "node:path";
import { PUBLISH, TERMS } from "../cli/fixtures/town.ts";
import { Ground } from "./fixtures/ground.ts";
import { SmallDisk } from "./fixtures/smallDisk.ts";
import { at, moments } from "./fixtures/moments.ts";

const KB = 1024;
const TYPED = ["DISK_WRITE", "STORE_DATABASE", "CLI_FILE"];

const ADMIT = ["participants", "admit", "East Hospital", "--kind", "HOSPITAL"];
const ENROL = ["subjects", "enrol", "bob-1", "--voucher", "North Hospital"];
const GRANT = ["consent", "grant", ...TERMS];
const SERVE = ["gateway", "serve", "--as", "North Hospital"];

describe("a disk that is full or read-only (CA-22, RX-14)", function () {
  this.timeout(120_000);
  let ground: Ground;
  let disk: SmallDisk | undefined;
  before(async function () {
    ground = await Ground.start();
    disk = SmallDisk.at(ground.town.home);
    // Anywhere else a disk cannot be filled up without harm.
    if (!disk) this.skip();
  });
  after(async () => {
    disk?.remove();
    await ground.close();
  });

  /** What a command says that has so much room, or undefined where that was enough. */
  async function codeWith(left: number, ...args: string[]): Promise<string | undefined> {
    disk!.fill(left);
    const { code, error, said } = await ground.answer(ground.start(...args));
    disk!.makeRoom();
    const where = at(`${left} bytes left: ${args.join(" ")}: ${said}`);
    expect(code, where).equal(error ? 1 : 0);
    if (error) expect(TYPED, where).include(error["code"]);
    expect(said).not.contain(ground.town.folder);
    expect(ground.leftovers(), where).deep.equal([]);
    return error?.["code"] as string | undefined;
  }

  /** What a command says where nothing can be written. */
  async function refusedShut(...args: string[]): Promise<void> {
    disk!.shut(true);
    const error = await ground.town.refused(1, ...args);
    disk!.shut(false);
    expect(error, args.join(" ")).deep.include({
      code: "DISK_WRITE",
      details: { reason: "EROFS" },
    });
    expect(error["remedy"]).contain("--home");
  }

  it("a first command, before there is anything", async () => {
    expect(await codeWith(0, ...ADMIT)).equal("STORE_DATABASE");
    await refusedShut(...ADMIT);
    await ground.town.settle();
  });

  it("participants admit, subjects enrol: keys are kept before anything is sent, whole", async () => {
    for (const command of [ADMIT, ENROL]) {
      disk!.fill(8 * KB);
      expect(TYPED).include((await ground.town.refused(1, ...command))["code"]);
      disk!.makeRoom();
      await refusedShut(...command);
      await ground.town.json(0, ...command);
    }
    const { participants } = await ground.town.json(0, "participants", "list");
    expect(participants).length(3);
  });

  it("records publish: whatever room there is, the next one anchors each record once", async () => {
    for (const left of moments(3, 0, 700 * KB).map(Math.floor)) await codeWith(left, ...PUBLISH);
    await refusedShut(...PUBLISH);
    expect(await ground.town.json(0, ...PUBLISH)).include({ records: 158 });
    const once = { batches: 1, records: 158, different: 158 };
    expect(await ground.anchored()).deep.equal(once);
  });

  it("consent grant: without its file nothing is sent", async () => {
    disk!.fill(0);
    expect((await ground.town.refused(1, ...GRANT))["code"]).equal("DISK_WRITE");
    disk!.makeRoom();
    await refusedShut(...GRANT);
    const { grants } = await ground.town.json(0, "consent", "list", "--subject", "alice-1");
    expect(grants).deep.equal([]);
  });

  it("gateway serve: does not start", async () => {
    disk!.fill(0);
    expect(TYPED).include((await ground.town.refused(1, ...SERVE))["code"]);
    disk!.makeRoom();
    await refusedShut(...SERVE);
  });

  it("records open: no half of a record; with room all are there by one use", async () => {
    const grant = await ground.granted();
    await ground.town.gateway("North Hospital");
    const out = path.join(ground.town.home, "out");
    const open = ["records", "open", "--as", "South Hospital", "--grant", grant, "--out", out];
    let isOpen = false;
    for (const left of [0, ...moments(2, 20 * KB, 120 * KB).map(Math.floor)]) {
      disk!.fill(left);
      const { code, stdout } = await ground.town.run(...open, "--json");
      disk!.makeRoom();
      if (code === 0) {
        // Enough already: another one would be another opening.
        isOpen = true;
        break;
      }
      // North's gateway has its journal there too: what it cannot note, it does not release.
      const codes = [...TYPED, "GATEWAY_REFUSED"];
      expect(codes, at(`${left} bytes left`)).include(JSON.parse(stdout).error.code);
      expect(ground.leftovers(), at(`${left} bytes left`)).deep.equal([]);
    }
    if (!isOpen) expect(await ground.town.json(0, ...open)).include({ opened: 5 });
    expect(ground.files("home/out")).length(5);
    const { grants } = await ground.town.json(0, "consent", "list", "--subject", "alice-1");
    expect(grants).nested.property("[0].uses", 1);
  });

  it("deploy: goes on from there", async () => {
    for (const left of [0, ...moments(1, 60 * KB, 200 * KB)]) {
      disk!.fill(left);
      const { code, stdout } = await ground.town.run("deploy", "--json");
      disk!.makeRoom();
      if (code === 0) continue;
      expect(TYPED, at(`${left} bytes left`)).include(JSON.parse(stdout).error.code);
    }
    await ground.town.json(0, "deploy");
    expect(await ground.town.json(0, "deploy", "--verify")).include({ ok: true });
  });
});
