/** What an example is given: arguments in their order, and keys from the environment. */
import { existsSync } from "node:fs";
import path from "node:path";

const bytes = (length: number) => new RegExp(`^0x[0-9a-fA-F]{${2 * length}}$`);
const SHAPES = {
  RPC_URL: /^https?:\/\/[^\s]+$/,
  DIRECTORY: bytes(20),
  SUBJECT: bytes(32),
  HEADER: bytes(32),
  INSTITUTION: /^\d{1,9}$/,
  PURPOSE_BIT: /^\d{1,2}$/,
  /** Where the example keeps something. */
  FOLDER: /./,
  NEW_FILE: /./,
  CURSOR_FILE: /./,
  /** Files that are there. */
  CLAIM_FILE: /./,
  GRANT_FILE: /./,
  PROOF_FILE: /./,
  /** Of an account, never an argument: other users of a machine see those. */
  ACCOUNT_KEY: bytes(32),
  PATIENT_KEY: bytes(32),
  /** X25519, of an institution: to what is sealed for it. */
  HPKE_KEY: bytes(32),
};
type Name = keyof typeof SHAPES;

const isKey = (name: string): boolean => name.endsWith("_KEY");
const isThere = (name: Name, value: string): boolean =>
  !["CLAIM_FILE", "GRANT_FILE", "PROOF_FILE"].includes(name) || existsSync(value);

/** Each by its name; where one is missing or misshapen, one line says how to call the example. */
export function given<N extends Name>(...names: N[]): Record<N, `0x${string}`> {
  const words = process.argv.slice(2);
  const named = names.map((name) => {
    const value = (isKey(name) ? process.env[name] : words.shift()) ?? "";
    return [name, SHAPES[name].test(value) && isThere(name, value) ? value : undefined];
  });
  if (words.length > 0 || named.some(([, value]) => value === undefined)) {
    const keys = names.filter(isKey).map((name) => `${name}=0x... `);
    const rest = names.filter((name) => !isKey(name)).map((name) => ` ${name}`);
    const script = path.relative(process.cwd(), process.argv[1]!);
    console.error(`usage: ${keys.join("")}node --import tsx ${script}${rest.join("")}`);
    process.exit(2);
  }
  // Errors of the SDK say what to do next; where in an example they came up does not matter.
  process.once("uncaughtException", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  return Object.fromEntries(named) as Record<N, `0x${string}`>;
}
