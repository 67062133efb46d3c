/**
 * Transactions signed by a key that is here, in the form in which they are sent. ethers does the
 * same, and test/chain/rawTransaction.test.ts compares the two; but with the calldata of a large
 * batch it takes as long as all other work on the batch.
 */
import { type BigNumberish, type SigningKey, toBeArray, type TransactionLike } from "ethers";
import { concatBytes, fromHex, type Hex, keccak256, toHex } from "../core/bytes.ts";

/** RLP of a byte string. */
function encoded(bytes: Uint8Array): Uint8Array {
  const isItself = bytes.length === 1 && bytes[0]! < 0x80;
  return isItself ? bytes : concatBytes(prefix(0x80, bytes.length), bytes);
}

/** RLP of a list of encoded items, after the transaction's type where it has one. */
function list(type: Uint8Array, items: readonly Uint8Array[]): Uint8Array {
  const length = items.reduce((sum, item) => sum + item.length, 0);
  return concatBytes(type, prefix(0xc0, length), ...items);
}

function prefix(offset: number, length: number): Uint8Array {
  if (length < 56) return Uint8Array.of(offset + length);
  const size = toBeArray(length);
  return concatBytes(Uint8Array.of(offset + 55 + size.length), size);
}

/** Without leading zeros: 0 is no bytes. */
const integer = (value: BigNumberish | null | undefined): Uint8Array =>
  encoded(toBeArray(value ?? 0));

const NO_TYPE = new Uint8Array(0);
const FEE_MARKET = Uint8Array.of(2);
const EMPTY_LIST = Uint8Array.of(0xc0);

/** Whether `signRaw` signs it: legacy or with a fee market, to an account, without access list. */
export const isPlain = ({ type, to, accessList, blobs }: TransactionLike): boolean =>
  (type === 0 || type === 2) && !!to && !accessList && !blobs;

/** Signs what `isPlain` allows, with all that the chain wants to know filled in. */
export function signRaw(transaction: TransactionLike, key: SigningKey): { raw: Hex; hash: Hex } {
  const { nonce, gasLimit, gasPrice, maxPriorityFeePerGas, maxFeePerGas } = transaction;
  const isLegacy = transaction.type === 0;
  const chainId = BigInt(transaction.chainId ?? 0);
  const type = isLegacy ? NO_TYPE : FEE_MARKET;
  const fees = isLegacy ? [gasPrice] : [maxPriorityFeePerGas, maxFeePerGas];
  const fields = [
    ...(isLegacy ? [] : [integer(chainId)]),
    ...[nonce, ...fees, gasLimit].map(integer),
    encoded(fromHex(transaction.to!, 20)),
    integer(transaction.value),
    encoded(fromHex(transaction.data ?? "0x")),
    ...(isLegacy ? [] : [EMPTY_LIST]),
  ];
  // EIP-155: a legacy transaction is bound to its chain in the place of its signature.
  const place = isLegacy ? [chainId, 0, 0].map(integer) : [];
  const { yParity, r, s } = key.sign(keccak256(list(type, [...fields, ...place])));
  const v = isLegacy ? chainId * 2n + 35n + BigInt(yParity) : yParity;
  const raw = list(type, [...fields, ...[v, r, s].map(integer)]);
  return { raw: toHex(raw), hash: toHex(keccak256(raw)) };
}
