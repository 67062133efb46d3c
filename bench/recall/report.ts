import type { RecallFigures } from "./measure.ts";

const number = (value: number): string => value.toLocaleString("en");

/** For people. */
export function report(figures: RecallFigures): string {
  const { units, holders, transactions, gas, seconds, finalSeconds, scans, listed } = figures;
  const { tree, preparation, indexing, trace, holdersListedSeconds, peakMemoryMB } = figures;
  return `A lot of ${number(units)} units at ${number(holders)} holders, recalled in ${transactions} transaction of ${number(gas)} gas.

  recall sent until final                      ${finalSeconds} s
  until scans at ${scans.after} sampled holders say so     ${seconds} s
  until all holders are listed                 ${holdersListedSeconds} s
                                               (${number(listed.holders)} holders, ${number(listed.units)} units)

Before that:
  tree of the codes        ${tree.seconds} s, ${number(tree.memoryMB)} MB; ${tree.proofHashes} hashes prove a unit
  bringing them there      ${preparation.seconds} s, ${number(preparation.transactions)} transactions, ${number(preparation.gas)} gas
  indexing all that        ${indexing.seconds} s, ${number(indexing.events)} events
  the way of one unit      ${trace.seconds} s, ${number(trace.steps)} steps
  peak memory              ${number(peakMemoryMB)} MB
`;
}
