import { expect } from "chai";
import { AbiCoder, zeroPadValue } from "ethers";
import { abis } from "../../src/chain/contracts.ts";
import { eventValues, withElements } from "../../src/chain/longArrays.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { codeOf } from "../fixtures/failures.ts";

const { recordIndex: abi, receipts, participantRegistry } = abis;
const idsOf = (count: number): Hex[] => Array.from({ length: count }, (_, i) => fixed(`id ${i}`));
const manifest = fixed("manifest");
const actor = `0x${"ab".repeat(20)}`;

describe("chain: long arrays in calldata and logs (RX-01)", () => {
  for (const count of [0, 1, 2, 500]) {
    it(`calldata with ${count} ids is what ethers encodes`, () => {
      const empty = abi.encodeFunctionData("anchor", [[], manifest]);
      const ids = idsOf(count);
      expect(withElements(empty, ids)).equal(abi.encodeFunctionData("anchor", [ids, manifest]));
    });

    it(`an event with ${count} ids is what ethers decodes`, () => {
      for (const [owner, name, values] of [
        [abi, "BatchAnchored", [fixed("root"), 7, 99n, manifest, idsOf(count), actor]],
        [receipts, "ReceiptIssued", [manifest, fixed("g"), 5n, fixed("r"), idsOf(count), actor]],
      ] as const) {
        const log = owner.encodeEventLog(name, values);
        const theirs = owner.decodeEventLog(name, log.data, log.topics).toObject();
        const ours = eventValues(owner, name, log);
        expect(ours).deep.equal({ ...theirs, ...plainArrays(theirs) });
      }
    });
  }

  it("an event without such an array is what ethers decodes", () => {
    const values = [fixed("root"), 7, 99n, manifest, actor];
    const log = abi.encodeEventLog("BatchArchived", values);
    const theirs = abi.decodeEventLog("BatchArchived", log.data, log.topics).toObject();
    expect(eventValues(abi, "BatchArchived", log)).deep.equal(theirs);
    const changed = participantRegistry.encodeEventLog("DomainPaused", [1, 2]);
    expect(eventValues(participantRegistry, "DomainPaused", changed)).include({ until: 2n });
  });

  it("data cut off, too long or pointing elsewhere is refused as ethers refuses it", () => {
    const values = [fixed("root"), 7, 99n, manifest, idsOf(3), actor];
    const { data, topics } = abi.encodeEventLog("BatchAnchored", values);
    const decoding = (bytes: string) => () =>
      eventValues(abi, "BatchAnchored", { data: bytes, topics });
    expect(decoding(data.slice(0, -64))).throw("out-of-bounds");
    expect(decoding(data.slice(0, 66))).throw("out-of-bounds");
    expect(decoding("0x")).throw("out-of-bounds");
    const far = AbiCoder.defaultAbiCoder()
      .encode(["uint256"], [2n ** 255n])
      .slice(2);
    expect(decoding(data.slice(0, 130) + far + data.slice(194))).throw();
    expect(decoding(`${data}${"00".repeat(32)}`)().ids).deep.equal(idsOf(3));
  });

  it("elements are 32 bytes, and nothing is put behind calldata without an empty array", async () => {
    const empty = abi.encodeFunctionData("anchor", [[], manifest]);
    expect(await codeOf(() => withElements(empty, ["0x12"]))).equal("BYTES_NOT_HEX");
    expect(() => withElements(zeroPadValue("0x01", 32), [])).throw(TypeError);
  });
});

/** ethers' own arrays carry more than their elements. */
const plainArrays = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      Array.isArray(value) ? [[name, [...(value as unknown[])]]] : [],
    ),
  );
