import { expect } from "chai";
import { HDNodeWallet } from "ethers";
import { Accounts } from "../../src/cli/accounts.ts";
import { lockGateway } from "../../src/cli/members.ts";
import { Town } from "./fixtures/town.ts";

describe("cli: participants (ID-02, ID-10)", () => {
  let town: Town;
  before(async () => {
    town = await Town.start();
  });
  after(() => town.close());
  afterEach(() => {
    delete process.env["CARELEDGER_MNEMONIC"];
  });

  const north = ["participants", "admit", "North Hospital", "--kind", "HOSPITAL"];

  it("admit: an institution gets the next account; the same command again changes nothing", async () => {
    const address = Accounts.development().address(1);
    const first = await town.json(0, ...north);
    expect(first).deep.equal({
      id: 1,
      name: "North Hospital",
      kinds: ["HOSPITAL"],
      account: 1,
      address,
      admitted: true,
    });
    expect(await town.json(0, ...north)).deep.equal({ ...first, admitted: false });
    const profile = ["--grade", "2", "--jurisdiction", "2:6600", "--accredited-until", "2040"];
    const kinds = ["--kind", "PHARMACY,DISTRIBUTOR"];
    await town.json(0, "participants", "admit", "Corner Pharmacy", ...kinds, ...profile);
    const { participants } = await town.json(0, "participants", "list");
    expect(participants).length(2);
    expect(participants[1]).deep.include({
      id: 2,
      name: "Corner Pharmacy",
      account: 2,
      kinds: ["PHARMACY", "DISTRIBUTOR"],
      status: "ACTIVE",
      grade: 2,
      jurisdiction: { scheme: 2, code: 6600 },
      accreditedUntil: Date.UTC(2041, 0, 1) / 1000 - 1,
      keyEpoch: 1,
    });
  });

  it("admit: what was ended before it noted the number goes on with the same keys", async () => {
    const { keys } = await town.within(async ({ state }) =>
      state.update((change) => {
        const kept = change.institution("North Hospital");
        delete kept.id;
        return kept;
      }),
    );
    expect(await town.json(0, ...north)).include({ id: 1, admitted: false });
    expect((await town.state()).institutions["North Hospital"]).deep.equal({
      account: 1,
      id: 1,
      keys,
    });
  });

  it("public development keys are warned of, but not on a chain of development", async () => {
    const words = /public development keys/;
    const args = ["participants", "reinstate", "1"];
    expect((await town.run(...args)).stderr).not.match(words);
    town.served.fate = (method) => (method === "eth_chainId" ? { result: "0x4f24" } : "answer");
    const elsewhere = await town.run(...args);
    town.served.fate = () => "answer";
    expect(elsewhere.stderr).match(words).and.contain("CARELEDGER_MNEMONIC");
  });

  it("list says it in columns", async () => {
    const { code, stdout } = await town.run("participants", "list");
    expect(code).equal(0);
    expect(stdout)
      .match(/^id +name +kinds +status/)
      .and.match(/^1 +North Hospital +HOSPITAL +ACTIVE/m);
  });

  it("suspend and reinstate, by name or number; a status twice is refused", async () => {
    expect(await town.json(0, "participants", "suspend", "2")).include({
      id: 2,
      name: "Corner Pharmacy",
      status: "SUSPENDED",
    });
    expect(await town.refused(3, "participants", "suspend", "Corner Pharmacy")).deep.include({
      revert: "ParticipantStatusUnchanged",
      args: { participant: 2, status: "SUSPENDED" },
    });
    await town.json(0, "participants", "reinstate", "Corner Pharmacy");
    const { participants } = await town.json(0, "participants", "list");
    expect(participants[1]).include({ status: "ACTIVE" });
  });

  it("rotate: the next epoch's key, the older ones kept; once where a kill came between", async () => {
    const before = (await town.state()).institutions["North Hospital"]!.keys;
    const rotate = ["participants", "rotate", "North Hospital"];
    expect(await town.json(0, ...rotate)).include({ id: 1, keyEpoch: 2 });
    const { keys } = (await town.state()).institutions["North Hospital"]!;
    expect(keys).length(2);
    expect(keys[0]).deep.equal(before[0]);

    const pending = await town.within(async ({ state }) =>
      state.update((change) => {
        const kept = change.institution("North Hospital").keys;
        kept.push(structuredClone(kept[0]!));
        return kept.at(-1)!;
      }),
    );
    expect(await town.json(0, ...rotate)).include({ keyEpoch: 3, key: pending.public });
    expect((await town.state()).institutions["North Hospital"]!.keys).length(3);
  });

  it("rotate: not under a gateway that runs, which would lack the key", async () => {
    const unlock = lockGateway({ id: 1, name: "North Hospital" }, await town.state());
    const error = await town.refused(1, "participants", "rotate", "North Hospital");
    expect(error).deep.include({
      code: "CLI_BUSY",
      details: { pid: String(process.pid), work: "the gateway of North Hospital" },
    });
    unlock();
  });

  it("other accounts may not: the refusal names the role, and the keys are kept for another try", async () => {
    process.env["CARELEDGER_MNEMONIC"] = HDNodeWallet.createRandom().mnemonic!.phrase;
    const admit = ["participants", "admit", "Nobody", "--kind", "HOSPITAL"];
    expect(await town.refused(3, ...admit)).include({ revert: "AccessManagedUnauthorized" });
    expect((await town.state()).institutions["Nobody"])
      .property("keys")
      .length(1);
    process.env["CARELEDGER_MNEMONIC"] = "not a phrase";
    expect(await town.refused(1, ...admit)).include({ code: "CLI_MNEMONIC" });
  });

  it("unknown names and codes are refused with what there is", async () => {
    const error = await town.refused(2, "participants", "admit", "X", "--kind", "HOSPITALS");
    expect(error["details"]).include({ code: "HOSPITALS", list: "participantKinds" });
    expect(error["message"]).contain("HOSPITAL, PHARMACY, DRUG_MAKER");
    const unknown = await town.refused(1, "participants", "rotate", "East Hospital");
    expect(unknown).deep.include({
      code: "CLI_INSTITUTION",
      details: {
        name: "East Hospital",
        known: "North Hospital (1), Corner Pharmacy (2)",
      },
    });
    expect(await town.refused(3, "participants", "suspend", "77")).deep.include({
      revert: "ParticipantUnknown",
      args: { participant: 77 },
    });
  });
});
