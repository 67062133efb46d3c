import { expect } from "chai";
import { newPatientKeys } from "../../src/cli/state.ts";
import { BUNDLE, TERMS, Town } from "./fixtures/town.ts";

describe("cli: subjects (ID-09, ID-10)", () => {
  let town: Town;
  let said: string;
  before(async () => {
    town = await Town.start();
    said = "";
    town.served.fate = (method, params) => {
      said += method + JSON.stringify(params);
      return "answer";
    };
    await town.settle();
  });
  after(() => town.close());

  const enrol = ["subjects", "enrol", "alice-1", "--voucher", "North Hospital"];

  it("enrol: once, whatever the number of times it is asked for", async () => {
    const again = await town.json(0, ...enrol);
    expect(again).include({ label: "alice-1", voucher: 1, enrolled: false });
    expect(again["subject"]).match(/^0x[0-9a-f]{64}$/);
    const { subjects } = await town.json(0, "subjects", "list");
    expect(subjects).deep.equal([
      { label: "alice-1", subject: again["subject"], voucher: 1, enrolled: true },
    ]);
  });

  it("enrol: what is sent was kept before, so that a kill loses nothing", async () => {
    await town.served.hold();
    const enrolling = town.run("subjects", "enrol", "bob-1", "--voucher", "North Hospital");
    await town.served.waiting(1);
    const kept = (await town.state()).patients["bob-1"]!;
    await town.served.resume();
    expect((await enrolling).code).equal(0);
    expect((await town.state()).patients["bob-1"]).deep.equal(kept);
    const bob = ["subjects", "enrol", "bob-1", "--voucher", "North Hospital"];
    expect(await town.json(0, ...bob)).include({ enrolled: false });
  });

  it("enrol: what never came to the chain may be vouched for by another", async () => {
    const carol = ["subjects", "enrol", "carol-1", "--voucher"];
    expect(await town.refused(1, ...carol, "East Hospital")).include({ code: "CLI_INSTITUTION" });
    await town.json(0, "participants", "suspend", "North Hospital");
    expect(await town.refused(3, ...carol, "North Hospital")).include({
      revert: "ParticipantNotActive",
    });
    expect(await town.json(0, ...carol, "South Hospital")).include({ voucher: 2, enrolled: true });
    await town.json(0, "participants", "reinstate", "North Hospital");
  });

  it("labels stay in the folder", () => {
    expect(said).contain("eth_sendRawTransaction");
    for (const label of ["alice-1", "bob-1", "carol-1"]) {
      expect(said).not.contain(label).and.not.contain(Buffer.from(label).toString("hex"));
    }
  });

  it("show: by label or id, what the chain has", async () => {
    const shown = await town.json(0, "subjects", "show", "alice-1");
    const { encryptionPublic } = (await town.state()).patients["alice-1"]!;
    expect(shown).include({ label: "alice-1", keyEpoch: 1, encryptionKey: encryptionPublic });
    expect(await town.json(0, "subjects", "show", shown["subject"])).deep.equal(shown);
    expect(await town.refused(1, "subjects", "show", "dora-1")).deep.include({
      code: "CLI_PATIENT",
      details: { name: "dora-1" },
    });
    expect(await town.refused(3, "subjects", "show", `0x${"11".repeat(32)}`)).include({
      revert: "SubjectUnknown",
    });
  });

  it("rotate: a new key signs and decrypts; record sets are sealed to it; consents stand", async () => {
    await town.json(0, "records", "publish", BUNDLE, "--subject", "alice-1");
    const { grant } = await town.json(0, "consent", "grant", ...TERMS);
    const before = (await town.state()).patients["alice-1"]!;
    const rotated = await town.json(0, "subjects", "rotate", "alice-1");
    expect(rotated).deep.include({ keyEpoch: 1, endsGrants: false, resealed: [1] });
    const after = (await town.state()).patients["alice-1"]!;
    const { signingKey, encryptionPrivate, encryptionPublic, enrolment } = before;
    expect(after.retired).deep.equal([{ signingKey, encryptionPrivate, encryptionPublic }]);
    expect(after).deep.include({ enrolment });
    expect(after.next).equal(undefined);
    const { encryptionKey } = await town.json(0, "subjects", "show", "alice-1");
    expect(encryptionKey).equal(after.encryptionPublic).and.not.equal(encryptionPublic);
    const { keyRing, subject } = await town.within(async (session) => ({
      keyRing: (await session.custody(await session.member("1"))).keyRing.sealedForPatient(
        rotated["subject"],
      ),
      subject: await session.subject("alice-1"),
    }));
    expect([keyRing.epoch, subject]).deep.equal([1, rotated["subject"]]);
    // The new key signs what the old one granted away.
    await town.json(0, "consent", "revoke", grant);
  });

  it("rotate --after-theft: the key epoch rises, and what the old key granted has ended", async () => {
    const { grant } = await town.json(0, "consent", "grant", ...TERMS);
    const rotated = await town.json(0, "subjects", "rotate", "alice-1", "--after-theft");
    expect(rotated).deep.include({ keyEpoch: 2, endsGrants: true, resealed: [1] });
    const open = ["records", "open", "--as", "South Hospital", "--grant", grant];
    expect(await town.refused(3, ...open)).deep.include({
      code: "GATEWAY_GRANT",
      details: { standing: "KEY_EPOCH_ENDED" },
    });
  });

  it("rotate: what was ended after it was sent is not done twice", async () => {
    const next = newPatientKeys();
    const old = (await town.state()).patients["bob-1"]!;
    await town.within(async ({ state }) =>
      state.update((change) => {
        change.patient("bob-1").next = next;
      }),
    );
    expect(await town.json(0, "subjects", "rotate", "bob-1")).include({ keyEpoch: 1 });
    const sent = await town.served.blockNumber();
    // The chain has it, and the folder does not know.
    await town.within(async ({ state }) =>
      state.update((change) => Object.assign(change.patient("bob-1"), old, { next })),
    );
    await town.json(0, "subjects", "rotate", "bob-1");
    expect(await town.served.blockNumber()).equal(sent);
    expect((await town.state()).patients["bob-1"]).include(next);
  });
});
