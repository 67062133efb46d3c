import { expect } from "chai";
import { shares } from "../../bench/recall/distribute.ts";
import { measureRecall } from "../../bench/recall/measure.ts";
import { readOptions } from "../../bench/recall/options.ts";
import { report } from "../../bench/recall/report.ts";

describe("bench:recall (DT-07, DT-14)", () => {
  it("recalls 1,000 units at 5 holders in one transaction, which scans and the list of holders tell", async () => {
    const stages: string[] = [];
    const onStage = (stage: string): void => void stages.push(stage);
    const figures = await measureRecall({ units: 1_000, holders: 5, rpc: undefined, onStage });
    expect(figures).to.include({ units: 1_000, holders: 5, transactions: 1 });
    expect(figures.listed).to.deep.equal({ holders: 5, units: 1_000 });
    // Each holder was scanned at before the recall, and after it until it showed.
    expect(figures.scans.before).to.be.at.least(5);
    expect(figures.scans.after).to.equal(5);
    // Made, split, shipped and received.
    expect(figures.trace.steps).to.equal(4);
    for (const seconds of [figures.trace.seconds, figures.seconds, figures.holdersListedSeconds]) {
      expect(seconds).to.be.at.least(0);
    }
    expect(figures.tree.proofHashes).to.equal(10);
    // Six admitted, a product, a lot, a split, five shipped and received.
    expect(figures.preparation.transactions).to.equal(19);
    expect(figures.gas).to.be.within(21_000, 60_000);
    expect(stages).to.have.length(5);
    expect(report(figures)).to.match(
      /^A lot of 1,000 units at 5 holders, recalled in 1 transaction/,
    );
  });

  it("says what is wrong with its arguments", () => {
    for (const [args, type, message] of [
      [["--units", "many"], RangeError, "--units must be a whole number from 2 to 10,000,000"],
      [["--units", "1.5"], RangeError, "--units must be a whole number from 2 to 10,000,000"],
      [["--holders", "0"], RangeError, "--holders must be a whole number from 1 to 10,000"],
      [["--units", "5", "--holders", "6"], RangeError, "--holders must not be more than --units"],
      [["--unit", "5"], TypeError, "Unknown option '--unit'"],
    ] as const) {
      expect(() => readOptions(args)).to.throw(type, message);
    }
    const options = { units: 1_000_000, holders: 1_000, rpc: undefined, json: false };
    expect(readOptions([])).to.include(options);
  });

  it("cuts a lot into shares that differ by one at most", () => {
    expect(shares(10, 4)).to.deep.equal([3, 3, 2, 2]);
    expect(shares(1_000_000, 1_000)).to.deep.equal(Array.from({ length: 1_000 }, () => 1_000));
  });
});
