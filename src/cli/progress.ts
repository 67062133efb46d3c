import { MultiBar, Presets, type SingleBar } from "cli-progress";
import colors from "picocolors";

/** What the main job says while it works: on stderr, so that stdout is left for the result. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export const title = (line: string): void => say(`\n${colors.bold(line)}`);
export const good = (line: string): void => say(`  ${colors.green("✓")} ${line}`);
export const bad = (line: string): void => say(`  ${colors.red("✗")} ${line}`);
export const note = (line: string): void => say(`  ${colors.dim(line)}`);

/** A bar on a terminal; elsewhere a line for every quarter. */
export class Progress {
  readonly #bars: MultiBar | undefined;
  readonly #bar: SingleBar | undefined;
  readonly #label: string;
  readonly #total: number;
  #quarter = 0;

  constructor(label: string, total: number) {
    this.#label = label;
    this.#total = total;
    if (!process.stderr.isTTY) return;
    const format = `  {bar} {percentage}% | ${label} | {value} of {total} | {note}`;
    this.#bars = new MultiBar({ stream: process.stderr, format, hideCursor: true }, Presets.rect);
    this.#bar = this.#bars.create(total, 0, { note: "" });
  }

  update(done: number, noted: string): void {
    this.#bar?.update(done, { note: noted });
    const quarter = Math.floor((4 * done) / Math.max(1, this.#total));
    if (this.#bar || quarter <= this.#quarter) return;
    this.#quarter = quarter;
    say(`  ${this.#label}: ${done} of ${this.#total}${noted && `, ${noted}`}`);
  }

  stop(): void {
    this.#bars?.stop();
  }
}
