/**
 * Fails if a generated file (codes, typechain-types, printed documents) is not what the generators
 * write now: remembers every file of the project, generates all afresh, and compares. A run that
 * built before can give the state from before that build, which is not made again while it fits:
 *
 *     node scripts/check-generated.mjs --remember FILE   (built-ins only; before anything ran)
 *     node scripts/check-generated.mjs --since FILE
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildContracts, contractsAreBuilt } from "./setup/build.mjs";
import { inRoot, root, run, SetupError, sha256 } from "./setup/run.mjs";

const { values } = parseArgs({
  options: { remember: { type: "string" }, since: { type: "string" } },
});

/** Digest of every file that is, or could be, committed. */
function projectFiles() {
  const listed = execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const files = listed.split("\0").filter((file) => file !== "" && existsSync(inRoot(file)));
  return Object.fromEntries(files.map((file) => [file, sha256(readFileSync(inRoot(file)))]));
}

async function check() {
  const before = values.since ? JSON.parse(readFileSync(values.since, "utf8")) : projectFiles();
  const generate = () => run("npm run --silent generate", "Mend the generator.");
  // Some of it is compiled, and some is printed from what the compiler made.
  await generate();
  if (!values.since || !contractsAreBuilt()) await buildContracts();
  await generate();
  const after = projectFiles();
  const stale = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((file) => before[file] !== after[file])
    .toSorted();
  for (const file of stale) {
    const how = !before[file] ? "is new" : after[file] ? "has changed" : "is gone";
    console.log(`${file} ${how}`);
  }
  if (stale.length > 0) {
    throw new SetupError(
      `${stale.length} files are not what the generators write.`,
      "They are now: look at `git diff` and commit them.",
    );
  }
  console.log("generated files are fresh");
}

try {
  if (values.remember) writeFileSync(values.remember, JSON.stringify(projectFiles()));
  else await check();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`${error.message}\n${error.advice}`);
  process.exitCode = 1;
}
