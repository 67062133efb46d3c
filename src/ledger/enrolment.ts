import { type Chain, signingDomain } from "../chain/chain.ts";
import { logs, read } from "../chain/transact.ts";
import { type Write, write, writeMany } from "../chain/write.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import {
  type Correction,
  correctionHash,
  type CoverageSlot,
  coverageSlot,
  type EnrolmentEntry,
  type EnrolmentHead,
  enrolmentHead,
  type Segment,
  type SegmentDetails,
  verifyEnrolment,
} from "../core/coverage.ts";
import type { SuiteEvents } from "../core/events.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";

type Entered = SuiteEvents["EnrolmentEntered"];

/** What a segment is opened with. */
export interface Opening {
  segment: Segment;
  details: SegmentDetails;
  /** Ascending; see `sortedParties`. */
  parties?: readonly Hex[];
  /** Id of the person's last entry; left out: there is none. */
  previous?: Hex;
  /** Months paid before, bit by month from the first. */
  paid?: bigint;
  /** Days after a month in which its contribution is in time. */
  grace?: number;
  document: Hex;
}

/** Months that were paid of one segment. */
export interface PaidMonths {
  segment: Segment;
  previous: Hex;
  /** As `monthOf` counts them. */
  month: number;
  count: number;
  contribution: Hex;
}

/** A correction with what opens it. */
export interface ShownCorrection {
  segment: Segment;
  details: SegmentDetails;
  correction: Correction;
  parties: readonly Hex[];
  /** Id of the person's last entry. */
  previous: Hex;
}

/** Who is insured, since when, and which months are paid. */
export class EnrolmentModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #contract() {
    return this.#chain.contracts.enrolment;
  }

  /** Opens a segment of your institution's, an insurer. */
  open(o: Opening): Write<SuiteEvents["SegmentOpened"]> {
    return write(this.#chain, "SegmentOpened", () =>
      this.#contract.open.populateTransaction(
        o.segment,
        o.details,
        o.previous ?? ZERO32,
        o.paid ?? 0n,
        o.grace ?? 0,
        [...(o.parties ?? [])],
        o.document,
      ),
    );
  }

  /** Writes paid months of your insured, as many as fit into a transaction. */
  enterContributions(paid: readonly PaidMonths[]): Write<Entered[]> {
    return writeMany(this.#chain, "EnrolmentEntered", () =>
      this.#contract.enterContributions.populateTransaction([...paid]),
    );
  }

  /** Ends a segment; `until`: its first day without. */
  end(segment: Segment, previous: Hex, until: number, document: Hex): Write<Entered> {
    return write(this.#chain, "EnrolmentEntered", () =>
      this.#contract.end.populateTransaction(segment, previous, until, document),
    );
  }

  enterDeath(segment: Segment, previous: Hex, day: number, document: Hex): Write<Entered> {
    return write(this.#chain, "EnrolmentEntered", () =>
      this.#contract.enterDeath.populateTransaction(segment, previous, day, document),
    );
  }

  /** Approves a correction as your institution; the last party's approval applies it. */
  approve(shown: ShownCorrection): Write<SuiteEvents["CorrectionApproved"]> {
    const { segment, details, correction, parties, previous } = shown;
    return write(this.#chain, "CorrectionApproved", () =>
      this.#contract.approveCorrection.populateTransaction(
        segment,
        details,
        correction,
        [...parties],
        previous,
      ),
    );
  }

  /** Carries the approval of a person or an enterprise, which signs it. */
  approveFor(
    party: Hex,
    shown: ShownCorrection,
    signer: Signer,
  ): Write<SuiteEvents["CorrectionApproved"]> {
    const { segment, details, correction, parties, previous } = shown;
    return write(this.#chain, "CorrectionApproved", async () => {
      const domain = signingDomain(this.#chain, "Enrolment");
      const signature = await signer.sign(signingDigest(domain, correctionHash(correction)));
      return await this.#contract.approveCorrectionFor.populateTransaction(
        party,
        segment,
        details,
        correction,
        [...parties],
        previous,
        signer.bytes,
        signature,
      );
    });
  }

  /** A segment's slot, or undefined. */
  async coverage(segment: Hex): Promise<CoverageSlot | undefined> {
    const word = await read(this.#contract.coverageOf(segment));
    return word === 0n ? undefined : coverageSlot(word);
  }

  /** The last entry of a person at an insurer. */
  async head(insured: Hex, insurer: number): Promise<EnrolmentHead> {
    return enrolmentHead(await read(this.#contract.headOf(insured, insurer)));
  }

  /** The segment in which a person is, or was last, insured at any insurer; undefined for none. */
  async holder(nullifier: Hex): Promise<Hex | undefined> {
    const segment = (await read(this.#contract.holderOf(nullifier))) as Hex;
    return segment === ZERO32 ? undefined : segment;
  }

  /**
   * A person's entries at an insurer in the order of the chain, rebuilt from events and verified against
   * the head. @throws ENROLMENT_CHAIN_BROKEN where the node left one out
   */
  async history(insured: Hex, insurer: number): Promise<{ entries: EnrolmentEntry[]; last?: Hex }> {
    const opened = (await logs(this.#chain, "SegmentOpened", [null, insured])).filter(
      ({ event }) => event.terms.insurer === insurer,
    );
    const own = new Set(opened.map(({ event }) => event.segment));
    const entered = (await logs(this.#chain, "EnrolmentEntered", [null, insured])).filter(
      ({ event }) => own.has(event.segment),
    );
    const entries = [
      ...opened.map(({ block, index, event }) => ({ block, index, entry: openedEntry(event) })),
      ...entered.map(({ block, index, event }) => ({ block, index, entry: enteredEntry(event) })),
    ]
      .toSorted((a, b) => a.block - b.block || a.index - b.index)
      .map(({ entry }) => entry);
    const last = verifyEnrolment(entries, await this.head(insured, insurer));
    return { entries, ...(last === undefined ? {} : { last }) };
  }
}

const openedEntry = (e: SuiteEvents["SegmentOpened"]): EnrolmentEntry => ({
  insured: e.insured,
  previous: e.previous,
  kind: "OPENED",
  segment: e.segment,
  day: e.terms.from,
  data: e.document,
  enteredAt: e.enteredAt,
});

const enteredEntry = (e: Entered): EnrolmentEntry => ({
  insured: e.insured,
  previous: e.previous,
  kind: e.kind,
  segment: e.segment,
  day: e.day,
  data: e.data,
  enteredAt: e.enteredAt,
});
