import { expect } from "chai";
import type { z } from "zod";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import {
  findAnswer,
  findMessage,
  MAX_ENTRIES,
  releaseAnswer,
  releaseMessage,
  toJson,
} from "../../src/wire/messages.ts";
import { aGrant } from "../fixtures/stories.ts";

const id = randomHex(32);
const grant = aGrant(id);
const signed = { signer: randomHex(20), signature: randomHex(65) };
const FIND = {
  request: { subject: id, grant: id, custodian: 1, purpose: 0, nonce: id, deadline: 1 },
  grant,
  ...signed,
};
const RELEASE = {
  request: { receipt: id, custodian: 1, nonce: id, deadline: 1 },
  grant,
  accessRequest: id,
  entries: [id],
  ...signed,
};
const ENTRY = {
  id,
  header: 2n ** 256n - 1n,
  fingerprint: id,
  cid: id,
  previous: ZERO32,
  root: id,
  count: 1,
  position: 0,
  siblings: [id],
};

/** The message as it arrives; undefined where its form is wrong. */
const arrived = <T>(schema: z.ZodType<T>, message: unknown): T | undefined =>
  schema.safeParse(JSON.parse(toJson(message))).data;

const many = (count: number): Hex[] => Array.from({ length: count }, () => id);

describe("wire: messages", () => {
  it("arrive as they were sent, words of 256 bits too", () => {
    expect(arrived(findMessage, FIND)).deep.equal(FIND);
    const own = { request: FIND.request, after: "999", ...signed };
    expect(arrived(findMessage, own)).deep.equal(own);
    expect(arrived(releaseMessage, RELEASE)).deep.equal(RELEASE);
    expect(arrived(findAnswer, { entries: [ENTRY], after: "1" })).deep.equal({
      entries: [ENTRY],
      after: "1",
    });
    const keys = { keys: [{ entry: id, sealed: randomHex(80) }] };
    expect(arrived(releaseAnswer, keys)).deep.equal(keys);
  });

  it("may be as long as they may be, and no longer", () => {
    expect(
      arrived(findAnswer, { entries: Array.from({ length: MAX_ENTRIES }, () => ENTRY) }),
    ).not.equal(undefined);
    expect(arrived(releaseMessage, { ...RELEASE, entries: many(MAX_ENTRIES) })).not.equal(
      undefined,
    );
    const provision = grant.terms.provisions[0]!;
    const withProvisions = (count: number) => ({
      ...FIND,
      grant: { ...grant, terms: { ...grant.terms, provisions: Array(count).fill(provision) } },
    });
    expect(arrived(findMessage, withProvisions(100))).not.equal(undefined);
    expect(arrived(findMessage, withProvisions(101))).equal(undefined);
  });

  const { request } = FIND;
  const wrong: Record<string, [schema: z.ZodType, message: unknown]> = {
    "an id of 31 bytes": [
      findMessage,
      { ...FIND, request: { ...request, subject: randomHex(31) } },
    ],
    "an id of 33 bytes": [findMessage, { ...FIND, request: { ...request, nonce: randomHex(33) } }],
    "an id that is none": [findMessage, { ...FIND, request: { ...request, grant: "0xzz" } }],
    "a custodian of 33 bits": [
      findMessage,
      { ...FIND, request: { ...request, custodian: 2 ** 32 } },
    ],
    "a purpose of 9 bits": [findMessage, { ...FIND, request: { ...request, purpose: 256 } }],
    "half a second": [findMessage, { ...FIND, request: { ...request, deadline: 1.5 } }],
    "a time of 41 bits": [findMessage, { ...FIND, request: { ...request, deadline: 2 ** 40 } }],
    "a place to go on from that is none": [findMessage, { ...FIND, after: "-1" }],
    "a grant without terms": [findMessage, { ...FIND, grant: { ...grant, terms: undefined } }],
    "a member too many": [findMessage, { ...FIND, comment: "a name" }],
    "a member too many inside": [
      releaseMessage,
      { ...RELEASE, request: { ...RELEASE.request, x: 1 } },
    ],
    "a long signer": [findMessage, { ...FIND, signer: randomHex(257) }],
    "a long signature": [findMessage, { ...FIND, signature: randomHex(4097) }],
    "no entry": [releaseMessage, { ...RELEASE, entries: [] }],
    "too many entries": [releaseMessage, { ...RELEASE, entries: many(MAX_ENTRIES + 1) }],
    "too many entries in an answer": [
      findAnswer,
      { entries: Array.from({ length: MAX_ENTRIES + 1 }, () => ENTRY) },
    ],
    "a tree without leaves": [findAnswer, { entries: [{ ...ENTRY, count: 0 }] }],
    "a path that is too long": [findAnswer, { entries: [{ ...ENTRY, siblings: many(33) }] }],
    "a place to go on from that is no number": [findAnswer, { entries: [ENTRY], after: "a name" }],
    "a long sealed key": [releaseAnswer, { keys: [{ entry: id, sealed: randomHex(257) }] }],
  };
  for (const [what, [schema, message]] of Object.entries(wrong)) {
    it(`are refused for ${what}`, () => {
      expect(arrived(schema, message)).equal(undefined);
    });
  }
});
