import { parseArgs } from "node:util";

export const USAGE = `npm run -s bench:recall -- [options]

Makes a lot of serialised units, brings them to many holders, and recalls the lot in one
transaction: how long until a scan of units at the holders says so, and until all holders
are listed. By default on a chain of its own in another process.

  --units N    units of the lot, 2 to 10,000,000                (default: 1,000,000)
  --holders N  pharmacies and hospitals, 1 to 10,000            (default: 1,000)
  --rpc URL    deploy to this chain instead; CARELEDGER_MNEMONIC names the accounts,
               gas must be free there
  --record     keep the figures, from which docs/performance.md is written
  --json       one JSON object on stdout

Example: npm run -s bench:recall -- --units 100000 --holders 100 --json
`;

export interface RecallOptions {
  units: number;
  holders: number;
  rpc: string | undefined;
  record: boolean;
  json: boolean;
  help: boolean;
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(
      `--${name} must be a whole number from ${least} to ${most.toLocaleString("en")}`,
    );
  }
  return value;
}

/** @throws RangeError or TypeError for arguments that are none */
export function readOptions(args: readonly string[]): RecallOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      units: { type: "string", default: "1000000" },
      holders: { type: "string", default: "1000" },
      rpc: { type: "string" },
      record: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const units = wholeNumber("units", values.units, 2, 10_000_000);
  const holders = wholeNumber("holders", values.holders, 1, 10_000);
  if (holders > units) throw new RangeError("--holders must not be more than --units");
  return { ...values, units, holders, rpc: values.rpc };
}
