import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { type Code, type CodeList, codeLists, widths } from "../../src/core/codes.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { codesIn, maskOf, withAncestors, withDescendants } from "../../src/core/labels.ts";
import { fails } from "../fixtures/fails.ts";

const lists = Object.keys(codeLists) as CodeList[];
const rowsOf = (list: CodeList) => Object.entries<Code>(codeLists[list]);

describe("labels: closures", () => {
  it("a grant for treatment covers its kinds, never breaking the glass (CA-03)", () => {
    const covered = withDescendants("purposes", ["TREAT"]);
    expect([...covered].toSorted()).to.deep.equal(
      ["CLINTRL", "COC", "ERTREAT", "ETREAT", "POPHLTH", "TREAT"].toSorted(),
    );
    expect(withDescendants("purposes", ["ETREAT"])).to.not.include("BTG");
    expect([...withDescendants("purposes", ["BTG"])]).to.deep.equal(["BTG"]);
    expect(withDescendants("purposes", ["TREAT", "BTG"])).to.include("BTG");
  });

  it("goes down several levels: research covers pre-clinical research", () => {
    const covered = withDescendants("purposes", ["HRESCH"]);
    for (const code of ["CLINTRCH", "PRECLINTRCH", "CLINTRCHPC"]) expect(covered).to.include(code);
    expect(covered).to.not.include("TREAT");
  });

  it("a grant on a parent category covers the child, not the reverse (RX-11)", () => {
    expect(withDescendants("categories", ["DIABETES"])).to.include("DIABETES_TYPE_2");
    expect(withDescendants("categories", ["DIABETES_TYPE_2"])).to.not.include("DIABETES");
    const carried = withAncestors("categories", ["DIABETES_TYPE_2"]);
    for (const code of ["DIABETES_TYPE_2", "DIABETES", "ENDOCRINE", "HEALTH"]) {
      expect(carried).to.include(code);
    }
    expect(carried).to.not.include("DIABETES_TYPE_1");
  });

  it("both closures contain their codes, and repeating them changes nothing", () => {
    for (const list of lists) {
      for (const [code] of rowsOf(list)) {
        for (const closure of [withAncestors, withDescendants]) {
          const once = closure(list, [code]);
          expect(once).to.include(code);
          expect(closure(list, once)).to.deep.equal(once);
        }
      }
    }
  });

  it("what an entry carries meets what a grant covers just where one code lies above the other", () => {
    const rows = rowsOf("categories");
    for (const [granted] of rows) {
      const covered = withDescendants("categories", [granted]);
      for (const [carried] of rows) {
        const above = withAncestors("categories", [carried]);
        expect(covered.has(carried), `${granted} over ${carried}`).to.equal(above.has(granted));
      }
    }
  });

  it("closures of nothing are empty", () => {
    expect(withAncestors("categories", [])).to.have.lengthOf(0);
    expect(withDescendants("purposes", [])).to.have.lengthOf(0);
    expect(maskOf("kinds", [])).to.equal(0n);
    expect(codesIn("kinds", 0n)).to.deep.equal([]);
  });
});

describe("labels: masks", () => {
  it("every code has a bit of its own, inside its list's width, and comes back from it", () => {
    for (const list of lists) {
      const bits = rowsOf(list).map(([, { bit }]) => bit);
      expect(new Set(bits).size, list).to.equal(bits.length);
      expect(Math.max(...bits), list).to.be.lessThan(widths[list]);
      expect(Math.max(...bits), list).to.equal(bits.length - 1);
      for (const [code, { bit }] of rowsOf(list)) {
        expect(maskOf(list, [code])).to.equal(1n << BigInt(bit));
        expect(codesIn(list, 1n << BigInt(bit))).to.deep.equal([code]);
      }
      const all = rowsOf(list).map(([code]) => code);
      expect(codesIn(list, maskOf(list, all))).to.deep.equal(all);
    }
  });

  it("names of bits that have no meaning yet are left out", () => {
    expect(codesIn("purposes", 1n << 87n)).to.deep.equal([]);
  });

  it("unknown codes are refused, names of JavaScript's objects too", () => {
    for (const code of ["DIABETES", "", "toString", "__proto__", "treat"]) {
      for (const ask of [
        () => maskOf("purposes", [code]),
        () => withAncestors("purposes", [code]),
        () => withDescendants("purposes", ["TREAT", code]),
      ]) {
        const error = fails(ask);
        if (!isCareLedgerError(error, "CODES_UNKNOWN")) throw error;
        expect(error.details).to.include({ code, list: "purposes" });
      }
    }
  });

  it("every parent is a code of the same list, and no code is its own ancestor", () => {
    for (const list of lists) {
      for (const [code, { parents }] of rowsOf(list)) {
        for (const parent of parents) {
          expect(withAncestors(list, [parent]), `${list} ${code}`).to.not.include(code);
        }
      }
    }
  });

  it("Solidity's Codes has the same bits and counts", () => {
    const file = path.resolve(import.meta.dirname, "../../contracts/types/Codes.sol");
    const constants = new Map(
      [...readFileSync(file, "utf8").matchAll(/uint8 internal constant (\w+) = (\d+);/g)].map(
        ([, name, value]) => [name!, Number(value)],
      ),
    );
    const prefixes: Record<CodeList, string> = {
      purposes: "PURPOSE",
      kinds: "KIND",
      sensitivities: "SENSITIVITY",
      categories: "CATEGORY",
      obligations: "OBLIGATION",
      refrains: "REFRAIN",
      actions: "ACTION",
      participantKinds: "PARTICIPANT_KIND",
    };
    for (const list of lists) {
      expect(constants.get(`${prefixes[list]}_COUNT`), list).to.equal(rowsOf(list).length);
      for (const [code, { bit }] of rowsOf(list)) {
        const name = `${prefixes[list]}_${code.toUpperCase()}`;
        expect(constants.get(name), name).to.equal(bit);
      }
    }
    const named = lists.reduce((sum, list) => sum + rowsOf(list).length + 1, 0);
    expect(constants.size).to.equal(named);
  });
});
