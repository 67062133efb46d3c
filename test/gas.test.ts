/** Writes cache/gas.json; `npm run gas` compares it with snapshots/gas.json. */
import { mkdir, writeFile } from "node:fs/promises";
import { expect } from "chai";
import { gasStories, type Meter } from "./fixtures/gasStories.ts";

const gas: Record<string, number> = {};

const meter: Meter = {
  sent: async (name, sent, per = 1) => {
    const receipt = await (await sent).wait();
    expect(receipt?.status).to.equal(1);
    gas[name] = Math.round(Number(receipt!.gasUsed) / per);
  },
  executed: (name, spent) => {
    expect(spent).to.be.greaterThan(0);
    gas[name] = spent;
  },
};

describe("gas of user-level operations", () => {
  after(async () => {
    await mkdir("cache", { recursive: true });
    const sorted = Object.fromEntries(Object.entries(gas).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    await writeFile("cache/gas.json", `${JSON.stringify(sorted, null, 2)}\n`);
  });

  for (const [name, story] of Object.entries(gasStories)) it(name, () => story(meter));
});
