/** Contracts: compiled afresh whenever a source, the configuration or a package has changed. */
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import {
  digestOf,
  filesUnder,
  inRoot,
  readStamp,
  run,
  say,
  statePath,
  writeStamp,
} from "./run.mjs";

const types = "typechain-types";

/** What a build is made from. */
function sources() {
  const settings = ["hardhat.config.ts", ...filesUnder("scripts/hardhat"), "package-lock.json"];
  return digestOf([...filesUnder("contracts"), ...settings]);
}

/** What a build has made, but for the build's id: a coverage run, for one, leaves other bytecode. */
function artifacts() {
  const files = filesUnder("artifacts/contracts").filter((file) => file.endsWith(".json"));
  return digestOf(files, (file) =>
    readFileSync(inRoot(file), "utf8").replace(/"buildInfoId": "[^"]*"/, ""),
  );
}

export function contractsAreBuilt() {
  const typed = existsSync(inRoot(types, "index.ts"));
  return typed && readStamp("build") === `${sources()} ${artifacts()}`;
}

export async function buildContracts() {
  say("compiling the contracts (some three minutes) ...");
  const from = sources();
  const kept = statePath(types);
  if (existsSync(inRoot(types))) {
    rmSync(kept, { recursive: true, force: true });
    renameSync(inRoot(types), kept);
  }
  try {
    // Clean first: types of contracts that are gone would stay.
    await run("hardhat clean", "");
    await run("hardhat build", "Mend what the compiler names above and try again.");
  } catch (error) {
    // The generated types are committed files: a build that fails must not delete them.
    rmSync(inRoot(types), { recursive: true, force: true });
    if (existsSync(kept)) renameSync(kept, inRoot(types));
    throw error;
  }
  rmSync(kept, { recursive: true, force: true });
  writeStamp("build", `${from} ${artifacts()}`);
}
