import { expect } from "chai";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { utf8 } from "../../src/core/bytes.ts";
import { readFolder } from "../../src/fhir/folder.ts";
import { bundleOf, codeOf, labels, rawBundle, SUBJECT, to } from "./fixtures/bundles.ts";

const hospital = { resourceType: "Organization", id: "o", identifier: [{ value: "north" }] };
const hospitals = rawBundle([hospital], "batch");
const patient = bundleOf([
  {
    resourceType: "Encounter",
    id: "e",
    ...SUBJECT,
    serviceProvider: to("Organization/o"),
  },
]);

describe("fhir: folders of bundles (RX-10)", () => {
  let dir = "";
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "careledger-fhir-"));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));
  const put = (name: string, bytes: Uint8Array) => writeFile(path.join(dir, name), bytes);

  it("gives the patients' bundles in the order of names, with directories read first", async () => {
    await put("b-Canary.json", patient);
    await put("a.json.gz", gzipSync(patient));
    await put("z-hospitals.json", hospitals);
    await put("notes.txt", utf8("no bundle"));
    await mkdir(path.join(dir, "folder.json"));
    const files = await readFolder(dir, labels);
    expect(files.map(({ where }) => where)).deep.equal(["file 1 of 3", "file 2 of 3"]);
    for (const file of files) {
      const { records } = await file.read();
      expect(records.map(({ organization }) => organization)).deep.equal(["north", "north"]);
    }
  });

  it("lets one broken file not hide the others, and never says its name", async () => {
    await put("a-Canary.json.gz", gzipSync(patient).subarray(0, -12));
    await put("b.json", patient);
    await put("c-Canary.json", utf8('{"resourceType":"Bundle","type":"batch","entry":[]}'));
    const [broken, good, empty] = await readFolder(dir, labels);
    expect(await codeOf(() => broken!.read())).equal("FHIR_GZIP_BROKEN");
    expect((await good!.read()).records).lengthOf(2);
    expect(await codeOf(() => empty!.read())).equal("FHIR_BUNDLE_EMPTY");
    await rm(path.join(dir, "c-Canary.json"));
    const error = await empty!.read().catch((caught: unknown) => caught as Error);
    expect(error).property("code", "FHIR_FILE_UNREADABLE");
    expect(String((error as Error).stack) + String((error as Error).cause)).not.include("Canary");
    expect((error as Error).message).match(/^file 3 of 3 /);
  });

  it("says what is missing", async () => {
    const missing = path.join(dir, "missing-Canary");
    expect(await codeOf(() => readFolder(missing, labels))).equal("FHIR_FOLDER_MISSING");
    expect(await codeOf(() => readFolder(dir, labels))).equal("FHIR_FOLDER_EMPTY");
    await put("hospitals.json", hospitals);
    expect(await codeOf(() => readFolder(dir, labels))).equal("FHIR_FOLDER_NO_PATIENT");
    const file = path.join(dir, "hospitals.json");
    expect(await codeOf(() => readFolder(file, labels))).equal("FHIR_FOLDER_MISSING");
  });

  it("lists a file that may not be read", async function () {
    await put("a.json", patient);
    await chmod(path.join(dir, "a.json"), 0);
    // The superuser may read everything.
    if (process.getuid?.() === 0) this.skip();
    const [file] = await readFolder(dir, labels);
    expect(await codeOf(() => file!.read())).equal("FHIR_FILE_UNREADABLE");
  });
});
