import { readFileSync } from "node:fs";
import { isIPv4, isIPv6 } from "node:net";
import { SigningKey } from "ethers";
import { z } from "zod";
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";

/** A member of the network to be, as the list of members describes its node. */
export interface NetworkMember {
  /** Folder of its node, and service in the compose file. */
  name: string;
  /** IPv4 address at which the other members reach its node. */
  host: string;
  p2pPort: number;
  /** Of the JSON-RPC, which listens on the node's own machine only. */
  rpcPort: number;
  /** Public key of the node, 0x04 and 64 bytes, where the member keeps the private one to itself. */
  publicKey?: Hex;
}

/** QBFT agrees while fewer than a third of the validators are down: below this no single one may be. */
export const MINIMUM_MEMBERS = 4;

const port = z.int().min(1).max(65_535).optional();
const listed = z.strictObject({
  // A folder and a service are called by it, also where capitals do not count.
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, {
    error: "its name must be 1 to 32 of a-z, 0-9 and -, and begin with a letter or digit",
  }),
  host: z.string().default("127.0.0.1"),
  p2pPort: port,
  rpcPort: port,
  nodePublicKey: z
    .string()
    .regex(/^(?:0x)?[0-9a-fA-F]{128}$/, {
      error: "its nodePublicKey is not 64 bytes in hexadecimal",
    })
    .optional(),
});
type Listed = z.infer<typeof listed>;

/** Reads and checks the list of members. @throws NETWORK_MEMBERS, NETWORK_MEMBER, NETWORK_TOO_FEW */
export function readMembers(file: string, trial: boolean): NetworkMember[] {
  const members = entriesOf(file).map((entry, i) => memberOf(entry, i + 1));
  if (members.length === 0 || (members.length < MINIMUM_MEMBERS && !trial)) {
    fail("NETWORK_TOO_FEW", { count: members.length });
  }
  checkTogether(members);
  return withPorts(members);
}

function entriesOf(file: string): unknown[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const reason = `it cannot be read (${(cause as NodeJS.ErrnoException).code})`;
    return fail("NETWORK_MEMBERS", { file, reason }, { cause });
  }
  try {
    const entries: unknown = JSON.parse(text);
    if (Array.isArray(entries)) return entries as unknown[];
  } catch (cause) {
    return fail("NETWORK_MEMBERS", { file, reason: "it is not JSON" }, { cause });
  }
  return fail("NETWORK_MEMBERS", { file, reason: "it is not a list" });
}

const refuse = (number: number, reason: string): never =>
  fail("NETWORK_MEMBER", { number, reason });

/** `number` counts from 1, as people do. */
function memberOf(entry: unknown, number: number): Listed {
  const parsed = listed.safeParse(entry);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const ours = message.startsWith("its ") || path.length === 0;
    return refuse(number, ours ? message : `${path.join(".")}: ${message}`);
  }
  const { host, nodePublicKey } = parsed.data;
  if (isIPv6(host)) refuse(number, "its host is an IPv6 address, and these nodes listen on IPv4");
  if (!isIPv4(host)) {
    refuse(number, "its host is not an IPv4 address; a name could lead to another node tomorrow");
  }
  const first = Number(host.split(".")[0]);
  if (first === 0 || first >= 224) refuse(number, "its host is an address that no node can have");
  if (nodePublicKey !== undefined) curvePoint(nodePublicKey, number);
  return parsed.data;
}

function curvePoint(key: string, number: number): Hex {
  try {
    return SigningKey.computePublicKey(`0x04${key.replace(/^0x/, "")}`, false) as Hex;
  } catch {
    return refuse(number, "its nodePublicKey is no point of the curve secp256k1");
  }
}

const isLoopback = (host: string): boolean => host.startsWith("127.");

/** Whether all nodes run on one machine: a trial. */
export const onOneMachine = (members: readonly NetworkMember[]): boolean =>
  members.every(({ host }) => isLoopback(host));

/** What only the whole list shows. */
function checkTogether(members: readonly Listed[]): void {
  const local = members.filter(({ host }) => isLoopback(host)).length;
  for (const [i, { name, host, nodePublicKey }] of members.entries()) {
    const earlier = members.slice(0, i);
    const key = nodePublicKey?.replace(/^0x/, "").toLowerCase();
    if (earlier.some((other) => other.name === name)) refuse(i + 1, `"${name}" is taken`);
    if (key && earlier.some((o) => o.nodePublicKey?.replace(/^0x/, "").toLowerCase() === key)) {
      refuse(i + 1, "its nodePublicKey is another member's");
    }
    if (isLoopback(host) && local < members.length) {
      refuse(i + 1, `the other members' machines cannot reach its host ${host}`);
    }
  }
}

const FIRST_P2P_PORT = 30_303;
const FIRST_RPC_PORT = 8545;

/** Ports that are named must be free on their machine; the others get the next ones that are. */
function withPorts(members: readonly Listed[]): NetworkMember[] {
  const taken = new Set<string>();
  const key = (host: string, number: number) => `${isLoopback(host) ? "127" : host}:${number}`;
  for (const [i, { host, p2pPort, rpcPort }] of members.entries()) {
    for (const named of [p2pPort, rpcPort]) {
      if (named === undefined) continue;
      if (taken.has(key(host, named))) refuse(i + 1, `port ${named} of ${host} is taken`);
      taken.add(key(host, named));
    }
  }
  const next = (host: string, from: number): number => {
    let free = from;
    while (taken.has(key(host, free))) free++;
    taken.add(key(host, free));
    return free;
  };
  return members.map(({ name, host, p2pPort, rpcPort, nodePublicKey }, i) => ({
    name,
    host,
    p2pPort: p2pPort ?? next(host, FIRST_P2P_PORT),
    rpcPort: rpcPort ?? next(host, FIRST_RPC_PORT),
    ...(nodePublicKey === undefined ? {} : { publicKey: curvePoint(nodePublicKey, i + 1) }),
  }));
}
