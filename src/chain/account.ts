import { type TransactionRequest, type TransactionResponse, Wallet } from "ethers";
import type { Hex } from "../core/bytes.ts";
import { accountSigner } from "../core/signers.ts";
import type { Network } from "./network.ts";

/**
 * An institution's account. It hands out its own nonces, so that many transactions can be under
 * way at once; a transaction that is refused before it is sent leaves no gap.
 */
export class Account extends Wallet {
  readonly #network: Network;
  /** How many transactions it sent. */
  sent = 0;
  #nonce: number | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(privateKey: Hex, network: Network) {
    super(privateKey, network.provider);
    this.#network = network;
  }

  /** Signs a 32-byte digest as this account: what gateways ask for. */
  signDigest(digest: Hex): Promise<Hex> {
    return accountSigner(this.privateKey as Hex).sign(digest);
  }

  override sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    const sent = this.#last.then(() => this.#send(request));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #send(request: TransactionRequest): Promise<TransactionResponse> {
    const { provider } = this.#network;
    this.#nonce ??= await provider.getTransactionCount(this.address, "pending");
    try {
      const transaction = await this.populateTransaction({ ...request, nonce: this.#nonce });
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
}
