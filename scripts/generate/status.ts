/**
 * Writes docs/status.md: what is done, from docs/features.json and the titles of the tests. A feature
 * whose id stands in a title is done, unless features.json says what of it is missing.
 */
import assert from "node:assert";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import features from "../../docs/features.json" with { type: "json" };
import { table, writePage } from "../print/page.ts";

interface Feature {
  id: string;
  title: string;
  /** What of it no test shows yet. */
  missing?: string;
}

const AREAS: Readonly<Record<string, string>> = {
  ID: "Identity and governance",
  RX: "Records and storage",
  CA: "Consent, access, care",
  DT: "Drugs and supply",
  CL: "Claims and the insurance ledger",
  ST: "Settlement",
  RG: "Regulation",
  CR: "Clinical research",
  AI: "Federated learning and AI",
  PV: "Privacy",
  IO: "Interoperability",
  PF: "Performance",
  SC: "Security and compliance",
  VM: "Value models",
  DB: "Dashboards",
};

const title = /\b(?:describe|it)(?:\.\w+)?\(\s*(["'`])((?:\\.|(?!\1)[^])*)\1/g;
const solidityTitle = /\/\/\/([^\n]*)/g;
const idOf = new RegExp(`\\b(?:${Object.keys(AREAS).join("|")})-\\d{2}\\b`, "g");

/** Ids in the titles of a test file; in Solidity tests, in the comments that document them. */
function cited(file: string, text: string): string[] {
  const titles = file.endsWith(".sol")
    ? [...text.matchAll(solidityTitle)].map((match) => match[1]!)
    : [...text.matchAll(title)].map((match) => match[2]!);
  return titles.flatMap((line) => line.match(idOf) ?? []);
}

async function testsByFeature(): Promise<Map<string, Set<string>>> {
  const tests = new Map(features.map(({ id }) => [id, new Set<string>()]));
  const files = (await readdir("test", { recursive: true })).filter((f) =>
    /\.(?:test\.ts|t\.sol)$/.test(f),
  );
  for (const file of files.map((f) => f.split(path.sep).join("/")).toSorted()) {
    for (const id of cited(file, await readFile(`test/${file}`, "utf8"))) {
      assert.ok(tests.has(id), `test/${file} names ${id}, which is not in docs/features.json`);
      tests.get(id)!.add(file);
    }
  }
  return tests;
}

const tests = await testsByFeature();
const isShown = ({ id }: Feature) => tests.get(id)!.size > 0;
const stateOf = (feature: Feature) =>
  isShown(feature) ? (feature.missing ? "partly" : "done") : "not yet";

const areas = Object.entries(AREAS).map(([prefix, name]) => {
  const listed = (features as Feature[]).filter(({ id }) => id.startsWith(`${prefix}-`));
  const count = (state: string) => listed.filter((f) => stateOf(f) === state).length;
  const rows = listed.map((feature) => [
    feature.id,
    feature.title,
    stateOf(feature) === "partly" ? `partly: ${feature.missing}` : stateOf(feature),
    [...tests.get(feature.id)!]
      .map((f) => `[${path.basename(f).replace(/\.(?:test\.ts|t\.sol)$/, "")}](../test/${f})`)
      .join(", "),
  ]);
  return { name, counts: ["done", "partly", "not yet"].map(count), rows };
});
const total = [0, 1, 2].map((i) => areas.reduce((sum, { counts }) => sum + counts[i]!, 0));

await writePage("docs/status.md", "docs/features.json and the titles of the tests", [
  "# What is done",
  "",
  "Each feature of the mission, and the tests whose titles name it. `done`: tests show it. `partly`:",
  "they show some of it. `not yet`: there is no code for it, or no test.",
  "",
  ...table(
    ["area", "done", "partly", "not yet"],
    [
      ...areas.map(({ name, counts }) => [name, ...counts.map(String)]),
      ["all", ...total.map(String)],
    ],
  ),
  ...areas.flatMap(({ name, rows }) => [
    `## ${name}`,
    "",
    ...table(["id", "feature", "state", "tests"], rows),
  ]),
]);
