/** The rules themselves: each is broken once on purpose, and must say so. */
import { expect } from "chai";
import { domainArrows, headers, repeatedErrors } from "./solidity.ts";
import { blank, importsOf } from "./source.ts";
import {
  bareErrors,
  consoleCalls,
  importArrows,
  innerBarrels,
  resolvedUrls,
  tooLong,
} from "./typescript.ts";

const one = (file: string, text: string) => new Map([[file, text]]);

describe("architecture rules: reading sources", () => {
  it("sees every form of import", () => {
    const { specifiers, computed } = importsOf(`
      import a from "./a.ts";
      import type { B,
        C } from './b.ts';
      export { d } from "./d.ts"; import "./e.ts";
      const f = await import("./f.ts"), g = require ('./g.ts');
      const h = \`\${await import("./h.ts")} from "./no.ts"\`;
      await import(f); await import(\`./\${g}.ts\`);`);
    expect(specifiers).to.deep.equal(["a", "b", "d", "e", "f", "g", "h"].map((x) => `./${x}.ts`));
    expect(computed).to.equal(2);
  });

  it("takes no text for code", () => {
    const texts = [
      '// import a from "./a.ts";\n/* import b from "./b.ts"; */',
      "const s = 'import c from \"./c.ts\"';",
      'const t = `import d from "./d.ts" ${`{ from "./e.ts"`}`;',
      String.raw`const r = /["'] from "x"/; const q = "\" from 'y'";`,
      'Array.from("x"); const y = { from: "z" };',
    ];
    for (const text of texts) expect(importsOf(text).specifiers, text).to.deep.equal([]);
  });

  it("keeps every character at its place", () => {
    const text = 'a / b; /* x */ "y" + `z${{ k: "v" }}` // end\nlast';
    expect(blank(text)).to.equal('a / b;         " " + ` ${{ k: " " }}`       \nlast');
  });
});

describe("architecture rules: TypeScript", () => {
  const wrong: [name: string, file: string, target: string][] = [
    ["upwards", "src/core/ids.ts", "../chain/network.ts"],
    ["rooms of one floor", "src/vault/seal.ts", "../fhir/parse.ts"],
    ["ledger and indexer", "src/ledger/consent.ts", "../indexer/fold.ts"],
    ["files of ledger", "src/ledger/consent.ts", "./records.ts"],
    ["files of flows", "src/flows/openRecord.ts", "./publishRecord.ts"],
    ["flows from the gateway", "src/flows/openRecord.ts", "../gateway/server.ts"],
    ["the client from the gateway", "src/client.ts", "./gateway/server.ts"],
    ["the index from the gateway", "src/index.ts", "./gateway/server.ts"],
    ["typechain-types past the door", "src/ledger/consent.ts", "../../typechain-types/index.js"],
    ["tests", "src/chain/network.ts", "../../test/fixtures/chain.ts"],
    ["an unknown room", "src/helpers/misc.ts", "../core/ids.ts"],
  ];
  for (const [name, file, target] of wrong) {
    it(`refuses ${name}`, () =>
      expect(importArrows(one(file, `import { x } from "${target}";`))).to.have.lengthOf(1));
  }

  it("refuses a computed import", () =>
    expect(importArrows(one("src/cli/run.ts", "await import(name);"))).to.have.lengthOf(1));

  it("allows arrows that point down", () => {
    const right: [file: string, target: string][] = [
      ["src/core/ids.ts", "./bytes.ts"],
      ["src/chain/contracts.ts", "../../typechain-types/index.js"],
      ["src/ledger/consent.ts", "../chain/network.ts"],
      ["src/flows/openRecord.ts", "../ledger/records.ts"],
      ["src/client.ts", "./flows/openRecord.ts"],
      ["src/gateway/server.ts", "../client.ts"],
      ["src/cli/main.ts", "../index.ts"],
      ["src/cli/main.ts", "node:fs"],
      ["src/cli/main.ts", "@noble/curves/nist.js"],
    ];
    for (const [file, target] of right) {
      expect(importArrows(one(file, `import "${target}";`)), file).to.deep.equal([]);
    }
  });

  it("refuses inner barrels", () => {
    expect(innerBarrels(one("src/vault/index.ts", ""))).to.have.lengthOf(1);
    expect(innerBarrels(one("src/vault/all.ts", 'export * from "./a.ts";'))).to.have.lengthOf(1);
    expect(innerBarrels(one("src/index.ts", 'export * from "./client.ts";'))).to.deep.equal([]);
  });

  it("refuses bare errors", () => {
    for (const folder of ["src/core", "scripts", "deploy"]) {
      const planted = one(`${folder}/x.ts`, "if (y)\n  throw new\n Error(`no`);");
      expect(bareErrors(planted)).to.have.lengthOf(1);
    }
    expect(bareErrors(one("src/x.ts", '// throw new Error("x")'))).to.deep.equal([]);
  });

  it("refuses the console", () =>
    expect(consoleCalls(one("src/x.ts", "console\n.log(1)"))).to.have.lengthOf(1));

  it("refuses files over their ceiling, but generated ones", () => {
    const lines = (count: number) => "x\n".repeat(count);
    expect(tooLong(one("contracts/a/A.sol", lines(350)))).to.deep.equal([]);
    expect(tooLong(one("contracts/a/A.sol", lines(351)))).to.have.lengthOf(1);
    expect(tooLong(one("src/a.ts", lines(251)))).to.have.lengthOf(1);
    expect(tooLong(one("src/client.ts", lines(201)))).to.have.lengthOf(1);
    const generated = `// Written by \`npm run generate\`. Do not edit.\n${lines(999)}`;
    expect(tooLong(one("src/core/codes.ts", generated))).to.deep.equal([]);
  });

  it("refuses a registry in the lockfile", () => {
    const lock = (entry: object) => JSON.stringify({ packages: { "node_modules/x": entry } });
    expect(resolvedUrls(lock({ resolved: "somewhere" }))).to.have.lengthOf(1);
    expect(resolvedUrls(lock({ version: "1.0.0" }))).to.deep.equal([]);
  });
});

describe("architecture rules: Solidity", () => {
  const wrong: [name: string, file: string, target: string][] = [
    ["another domain's contract", "exchange/AccessDesk.sol", "../records/RecordIndex.sol"],
    ["another domain's library", "exchange/AccessDesk.sol", "../records/libraries/EntryTree.sol"],
    ["identity -> governance", "identity/Registry.sol", "../governance/interfaces/IDirectory.sol"],
    ["records -> consent", "records/RecordIndex.sol", "../consent/interfaces/IConsentRegistry.sol"],
    ["consent -> records", "consent/libraries/D.sol", "../../records/interfaces/IRecordIndex.sol"],
    ["insurance -> claims", "insurance/FundLedger.sol", "../claims/interfaces/IClaims.sol"],
    ["supply -> records", "supply/DrugLedger.sol", "../records/interfaces/IRecordIndex.sol"],
    ["types -> a domain", "types/Ids.sol", "../records/interfaces/IRecordIndex.sol"],
    ["types -> access", "types/Ids.sol", "../consent/ConsentRegistry.sol"],
    ["mocks", "records/RecordIndex.sol", "../mocks/Clock.sol"],
    ["other packages", "records/RecordIndex.sol", "hardhat/console.sol"],
  ];
  for (const [name, file, target] of wrong) {
    it(`refuses ${name}`, () =>
      expect(
        domainArrows(one(`contracts/${file}`, `import {X as Y} from "${target}";`)),
      ).to.have.lengthOf(1));
  }

  it("allows interfaces, the ground and OpenZeppelin", () => {
    const right: [file: string, target: string][] = [
      ["exchange/AccessDesk.sol", "../records/interfaces/IRecordIndex.sol"],
      ["exchange/AccessDesk.sol", "../types/Ids.sol"],
      ["exchange/Receipts.sol", "../access/Callers.sol"],
      ["identity/Registry.sol", "../access/Roles.sol"],
      ["identity/Registry.sol", "./libraries/Signers.sol"],
      ["access/Callers.sol", "@openzeppelin/contracts/access/manager/AccessManaged.sol"],
      ["mocks/Bad.sol", "../records/RecordIndex.sol"],
    ];
    for (const [file, target] of right) {
      const planted = one(`contracts/${file}`, `import {X} from "${target}";`);
      expect(domainArrows(planted), file).to.deep.equal([]);
    }
  });

  it("refuses other licences and compilers", () => {
    const header = (licence: string, pragma: string) =>
      headers(one("contracts/a/A.sol", `// SPDX-License-Identifier: ${licence}\n${pragma}\n`));
    expect(header("Apache-2.0", "pragma solidity 0.8.37;")).to.deep.equal([]);
    expect(header("MIT", "pragma solidity 0.8.37;")).to.have.lengthOf(1);
    expect(header("Apache-2.0", "pragma solidity ^0.8.37;")).to.have.lengthOf(1);
    expect(header("Apache-2.0", "// pragma solidity 0.8.37;")).to.have.lengthOf(1);
  });

  it("refuses an error declared twice", () => {
    const twice = new Map([
      ["contracts/a/A.sol", "interface A { error Gone(uint256 id); }"],
      ["contracts/b/B.sol", "interface B { error  Gone (); error Other(); }"],
    ]);
    expect(repeatedErrors(twice)).to.deep.equal([
      "error Gone is declared in contracts/a/A.sol, contracts/b/B.sol",
    ]);
    expect(repeatedErrors(one("contracts/a/A.sol", "// error A()\nerror A();"))).to.deep.equal([]);
  });
});
