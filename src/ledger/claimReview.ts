import { type Chain, signingDomain } from "../chain/chain.ts";
import { billedFile, type ShownFile } from "../chain/billedFile.ts";
import { logs, read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import { type ClaimRecord, claimStateOf } from "../core/claims.ts";
import { packResult } from "../core/claimWords.ts";
import { type ClaimState, type Flag, FLAGS, REVIEW_STAGES } from "../core/enums.ts";
import { fail } from "../core/errors.ts";
import type { SuiteEvents } from "../core/events.ts";
import { type Appeal, appealHash, type Review, unpackReview } from "../core/reviews.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";

/** A claim as whoever reviews it shows it: `standing` reads it from the chain. */
export interface StandingClaim {
  claim: Hex;
  state: ClaimState;
  /** The claim's slot. */
  word: bigint;
  record: ClaimRecord;
  /** Words of the lines' results. */
  results: bigint[];
  /** What the personal account gave (minor units). */
  fromAccount: bigint;
}

/** Why somebody decides. */
export interface Ruling {
  /** CARC number, for example 193: the former decision is maintained. */
  reason: number;
  /** Salted digest of the written reasons. */
  document: Hex;
  /** Flags that do not stand in the way any more: DUP_LINE, OFF_INDICATION, OVER_FREQ. */
  waived?: readonly Flag[];
}

const shownRuling = ({ reason, document, waived = [] }: Ruling) => ({
  reason,
  document,
  waived: waived.reduce((word, flag) => word | (1n << BigInt(FLAGS.indexOf(flag))), 0n),
});

/** What people decide of claims: release, denial, appeal, reversal, decision again. */
export class ClaimReviewModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #appeals() {
    return this.#chain.contracts.claimAppeals;
  }

  /**
   * A claim's last decision, from the chain's log.
   * @throws CLAIM_UNKNOWN where it was never billed
   */
  async standing(claim: Hex): Promise<StandingClaim> {
    const { claims } = this.#chain.contracts;
    const decided = (await logs(this.#chain, "ClaimDecided", [claim])).at(-1);
    if (!decided) return fail("CLAIM_UNKNOWN", {});
    const settled = (
      await logs(this.#chain, "ClaimSettled", [claim], { from: decided.block })
    ).filter(({ block, index }) => block > decided.block || index > decided.index);
    const word = await read(claims.claimOf(claim));
    return {
      claim,
      state: claimStateOf(word),
      word,
      record: decided.event.record,
      results: decided.event.results.flatMap(packResult),
      fromAccount: settled.at(-1)?.event.fromAccount ?? 0n,
    };
  }

  /**
   * A claim's file as its provider billed it, from the transaction that did.
   * @throws CLAIM_UNKNOWN where it was never billed; CLAIM_FILE_HIDDEN where no call of the claim desk billed
   * it: ask the provider
   */
  async billed(claim: Hex): Promise<ShownFile> {
    const [first] = await logs(this.#chain, "ClaimDecided", [claim]);
    if (!first) return fail("CLAIM_UNKNOWN", {});
    const file = await billedFile(this.#chain, claim, first.transaction);
    return file ?? fail("CLAIM_FILE_HIDDEN", { claim, transaction: first.transaction });
  }

  /** How far people went over a claim. */
  async review(claim: Hex): Promise<Review> {
    return unpackReview(await read(this.#chain.contracts.claims.reviewOf(claim)));
  }

  /**
   * Releases a PENDED claim, or takes a decision back and decides again by the rules as they are now, as the
   * insurer (or a regulator, after a second appeal). What stands is paid at once where pool and payee allow.
   */
  readjudicate(
    file: ShownFile,
    standing: StandingClaim,
    ruling: Ruling,
  ): Write<SuiteEvents["ClaimDecided"]> {
    const { record, results, fromAccount } = standing;
    return write(this.#chain, "ClaimDecided", () =>
      this.#chain.contracts.claimReview.readjudicate.populateTransaction(
        file,
        record,
        results,
        fromAccount,
        shownRuling(ruling),
      ),
    );
  }

  /** Takes back a claim that is ADJUDICATED, DUE or PAID, as its provider or insurer. */
  reverse(
    file: ShownFile,
    standing: StandingClaim,
    ruling: Ruling,
  ): Write<SuiteEvents["ClaimEnded"]> {
    const { record, results, fromAccount } = standing;
    return write(this.#chain, "ClaimEnded", () =>
      this.#chain.contracts.claimReversal.reverse.populateTransaction(
        file,
        record,
        results,
        fromAccount,
        shownRuling(ruling),
      ),
    );
  }

  /** Denies a PENDED claim, as the insurer. */
  deny({ claim, record }: StandingClaim, ruling: Ruling): Write<SuiteEvents["ClaimEnded"]> {
    return write(this.#chain, "ClaimEnded", () =>
      this.#appeals.deny.populateTransaction(claim, record, ruling.reason, ruling.document),
    );
  }

  /** Appeals against a decision, as the provider. @param document Salted digest of the reasons */
  appeal(
    { claim, record, fromAccount }: StandingClaim,
    document: Hex,
  ): Write<SuiteEvents["ClaimReviewed"]> {
    return write(this.#chain, "ClaimReviewed", () =>
      this.#appeals.appeal.populateTransaction(claim, record, fromAccount, document),
    );
  }

  /** Signs an appeal as the insured person, for any account to carry. */
  async signAppeal(appeal: Appeal, signer: Signer): Promise<{ signer: Hex; signature: Hex }> {
    const domain = signingDomain(this.#chain, "ClaimAppeals");
    const signature = await signer.sign(signingDigest(domain, appealHash(appeal)));
    return { signer: signer.bytes, signature };
  }

  /** Carries an insured person's appeal to the chain. */
  appealFor(
    { record, fromAccount }: StandingClaim,
    { stage, ...appeal }: Appeal,
    signed: { signer: Hex; signature: Hex },
  ): Write<SuiteEvents["ClaimReviewed"]> {
    const terms = { ...appeal, stage: REVIEW_STAGES.indexOf(stage) };
    return write(this.#chain, "ClaimReviewed", () =>
      this.#appeals.appealFor.populateTransaction(
        record,
        fromAccount,
        terms,
        signed.signer,
        signed.signature,
      ),
    );
  }

  /** Decides an appeal, as another account of the insurer or as a regulator: the decision stands. */
  uphold(
    { claim, record, fromAccount }: StandingClaim,
    { reason, document }: Ruling,
  ): Write<SuiteEvents["ClaimReviewed"]> {
    return write(this.#chain, "ClaimReviewed", () =>
      this.#appeals.uphold.populateTransaction(claim, record, fromAccount, reason, document),
    );
  }
}
