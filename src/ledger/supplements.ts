import { type Chain, signingDomain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import { type ClaimBalance, type ClaimRecord, unpackBalance } from "../core/claims.ts";
import { type LineResult, packResult } from "../core/claimWords.ts";
import { type Segment, segmentId } from "../core/coverage.ts";
import type { SuiteEvents } from "../core/events.ts";
import type { Plan } from "../core/plans.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import {
  type Assignment,
  assignmentHash,
  type AssignmentSlot,
  assignmentSlot,
  type SupplementSlot,
  supplementSlot,
} from "../core/supplements.ts";

/** What a pseudonym's controller signed. */
export interface AssignmentSignature {
  signer: Hex;
  signature: Hex;
}

/** A claim that was decided, as its events ClaimDecided and ClaimSettled tell it. */
export interface DecidedClaim {
  claim: Hex;
  record: ClaimRecord;
  /** What the person's account gave for it; left out: nothing. */
  fromAccount?: bigint;
  results: readonly LineResult[];
}

/** Supplementary insurers: they pay what a claim leaves to the person, after her first insurer. */
export class SupplementsModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #desk() {
    return this.#chain.contracts.supplementDesk;
  }

  get #supplements() {
    return this.#chain.contracts.supplements;
  }

  /** Signs as a pseudonym's controller that claims are assigned to a segment, for any sender to carry. */
  async sign(assignment: Assignment, signer: Signer): Promise<AssignmentSignature> {
    const domain = signingDomain(this.#chain, "Supplements");
    const signature = await signer.sign(signingDigest(domain, assignmentHash(assignment)));
    return { signer: signer.bytes, signature };
  }

  /**
   * Assigns a person's claims to her cover at a supplementary insurer, or ends that.
   * @param holder Of the segment's pseudonym, where it is not the assignment's. Whoever reads the chain
   * then knows that both are one person's.
   */
  assign(
    assignment: Assignment,
    segment: Segment,
    insured: AssignmentSignature,
    holder: AssignmentSignature = { signer: "0x", signature: "0x" },
  ): Write<SuiteEvents["BenefitsAssigned"]> {
    return write(this.#chain, "BenefitsAssigned", () =>
      this.#supplements.assign.populateTransaction(
        assignment,
        segment,
        insured.signer,
        insured.signature,
        holder.signer,
        holder.signature,
      ),
    );
  }

  /**
   * Pays the provider what the plan pays of the rest of a PAID claim: any member may, up to the plan's
   * limit; above it, and after a refusal, the segment's insurer.
   */
  pay(
    decided: DecidedClaim,
    segment: Segment,
    plan: Plan,
  ): Write<SuiteEvents["SupplementChanged"]> {
    return write(this.#chain, "SupplementChanged", () =>
      this.#desk.pay.populateTransaction(...shown(decided, segment, plan)),
    );
  }

  /**
   * What `pay` would pay now, in minor units; nothing is written.
   * @param sender An account of who would pay
   */
  async preview(decided: DecidedClaim, segment: Segment, plan: Plan, sender: Hex): Promise<bigint> {
    return await read(
      this.#desk.pay.staticCall(...shown(decided, segment, plan), { from: sender }),
    );
  }

  /** Refuses a claim, as the segment's insurer. `document`: digest of the reasons. */
  refuse(
    decided: Omit<DecidedClaim, "results">,
    segment: Segment,
    document: Hex,
  ): Write<SuiteEvents["SupplementChanged"]> {
    const { claim, record, fromAccount = 0n } = decided;
    return write(this.#chain, "SupplementChanged", () =>
      this.#desk.refuse.populateTransaction(claim, record, fromAccount, segment, document),
    );
  }

  /**
   * Takes back what was paid of a claim that its first insurer reversed, or decided again since; any member
   * may. The claim is shown as it was decided last.
   */
  takeBack(
    decided: Omit<DecidedClaim, "results">,
    segment: Segment,
  ): Write<SuiteEvents["SupplementChanged"]> {
    const { claim, record, fromAccount = 0n } = decided;
    return write(this.#chain, "SupplementChanged", () =>
      this.#desk.takeBack.populateTransaction(claim, record, fromAccount, segment),
    );
  }

  /** What a segment's insurer did with a claim. */
  async supplement(claim: Hex, segment: Segment): Promise<SupplementSlot> {
    return supplementSlot(await read(this.#supplements.supplementOf(claim, segmentId(segment))));
  }

  /** What all supplements paid of a claim. */
  async total(claim: Hex): Promise<bigint> {
    return await read(this.#supplements.totalOf(claim));
  }

  /** What a supplementary segment's claims came to. */
  async balance(segment: Segment): Promise<ClaimBalance> {
    return unpackBalance(await read(this.#supplements.balanceOf(segmentId(segment))));
  }

  /** How a pseudonym's claims are assigned to a segment; undefined: they never were. */
  async assignment(insured: Hex, segment: Segment): Promise<AssignmentSlot | undefined> {
    const word = await read(this.#supplements.assignmentOf(insured, segmentId(segment)));
    return word === 0n ? undefined : assignmentSlot(word);
  }
}

const shown = (
  { claim, record, fromAccount = 0n, results }: DecidedClaim,
  segment: Segment,
  plan: Plan,
) => [claim, record, fromAccount, results.flatMap(packResult), segment, plan] as const;
