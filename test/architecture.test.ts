/** The whole source tree against the rules of docs/architecture.md. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { domainArrows, headers, repeatedErrors } from "./architecture/solidity.ts";
import { readSources } from "./architecture/source.ts";
import {
  bareErrors,
  consoleCalls,
  importArrows,
  innerBarrels,
  resolvedUrls,
  tooLong,
} from "./architecture/typescript.ts";

const root = path.resolve(import.meta.dirname, "..");
const code = readSources(root, ["src", "deploy", "scripts", "test", "bench"], /\.(?:ts|mjs)$/);
const contracts = readSources(root, ["contracts"], /\.sol$/);

/** Fails with every violation, one a line. */
function expectNone(violations: readonly string[]) {
  expect(violations, `\n${violations.join("\n")}\n`).to.have.lengthOf(0);
}

describe("architecture", () => {
  it("finds the sources", () => {
    expect(code.size).to.be.greaterThan(20);
    expect(contracts.size).to.be.greaterThan(10);
  });

  it("src: imports point down only", () => expectNone(importArrows(code)));
  it("src: no inner barrels", () => expectNone(innerBarrels(code)));
  it("src: nothing goes to the console", () => expectNone(consoleCalls(code)));
  it("src, scripts, deploy: no bare Error", () => expectNone(bareErrors(code)));
  it("contracts: a domain knows another's interfaces only", () =>
    expectNone(domainArrows(contracts)));
  it("contracts: licence and compiler are the same in every file", () =>
    expectNone(headers(contracts)));
  it("contracts: every error is declared once", () => expectNone(repeatedErrors(contracts)));
  it("no file is too long", () => expectNone(tooLong(new Map([...code, ...contracts]))));
  for (const lockfile of [
    "package-lock.json",
    "test/peers/package-lock.json",
    "bench/peers/package-lock.json",
  ]) {
    it(`${lockfile} names no registry`, () =>
      expectNone(resolvedUrls(readFileSync(path.join(root, lockfile), "utf8"))));
  }
});
