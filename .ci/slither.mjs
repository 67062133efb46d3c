/**
 * Runs slither (first argument: its command) over the compiled contracts. A finding of medium or
 * high impact fails unless .ci/slither.json names its detector and place with a reason; so does an
 * entry there that no finding matches any more. Places are names, not lines, so edits keep them.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const slither = process.argv[2] ?? "slither";
const triage = JSON.parse(readFileSync(new URL("slither.json", import.meta.url), "utf8"));

/** `Contract.function` in which a finding's first element stands. */
function placeOf(finding) {
  let element = finding.elements[0];
  while (element?.type_specific_fields?.parent && element.type !== "function") {
    element = element.type_specific_fields.parent;
  }
  const owner = element?.type_specific_fields?.parent?.name;
  return [owner, element?.name].filter(Boolean).join(".");
}

const root = new URL("..", import.meta.url);

/** The build without its Solidity tests, which are compiled with it and which slither refuses. */
function copyOfBuild(folder) {
  const from = new URL("artifacts/build-info/", root);
  const to = path.join(folder, "build-info");
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const build = JSON.parse(readFileSync(new URL(name, from), "utf8"));
    for (const part of [build.output?.sources, build.output?.contracts]) {
      for (const source of Object.keys(part ?? {})) {
        if (source.startsWith("project/test/")) delete part[source];
      }
    }
    writeFileSync(path.join(to, name), JSON.stringify(build));
  }
}

function analyse() {
  const folder = mkdtempSync(path.join(tmpdir(), "slither-"));
  copyOfBuild(folder);
  const file = path.join(folder, "result.json");
  const options = ["--hardhat-artifacts-directory", folder, "--fail-none", "--json", file];
  const { error, stderr } = spawnSync(slither, [".", ...options], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  try {
    if (error) throw error;
    if (!existsSync(file)) throw new Error(stderr);
    const result = JSON.parse(readFileSync(file, "utf8"));
    if (!result.success) throw new Error(result.error);
    return result.results.detectors ?? [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const findings = analyse().map((finding) => ({ ...finding, place: placeOf(finding) }));
const grave = findings.filter(({ impact }) => impact === "High" || impact === "Medium");
const matches = (entry, finding) => entry.check === finding.check && entry.place === finding.place;
const open = grave.filter((finding) => !triage.some((entry) => matches(entry, finding)));
const idle = triage.filter((entry) => !grave.some((finding) => matches(entry, finding)));

for (const { check, impact, place } of findings.filter((finding) => !grave.includes(finding))) {
  console.log(`${impact}: ${check} in ${place}`);
}
for (const { check, impact, place, description } of open) {
  console.log(`\n${impact.toUpperCase()}: ${check} in ${place}\n${description}`);
}
for (const { check, place } of idle) {
  console.log(`.ci/slither.json: no finding matches ${check} in ${place} any more`);
}
console.log(
  `slither: ${grave.length} findings of medium or high impact, ${grave.length - open.length} ` +
    `explained in .ci/slither.json, ${open.length} open; ${findings.length - grave.length} lower`,
);
process.exitCode = open.length + idle.length > 0 ? 1 : 0;
