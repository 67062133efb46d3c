import { expect } from "chai";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { eventHash, preHash } from "../../src/epcis/hash.ts";
import { parseEpcis } from "../../src/epcis/read.ts";
import {
  around,
  commissioned,
  commissionedXml,
  documentsIn,
  linesOf,
  xmlAround,
} from "./fixtures/documents.ts";

const vectors = documentsIn("hash-vectors/examples");
const sha = (text: string) =>
  `ni:///sha-256;${createHash("sha256").update(text).digest("hex")}?ver=CBV2.0`;
const here = (file: string) => path.join(import.meta.dirname, "data", file);
const jsonHash = (event: Record<string, unknown>, context: unknown[] = []) =>
  parseEpcis(JSON.stringify(around(event, context))).map(preHash)[0];

describe("epcis: the event-hash id of CBV 2.0 (DT-15, L3)", () => {
  let preHashes = 0;
  for (const [name, bytes] of vectors) {
    it(`published vector ${name}`, () => {
      const stem = `hash-vectors/examples/${name.replace(/\.\w+$/, "")}`;
      const hashes = linesOf(`${stem}.hashes`).map((line) => line.trim());
      const records = parseEpcis(bytes);
      expect(records.map(eventHash)).deep.equal(hashes);
      if (!existsSync(here(`${stem}.prehashes`))) return;
      for (const [index, line] of linesOf(`${stem}.prehashes`).entries()) {
        if (sha(line) !== hashes[index]) continue;
        preHashes++;
        expect(preHash(records[index]!)).equal(line);
      }
    });
  }

  it("most vectors show their pre-hash string too", () => expect(preHashes).greaterThan(80));

  for (const [name, bytes] of documentsIn("hash-vectors/expected_equal")) {
    it(`all events of ${name} have one hash`, () => {
      const hashes = parseEpcis(bytes).map(eventHash);
      expect(hashes).to.have.length.greaterThan(1);
      expect(new Set(hashes).size).equal(1);
    });
  }

  it("an event has one hash in XML and in JSON-LD", () => {
    const [fromXml] = parseEpcis(xmlAround(commissionedXml())).map(eventHash);
    const [fromJson] = parseEpcis(JSON.stringify(around(commissioned))).map(eventHash);
    expect(fromXml).equal(fromJson);
  });

  it("every change of a field changes it; order, recording and error declaration do not", () => {
    const before = jsonHash(commissioned);
    const { type, ...rest } = commissioned;
    const turned = Object.fromEntries(Object.entries(rest).toReversed());
    const errorDeclaration = { declarationTime: "2026-03-02T08:00:00Z", reason: "did_not_occur" };
    const same = [
      { type, ...turned, epcList: commissioned.epcList.toReversed() },
      {
        ...commissioned,
        recordTime: "2026-03-02T08:00:00Z",
        eventID: "urn:uuid:1",
        errorDeclaration,
      },
      { ...commissioned, eventTime: "2026-03-01T00:00:00.0001Z", "rdfs:comment": "seen" },
    ];
    for (const event of same) expect(jsonHash(event)).equal(before);
    const others = [
      { ...commissioned, action: "OBSERVE" },
      { ...commissioned, eventTime: "2026-03-01T00:00:00.0005Z" },
      { ...commissioned, epcList: [commissioned.epcList[0]] },
      { ...commissioned, "ex:note": "" },
    ];
    const hashes = others.map((event) => jsonHash(event));
    expect(new Set([before, ...hashes]).size).equal(5);
  });

  it("a prefix means its namespace, wherever it is declared", () => {
    const event = { ...commissioned, "ex:note": { "ex:by": "ex:someone" } };
    const above = jsonHash(event, [{ ex: "https://ns.example.com/" }]);
    const renamed = {
      ...commissioned,
      "@context": { y: "https://ns.example.com/" },
      "y:note": { "y:by": "y:someone" },
    };
    expect(above).contains(
      "{https://ns.example.com/}note{https://ns.example.com/}by=https://ns.example.com/someone",
    );
    expect(jsonHash(renamed)).equal(above);
  });

  it("numbers lose the zeros that say nothing", () => {
    const shown = (value: unknown) =>
      jsonHash({ ...commissioned, "ex:n": value })?.split("ex:n=")[1];
    expect(
      ["1.0", "+1", "01", "-0.50", "0.00001", 1e-7, 1e21, "1e3", "-0", "1e999", "1."].map(shown),
    ).deep.equal([
      "1",
      "1",
      "1",
      "-0.5",
      "0.00001",
      "0.0000001",
      "1000000000000000000000",
      "1000",
      "0",
      "1e999",
      "1",
    ]);
  });
});
