import { expect } from "chai";
import { readFileSync } from "node:fs";
import { extraDataOf, genesisHash, genesisOf } from "../../src/cli/network/genesis.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { json, type Made, FOUR, text, Workshop } from "./fixtures/made.ts";

/** What a real Besu network has; see fixtures/README.md. */
const real = JSON.parse(
  readFileSync(new URL("fixtures/besu-26.8.0.json", import.meta.url), "utf8"),
) as {
  genesis: ReturnType<typeof genesisOf> & {
    config: { qbft: { validatorcontractaddress?: string } };
  };
  block0: { stateRoot: Hex; hash: Hex };
  block183: { extraData: Hex; validators: Hex[] };
};

/** RLP by hand: of four addresses, and of a whole extraData without votes and seals. */
const listOf = (addresses: readonly string[]): string =>
  `f854${addresses.map((address) => `94${address.slice(2).toLowerCase()}`).join("")}`;

describe("network init: the genesis (ID-07)", () => {
  let workshop: Workshop;
  let made: Made;
  before(() => {
    workshop = new Workshop();
    made = workshop.init(FOUR);
  });
  after(() => workshop.close());

  it("is the real one's, but for chain id, validators and accounts", () => {
    const { validatorcontractaddress, ...qbft } = real.genesis.config.qbft;
    expect(validatorcontractaddress).not.equal(undefined);
    const { alloc, ...ours } = genesisOf(real.genesis.config.chainId, []);
    expect(alloc).deep.equal({});
    expect(ours).deep.equal({ ...real.genesis, config: { ...real.genesis.config, qbft } });
    expect(json(made, "genesis.json")).deep.equal({
      ...ours,
      alloc,
      extraData: made.extraData,
    });
  });

  it("names its validators in extraData, byte by byte as real headers do", () => {
    const validators = made.members.map(({ validator }) => validator.toLowerCase()).toSorted();
    expect(validators).length(4);
    expect(made.extraData).equal(`0xf87aa0${"00".repeat(32)}${listOf(validators)}c080c0`);

    const { extraData, validators: theirs } = real.block183;
    expect(theirs).length(4);
    // 32 bytes of the proposer's own, the validators, no votes, round 0, seals.
    expect(extraData.slice(2 + 2 * 36)).match(new RegExp(`^${listOf(theirs)}c080f8c9b841`));
    for (const order of [theirs, theirs.toReversed()]) {
      expect(extraDataOf(order)).equal(`0xf87aa0${"00".repeat(32)}${listOf(theirs)}c080c0`);
    }
    expect(extraDataOf([])).equal(real.genesis.extraData);
  });

  it("has the hash that Besu gives block 0", () => {
    expect(genesisHash(real.genesis, real.block0.stateRoot)).equal(real.block0.hash);
    const genesis = json(made, "genesis.json") as typeof real.genesis;
    expect(genesisHash(genesis)).equal(made.genesisHash);
    expect(genesisHash({ ...genesis, extraData: extraDataOf([]) })).not.equal(made.genesisHash);
    expect(text(made, "README.md")).contain(made.genesisHash);
  });

  it("is the same file for every node", () => {
    for (const { name } of made.members) {
      expect(text(made, "nodes", name, "genesis.json")).equal(text(made, "genesis.json"));
    }
  });

  it("has the chain id that was asked for", () => {
    const other = workshop.init(FOUR, { chainId: 7 });
    expect(json(other, "genesis.json")).nested.property("config.chainId", 7);
    expect(text(other, "nodes", "north", "start.sh")).contain("--network-id=7 ");
  });
});
