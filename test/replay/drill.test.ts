/** Frauds that are injected into claims are caught on a chain, and what is untouched is not flagged. */
import { expect } from "chai";
import path from "node:path";
import { unpackHeader } from "../../src/core/claims.ts";
import { groupBy } from "../../src/core/groupBy.ts";
import type { DrillInput } from "../../src/replay/drill/book.ts";
import { drillClaims } from "../../src/replay/drill/drill.ts";
import { readDrill } from "../../src/replay/drill/input.ts";
import { KINDS } from "../../src/replay/drill/model.ts";
import { isCaught } from "../../src/replay/drill/report.ts";
import { inMemory } from "../indexer/fixtures/indexes.ts";
import { SAMPLES } from "../fixtures/samples.ts";
import { administered } from "./fixtures/administered.ts";

const GRAVE = new Set(["DUP_LINE", "DUP_TRACE_CODE", "NO_DISPENSE", "RECALLED_DRUG", "DECEASED"]);

/** Of the persons with the fewest claims, which is quicker. */
function smallest(input: DrillInput, persons: number): DrillInput {
  const { claims } = input.replay;
  const few = [...groupBy(claims, ({ patient }) => patient).values()]
    .toSorted((a, b) => a.length - b.length)
    .slice(0, persons);
  const own = few.flat();
  return { ...input, replay: { ...input.replay, claims: own } };
}

describe("drill: frauds among claims on a chain (CL-06, CL-10..12, CL-14, RG-02)", function () {
  this.timeout(300_000);
  const administrator = administered();

  it("every fraud is caught as what it is, no untouched claim is flagged, another seed too", async () => {
    const input = smallest(await readDrill(path.resolve(SAMPLES)), 6);
    for (const seed of [11, 12]) {
      const { report, drilled } = await drillClaims(input, administrator().chain, seed);
      const isFraud = ({ claim }: (typeof drilled)[number]) => claim.injection !== undefined;
      const missed = drilled.filter((one) => isFraud(one) && !isCaught(one));
      expect(missed.map(({ claim, state, flags }) => [claim.injection, state, flags])).deep.equal(
        [],
      );
      expect(report.falseAlarms).equal(0);
      expect(report.caught).equal(report.injected);
      expect(report.untouched + report.injected).equal(report.claims);
      expect(report.kinds.map(({ kind }) => kind)).deep.equal(Object.keys(KINDS));
      for (const { kind, injected, caught } of report.kinds) {
        expect(injected, kind).greaterThan(0);
        expect(caught, kind).equal(injected);
      }
      // What abstains informs, and is no alarm.
      expect(report.abstained).greaterThan(0);
      const untouched = drilled.filter((one) => !isFraud(one));
      expect(untouched.every(({ state }) => state === "PAID")).equal(true);
    }
  });

  it("warns provider, insurer and the regulator of the place, each of what is meant for it (CL-13)", async () => {
    const input = smallest(await readDrill(path.resolve(SAMPLES)), 2);
    const first = await administrator().chain.network.provider.getBlockNumber();
    await drillClaims(input, administrator().chain, 13);
    const { indexer } = inMemory(administrator());
    await indexer.catchUp();
    const { reader } = indexer;
    const { claims } = reader;
    const rows = claims.of({}).filter(({ block, flags }) => block > first && flags.length > 0);
    expect(rows.length).greaterThan(5);
    const regulators = reader.participants().filter(({ kinds }) => kinds.includes("REGULATOR"));
    const warned = new Set<string>();
    for (const { claim, provider, insurer, flags, header } of rows) {
      const told = (to: number) =>
        claims.warnings(to).flatMap((one) => (one.claim === claim ? [one.flag as string] : []));
      const isBilled = flags.filter((flag) => flag !== "NO_DIAGNOSIS");
      expect(told(provider)).deep.equal(flags);
      expect(told(insurer)).deep.equal(isBilled);
      const { jurisdiction } = unpackHeader(BigInt(header));
      for (const { participant, jurisdictionScheme, jurisdictionCode } of regulators) {
        const isThere = jurisdiction === jurisdictionScheme + jurisdictionCode * 256;
        const grave = flags.filter((flag) => GRAVE.has(flag));
        expect(told(participant)).deep.equal(isThere ? grave : []);
        if (isThere) for (const flag of grave) warned.add(flag);
      }
      const stranger = rows.find((row) => row.provider !== provider && row.provider !== insurer);
      expect(told(stranger!.provider)).deep.equal([]);
    }
    expect([...warned].toSorted()).deep.equal([...GRAVE].toSorted());
    expect(claims.warnings(0xffff)).deep.equal([]);
    indexer.close();
  });
});
