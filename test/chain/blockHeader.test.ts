import { expect } from "chai";
import { decodeRlp, keccak256 } from "ethers";
import { headerOf, type RpcBlock } from "../../src/chain/blockHeader.ts";
import besu from "./fixtures/besuBlocks.json" with { type: "json" };

describe("chain: block headers as their hash has them (ID-07, IO-08)", () => {
  for (const { name, block, raw } of besu) {
    it(`of a real QBFT block of Besu: ${name}`, () => {
      const header = headerOf(block as RpcBlock);
      expect(keccak256(header!)).equal(block.hash);
      // Besu's own form has the seals of the validators, which no hash is over.
      expect(keccak256(raw)).not.equal(block.hash);
      const [ours, its] = [decodeRlp(header!), decodeRlp(raw)] as string[][];
      expect(ours!.toSpliced(12, 1)).deep.equal(its!.toSpliced(12, 1));
    });

    it(`no other field passes: ${name}`, () => {
      for (const [field, value] of Object.entries(block)) {
        if (["hash", "size", "totalDifficulty", "extraData"].includes(field)) continue;
        const other = value.endsWith("0") ? `${value.slice(0, -1)}1` : `${value.slice(0, -1)}0`;
        expect(headerOf({ ...block, [field]: other } as RpcBlock), field).equal(undefined);
      }
      expect(headerOf({ ...block, extraData: "0xdead" } as RpcBlock)).equal(undefined);
    });
  }
});
