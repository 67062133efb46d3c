/** Claims by what people call them, told in words. */
import { type Hex, isHex } from "../../core/bytes.ts";
import { claimId } from "../../core/claims.ts";
import { fail } from "../../core/errors.ts";
import { type ClaimStory, claimStory } from "../../flows/claimStory.ts";
import type { IndexReader } from "../../indexer/reader.ts";
import { freshIndex } from "../index/fresh.ts";
import { bookOf } from "../insurance/codeLists.ts";
import { codeText } from "../insurance/plan.ts";
import type { Session } from "../session.ts";
import { invoiceDigest } from "./billing.ts";

/** A claim by its id, or by the number of an invoice of the institution's. @throws CLAIM_UNKNOWN */
export async function claimNamed(
  session: Session,
  reader: IndexReader,
  text: string,
  as: string | undefined,
): Promise<Hex> {
  if (isHex(text, 32)) return text.toLowerCase() as Hex;
  const member = await session.member(as);
  const id = claimId(member.id, invoiceDigest(member, text));
  return reader.claims.claim(id) ? id : fail("CLAIM_UNKNOWN", {});
}

/** The story of a claim, in the words that this folder has. @throws CLAIM_UNKNOWN */
export async function storyOf(
  session: Session,
  text: string,
  as: string | undefined,
): Promise<{ reader: IndexReader; story: ClaimStory }> {
  const { reader } = await freshIndex(session);
  const { chain, insurance } = await session.reader();
  const id = await claimNamed(session, reader, text, as);
  const story = await claimStory(chain, reader, id, {
    currency: await insurance.currency(),
    bookOf: (jurisdiction) => bookOf(session, jurisdiction),
    planName: codeText,
  });
  return { reader, story };
}
