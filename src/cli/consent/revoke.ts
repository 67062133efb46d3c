import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import type { Session } from "../session.ts";
import { Grants } from "./grants.ts";

/** How long her signature may wait for whoever carries it, in seconds. */
const DAY = 24 * 60 * 60;

export async function run(session: Session, id: Hex, { as }: { as?: string }): Promise<void> {
  const { care, name } = await session.member(as);
  const { grant } = new Grants(session.state, care.chain).get(id);
  const label = session.subjects().get(grant.subject);
  if (label === undefined) fail("CLI_PATIENT", { name: "Whoever gave this grant" });
  const { signer } = await session.patient(label);
  const deadline = (await session.network.now()) + DAY;
  const ending = await care.consent.signRevocation(grant, deadline, signer);
  const { transaction, gasUsed } = await care.consent.revoke(grant, ending).send();
  session.output.result({ grant: id, transaction, gasUsed: Number(gasUsed) }, [
    `Revoked for ever; ${name} carried ${label}'s signature. What was read by now stays read.`,
  ]);
}
