/** All TypeScript in documents is checked as the compiler checks our own; the README's first runs. */
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { blocks, documents, root } from "./fixtures.ts";

const run = promisify(execFile);
/** Two folders deep, as scripts/examples is: `../../src` leads to the sources from there too. */
const folder = path.join(root, "cache", "docs");

/** What the package's exports will be, without building it. */
const SOURCES = {
  careledger: "src/index.ts",
  "careledger/claims": "src/claims.ts",
  "careledger/deploy": "deploy/deploy.ts",
  "careledger/networks": "src/networks.ts",
  "careledger/typechain-types": "typechain-types/index.ts",
};

async function typeErrors(programs: ReadonlyMap<string, string>): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const paths = Object.fromEntries(
    Object.entries(SOURCES).map(([name, file]) => [name, [`../../${file}`]]),
  );
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { types: ["node"], paths },
    include: ["*.ts"],
  };
  await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(config));
  for (const [name, program] of programs) await writeFile(path.join(folder, name), program);
  try {
    await run(path.join(root, "node_modules/.bin/tsc"), ["-p", folder], { cwd: root });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe("documents: TypeScript", () => {
  const all = documents();

  it("the README's first block is the example that is run", async () => {
    const readme = all.find(({ file }) => file === "README.md")!;
    const example = await readFile(path.join(root, "scripts/examples/readme.ts"), "utf8");
    expect(blocks(readme, "ts")[0]).to.equal(example);
  });

  it("no block goes by another name, or is indented, so that it would be left out", () => {
    const script = /^\s*(?:```+|~~~+)\s*(?:[cm]?[tj]sx?|typescript|javascript)\b.*$/gim;
    const fences = all.flatMap(({ text }) => text.match(script) ?? []);
    expect(new Set(fences.map((fence) => fence.replace(/^\n+/, "")))).deep.equal(
      new Set(["```ts"]),
    );
  });

  it("every block is a program that type-checks", async function () {
    this.timeout(60_000);
    const programs = new Map(
      all.flatMap((document) =>
        blocks(document, "ts").map((program, i) => {
          const name = `${document.file.replaceAll("/", "-").replace(/\.md$/, "")}-${i + 1}.ts`;
          return [name, `${program}\nexport {};\n`] as const;
        }),
      ),
    );
    expect(programs.size).greaterThan(0);
    expect(await typeErrors(programs)).to.equal("");
  });

  it("and what does not is found", async function () {
    this.timeout(60_000);
    const wrong = 'import { CareLedger } from "careledger";\nCareLedger.connect({ rpc: 1 });\n';
    expect(await typeErrors(new Map([["wrong.ts", wrong]]))).match(/^cache\/docs\/wrong\.ts\(2,/);
  });
});
