import type { Flag } from "../../core/enums.ts";
import { fail } from "../../core/errors.ts";
import type { Session } from "../session.ts";
import { resultOf, type Reviewed, reviewed, type RulingOptions } from "./review.ts";

interface Options extends RulingOptions {
  ruling: "again" | "deny" | "uphold";
  waive?: Flag[];
}

/** Decides a claim that waits for a person, or an appeal: as its insurer, or as a regulator. */
export async function run(session: Session, name: string, options: Options): Promise<void> {
  const { ruling, waive } = options;
  if (waive && ruling !== "again") fail("CLI_OPTION", { reason: "--waive goes with: again" });
  const found = await reviewed(session, name, options);
  const { transaction } = await decided(found, options);
  await resultOf(session, found, transaction);
}

async function decided(found: Reviewed, { ruling, carc, waive = [] }: Options) {
  const { reviews, standing, document } = found;
  const why = { reason: carc, document: document.digest };
  if (ruling === "deny") return await reviews.deny(standing, why).send();
  if (ruling === "uphold") return await reviews.uphold(standing, why).send();
  const file = await reviews.billed(standing.claim);
  return await reviews.readjudicate(file, standing, { ...why, waived: waive }).send();
}
