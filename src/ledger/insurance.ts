import type { ContractTransaction } from "ethers";
import type { Chain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import type { VoucherState } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";
import { type Voucher, voucherId, voucherSlot } from "../core/funds.ts";

/** Money that institutions settle with, in minor units of one currency. */
export class InsuranceModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #token() {
    return this.#chain.contracts.settlementToken;
  }

  /** Issues tokens for money that a member paid in; administration (TOKEN_ISSUER). */
  issue(account: Hex, amount: bigint, receipt: Hex): Write<SuiteEvents["TokensIssued"]> {
    return write(this.#chain, "TokensIssued", () =>
      this.#token.issue.populateTransaction(account, amount, receipt),
    );
  }

  /** Gives up your tokens for money outside of the chain; always allowed. */
  redeem(amount: bigint, payout: Hex): Write<SuiteEvents["TokensRedeemed"]> {
    return write(this.#chain, "TokensRedeemed", () =>
      this.#token.redeem.populateTransaction(amount, payout),
    );
  }

  transfer(to: Hex, amount: bigint): Write<SuiteEvents["Transfer"]> {
    return write(this.#chain, "Transfer", () =>
      this.#token.transfer.populateTransaction(to, amount),
    );
  }

  /** Allows `spender`, such as Procurement, to take as much of yours. */
  approve(spender: Hex, amount: bigint): Write<SuiteEvents["Approval"]> {
    return write(this.#chain, "Approval", () =>
      this.#token.approve.populateTransaction(spender, amount),
    );
  }

  /** Sets tokens of yours aside for a member, who settles the voucher. */
  drawVoucher(voucher: Voucher, holder: Hex): Write<SuiteEvents["VoucherChanged"]> {
    return this.#voucher(() => this.#token.drawVoucher.populateTransaction(voucher, holder));
  }

  /** Passes a voucher of yours on. */
  endorseVoucher(voucher: Voucher, holder: Hex): Write<SuiteEvents["VoucherChanged"]> {
    return this.#voucher(() => this.#token.endorseVoucher.populateTransaction(voucher, holder));
  }

  /** Turns a voucher of yours into tokens. */
  settleVoucher(voucher: Voucher): Write<SuiteEvents["VoucherChanged"]> {
    return this.#voucher(() => this.#token.settleVoucher.populateTransaction(voucher));
  }

  /** Gives up a voucher of yours for money outside of the chain; always allowed. */
  redeemVoucher(voucher: Voucher, payout: Hex): Write<SuiteEvents["VoucherChanged"]> {
    return this.#voucher(() => this.#token.redeemVoucher.populateTransaction(voucher, payout));
  }

  /** Takes back what you drew, once its time is over. */
  reclaimVoucher(voucher: Voucher): Write<SuiteEvents["VoucherChanged"]> {
    return this.#voucher(() => this.#token.reclaimVoucher.populateTransaction(voucher));
  }

  /** What became of a voucher, and who holds it; undefined: there is none. */
  async voucher(voucher: Voucher): Promise<{ holder: Hex; state: VoucherState } | undefined> {
    const word = await read(this.#token.voucherOf(voucherId(voucher)));
    return word === 0n ? undefined : voucherSlot(word);
  }

  #voucher(encode: () => Promise<ContractTransaction>): Write<SuiteEvents["VoucherChanged"]> {
    return write(this.#chain, "VoucherChanged", encode);
  }

  async balance(account: Hex): Promise<bigint> {
    return await read(this.#token.balanceOf(account));
  }

  /** How much `spender` may take of an account's. */
  async allowance(account: Hex, spender: Hex): Promise<bigint> {
    return await read(this.#token.allowance(account, spender));
  }

  /** What is held by all. */
  async supply(): Promise<bigint> {
    return await read(this.#token.totalSupply());
  }

  /** The currency's code (ISO 4217). */
  async currency(): Promise<string> {
    return await read(this.#token.symbol());
  }
}
