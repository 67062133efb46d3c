import {
  AbstractSigner,
  type JsonRpcProvider,
  type Signer,
  type TransactionRequest,
  type TransactionResponse,
  type TypedDataDomain,
  type TypedDataField,
  Wallet,
} from "ethers";
import type { Hex } from "../core/bytes.ts";
import type { SigningDomain } from "../core/signing.ts";
import { type StructName, structTypes } from "../core/structTypes.ts";
import type { Network } from "./network.ts";

/**
 * An institution's account, whose key lies here or elsewhere. It hands out its own nonces, so that
 * many transactions can be under way at once; a transaction that is refused before it is sent
 * leaves no gap.
 */
export class Account extends AbstractSigner<JsonRpcProvider> {
  readonly address: Hex;
  readonly #signer: Signer;
  /** How many transactions it sent. */
  sent = 0;
  #nonce: number | undefined;
  #isFree: Promise<boolean> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(address: string, signer: Signer, network: Network) {
    super(network.provider);
    this.address = address as Hex;
    this.#signer = signer;
  }

  static fromKey(privateKey: Hex, network: Network): Account {
    const wallet = new Wallet(privateKey);
    return new Account(wallet.address, wallet, network);
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
    const sent = this.#last.then(() => this.#send(request));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #send(request: TransactionRequest): Promise<TransactionResponse> {
    const { provider } = this;
    this.#nonce ??= await provider.getTransactionCount(this.address, "pending");
    try {
      this.#isFree ??= this.#sendsForNothing();
      const price = (await this.#isFree) ? { type: 0, gasPrice: 0n } : {};
      const transaction = await this.populateTransaction({
        ...request,
        ...price,
        nonce: this.#nonce,
      });
      delete transaction.from;
      const raw = await this.signTransaction(transaction);
      const response = await provider.broadcastTransaction(raw);
      this.#nonce++;
      this.sent++;
      return response;
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
