import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Accounts } from "../../src/cli/accounts.ts";
import { type Consortium, foundConsortium } from "../../src/cli/start/consortium.ts";
import { publishBundles } from "../../src/cli/start/publish.ts";
import { State } from "../../src/cli/state.ts";
import { chooseStory } from "../../src/cli/start/story.ts";
import { verifyAll } from "../../src/cli/start/verify.ts";
import { readBundle } from "../../src/fhir/bundle.ts";
import type { BundleFile } from "../../src/fhir/folder.ts";
import { utf8 } from "../../src/core/bytes.ts";
import { fail } from "../../src/core/errors.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { bundleOf, labels } from "../fhir/fixtures/bundles.ts";
import { codeOf } from "../fixtures/failures.ts";
import { DIABETIC, sampleBundle, SMALLEST } from "../fixtures/samples.ts";
import { ServedChain } from "../fixtures/servedChain.ts";

const sample = (name: string): BundleFile => ({ where: name, read: () => sampleBundle(name) });

describe("start: bundles become records (RX-14)", () => {
  let folder: string;
  let served: ServedChain;
  let state: State;
  let consortium: Consortium;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-bundles-"));
    served = await ServedChain.start();
    state = await State.open(path.join(folder, "state"));
    const store = new BlockStore(EmbeddedBlocks.open(":memory:"));
    const { url, addresses } = served;
    const accounts = Accounts.development();
    consortium = await foundConsortium({
      url,
      addresses,
      accounts,
      state,
      store,
      isNewChain: true,
    });
  });
  after(async () => {
    await consortium.close();
    await served.close();
    rmSync(folder, { recursive: true });
  });

  it("all resources of all files, each once, at the hospital of their organisation", async () => {
    const files = [sample(SMALLEST), sample(DIABETIC), sample(SMALLEST)];
    const published = await publishBundles(files, consortium, state);
    expect(published).deep.include({ resources: 95 + 158 + 95, skippedByReason: {} });
    expect(published.records).equal(published.resources);
    expect(published.patients.map(({ label }) => label)).deep.equal([SMALLEST, DIABETIC]);
    const kept = consortium.hospitals.map(({ custody }) => [...custody.catalogue.records()].length);
    expect(kept[0]! + kept[1]!, "of two files with the same resources one is kept").equal(95 + 158);
    expect(Math.min(...kept)).above(0);
    expect(await verifyAll(consortium, 95 + 158)).equal(95 + 158);
    const story = chooseStory(published.covered)!;
    expect(story.patient.label).equal(DIABETIC);
    expect(story.records).above(0);
  });

  it("there is no story where nobody has diabetes", async () => {
    const resources = bundleOf([
      { resourceType: "Observation", id: "half", valueString: "\ud800" },
      { resourceType: "Observation", id: "whole", valueString: "\ud83d\ude00" },
      { resourceType: "Observation", id: "large", valueDecimal: "LARGE" },
      { id: "nothing" },
    ]);
    const odd = utf8(Buffer.from(resources).toString().replace('"LARGE"', "1e999"));
    const read = async () => readBundle(odd, { labels });
    const published = await publishBundles([{ where: "odd", read }], consortium, state);
    expect(published).deep.include({
      resources: 5,
      records: 2,
      skippedByReason: { NOT_FHIR: 1, FHIR_NOT_CANONICAL: 2 },
      covered: [],
    });
    expect(chooseStory(published.covered)).equal(undefined);
  });

  it("a file that cannot be read ends the run with its error", async () => {
    const broken = {
      where: "b",
      read: async () => fail("FHIR_NOT_JSON", { where: "file 2 of 2" }),
    };
    const read = async () => readBundle(bundleOf([{ resourceType: "X", id: "1" }]), { labels });
    const files = [{ where: "a", read }, broken];
    const other = await State.open(path.join(folder, "other state"));
    expect(await codeOf(() => publishBundles(files, consortium, other))).equal("FHIR_NOT_JSON");
  });
});
