import {
  AbstractSigner,
  type BigNumberish,
  type JsonRpcProvider,
  type Signer,
  type SigningKey,
  type TransactionLike,
  type TransactionRequest,
  type TransactionResponse,
  type TypedDataDomain,
  type TypedDataField,
  Wallet,
} from "ethers";
import { fromHex, type Hex, keccak256, toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { SigningDomain } from "../core/signing.ts";
import { type StructName, structTypes } from "../core/structTypes.ts";
import type { Network } from "./network.ts";
import { isPlain, signRaw } from "./rawTransaction.ts";

/** EIP-7825. */
const MOST_GAS = 16_777_216n;
/** A slot that the estimate saw written by another, or as it was, and that is new after all. */
const RESERVE = 25_000n;

/** Gas for a transaction whose estimate was made before the block that it comes into. */
function withReserve(estimate: BigNumberish | null | undefined): bigint | null {
  if (estimate === undefined || estimate === null) return null;
  const gas = BigInt(estimate);
  return gas + RESERVE < MOST_GAS ? gas + RESERVE : gas;
}

/** A transaction on its way, and what tells later what became of it. */
export type OnItsWay = Pick<TransactionResponse, "hash" | "from" | "nonce">;

/**
 * An institution's account, whose key lies here or elsewhere. It hands out its own nonces, so that
 * many transactions can be under way at once; a transaction that is refused before it is sent
 * leaves no gap.
 */
export class Account extends AbstractSigner<JsonRpcProvider> {
  readonly address: Hex;
  readonly #signer: Signer;
  /** Where the key lies here. */
  readonly #key: SigningKey | undefined;
  /** How many transactions it sent. */
  sent = 0;
  #nonce: number | undefined;
  #isFree: Promise<boolean> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(address: string, signer: Signer, network: Network, key?: SigningKey) {
    super(network.provider);
    this.address = address as Hex;
    this.#signer = signer;
    this.#key = key;
  }

  static fromKey(privateKey: Hex, network: Network): Account {
    const wallet = new Wallet(privateKey);
    return new Account(wallet.address, wallet, network, wallet.signingKey);
  }

  /** Of a key in an HSM or a KMS: an ethers signer that signs transactions and typed data. */
  static async fromSigner(signer: Signer, network: Network): Promise<Account> {
    return new Account(await signer.getAddress(), signer, network);
  }

  override async getAddress(): Promise<Hex> {
    return this.address;
  }

  override connect(provider: JsonRpcProvider): Signer {
    return this.#signer.connect(provider);
  }

  override signTransaction(transaction: TransactionRequest): Promise<string> {
    return this.#signer.signTransaction(transaction);
  }

  override signMessage(message: string | Uint8Array): Promise<string> {
    return this.#signer.signMessage(message);
  }

  override signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    return this.#signer.signTypedData(domain, types, value);
  }

  /** Signs a request to a gateway, or any other struct of the suite without structs inside. */
  async signStruct(domain: SigningDomain, name: StructName, value: object): Promise<Hex> {
    const types = { [name]: [...structTypes[name]] };
    return (await this.signTypedData(domain, types, value as Record<string, unknown>)) as Hex;
  }

  override sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    return this.#inTurn(async (nonce) => {
      const raw = await this.signTransaction(await this.#filledIn(request, nonce));
      return await this.provider.broadcastTransaction(raw);
    });
  }

  /** As `sendTransaction`, without ethers' reading the transaction once more. */
  send(request: TransactionRequest): Promise<OnItsWay> {
    return this.#inTurn(async (nonce) => {
      const transaction = await this.#filledIn(request, nonce);
      const { raw, hash } = await this.#signed(transaction);
      await this.#deliver(raw, hash);
      return { hash, from: this.address, nonce };
    });
  }

  async #deliver(raw: string, hash: string): Promise<void> {
    try {
      const named: unknown = await this.provider.send("eth_sendRawTransaction", [raw]);
      if (named !== hash) fail("CHAIN_FAILED", { reason: "the node took another transaction" });
    } catch (error) {
      // Its answer may have got lost, and the node refuse the same transaction a second time.
      const arrived = await this.provider.getTransaction(hash).catch(() => null);
      if (!arrived) throw error;
    }
  }

  async #signed(transaction: TransactionLike): Promise<{ raw: string; hash: string }> {
    if (this.#key && isPlain(transaction)) return signRaw(transaction, this.#key);
    const raw = await this.signTransaction(transaction);
    return { raw, hash: toHex(keccak256(fromHex(raw))) };
  }

  async #filledIn(request: TransactionRequest, nonce: number): Promise<TransactionLike<string>> {
    this.#isFree ??= this.#sendsForNothing();
    const price = (await this.#isFree) ? { type: 0, gasPrice: 0n } : {};
    // Without need, ethers should not read long calldata.
    const { data, ...rest } = request;
    const asked = rest.gasLimit === undefined ? request : rest;
    const transaction = await this.populateTransaction({ ...asked, ...price, nonce });
    delete transaction.from;
    if (rest.gasLimit === undefined) transaction.gasLimit = withReserve(transaction.gasLimit);
    return { ...transaction, data: data ?? null };
  }

  #inTurn<T>(send: (nonce: number) => Promise<T>): Promise<T> {
    const sent = this.#last.then(() => this.#withNonce(send));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #withNonce<T>(send: (nonce: number) => Promise<T>): Promise<T> {
    this.#nonce ??= await this.provider.getTransactionCount(this.address, "pending");
    try {
      const sent = await send(this.#nonce);
      this.#nonce++;
      this.sent++;
      return sent;
    } catch (error) {
      // Ask the chain again next time: a refused transaction may or may not have taken the nonce.
      this.#nonce = undefined;
      throw error;
    }
  }

  /** Where blocks ask for no fee and the account has nothing, whatever price the node suggests. */
  async #sendsForNothing(): Promise<boolean> {
    const block = await this.provider.getBlock("latest");
    return block?.baseFeePerGas === 0n && (await this.provider.getBalance(this.address)) === 0n;
  }
}
