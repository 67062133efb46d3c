import type { Session } from "../session.ts";
import { resultOf, type Reviewed, reviewed, type ReviewOptions } from "./review.ts";

interface Options extends ReviewOptions {
  patient?: string;
}

/** How long her signature may wait for whoever carries it, in seconds. */
const DAY = 86_400;

/** Appeals against what was decided: as the claim's provider, or with the insured person's signature. */
export async function run(session: Session, name: string, options: Options): Promise<void> {
  const { patient } = options;
  const found = await reviewed(session, name, options);
  const { reviews, standing, document } = found;
  const { transaction } =
    patient === undefined
      ? await reviews.appeal(standing, document.digest).send()
      : await appealOf(session, patient, found);
  await resultOf(session, found, transaction);
}

async function appealOf(session: Session, label: string, found: Reviewed) {
  const { reviews, standing, document } = found;
  const { claim, word } = standing;
  const { signer } = await session.patient(label);
  const { stage } = await reviews.review(claim);
  const deadline = (await session.network.now()) + DAY;
  const appeal = { claim, word, stage, document: document.digest, deadline };
  return await reviews.appealFor(standing, appeal, await reviews.signAppeal(appeal, signer)).send();
}
