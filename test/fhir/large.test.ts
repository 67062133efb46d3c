import { expect } from "chai";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { growBundle } from "../../scripts/grow-bundle.ts";
import { utf8 } from "../../src/core/bytes.ts";
import { readBundle } from "../../src/fhir/bundle.ts";
import { LabelTable } from "../../src/fhir/labelTable.ts";
import { SAMPLES } from "./fixtures/bundles.ts";

const SIZE = 26e6;

/** Bytes that are in use once the garbage is gone. */
function used(): number {
  setFlagsFromString("--expose_gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe("fhir: a bundle of 26 MB (RX-10)", function () {
  this.timeout(120_000);
  const sample = readFileSync(
    path.join(SAMPLES, "fhir", "0706d542-5bb6-1be3-9432-4a0b6a64a422.json.gz"),
  );

  it("is read in one go and keeps little beside its text", async () => {
    const labels = await LabelTable.load(path.join(SAMPLES, "labels.csv"));
    const before = used();
    let bytes: Uint8Array | undefined = utf8(growBundle(sample, SIZE));
    expect(bytes.length).within(SIZE, SIZE * 1.05);
    const bundle = readBundle(bytes, { labels });
    const { length } = bytes;
    bytes = undefined;
    expect(used() - before).lessThan(length * 1.6);

    expect(bundle.skipped).deep.equal([]);
    // 350 resources a copy, and the patient once.
    const copies = (bundle.records.length - 1) / 350;
    expect(copies).greaterThan(20);
    expect(Number.isInteger(copies)).equal(true);
    for (const { index, type, id } of bundle.records) {
      expect(JSON.parse(bundle.source(index))).include({ resourceType: type, id });
    }
  });

  it("grows the same way each time", () => {
    const digest = () => createHash("sha256").update(growBundle(sample, 2e6)).digest("hex");
    expect(digest()).equal(digest());
  });
});
