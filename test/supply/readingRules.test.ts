/** What a batch of readings says: src/core/readingRules.ts and contracts/supply/libraries/Watch.sol. */
import { expect } from "chai";
import fc from "fast-check";
import { decodeRevert } from "../../src/chain/reverts.ts";
import { type Hex, toHex, ZERO32 } from "../../src/core/bytes.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { packReadings, type Reading } from "../../src/core/monitoring.ts";
import { takeReadings } from "../../src/core/readingRules.ts";
import { bitsOf } from "../../src/core/words.ts";
import { fails } from "../fixtures/fails.ts";
import { deployPureFunctions } from "../fixtures/pure.ts";

const START = 1_900_000_000;

/** A monitor's word: limits of 2 to 8 degrees and 35 to 65 percent, a reading every 15 minutes. */
const monitor = fc
  .record({
    tolerated: fc.constantFrom(0, 1, 5, 30),
    interval: fc.constantFrom(1, 15),
    sequence: fc.integer({ min: 0, max: 40 }),
    owed: fc.constantFrom(0, 0, 1, 5, 0x8001, 0xffff),
    ago: fc.integer({ min: 0, max: 900 }),
    outFor: fc.constantFrom(0, 60, 1_800),
    missed: fc.constantFrom(0, 1, 0xfffe, 0xffff),
    late: fc.constantFrom(0, 0xffff),
    step: fc.nat({ max: 0xffff }),
    state: fc.nat({ max: 127 }).map((state) => state | 1),
  })
  .map((m) =>
    [
      [200, 16],
      [800, 16],
      [350, 16],
      [650, 16],
      [m.interval, 16],
      [m.tolerated, 16],
      [m.sequence, 24],
      [m.owed, 16],
      [START - m.ago, 40],
      [m.outFor, 24],
      [m.missed, 16],
      [m.late, 16],
      [m.step, 16],
      [m.state, 8],
    ].reduceRight((word, [value, width]) => (word << BigInt(width!)) | BigInt(value!), 0n),
  );

/** Values on the limits, just outside and far out, seldom out of the order of their times. */
const readings: fc.Arbitrary<Reading[]> = fc
  .array(
    fc.record({
      after: fc.constantFrom(1, 30, 60, 60, 60, 60, 60, 900, 901, 4_000, 0),
      temperature: fc.constantFrom(2, 8, 1.99, 8.01, 5, 5, 5, 5, 2, 8, -327.68, 327.67),
      humidity: fc.constantFrom(undefined, undefined, 35, 65, 34.9, 65.1, 50, 50, 50),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((steps) => {
    let time = START - 300;
    return steps.map(({ after, temperature, humidity }) => {
      time += after;
      return { time, temperature, ...(humidity === undefined ? {} : { humidity }) };
    });
  });

/** How Hardhat's own chain tells that a contract refused. */
async function refusedWith(call: Promise<unknown>) {
  const { data } = (await call.then(
    () => expect.fail("not refused"),
    (error: unknown) => error,
  )) as { data: string };
  return decodeRevert(data)!;
}

describe("readings of a batch: twins (DT-05)", () => {
  it("monitor, gap and excursion are the same, and what is refused", async () => {
    const pure = await deployPureFunctions();
    const seen = new Map<string, number>();
    const batch = fc.record({
      word: monitor,
      readings,
      ahead: fc.constantFrom(1, 1, 1, 1, 2, 3, 20, 0, -1, -3, -17),
      delay: fc.constantFrom(0, 60, 5_000),
    });
    await fc.assert(
      fc.asyncProperty(batch, async ({ word, readings: told, ahead, delay }) => {
        const sequence = Math.max(0, bitsOf(word, 96, 24) + ahead);
        const shown = packReadings(ZERO32, sequence, told);
        const now = START + 50_000 + delay;
        const there = () => pure.watch(word, shown, now);
        let here: ReturnType<typeof takeReadings>;
        try {
          here = takeReadings(word, shown, now);
        } catch (error) {
          if (!isCareLedgerError(error, "CHAIN_REVERTED")) throw error;
          const { errorName, args } = await refusedWith(there());
          expect(error).to.deep.include({ errorName, args });
          seen.set(errorName, (seen.get(errorName) ?? 0) + 1);
          return;
        }
        const [after, found] = await there();
        expect(here.word).to.equal(after);
        const { gap, excursion } = here.found;
        expect([gap?.from ?? 0, gap?.upTo ?? 0]).to.deep.equal([
          Number(found.from),
          Number(found.upTo),
        ]);
        expect([excursion?.from ?? 0, excursion?.found ?? 0]).to.deep.equal([
          Number(found.outFrom),
          Number(found.found),
        ]);
        if (excursion) {
          expect(excursion.temperature).to.equal(Number(found.temperature) / 100);
          expect(excursion.humidity ?? 6553.5).to.equal(Number(found.humidity) / 10);
        }
        seen.set(excursion ? "out" : gap ? "gap" : "kept", 1);
      }),
      { numRuns: 300, seed: 5 },
    );
    expect([...seen.keys()]).to.include.members([
      "ColdChainReadingsMalformed",
      "ColdChainReplayed",
      "ColdChainReadingMisplaced",
      "out",
      "gap",
      "kept",
    ]);
  });

  it("bytes that are no readings are refused", async () => {
    const pure = await deployPureFunctions();
    for (const bytes of ["0x", "0x00", toHex(new Uint8Array(8))] as Hex[]) {
      const shown = { sensor: ZERO32, sequence: 1, start: START, readings: bytes };
      const error = fails(() => takeReadings(1n << 248n, shown, START));
      const { errorName, args } = await refusedWith(pure.watch(1n << 248n, shown, START));
      expect(error).to.deep.include({ errorName, args });
    }
  });

  it("limits that several products share", async () => {
    const pure = await deployPureFunctions();
    const word = (...values: number[]) =>
      values.reduceRight((all, value) => (all << 16n) | BigInt.asUintN(16, BigInt(value)), 0n);
    const [vaccine, frozen, plain] = [
      word(200, 800, 350, 650, 15, 5),
      word(-2500, -1500, 0, 1000, 30, 0),
      word(-500, 2500, 300, 700, 60, 30),
    ];
    expect(await pure.narrowed(vaccine, plain)).to.deep.equal([vaccine, true]);
    expect(await pure.narrowed(vaccine, frozen)).to.deep.equal([
      word(200, -1500, 350, 650, 15, 0),
      false,
    ]);
  });
});
