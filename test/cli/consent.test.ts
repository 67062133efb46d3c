import { expect } from "chai";
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BUNDLE, type Json, TERMS, Town } from "./fixtures/town.ts";

/** TERMS with some of their values changed. */
function termsWith(change: Record<string, string>): string[] {
  const terms = [...TERMS];
  for (const [name, value] of Object.entries(change)) {
    const at = terms.indexOf(name);
    if (at < 0) terms.push(name, value);
    else terms[at + 1] = value;
  }
  return terms;
}

describe("cli: consent (CA-02, CA-03, CA-22)", () => {
  let town: Town;
  before(async () => {
    town = await Town.start();
    await town.settle({ published: true });
  });
  after(() => town.close());

  const preview = (change: Record<string, string> = {}): Promise<Json> =>
    town.json(0, "consent", "preview", ...termsWith(change));

  it("preview: in plain words; without a gateway, what it covers cannot be told", async () => {
    const { text, covers, label, grantee } = await preview();
    expect([label, grantee]).deep.equal(["alice-1", 2]);
    expect(text).deep.equal([
      "South Hospital may open records about diabetes (all kinds) dated from 2007-01-01 until 2007-12-31, for treatment, until 2999-12-31; specially protected information: none.",
      "At most 3 openings, the last on 2999-12-31. It can be ended at any time; what was read by then stays read.",
    ]);
    expect(covers).include({ records: 0, of: 0 });
  });

  it("preview: what it would cover of what her custodians keep", async () => {
    await town.gateway("North Hospital");
    const { covers } = await preview();
    expect(covers).deep.include({
      records: 5,
      of: 158,
      custodians: [{ id: 1, records: 5, of: 158 }],
      unanswered: [],
    });
    expect(covers.dates.first).match(/^2007-/);
    expect(Object.values<number>(covers.byKind).reduce((a, b) => a + b)).least(5);

    const everything = { "--categories": "HEALTH", "--data-from": "1900", "--data-until": "2900" };
    const all = (await preview(everything)).covers.records;
    expect(all).above(100).and.most(158);
    const laboratory = (await preview({ ...everything, "--kinds": "LABORATORY" })).covers;
    expect(laboratory.records).above(0).and.below(all);
    expect(Object.keys(laboratory.byKind)).include("LABORATORY");
    const later = await preview({ "--from": "2998-01-01" });
    expect(later["text"][0]).contain("from 2998-01-01 until 2999-12-31");
    expect(later["covers"], "as it will be then").include({ records: 5 });

    const { stdout } = await town.run("consent", "preview", ...TERMS);
    expect(stdout).contain("Today it covers 5 of her 158 records: ");
    expect(stdout).contain("North Hospital keeps 5 of them.");
  });

  it("grant: signed, kept with its terms for this folder's owner only, and carried", async () => {
    const granted = await town.json(0, "consent", "grant", ...TERMS, "--as", "South Hospital");
    expect(granted).deep.include({ grantee: 2, carried: true });
    const file = path.join((await town.state()).directory, "grants", `${granted["grant"]}.json`);
    expect(statSync(file).mode & 0o777).equal(0o600);
    expect(JSON.parse(readFileSync(file, "utf8"))).nested.include({ "grant.terms.grantee": 2 });
    const again = await town.json(0, "consent", "preview", "--grant", granted["grant"]);
    expect(again).deep.include({ grant: granted["grant"], text: granted["text"] });
  });

  it("grant: codes are expanded when it is signed, so that later trees widen nothing", async () => {
    const { grant } = await town.json(0, "consent", "grant", ...TERMS);
    const { text } = await town.json(0, "consent", "preview", "--grant", grant);
    expect(text[0], "the broadest names stand for all below them").contain("about diabetes (");
    const file = path.join((await town.state()).directory, "grants", `${grant}.json`);
    const { labels } = JSON.parse(readFileSync(file, "utf8")).grant.terms.provisions[0];
    const categories = (BigInt(labels) >> 64n) & (2n ** 128n - 1n);
    expect(categories.toString(2).replaceAll("0", "").length, "with their children").above(1);
  });

  describe("signed on one machine, carried by another", () => {
    let file: string;
    before(() => {
      file = path.join(town.folder, "signed.json");
    });

    it("--sign-only writes it for its owner only, sends nothing, and never over another file", async () => {
      const before = await town.served.blockNumber();
      const sign = ["consent", "grant", ...TERMS, "--sign-only", "--out", file];
      const signed = await town.json(0, ...sign);
      expect(signed).include({ carried: false });
      expect(await town.served.blockNumber()).equal(before);
      expect(statSync(file).mode & 0o777).equal(0o600);
      const written = readFileSync(file, "utf8");
      expect(await town.refused(1, ...sign)).include({ code: "CLI_FILE_EXISTS" });
      expect(readFileSync(file, "utf8")).equal(written);
    });

    it("--signed-file carries it; again, it is there already", async () => {
      const carry = ["consent", "grant", "--signed-file", file, "--as", "South Hospital"];
      const { text, grant } = await town.json(0, "consent", "preview", "--signed-file", file);
      const carried = await town.json(0, ...carry);
      expect(carried).deep.include({ grant, text, carried: true });
      expect(carried["transaction"]).match(/^0x/);
      const again = await town.json(0, ...carry);
      expect(again).include({ carried: true }).and.not.property("transaction");
    });

    it("what is no signed grant for this chain is not taken", async () => {
      const whole = JSON.parse(readFileSync(file, "utf8")) as Json;
      const other = path.join(town.folder, "other.json");
      const grants = path.join((await town.state()).directory, "grants");
      const kept = readdirSync(grants);
      const reasons: [content: string, reason: string][] = [
        ["{", "it is something else"],
        [JSON.stringify({ ...whole, chainId: "1" }), "it is for another chain"],
        [JSON.stringify({ ...whole, more: 1 }), "it is something else"],
        [JSON.stringify({ ...whole, signature: "0xzz" }), "it is something else"],
      ];
      for (const [content, reason] of reasons) {
        writeFileSync(other, content);
        const error = await town.refused(1, "consent", "grant", "--signed-file", other);
        expect(error).deep.include({
          code: "CONSENT_FILE",
          details: { reason },
        });
      }
      truncateSync(other, 5 * 1024 * 1024);
      const large = await town.refused(1, "consent", "grant", "--signed-file", other);
      expect(large["details"]).include({ reason: "it is too large" });
      const missing = await town.refused(1, "consent", "grant", "--signed-file", `${other}.none`);
      expect(missing["details"]).include({ reason: "ENOENT" });
      writeFileSync(other, JSON.stringify({ ...whole, grant: { ...whole["grant"], maxUses: 4 } }));
      expect(await town.refused(3, "consent", "grant", "--signed-file", other)).include({
        revert: "SubjectSignatureInvalid",
      });
      expect(readdirSync(grants), "nothing of it is kept").deep.equal(kept);
    });
  });

  it("revoke: by the patient's signature, carried by anybody; once", async () => {
    const { grant } = await town.json(0, "consent", "grant", ...TERMS);
    const revoked = await town.json(0, "consent", "revoke", grant, "--as", "South Hospital");
    expect(revoked).include({ grant });
    expect(await town.refused(3, "consent", "revoke", grant)).deep.include({
      revert: "ConsentAlreadyRevoked",
      args: { grant },
    });
    const unknown = `0x${"22".repeat(32)}`;
    expect(await town.refused(1, "consent", "revoke", unknown)).include({ code: "CLI_GRANT" });
  });

  it("revoke: what was signed and not yet carried never works again", async () => {
    const file = path.join(town.folder, "never.json");
    const sign = ["consent", "grant", ...TERMS, "--sign-only", "--out", file];
    const { grant } = await town.json(0, ...sign);
    await town.json(0, "consent", "revoke", grant);
    const error = await town.refused(3, "consent", "grant", "--signed-file", file);
    expect(error).include({ revert: "ConsentExists" });
  });

  it("list: the chain's grants with the terms that this folder has", async () => {
    await town.json(0, "subjects", "enrol", "lena-1", "--voucher", "North Hospital");
    const asLena = termsWith({ "--subject": "lena-1", "--uses": "1" });
    const { grant, text, subject } = await town.json(0, "consent", "grant", ...asLena);
    const list = async (...args: string[]): Promise<Json[]> =>
      (await town.json(0, "consent", "list", ...args))["grants"] as Json[];
    const [first, ...more] = await list("--subject", "lena-1");
    expect(more).deep.equal([]);
    const terms = { text, grantee: 2, maxUses: 1 };
    const slot = { standing: "LIVE", uses: 0, notAfter: Date.UTC(3000, 0, 1) / 1000 - 1 };
    expect(first).deep.equal({ grant, subject, label: "lena-1", ...terms, ...slot });
    await town.json(0, "records", "publish", BUNDLE, "--subject", "lena-1");
    await town.json(0, "records", "open", "--as", "South Hospital", "--grant", grant);
    const [usedUp] = await list("--subject", subject);
    expect(usedUp).include({ standing: "EXHAUSTED", uses: 1 });

    const file = path.join(town.folder, "lena.json");
    const signed = await town.json(0, "consent", "grant", ...asLena, "--sign-only", "--out", file);
    expect((await list("--subject", "lena-1")).at(-1)).include({
      grant: signed["grant"],
      standing: "UNKNOWN",
    });
    await town.json(0, "consent", "revoke", signed["grant"]);
    expect((await list("--subject", "lena-1")).at(-1)).include({ standing: "REVOKED" });
    rmSync(path.join((await town.state()).directory, "grants", `${grant}.json`));
    const { stdout } = await town.run("consent", "list", "--subject", "lena-1");
    expect(stdout).contain("LIVE, 1 of ? uses, until 2999-12-31, by lena-1");
    expect(stdout).contain("Its terms are not in this folder.");
    expect((await list()).length, "everybody's").above(5);
  });

  it("wrong terms are refused before anything is signed", async () => {
    const wrong: [change: Record<string, string>, words: string | RegExp][] = [
      [{ "--categories": "?" }, /"\?" is not one of the categories .*: HEALTH, CHRONIC, /],
      [{ "--purpose": "treat" }, /"treat" is not one of the purposes .*: TREAT, /],
      [{ "--until": "yesterday" }, "Write YYYY"],
      [{ "--until": "2001" }, "--until is past"],
      [{ "--uses": "0" }, "whole number from 1"],
      [{ "--uses": "-1" }, "whole number from 1"],
      [{ "--data-until": "2007-02-30" }, "Write YYYY"],
    ];
    for (const [change, words] of wrong) {
      const { code, stderr } = await town.run("consent", "grant", ...termsWith(change));
      expect([code, Object.entries(change)]).deep.equal([2, Object.entries(change)]);
      expect(stderr).match(words instanceof RegExp ? words : new RegExp(words));
    }
    for (const option of ["--subject", "--to", "--purpose", "--categories", "--until"]) {
      const terms = [...TERMS];
      terms.splice(terms.indexOf(option), 2);
      const error = await town.refused(2, "consent", "grant", ...terms);
      expect(error).deep.include({
        code: "CLI_OPTION",
        details: { reason: `${option} is missing` },
      });
    }
  });
});
