/** The programs of scripts/examples, each run as it stands on a chain with gateways. */
import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Wallet } from "ethers";
import { type Hex, randomHex, toHex, uintBytes } from "../../src/core/bytes.ts";
import { purposes } from "../../src/core/codes.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { type ConsentGrant, grantId } from "../../src/core/structs.ts";
import { buildGrant, recordHeader } from "../../src/core/terms.ts";
import { packHeader } from "../../src/core/words.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { claimFile } from "./fixtures/claimFile.ts";
import { startExample } from "./fixtures/examples.ts";

const ID = "0x[0-9a-f]{64}";

describe("start: the examples run as they stand (CA-22)", function () {
  this.timeout(60_000);
  let world: World;
  let here: string;
  let subject: Hex;
  let record: Hex;
  const patientKey = `0x00${randomHex(31).slice(2)}` as const;

  before(async () => {
    here = mkdtempSync(path.join(tmpdir(), "careledger-examples-"));
    world = await startWorld({ directory: here });
    // Before any example sends from the same accounts.
    writeFileSync(fileOf("claim.json"), await claimFile(world));
  });
  after(async () => {
    await world.close();
    rmSync(here, { recursive: true });
  });

  const start = (name: string, keys: Record<string, string>, ...args: string[]) =>
    startExample(name, keys, args, tmpdir());

  /** Runs an example on the world's chain; answers what it says. */
  async function says(name: string, keys: Record<string, string>, ...args: string[]) {
    const { url, addresses } = world.served;
    const { ended } = start(name, keys, url, addresses.directory, ...args);
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).deep.equal([0, ""]);
    return stdout;
  }

  const fileOf = (name: string): string => path.join(here, name);
  const consent = () => world.north.care.consent;
  const read = (name: string) => consent().fromText(readFileSync(fileOf(name), "utf8"));

  /** A grant like the one of grant.ts, signed and not yet carried, in a file. */
  async function signedGrant(name: string): Promise<ConsentGrant> {
    const now = await world.network.now();
    const grant = buildGrant({
      subject,
      grantee: world.south.id,
      purposes: ["TREAT"],
      categories: ["DIABETES"],
      access: { until: now + 86_400 },
      uses: 1,
      deadline: now + 86_400,
    });
    const signed = await consent().sign(grant, accountSigner(patientKey));
    writeFileSync(fileOf(name), consent().toText({ grant, ...signed }));
    return grant;
  }

  it("publishOne.ts: a patient is enrolled and her record anchored", async () => {
    const { account, keys, id, care } = world.north;
    const said = await says(
      "publishOne.ts",
      { ACCOUNT_KEY: account, HPKE_KEY: toHex(keys.privateKey), PATIENT_KEY: patientKey },
      here,
    );
    const found = new RegExp(`^patient (${ID})\nrecord (${ID}) in block (\\d+)\n$`).exec(said);
    expect(found, said).not.equal(null);
    [subject, record] = found!.slice(1) as [Hex, Hex];
    expect(await care.identity.subject(subject)).include({ epoch: 1 });
    const [batch] = await care.records.batches(id);
    expect(batch).deep.include({ ids: [record], block: Number(found![3]) });
  });

  it("grant.ts: said in words, signed, carried, and kept for its use", async () => {
    const said = await says(
      "grant.ts",
      { ACCOUNT_KEY: world.north.account, PATIENT_KEY: patientKey },
      subject,
      `${world.south.id}`,
      fileOf("grant.json"),
    );
    const { grant } = read("grant.json");
    expect(said)
      .match(/^Institution 2 may open records about diabetes \(all kinds\).* for treatment/)
      .and.match(new RegExp(`^grant ${grantId(grant)} in block \\d+$`, "m"));
    expect(await consent().standing(grant)).equal("LIVE");
  });

  it("open.ts: the record comes back through the custodian's gateway", async () => {
    const said = await says(
      "open.ts",
      { ACCOUNT_KEY: world.south.account, HPKE_KEY: toHex(world.south.keys.privateKey) },
      fileOf("grant.json"),
      `${world.north.id}`,
    );
    const [receipt, ...more] = await world.north.care.exchange.receipts();
    expect(said).equal(
      `1 records are covered\n${record} under receipt ${receipt!.event.receipt}, text/plain:\n` +
        "Blood glucose 5.4 mmol/L\n",
    );
    expect(more).deep.equal([]);
    expect(receipt!.event).deep.include({ entries: [record], grantee: world.south.id });
  });

  it("relay.ts: prepared without a key, sent from another member's account", async () => {
    const grant = await signedGrant("relayed.json");
    expect(await consent().standing(grant)).equal("UNKNOWN");
    const said = await says(
      "relay.ts",
      { ACCOUNT_KEY: world.insurer.account },
      fileOf("relayed.json"),
    );
    const { address } = new Wallet(world.insurer.account);
    expect(said)
      .match(
        new RegExp(`^prepared: \\d+ bytes for ${world.served.addresses.consentRegistry}$`, "m"),
      )
      .and.match(new RegExp(`^grant ${grantId(grant)}, carried by ${address} for \\d+ gas$`, "im"));
    expect(await consent().standing(grant)).equal("LIVE");
  });

  it("relay.ts: what the contract would refuse is told by its name", async () => {
    const { url, addresses } = world.served;
    const again = [url, addresses.directory, fileOf("relayed.json")];
    const { ended } = start("relay.ts", { ACCOUNT_KEY: world.insurer.account }, ...again);
    const { code, stderr } = await ended;
    const id = grantId(read("relayed.json").grant);
    expect(code).equal(1);
    expect(stderr).contain(`The contract refused: ConsentExists(grant: ${id}, state: ACTIVE).`);
  });

  it("bareDecide.ts: yes or no", async () => {
    const ask = async (category: "DIABETES" | "HIV"): Promise<string> => {
      const header = recordHeader({ kinds: ["LABORATORY"], categories: [category] });
      const word = toHex(uintBytes(packHeader({ ...header, flags: 0n }), 32));
      return await says("bareDecide.ts", {}, fileOf("relayed.json"), word, `${purposes.TREAT.bit}`);
    };
    expect(await ask("DIABETES")).equal("yes\nthe grant stands\nits terms permit it\n");
    expect(await ask("HIV")).equal("no\nthe grant stands\nits terms do not permit it\n");
  });

  it("watch.ts: goes on after the cursor of its file", async () => {
    const { url, addresses } = world.served;
    const watched = async (until: RegExp): Promise<string> => {
      const cursor = fileOf("cursor.json");
      const { child, saidOnStdout, ended } = start(
        "watch.ts",
        {},
        url,
        addresses.directory,
        subject,
        cursor,
      );
      await saidOnStdout(until);
      child.kill("SIGINT");
      const { code, stdout, stderr } = await ended;
      expect([code, stderr]).deep.equal([0, ""]);
      return stdout.replaceAll(/ in block \d+/g, "");
    };
    const [first, relayed] = [read("grant.json").grant, read("relayed.json").grant].map(grantId);
    expect(await watched(new RegExp(`${relayed}.*\n`))).equal(
      `ConsentGranted ${first}\nConsentUsed ${first}\nConsentGranted ${relayed}\n`,
    );
    const said = await says(
      "revoke.ts",
      { ACCOUNT_KEY: world.insurer.account, PATIENT_KEY: patientKey },
      fileOf("grant.json"),
    );
    expect(said).equal(`it was LIVE\ngrant ${first} is REVOKED\n`);
    expect(await consent().standing(read("grant.json").grant)).equal("REVOKED");
    expect(await watched(/Revoked.*\n/)).equal(`ConsentRevoked ${first}\n`);
  });

  it("bareRevoke.ts: by the patient's own account, which holds no ether", async () => {
    const { grant } = read("relayed.json");
    const said = await says("bareRevoke.ts", { PATIENT_KEY: patientKey }, fileOf("relayed.json"));
    expect(said).match(
      new RegExp(`^grant ${grantId(grant)} is revoked for ever, in block \\d+\n$`),
    );
    expect(await consent().standing(grant)).equal("REVOKED");
  });

  it("bill.ts: what a visit comes to, then decided and paid, line by line (CL-10, CL-15)", async () => {
    const said = await says("bill.ts", { ACCOUNT_KEY: world.north.account }, fileOf("claim.json"));
    expect(said, said).match(
      new RegExp(
        "^the fund would pay CNY 196.00, the patient CNY 104.00\n" +
          `claim ${ID} is PAID, for \\d+ gas\n` +
          "1. CNY 140.00 of CNY 200.00; coinsurance CNY 60.00\n" +
          "2. CNY 56.00 of CNY 100.00; coinsurance CNY 24.00, above the ceiling CNY 20.00\n$",
      ),
    );
  });

  it("offlineVerify.ts: a proof's file, and not a changed one", async () => {
    const { id, care } = world.north;
    const proof = await care.records.proof(record);
    writeFileSync(fileOf("proof.json"), JSON.stringify(proof));
    const { stdout, stderr } = await start("offlineVerify.ts", {}, fileOf("proof.json")).ended;
    expect(stderr).equal("");
    expect(stdout).contain(
      `entry ${record} stands at position 0 of institution ${id}'s batch ${proof.root}\n`,
    );
    writeFileSync(
      fileOf("proof.json"),
      JSON.stringify({ ...proof, root: record.replace(/.$/, "") }),
    );
    const wrong = await start("offlineVerify.ts", {}, fileOf("proof.json")).ended;
    expect([wrong.code, wrong.stdout]).deep.equal([1, ""]);
    expect(wrong.stderr).match(/^Not a proof file: root .*\n$/);
  });

  const READING: Record<string, (receipt: Hex) => RegExp> = {
    "lookAround.ts": (receipt) =>
      new RegExp(
        `^RecordIndex 0x[0-9a-fA-F]{40}$[^]*^receipt ${receipt} 1 records of custodian 1$`,
        "m",
      ),
    "readme.ts": () => /UTC: institution 2 opened 1 record held by institution 1 for treatment$/m,
    "bareReceipts.ts": (receipt) =>
      new RegExp(`Z institution 2 opened 1 records of 1\n  receipt ${receipt} under grant ${ID}`),
  };
  for (const [name, expected] of Object.entries(READING)) {
    it(`${name} tells of the opening`, async () => {
      const [opening] = await world.north.care.exchange.receipts();
      const said = await says(name, {});
      expect(said, said).match(expected(opening!.event.receipt));
    });
  }

  it("bareBatches.ts tells of the batch and its entry", async () => {
    const { root, block } = (await world.north.care.records.batches(world.north.id))[0]!;
    expect(await says("bareBatches.ts", {}, `${world.north.id}`)).equal(
      `batch ${root} in block ${block}, 1 entries\n  0 ${record}\n`,
    );
    expect(await says("bareBatches.ts", {}, `${world.south.id}`)).equal("");
  });
});
