/** What people decide of claims; see src/ledger/claimReview.ts. */
import type { Hex } from "../../core/bytes.ts";
import type { ClaimReviewModule, StandingClaim } from "../../ledger/claimReview.ts";
import { freshIndex } from "../index/fresh.ts";
import { type SaltedDigest, saltedDigest } from "../saltedDigest.ts";
import type { Session } from "../session.ts";
import { claimNamed } from "./named.ts";

export interface ReviewOptions {
  as?: string;
  /** File with the written reasons, or its digest. */
  reasons: string;
}

export interface RulingOptions extends ReviewOptions {
  carc: number;
}

/** A claim that somebody goes over. */
export interface Reviewed {
  reviews: ClaimReviewModule;
  standing: StandingClaim;
  document: SaltedDigest;
}

/** @throws CLAIM_UNKNOWN; CLI_FILE */
export async function reviewed(
  session: Session,
  name: string,
  { as, reasons }: ReviewOptions,
): Promise<Reviewed> {
  const { reader } = await freshIndex(session);
  const { care, keys } = await session.member(as);
  const id = await claimNamed(session, reader, name, as);
  const document = await saltedDigest(reasons, "the reasons", "review", keys[0].privateKey);
  return { reviews: care.claimReview, standing: await care.claimReview.standing(id), document };
}

const NEXT: Readonly<Record<string, string>> = {
  APPEALED: "The insurer decides the appeal, within 30 days.",
  ESCALATED: "The regulator decides the appeal.",
};

/** Prints where the claim stands now. */
export async function resultOf(
  { output }: Session,
  { reviews, standing: { claim }, document }: Reviewed,
  transaction: Hex,
): Promise<void> {
  const { state } = await reviews.standing(claim);
  const { stage } = await reviews.review(claim);
  const { digest, salt } = document;
  output.result({ claim, state, stage, document: digest, salt, transaction }, [
    `The claim is ${state}; its review: ${stage}.`,
    ...(NEXT[stage] === undefined ? [] : [NEXT[stage]]),
  ]);
}
