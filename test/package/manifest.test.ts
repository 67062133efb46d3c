/** package.json: what an installed package needs comes with it, and nothing else. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import manifest from "../../package.json" with { type: "json" };
import { importsOf, readSources } from "../architecture/source.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** `@noble/curves` of `@noble/curves/nist.js`. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Packages that the published sources import. */
function imported(): string[] {
  const sources = [
    ...readSources(root, ["src", "deploy", "typechain-types"], /(?<!\.d)\.ts$/),
    ...readSources(root, ["contracts"], /\.sol$/),
  ];
  const specifiers = sources.flatMap(([, text]) => importsOf(text).specifiers);
  return [...new Set(specifiers.filter((s) => !/^(?:\.|node:)/.test(s)).map(packageOf))];
}

describe("the package", () => {
  it("depends on what it imports, and on nothing else", () => {
    expect(imported().toSorted()).deep.equal(Object.keys(manifest.dependencies).toSorted());
  });

  it("exports what the build makes of sources that are there", () => {
    const { exports, types, bin } = manifest;
    const targets = [...Object.values(exports), types, bin.careledger].flatMap((target) =>
      typeof target === "string" ? [target] : Object.values(target),
    );
    const sources = targets
      .map((target) => path.posix.normalize(target))
      .filter((target) => target.startsWith("dist/") && /\.(?:js|d\.ts)$/.test(target))
      .map((target) => target.replace("dist/", "").replace(/\.(?:js|d\.ts)$/, ".ts"));
    expect(sources).to.include.members(["src/index.ts", "src/networks.ts", "src/cli/main.ts"]);
    for (const source of sources) expect(existsSync(path.join(root, source)), source).equal(true);
  });

  it("has a command that a shell can start", () => {
    const text = readFileSync(path.join(root, "src/cli/main.ts"), "utf8");
    expect(text).match(/^#!\/usr\/bin\/env node\n/);
  });
});
