#!/usr/bin/env node
/**
 * Brings a clone to the state the other scripts need: packages installed, contracts compiled.
 * npm runs it before `npm start` and `npm test`. Built-ins only, because it runs before anything is
 * installed, under whatever Node the user has (20 or later); everything after it runs on the Node
 * that it installs. Writes to stderr only and does nothing where nothing has changed.
 */
import { buildContracts, contractsAreBuilt } from "./setup/build.mjs";
import { installPackages, packagesAreInstalled } from "./setup/install.mjs";
import { withLock } from "./setup/lock.mjs";
import { say, SetupError } from "./setup/run.mjs";

async function setUp() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) {
    throw new SetupError(`Node ${process.versions.node} is too old.`, "Install Node 20 or later.");
  }
  if (packagesAreInstalled() && contractsAreBuilt()) return;
  say("preparing this clone");
  await withLock(async () => {
    // Another command may have done the work while this one waited for the lock.
    if (!packagesAreInstalled()) await installPackages();
    if (!contractsAreBuilt()) await buildContracts();
  });
  say("ready");
}

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(`failed: ${error.message}`);
  say(error.advice);
  process.exitCode = 1;
}
