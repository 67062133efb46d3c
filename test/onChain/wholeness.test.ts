import { expect } from "chai";
import { missing } from "./fixtures/functions.ts";

describe("on a chain: nothing is left out (CA-22)", () => {
  it("@chain every external function is shown by one success", () => {
    expect(missing()).deep.equal([]);
  });
});
