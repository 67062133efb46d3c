import { decodeRlp, encodeRlp, toBeArray } from "ethers";
import { fromHex, type Hex, keccak256, toHex } from "../core/bytes.ts";

/** A block as JSON-RPC gives it. */
export type RpcBlock = Readonly<Record<string, unknown>> & { hash: Hex; number: Hex };

/** The fields of a header in their order; those of later forks are absent before them. */
const FIELDS = [
  ["parentHash", "bytes"],
  ["sha3Uncles", "bytes"],
  ["miner", "bytes"],
  ["stateRoot", "bytes"],
  ["transactionsRoot", "bytes"],
  ["receiptsRoot", "bytes"],
  ["logsBloom", "bytes"],
  ["difficulty", "number"],
  ["number", "number"],
  ["gasLimit", "number"],
  ["gasUsed", "number"],
  ["timestamp", "number"],
  ["extraData", "bytes"],
  ["mixHash", "bytes"],
  ["nonce", "bytes"],
  ["baseFeePerGas", "number"],
  ["withdrawalsRoot", "bytes"],
  ["blobGasUsed", "number"],
  ["excessBlobGas", "number"],
  ["parentBeaconBlockRoot", "bytes"],
  ["requestsHash", "bytes"],
] as const;

/** RLP has no leading zeros: zero is no byte at all. */
const asRlp = (value: unknown, kind: "bytes" | "number"): string | Uint8Array =>
  kind === "bytes" ? String(value) : toBeArray(String(value));

function encoded(block: RpcBlock, extraData: unknown): Hex {
  const fields = FIELDS.filter(([name]) => block[name] !== undefined && block[name] !== null);
  return encodeRlp(
    fields.map(([name, kind]) => asRlp(name === "extraData" ? extraData : block[name], kind)),
  ) as Hex;
}

/** QBFT hashes a header without the round and the seals in its extra data. */
function unsealed(extraData: unknown): string | undefined {
  try {
    const [vanity, validators, vote] = decodeRlp(String(extraData)) as string[];
    return encodeRlp([vanity!, validators!, vote!, "0x", []]);
  } catch {
    return undefined;
  }
}

/**
 * What a block's hash is the Keccak-256 of: its header in RLP, of a QBFT block without its seals.
 * Undefined if no known form has that hash.
 */
export function headerOf(block: RpcBlock): Hex | undefined {
  const forms = [block["extraData"], unsealed(block["extraData"])].filter((x) => x !== undefined);
  return forms
    .map((extraData) => encoded(block, extraData))
    .find((header) => toHex(keccak256(fromHex(header))) === block.hash);
}
