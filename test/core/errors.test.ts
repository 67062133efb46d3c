import { expect } from "chai";
import { catalogue } from "../../src/core/catalogue.ts";
import {
  CareLedgerError,
  ContractRevert,
  type ErrorCode,
  fail,
  isCareLedgerError,
} from "../../src/core/errors.ts";
import { fails } from "../fixtures/fails.ts";

const codes = Object.keys(catalogue) as ErrorCode[];

describe("errors: the catalogue", () => {
  for (const code of codes) {
    it(`${code}: every placeholder is filled, text and remedy are sentences`, () => {
      const { text, remedy } = catalogue[code];
      const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
      const details = Object.fromEntries(names.map((name, i) => [name, `value${i}`]));
      const error = new CareLedgerError(code, details as never);
      expect(error.message).to.not.match(/[{}]|undefined|\[object/);
      for (const value of Object.values(details)) expect(error.message).to.include(value);
      expect(error.message.endsWith(` ${remedy}`)).to.equal(true);
      expect(text).to.match(/^["{A-Z].*[.:]$/s);
      expect(remedy).to.match(/^[A-Z].*\.$/s);
      expect(remedy, "a remedy has no placeholder").to.not.match(/[{}]/);
      expect(error.code).to.equal(code);
      expect(error.remedy).to.equal(remedy);
    });
  }

  it("no two say the same", () => {
    const texts = codes.map((code) => catalogue[code].text);
    expect(new Set(texts).size).to.equal(texts.length);
  });
});

describe("errors", () => {
  it("details are numbers and words, put in as often as they are named", () => {
    const error = new CareLedgerError("TREE_POSITION", { position: 3n, count: 2 });
    expect(error.message).to.include("Position 3 is not in a tree of 2 entries");
    expect(error.details).to.deep.equal({ position: 3n, count: 2 });
    expect(error).to.be.instanceOf(Error);
    expect(error.name).to.equal("CareLedgerError");
  });

  it("a detail with a placeholder's look is not filled again", () => {
    const error = new CareLedgerError("BYTES_NOT_HEX", { expected: "{expected} $& $1" });
    expect(error.message).to.include("{expected} $& $1");
  });

  it("are known by their code, with their cause", () => {
    const cause = new TypeError("below");
    const error = fails(() => fail("TREE_EMPTY", {}, { cause }));
    expect(isCareLedgerError(error)).to.equal(true);
    expect(isCareLedgerError(error, "TREE_EMPTY")).to.equal(true);
    expect(isCareLedgerError(error, "TREE_POSITION")).to.equal(false);
    expect((error as Error).cause).to.equal(cause);
    for (const other of [cause, undefined, "TREE_EMPTY", { code: "TREE_EMPTY" }]) {
      expect(isCareLedgerError(other)).to.equal(false);
    }
  });

  it("a contract's own error keeps its name and values", () => {
    const error = new ContractRevert("ConsentExpired", { id: "0x12", now_: 5n });
    expect(error.message).to.include("ConsentExpired(id: 0x12, now_: 5)");
    expect(error.errorName).to.equal("ConsentExpired");
    expect(error.args).to.deep.equal({ id: "0x12", now_: 5n });
    expect(isCareLedgerError(error, "CHAIN_REVERTED")).to.equal(true);
  });
});
