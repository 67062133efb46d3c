import { expect } from "chai";
import { SigningKey } from "ethers";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import type { InitOptions } from "../../src/cli/network/init.ts";
import { openFile } from "../../src/cli/network/nodeFiles.ts";
import { writeFolder } from "../../src/cli/network/write.ts";
import { errorOf } from "../fixtures/failures.ts";
import { FOUR, Workshop } from "./fixtures/made.ts";

const PUBLIC_KEY = new SigningKey(`0x${"01".repeat(32)}`).publicKey.slice(4);

/** The fourth member, or more than one of them, is not as it should be. */
const withFourth = (...odd: unknown[]): unknown[] => [...FOUR.slice(0, 4 - odd.length), ...odd];

describe("network init: what it refuses", () => {
  let workshop: Workshop;
  before(() => {
    workshop = new Workshop();
  });
  after(() => workshop.close());

  /** What went wrong; nothing may have been written. */
  async function refused(members: unknown, options: Partial<InitOptions> = {}) {
    const folders = () => readdirSync(workshop.folder).filter((name) => !name.endsWith(".json"));
    const before = folders();
    const { code, details } = await errorOf(() => workshop.init(members, options));
    expect(folders()).deep.equal(before);
    return [code, details];
  }

  const naming = "its name must be 1 to 32 of a-z, 0-9 and -, and begin with a letter or digit";
  const ipv4 = "its host is not an IPv4 address; a name could lead to another node tomorrow";
  const unusable = "its host is an address that no node can have";
  for (const [odd, reason] of [
    [{ name: "../../etc" }, naming],
    [{ name: "a/b" }, naming],
    [{ name: ".." }, naming],
    [{ name: "" }, naming],
    [{ name: "-rf" }, naming],
    [{ name: "North" }, naming],
    [{ name: "a b" }, naming],
    [{ name: "$(id)" }, naming],
    [{ name: "new\nline" }, naming],
    [{ name: "a".repeat(33) }, naming],
    [{ name: "x", host: "besu.example" }, ipv4],
    [{ name: "x", host: "localhost" }, ipv4],
    [{ name: "x", host: "10.0.0.1 --rpc-http-host=0.0.0.0" }, ipv4],
    [{ name: "x", host: "010.0.0.1" }, ipv4],
    [{ name: "x", host: "" }, ipv4],
    [{ name: "x", host: "::1" }, "its host is an IPv6 address, and these nodes listen on IPv4"],
    [{ name: "x", host: "0.0.0.0" }, unusable],
    [{ name: "x", host: "255.255.255.255" }, unusable],
    [{ name: "x", host: "239.1.1.1" }, unusable],
    [{ name: "x", nodePublicKey: "0x1234" }, "its nodePublicKey is not 64 bytes in hexadecimal"],
    [
      { name: "x", nodePublicKey: "11".repeat(64) },
      "its nodePublicKey is no point of the curve secp256k1",
    ],
    [{ name: "x", rpcPort: 30_304, p2pPort: 30_304 }, "port 30304 of 127.0.0.1 is taken"],
  ] as const) {
    it(JSON.stringify(odd), async () => {
      expect(await refused(withFourth(odd))).deep.equal(["NETWORK_MEMBER", { number: 4, reason }]);
    });
  }

  it("fields that it does not know, and those of another type", async () => {
    for (const [odd, words] of [
      [{ name: "x", privateKey: "secret" }, "privateKey"],
      [{ name: "x", p2pPort: "30303" }, "p2pPort: "],
      [{ name: "x", p2pPort: 0 }, "p2pPort: "],
      [{ name: "x", rpcPort: 65_536 }, "rpcPort: "],
      [{ name: "x", rpcPort: 1.5 }, "rpcPort: "],
      [{ host: "127.0.0.1" }, "name: "],
      ["north", "object"],
      [null, "object"],
    ] as const) {
      const { code, details, message } = await errorOf(() => workshop.init(withFourth(odd)));
      expect(code).equal("NETWORK_MEMBER");
      expect(details).property("number", 4);
      expect(details).property("reason").contain(words);
      expect(message).not.contain("secret");
    }
  });

  it("members that get in each other's way", async () => {
    const keyed = { nodePublicKey: PUBLIC_KEY };
    for (const [pair, reason] of [
      [[{ name: "x" }, { name: "x" }], '"x" is taken'],
      [
        [
          { name: "x", rpcPort: 9 },
          { name: "y", p2pPort: 9 },
        ],
        "port 9 of 127.0.0.1 is taken",
      ],
      [
        [
          { name: "x", p2pPort: 9 },
          { name: "y", host: "127.0.0.2", p2pPort: 9 },
        ],
        "port 9 of 127.0.0.2 is taken",
      ],
      [
        [
          { name: "x", ...keyed },
          { name: "y", nodePublicKey: `0x${PUBLIC_KEY.toUpperCase()}` },
        ],
        "its nodePublicKey is another member's",
      ],
    ] as const) {
      const expected = ["NETWORK_MEMBER", { number: 4, reason }];
      expect(await refused(withFourth(...pair))).deep.equal(expected);
    }
    const far = FOUR.map((member, i) => ({ ...member, ...(i > 0 && { host: `10.0.0.${i}` }) }));
    expect(await refused(far)).deep.equal([
      "NETWORK_MEMBER",
      { number: 1, reason: "the other members' machines cannot reach its host 127.0.0.1" },
    ]);
  });

  it("what is no list of members", async () => {
    for (const [content, reason] of [
      ["[", "it is not JSON"],
      ["{}", "it is not a list"],
      ['"north"', "it is not a list"],
    ] as const) {
      const members = workshop.file("bad.json", content);
      expect(await refused([], { members })).deep.equal([
        "NETWORK_MEMBERS",
        { file: members, reason },
      ]);
    }
    const file = workshop.path("nothing.json");
    expect(await refused([], { members: file })).deep.equal([
      "NETWORK_MEMBERS",
      { file, reason: "it cannot be read (ENOENT)" },
    ]);
  });

  it("fewer than four members, but for a trial; and none at all", async () => {
    for (const count of [0, 1, 3]) {
      const few = FOUR.slice(0, count);
      expect(await refused(few)).deep.equal(["NETWORK_TOO_FEW", { count }]);
      if (count > 0) expect(workshop.init(few, { trial: true }).members).length(count);
    }
    expect(await refused([], { trial: true })).deep.equal(["NETWORK_TOO_FEW", { count: 0 }]);
  });

  it("a folder in which something lies: keys are never written over", async () => {
    const { folder } = workshop.init(FOUR);
    const key = readFileSync(`${folder}/nodes/north/key`, "utf8");
    const there = ["NETWORK_EXISTS", { path: folder }];
    expect(await refused(FOUR, { out: folder })).deep.equal(there);
    expect(readFileSync(`${folder}/nodes/north/key`, "utf8")).equal(key);
    const link = workshop.path("link");
    symlinkSync(folder, link);
    expect(await refused(FOUR, { out: link })).deep.equal(["NETWORK_EXISTS", { path: link }]);
    expect(await refused(FOUR, { out: "." })).deep.equal([
      "NETWORK_EXISTS",
      { path: process.cwd() },
    ]);
    const empty = workshop.path("empty");
    mkdirSync(empty);
    expect(workshop.init(FOUR, { out: empty }).folder).equal(empty);
  });

  it("a place where nothing can be written", async () => {
    const file = workshop.path("a-file");
    writeFileSync(file, "");
    expect(await refused(FOUR, { out: file })).deep.equal(["NETWORK_EXISTS", { path: file }]);
    for (const [out, reason] of [
      [`${file}/network`, "EEXIST"],
      [`${file}/deeper/network`, "ENOTDIR"],
    ] as const) {
      expect(await refused(FOUR, { out })).deep.equal(["NETWORK_WRITE", { path: out, reason }]);
    }
  });

  it("to leave half a folder behind when the disk fails in the middle", async () => {
    const out = workshop.path("half");
    const file = openFile("text");
    // The third cannot be written: its folder is a file.
    const work = () => writeFolder(out, { first: file, second: file, "second/third": file });
    const { code, details } = await errorOf(work);
    expect([code, details]).deep.equal(["NETWORK_WRITE", { path: out, reason: "EEXIST" }]);
    expect(readdirSync(workshop.folder).filter((name) => name.startsWith("half"))).deep.equal([]);
  });
});
