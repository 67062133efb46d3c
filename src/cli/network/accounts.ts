import { readFileSync } from "node:fs";
import { isAddress } from "ethers";
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { Accounts, ADMINISTRATOR, DEPLOYER } from "../accounts.ts";
import { type NetworkMember, onOneMachine } from "./members.ts";

/**
 * The accounts whose transactions the nodes take: addresses and files of addresses, else those
 * that this command line acts with.
 *
 * @throws NETWORK_ACCOUNTS
 */
export function admittedAccounts(
  given: readonly string[],
  members: readonly NetworkMember[],
): Hex[] {
  const named = given.flatMap((value) =>
    value.startsWith("0x") ? [address(value)] : listIn(value),
  );
  if (given.length > 0) return [...new Set(named)];
  const accounts = Accounts.fromEnvironment();
  if (accounts.isDevelopment && !onOneMachine(members)) {
    return refuse("everybody has the keys of the development accounts");
  }
  // The administrator, an institution for every member, and the deployer, whom these pass over.
  const last = members.length < DEPLOYER ? DEPLOYER : members.length + 1;
  return Array.from({ length: last + 1 }, (_, i) => lower(accounts.address(ADMINISTRATOR + i)));
}

const refuse = (reason: string): never => fail("NETWORK_ACCOUNTS", { reason });

const lower = (value: string): Hex => value.toLowerCase() as Hex;

/** What is no address may be a private key given by mistake: no error repeats it. */
function address(value: string, where = "one"): Hex {
  if (isAddress(value)) return lower(value);
  return refuse(`${where} is not an address, 0x and 40 hexadecimal digits with their checksum`);
}

/** A JSON list of addresses, or one a line. */
function listIn(file: string): Hex[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return refuse(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const listed = jsonList(text) ?? text.split(/\s+/).filter((word) => word !== "");
  if (listed.length === 0) return refuse(`${file} names none`);
  return listed.map((value, i) => address(String(value), `number ${i + 1} of ${file}`));
}

function jsonList(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}
