import type { Session } from "../session.ts";
import { resultOf, reviewed, type RulingOptions } from "./review.ts";

/** Takes a claim back, as its provider or insurer: what was paid is owed to the pool. */
export async function run(session: Session, name: string, options: RulingOptions): Promise<void> {
  const found = await reviewed(session, name, options);
  const { reviews, standing, document } = found;
  const file = await reviews.billed(standing.claim);
  const why = { reason: options.carc, document: document.digest };
  const { transaction } = await reviews.reverse(file, standing, why).send();
  await resultOf(session, found, transaction);
}
