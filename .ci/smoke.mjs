/** Runs the story as a user does, `npm start -- --once --json`, and checks what it reports. */
import { spawnSync } from "node:child_process";

const limit = 180_000;
const { status, signal, stdout } = spawnSync("npm start -- --once --json", {
  cwd: new URL("..", import.meta.url),
  shell: true,
  stdio: ["ignore", "pipe", "inherit"],
  encoding: "utf8",
  timeout: limit,
  maxBuffer: 1 << 26,
});
process.stdout.write(stdout);

function report() {
  // npm's own lines come first; the report is the JSON after them.
  const start = stdout.search(/^\{/m);
  if (start < 0) return undefined;
  try {
    return JSON.parse(stdout.slice(start));
  } catch (error) {
    console.error(`smoke: the output is no JSON: ${error.message}`);
    return undefined;
  }
}

const reported = report() ?? {};
const { opened, verified, refused } = reported;
/** Of the vaccine's way, each a fixed part of the story. */
const goods = { units: 900, excursions: 1, quarantined: 300, recalls: 1, orders: 1, alerts: 1 };
/** Of the claims: three billed, two paid, one caught. */
const claims = { claims: 3, flagged: 1, fundsBalanced: true };
const fixed = { ...goods, ...claims };
const checks = {
  "it ends by itself with exit code 0": status === 0 && signal === null,
  "10 records or more were opened": opened >= 10,
  "each opened record was verified": opened > 0 && verified === opened,
  "2 openings or more were refused": refused >= 2,
  ...Object.fromEntries(
    Object.entries(fixed).map(([name, count]) => [`${name}: ${count}`, reported[name] === count]),
  ),
  "the recall took some time": reported.recallSeconds > 0,
  "the fund paid, and patients their share": reported.paid > 0 && reported.patientShare > 0,
};
for (const [what, holds] of Object.entries(checks)) console.log(`${holds ? "ok " : "NOT"} ${what}`);
console.log(`smoke: opened ${opened}, verified ${verified}, refused ${refused}`);
const found = [...Object.keys(fixed), "recallSeconds", "paid", "patientShare"].map(
  (name) => `${name} ${reported[name]}`,
);
console.log(`smoke: ${found.join(", ")}`);
process.exitCode = Object.values(checks).every(Boolean) ? 0 : 1;
