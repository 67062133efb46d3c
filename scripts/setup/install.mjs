/** Packages: those of package-lock.json, and the native parts for this machine. */
import { existsSync, readFileSync } from "node:fs";
import { inRoot, readStamp, run, say, SetupError, sha256, writeStamp } from "./run.mjs";

/** Hardhat's least Node. An install under an older one leaves the EVM's native part out. */
const oldest = [22, 13];
/** Packages whose native part is a package of its own for each platform. */
const withNativeParts = [
  { name: "@nomicfoundation/edr", what: "the EVM", needed: true },
  { name: "esbuild", what: "the TypeScript loader", needed: true },
  { name: "typescript", what: "the type checker", needed: false },
  { name: "oxlint", what: "the linter", needed: false },
  { name: "oxlint-tsgolint", what: "the linter's type checker", needed: false },
];
const retry = "Remove node_modules and try again; if it fails again, report the output above.";

function isModern() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function manifest(name) {
  const file = inRoot("node_modules", name, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** The endings that packages for this machine have: `linux-x64-gnu`, `win32-x64-msvc`, `darwin-arm64`. */
function platformEndings() {
  const { platform, arch } = process;
  const plain = `${platform}-${arch}`;
  if (platform === "win32") return [`${plain}-msvc`, plain];
  if (platform !== "linux") return [plain];
  process.report.excludeNetwork = true;
  const libc = process.report.getReport().header.glibcVersionRuntime ? "gnu" : "musl";
  return [`${plain}-${libc}`, `${plain}-${libc}eabihf`, plain];
}

/** Where a package or its native part is missing: what to install. Asks no network. */
function missingParts() {
  const endings = platformEndings();
  const missing = [];
  for (const part of withNativeParts) {
    const { optionalDependencies = {}, version } = manifest(part.name) ?? {};
    if (!version) {
      missing.push({ ...part, absent: true });
      continue;
    }
    const native = Object.keys(optionalDependencies).find((name) =>
      endings.some((ending) => name.endsWith(`/${ending}`) || name.endsWith(`-${ending}`)),
    );
    const wanted = native && optionalDependencies[native];
    if (!native || manifest(native)?.version !== wanted) missing.push({ ...part, native, wanted });
  }
  return missing;
}

/** The project's own Node, which the npm scripts run on; a modern system's Node does as well. */
function nodeIsThere() {
  return (
    isModern() || ["node", "node.exe"].some((f) => existsSync(inRoot("node_modules/node/bin", f)))
  );
}

function lockStamp() {
  return sha256(readFileSync(inRoot("package-lock.json")));
}

/** npm under a Node that Hardhat accepts. */
function npm(args) {
  return isModern() ? `npm ${args}` : `npx -y -p node@24 -c "npm ${args}"`;
}

export function packagesAreInstalled() {
  return readStamp("install") === lockStamp() && missingParts().length === 0 && nodeIsThere();
}

export async function installPackages() {
  say("installing packages (about a minute the first time, with a network) ...");
  // Not `npm ci`: it refuses a lockfile without the packages of every platform. With the default
  // `--no-save` npm takes the locked versions, checks their digests and leaves the lockfile alone.
  await run(npm("install --no-save --include=dev --include=optional --no-fund --no-audit"), retry);
  await installNativeParts();
  if (!nodeIsThere()) await run(npm("rebuild node"), retry);
  if (!nodeIsThere()) {
    throw new SetupError(
      "the package `node` has no binary: its install script did not run.",
      "Run `npm rebuild node --ignore-scripts=false`, or use Node 24 yourself, and try again.",
    );
  }
  writeStamp("install", lockStamp());
}

/** A lockfile made on one platform can lack the native parts of others, and npm then skips them. */
async function installNativeParts() {
  const missing = missingParts();
  const hopeless = missing.find((part) => part.needed && !part.native);
  if (hopeless) {
    throw new SetupError(
      hopeless.absent
        ? `npm did not install ${hopeless.name}.`
        : `${hopeless.what} (${hopeless.name}) does not exist for ${platformEndings()[0]}.`,
      hopeless.absent ? retry : "Use Linux, macOS or Windows on x64 or arm64.",
    );
  }
  const specs = missing
    .filter((part) => part.native)
    .map((part) => `${part.native}@${part.wanted}`);
  if (specs.length === 0) return;
  say(`installing the native parts for ${platformEndings()[0]} ...`);
  await run(npm(`install --no-save --include=dev --no-fund --no-audit ${specs.join(" ")}`), retry);
}
