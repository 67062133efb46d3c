/** The peers' packages: installed from their own lockfile when a bench first wants them. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import type { InterfaceAbi } from "ethers";
import { compilerSettings } from "../../scripts/hardhat/compiler.ts";

const peers = path.resolve(import.meta.dirname, "../peers");
const inPeers = (...parts: string[]): string => path.join(peers, ...parts);
const read = (file: string): Promise<string> => readFile(file, "utf8");
const digestOf = (...texts: string[]): string =>
  createHash("sha256").update(texts.join("\0")).digest("hex");

/** What is deployed and called. */
export interface Artifact {
  abi: InterfaceAbi;
  bytecode: string;
}

/** Installs the locked versions, unless they are there. Nothing of them runs while installing. */
async function install(lock: string): Promise<void> {
  const stamp = inPeers("node_modules", ".installed");
  const wanted = digestOf(lock);
  if ((await read(stamp).catch(() => "")) === wanted) return;
  process.stderr.write("bench: installing the peers' packages\n");
  const options = ["install", "--no-save", "--ignore-scripts"];
  await promisify(execFile)("npm", options, { cwd: peers, shell: process.platform === "win32" });
  await writeFile(stamp, wanted);
}

/** The contracts of bench/peers/contracts, compiled as ours are. */
async function compile(lock: string): Promise<Record<string, Artifact>> {
  const source = await read(inPeers("contracts", "Tokens.sol"));
  const cache = inPeers("node_modules", ".compiled.json");
  const key = digestOf(lock, source, JSON.stringify(compilerSettings));
  const kept = JSON.parse(await read(cache).catch(() => "{}")) as {
    key?: string;
    artifacts?: Record<string, Artifact>;
  };
  if (kept.key === key && kept.artifacts) return kept.artifacts;
  process.stderr.write("bench: compiling the peers\n");
  const artifacts = await runCompiler(source);
  await writeFile(cache, JSON.stringify({ key, artifacts }));
  return artifacts;
}

interface Compiled {
  errors?: { severity: string; formattedMessage: string }[];
  contracts: Record<
    string,
    Record<string, { abi: InterfaceAbi; evm: { bytecode: { object: string } } }>
  >;
}

async function runCompiler(source: string): Promise<Record<string, Artifact>> {
  const sources: Record<string, { content: string }> = {};
  const add = async (name: string, content: string): Promise<void> => {
    sources[name] = { content };
    for (const [, target] of content.matchAll(/^import\s[^"']*["']([^"']+)["']/gm)) {
      const isNear = target!.startsWith(".");
      const file = isNear ? path.posix.join(path.posix.dirname(name), target!) : target!;
      if (!sources[file]) await add(file, await read(inPeers("node_modules", file)));
    }
  };
  await add("Tokens.sol", source);
  const solc = createRequire(import.meta.url)("solc") as { compile(input: string): string };
  const input = {
    language: "Solidity",
    sources,
    settings: {
      ...compilerSettings,
      outputSelection: { "Tokens.sol": { "*": ["abi", "evm.bytecode.object"] } },
    },
  };
  const { errors = [], contracts } = JSON.parse(solc.compile(JSON.stringify(input))) as Compiled;
  const failure = errors.find(({ severity }) => severity === "error");
  if (failure) throw new TypeError(failure.formattedMessage);
  return Object.fromEntries(
    Object.entries(contracts["Tokens.sol"]!).map(([name, { abi, evm }]) => [
      name,
      { abi, bytecode: `0x${evm.bytecode.object}` },
    ]),
  );
}

const EAS = "@ethereum-attestation-service/eas-contracts";

/** All peers' contracts, by name: those of the Ethereum Attestation Service as it publishes them. */
export async function peerArtifacts(): Promise<Record<string, Artifact>> {
  const lock = await read(inPeers("package-lock.json"));
  await install(lock);
  const published = async (name: string): Promise<Artifact> => {
    const file = inPeers("node_modules", EAS, "artifacts/contracts", `${name}.sol`, `${name}.json`);
    return JSON.parse(await read(file)) as Artifact;
  };
  return {
    ...(await compile(lock)),
    EAS: await published("EAS"),
    SchemaRegistry: await published("SchemaRegistry"),
  };
}

/** The versions that the lockfile names. */
export async function peerVersions(): Promise<Record<string, string>> {
  const { packages } = JSON.parse(await read(inPeers("package-lock.json"))) as {
    packages: Record<string, { version?: string }>;
  };
  return Object.fromEntries(
    Object.entries(packages).flatMap(([name, { version }]) =>
      version ? [[name.replace("node_modules/", ""), version]] : [],
    ),
  );
}
