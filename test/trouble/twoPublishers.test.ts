/** Two publishers at once: in one folder, and in two that share an institution's keys. */
import { expect } from "chai";
import { cpSync, rmSync } from "node:fs";
import { PUBLISH } from "../cli/fixtures/town.ts";
import { Ground } from "./fixtures/ground.ts";

describe("two publishers at once (RX-14, CA-22)", function () {
  this.timeout(120_000);
  let ground: Ground;
  before(async () => {
    ground = await Ground.start();
    await ground.settle();
  });
  after(() => ground.close());

  it("in one folder: the lock refuses one by name, or finds the other done", async () => {
    const both = [ground.start(...PUBLISH), ground.start(...PUBLISH)];
    const answers = await Promise.all(both.map((one) => ground.answer(one)));
    for (const { code, error, records } of answers) {
      if (code === 0) expect(records).equal(158);
      else expect([code, error["code"]]).deep.equal([1, "CLI_BUSY"]);
    }
    expect(answers.map(({ code }) => code)).include(0);
    expect(await ground.town.json(0, ...PUBLISH)).include({ records: 158, transactions: 0 });
    const once = { batches: 1, records: 158, different: 158 };
    expect(await ground.anchored()).deep.equal(once);
    expect(ground.leftovers()).deep.equal([]);
  });

  it("in two folders of one institution: neither spoils the other's nonces or batches", async () => {
    await ground.back();
    const second = `${ground.town.home}.second`;
    cpSync(ground.town.home, second, { recursive: true });
    const both = [ground.start(...PUBLISH), ground.startAt(second, ...PUBLISH)];
    const answers = await Promise.all(both.map((one) => ground.answer(one)));
    for (const { code, error, said } of answers) {
      if (code !== 0) expect(error["code"], said).equal("CHAIN_FAILED");
    }
    // What failed at another's nonce is completed by the same command.
    expect(await ground.town.json(0, ...PUBLISH)).include({ records: 158 });
    expect(await ground.answer(ground.startAt(second, ...PUBLISH))).include({ records: 158 });
    // Each folder seals by keys of its own: to the chain these are different records.
    const twice = { batches: 2, records: 316, different: 316 };
    expect(await ground.anchored()).deep.equal(twice);
    rmSync(second, { recursive: true });
  });
});
