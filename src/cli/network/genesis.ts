import { encodeRlp, keccak256 } from "ethers";
import { type Hex, sha256, toHex, ZERO32 } from "../../core/bytes.ts";

/** Below the gas that a block of a second has time for: unlimited ones overran the round timeout. */
export const BLOCK_GAS_LIMIT = 30_000_000;

/** "ctical byzantine fault tolerance": the mixHash by which Besu knows blocks of QBFT. */
const QBFT_MIX_HASH = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

/**
 * `extraData` of block 0: RLP of 32 free bytes, the validators, no votes, round 0 and no seals.
 * Besu keeps validators by their address, smallest first.
 */
export function extraDataOf(validators: readonly Hex[]): Hex {
  const sorted = validators.map((validator) => validator.toLowerCase()).toSorted();
  return encodeRlp([ZERO32, sorted, [], "0x", []]) as Hex;
}

/** The genesis of a QBFT network under osaka rules, in which gas is free and nobody owns ether. */
export function genesisOf(chainId: number, validators: readonly Hex[]) {
  return {
    config: {
      chainId,
      berlinBlock: 0,
      londonBlock: 0,
      shanghaiTime: 0,
      cancunTime: 0,
      pragueTime: 0,
      osakaTime: 0,
      blobSchedule: {
        cancun: { target: 3, max: 6, baseFeeUpdateFraction: 3_338_477 },
        prague: { target: 6, max: 9, baseFeeUpdateFraction: 5_007_716 },
        osaka: { target: 6, max: 9, baseFeeUpdateFraction: 5_007_716 },
      },
      zeroBaseFee: true,
      contractSizeLimit: 65_536,
      qbft: { blockperiodseconds: 1, epochlength: 30_000, requesttimeoutseconds: 10 },
    },
    nonce: "0x0",
    timestamp: "0x0",
    gasLimit: `0x${BLOCK_GAS_LIMIT.toString(16)}`,
    difficulty: "0x1",
    mixHash: QBFT_MIX_HASH,
    coinbase: `0x${"00".repeat(20)}`,
    alloc: {},
    extraData: extraDataOf(validators),
  };
}
export type Genesis = ReturnType<typeof genesisOf>;

const EMPTY_TRIE = keccak256("0x80");
const NO_OMMERS = keccak256("0xc0");
const NO_REQUESTS = toHex(sha256());
/** `zeroBaseFee` holds from block 1 on: block 0 has the usual first base fee of 1 gwei. */
const FIRST_BASE_FEE = "0x3b9aca00";

/**
 * Hash of block 0 as Besu computes it, so that every operator can see that it is on this network
 * and no other.
 *
 * @param stateRoot where `alloc` is not empty
 */
export function genesisHash(
  { gasLimit, mixHash, coinbase, extraData }: Omit<Genesis, "config" | "alloc">,
  stateRoot: string = EMPTY_TRIE,
): Hex {
  const zero = "0x";
  const header = [
    ZERO32,
    NO_OMMERS,
    coinbase,
    stateRoot,
    EMPTY_TRIE,
    EMPTY_TRIE,
    `0x${"00".repeat(256)}`,
    "0x01",
    zero,
    bytesOf(gasLimit),
    zero,
    zero,
    extraData,
    mixHash,
    `0x${"00".repeat(8)}`,
    FIRST_BASE_FEE,
    EMPTY_TRIE,
    zero,
    zero,
    ZERO32,
    NO_REQUESTS,
  ];
  return keccak256(encodeRlp(header)) as Hex;
}

/** RLP takes whole bytes. */
const bytesOf = (quantity: string): string =>
  quantity.length % 2 === 0 ? quantity : `0x0${quantity.slice(2)}`;
