/** What the steps of the set-up share: where things are, how to speak, how to run a command. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** Stamps and the lock lie in node_modules, so that removing it starts afresh. */
const stateFolder = path.join(root, "node_modules", ".setup");

export const inRoot = (...parts) => path.join(root, ...parts);
export const sha256 = (data) => createHash("sha256").update(data).digest("hex");

/** A failure that the user can do something about. */
export class SetupError extends Error {
  constructor(message, advice) {
    super(message);
    this.name = "SetupError";
    this.advice = advice;
  }
}

export function say(text) {
  process.stderr.write(`set-up: ${text}\n`);
}

export function statePath(name) {
  mkdirSync(stateFolder, { recursive: true });
  return path.join(stateFolder, name);
}

/** The content of a stamp, or undefined; reads without making the folder. */
export function readStamp(name) {
  const file = path.join(stateFolder, name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

export function writeStamp(name, value) {
  writeFileSync(statePath(name), value);
}

/** Every file under a folder, sorted, as paths relative to the project with forward slashes. */
export function filesUnder(folder) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((file) => file.split(path.sep).join("/"))
    .toSorted();
}

/** One digest over names and contents. */
export function digestOf(files, read = (file) => readFileSync(inRoot(file))) {
  return sha256(files.map((file) => `${file}\0${sha256(read(file))}\n`).join(""));
}

const causes = [
  [
    /ENOSPC|no space left/i,
    "The disk is full. Free some space (an install takes about 1 GB) and try again.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i,
    "The package registry cannot be reached. Check the network (proxy, VPN) and try again.",
  ],
  [
    /EACCES|EPERM|EROFS/,
    "This folder or npm's cache is not writable. Check who owns node_modules and npm's cache.",
  ],
  [
    /EINTEGRITY/,
    "A package differs from the one in package-lock.json. Try `npm cache clean --force`; if it stays, do not use it.",
  ],
  [
    /ENEEDAUTH|E401|E403/,
    "The package registry refused the request. Check the registry and credentials in your ~/.npmrc.",
  ],
  [
    /E404|ETARGET|ENOVERSIONS/,
    "The package registry lacks a package. Check the registry in your ~/.npmrc, or try again later.",
  ],
];

/** Elsewhere than on Windows a command gets a process group, so that all of it can be ended. */
const detached = process.platform !== "win32";
let running;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    running?.(signal);
    say("interrupted");
    process.exit(1);
  });
}

/**
 * Runs a shell command line in the project: no stdin, all output to stderr, a sign of life every
 * 15 seconds, and the project's own commands first in the PATH.
 */
export async function run(command, advice) {
  const started = Date.now();
  const child = spawn(command, {
    cwd: root,
    shell: true,
    detached,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: [inRoot("node_modules", ".bin"), process.env.PATH].join(path.delimiter),
      // Without a network npm should say so after 20 seconds, not after 70.
      npm_config_fetch_retry_maxtimeout: process.env.npm_config_fetch_retry_maxtimeout ?? "10000",
      HARDHAT_DISABLE_TELEMETRY_PROMPT: "true",
    },
  });
  running = (signal) => (detached ? process.kill(-child.pid, signal) : child.kill(signal));
  let output = "";
  const hear = (chunk) => {
    output = (output + chunk).slice(-20_000);
    process.stderr.write(chunk);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const pulse = setInterval(() => say(`still at it (${seconds()} s)`), 15_000);
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).catch((error) => {
    throw new SetupError(`cannot run \`${command}\`: ${error.message}`, advice);
  });
  clearInterval(pulse);
  running = undefined;
  if (code === 0) return;
  if (code === 127 || /is not recognized as an internal/.test(output)) {
    throw new SetupError(
      `\`${command.split(" ")[0]}\` is not installed.`,
      "It comes with Node: install Node 20 or later together with npm, and try again.",
    );
  }
  const cause = causes.find(([pattern]) => pattern.test(output));
  throw new SetupError(`\`${command}\` ended with exit code ${code}.`, cause?.[1] ?? advice);
}
