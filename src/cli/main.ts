#!/usr/bin/env node
/** Looks at Node first: what an older one lacks would fail while it is being loaded. */
import process from "node:process";

/** Hardhat's least, and `node:sqlite` without a flag. */
const OLDEST = [22, 13] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(
    `careledger needs Node ${OLDEST.join(".")} or later; this is ${process.versions.node}. ` +
      "In a clone `npm run -s careledger -- ...` brings its own; elsewhere install Node 24.\n",
  );
  process.exitCode = 1;
} else {
  const { run } = await import("./run.ts");
  await run();
}
