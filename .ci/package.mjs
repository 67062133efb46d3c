/**
 * The package as others get it: packed, linted, and installed outside of this repository by the
 * projects of examples/, with npm and the registry; and its command line, run from another folder.
 * `--keep` leaves the folder in which that happens, to look at.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
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
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startAnvil } from "../scripts/anvil.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const work = mkdtempSync(path.join(tmpdir(), "careledger-package-"));
/** The project's Node and its tools come first; process.execPath is what the gate was started with. */
const projectBin = path.join(root, "node_modules", ".bin");
process.env.PATH = [projectBin, process.env.PATH].join(path.delimiter);
const env = { ...process.env, HARDHAT_DISABLE_TELEMETRY_PROMPT: "true", NO_COLOR: "1" };

/** Who is on the chain of `careledger up`, in the order of admission. */
const CONSORTIUM = [
  "North Hospital",
  "South Hospital",
  "Insurance Agency",
  "Corner Pharmacy",
  "Health Regulator",
  "Vaccine Maker",
  "Cold Carrier",
  "Willow Works",
  "Lakeside Hospital",
  "Lakeside Agency",
];

class CheckError extends Error {}

function check(what, holds, seen = "") {
  console.log(`  ${holds ? "ok " : "NOT"} ${what}`);
  if (!holds) throw new CheckError(`${what}\n${seen}`);
}

/** Runs a command in a folder; answers its stdout. */
function run(what, folder, command, ...args) {
  const begun = Date.now();
  const options = { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 26, timeout: 600_000 };
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  check(`${what} (${seconds} s)`, status === 0, `${error ?? ""}${stdout}\n${stderr}`);
  return stdout;
}

/** A copy of an example with the package installed; answers its folder. */
function install(name, tarball) {
  const folder = path.join(work, name);
  cpSync(path.join(root, "examples", name), folder, { recursive: true });
  const flags = ["--no-audit", "--no-fund", "--no-package-lock"];
  run(`${name}: npm install of the tarball`, folder, "npm", "install", ...flags, tarball);
  return folder;
}

/** The installed command deploys to a chain that is none of ours, and finds there what it deployed. */
async function checkDeploy(folder, careledger) {
  const { url, stop } = await startAnvil();
  try {
    const flags = ["deploy", "--rpc", url];
    run("careledger deploy", folder, careledger, ...flags, "--network-name", "example");
    const file = path.join(folder, "networks", "example", "addresses.json");
    check("careledger deploy: writes networks/example/addresses.json", existsSync(file));
    run("careledger deploy --verify", folder, careledger, ...flags, "--verify");
  } finally {
    stop();
  }
}

/** The installed command, up in a folder of its own, while `use` uses it. */
async function whileUp(folder, use) {
  const careledger = path.join(folder, "node_modules", ".bin", "careledger");
  const child = spawn(careledger, ["up"], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (part) => (said += part));
  const ended = new Promise((resolve) => child.on("close", resolve));
  const file = path.join(folder, ".careledger", "dev.json");
  try {
    for (let waited = 0; !existsSync(file) && waited < 120 && child.exitCode === null; waited++) {
      await sleep(1_000);
    }
    check("careledger up: it stays", existsSync(file), said);
    await use(JSON.parse(readFileSync(file, "utf8")), careledger);
  } finally {
    child.kill("SIGINT");
    await ended;
  }
  check("careledger up: ended by Ctrl-C, it leaves no dev.json", !existsSync(file), said);
}

async function checkTypescript(tarball) {
  const folder = install("typescript", tarball);
  run("typescript: type-checked, the declarations too", folder, "npx", "tsc");
  await whileUp(folder, ({ url, addresses }, careledger) => {
    // The SDK is for Node 20 too, if that is what the gate was started with.
    const versionOf = (node) => spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
    const nodes = [path.join(projectBin, "node"), process.execPath];
    for (const [version, node] of new Map(nodes.map((one) => [versionOf(one), one]))) {
      const args = ["dist/main.js", url, addresses.directory];
      const said = run(`typescript: runs under Node ${version}`, folder, node, ...args);
      const wanted = /^\d+ batches, 7944 records\n\d+ uses of consents\n[^]*institution 2 opened/;
      check("typescript: says what is on the chain", wanted.test(said), said);
    }
    const listed = run(
      "careledger participants list",
      folder,
      careledger,
      "participants",
      "list",
      "--json",
    );
    const { participants } = JSON.parse(listed);
    const active = participants.filter(({ status }) => status === "ACTIVE").map(({ name }) => name);
    check(
      "careledger participants list: the ten of the main job",
      active.join() === CONSORTIUM.join() && participants.length === active.length,
      listed,
    );
  });
  const careledger = path.join(folder, "node_modules", ".bin", "careledger");
  await checkDeploy(folder, careledger);
  checkNetworkInit(careledger);
  const help = run("careledger --help", work, careledger, "--help");
  check("careledger --help: tells the commands", help.includes("participants"), help);
}

/** The files of a Besu network, made in a folder where nothing else is. */
function checkNetworkInit(careledger) {
  const folder = path.join(work, "network");
  mkdirSync(folder);
  const members = ["north", "south", "east", "west"].map((name) => ({ name }));
  writeFileSync(path.join(folder, "members.json"), JSON.stringify(members));
  const flags = ["--members", "members.json", "--out", "besu"];
  run("careledger network init", folder, careledger, "network", "init", ...flags);
  check(
    "careledger network init: writes a genesis",
    existsSync(path.join(folder, "besu/genesis.json")),
  );
}

function checkHardhat(tarball) {
  const folder = install("hardhat", tarball);
  const said = run(
    "hardhat: compiled, and its test passes",
    folder,
    "npx",
    "hardhat",
    "test",
    "mocha",
  );
  check("hardhat: one test", /1 passing/.test(said), said);
}

/** What stands in the package: all that is exported, and nothing that is not for others. */
function checkFiles(files) {
  const has = (start) => files.some(({ path: file }) => file.startsWith(start));
  for (const part of [
    "dist/src/index.d.ts",
    "dist/abi/RecordIndex.json",
    "dist/standard-input.json",
  ]) {
    check(`holds ${part}`, has(part));
  }
  for (const part of ["src/", "test/", "typechain-types/", "contracts/mocks/", "docs/", ".ci/"]) {
    check(`does not hold ${part}`, !has(part));
  }
}

try {
  const packed = run("npm pack", root, "npm", "pack", "--json", "--pack-destination", work);
  const [{ files, size }] = JSON.parse(packed.slice(packed.search(/^\[/m)));
  const tarball = path.join(
    work,
    readdirSync(work).find((file) => file.endsWith(".tgz")),
  );
  console.log(`  ${files.length} files, ${(size / 1e6).toFixed(1)} MB packed`);
  checkFiles(files);
  const verify = path.join(root, ".ci", "standardInput.mjs");
  run("standard-input.json compiles to the very code of the ABI files", root, "node", verify);
  run("publint", work, "publint", tarball, "--strict");
  // ESM only: CommonJS gets it by `import()`, and node10 knows no exports.
  run("attw", work, "attw", tarball, "--profile", "esm-only");
  await checkTypescript(tarball);
  checkHardhat(tarball);
  console.log("package: it packs, installs, compiles and runs");
} catch (error) {
  if (!(error instanceof CheckError)) throw error;
  console.error(`package: ${error.message}`);
  process.exitCode = 1;
} finally {
  if (process.argv.includes("--keep")) console.log(work);
  else rmSync(work, { recursive: true, force: true });
}
