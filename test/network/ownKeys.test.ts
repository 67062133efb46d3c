import { expect } from "chai";
import { computeAddress, SigningKey } from "ethers";
import { existsSync, readFileSync, statSync } from "node:fs";
import { makeNodeKey } from "../../src/cli/network/key.ts";
import { Output } from "../../src/cli/output.ts";
import { errorOf } from "../fixtures/failures.ts";
import { FOUR, text, Workshop } from "./fixtures/made.ts";

describe("network init: members that keep their keys to themselves", () => {
  let workshop: Workshop;
  before(() => {
    workshop = new Workshop();
  });
  after(() => workshop.close());

  /** `careledger network key`, and what it answers. */
  function key(out: string): { file: string; nodePublicKey: string; validator: string } {
    let answer: unknown;
    const output = new Output(true);
    output.result = (value) => {
      answer = value;
    };
    makeNodeKey(output, { out });
    return answer as ReturnType<typeof key>;
  }

  it("make one and tell its public half (network key)", async () => {
    const { file, nodePublicKey, validator } = key(workshop.path("node.key"));
    expect(statSync(file).mode & 0o777).equal(0o600);
    const { publicKey } = new SigningKey(readFileSync(file, "utf8").trim());
    expect([`0x04${nodePublicKey}`, validator]).deep.equal([publicKey, computeAddress(publicKey)]);

    const before = readFileSync(file, "utf8");
    const error = await errorOf(() => key(file));
    expect([error.code, error.details]).deep.equal(["NETWORK_EXISTS", { path: file }]);
    expect(readFileSync(file, "utf8")).equal(before);
    const nowhere = workshop.path("no", "such", "folder");
    expect((await errorOf(() => key(nowhere))).details).deep.equal({
      path: nowhere,
      reason: "ENOENT",
    });
  });

  it("get a folder without a key, and are validators as the others", () => {
    const own = key(workshop.path("south.key"));
    const members = FOUR.map(({ name }) => ({
      name,
      ...(name === "south" && { nodePublicKey: own.nodePublicKey }),
      ...(name === "insurer" && {
        nodePublicKey: `0x${key(workshop.path("insurer.key")).nodePublicKey.toUpperCase()}`,
      }),
    }));
    const made = workshop.init(members);
    expect(made.members.map(({ keyMade }) => keyMade)).deep.equal([true, false, false, true]);
    expect(made.members[1]).include({
      validator: own.validator,
      enode: `enode://${own.nodePublicKey}@127.0.0.1:30304`,
    });
    expect(made.extraData).contain(own.validator.slice(2).toLowerCase());
    for (const { name, keyMade } of made.members) {
      expect(existsSync(`${made.folder}/nodes/${name}/key`), name).equal(keyMade);
      expect(existsSync(`${made.folder}/nodes/${name}/start.sh`), name).equal(true);
    }
    expect(text(made, "README.md")).contain("| with the member |");
  });
});
