import { dayOf } from "../../core/dates.ts";
import type { CareLedger } from "../../client.ts";
import type { Hex } from "../../core/bytes.ts";
import type { Standing } from "../../core/enums.ts";
import { grantText } from "../../core/phrases.ts";
import { grantId } from "../../core/structs.ts";
import type { SignedGrant } from "../../ledger/consent.ts";
import type { Session } from "../session.ts";
import { Grants } from "./grants.ts";

/** A grant as the chain has it, with its terms where this folder has those. */
interface Listed {
  grant: Hex;
  subject: Hex;
  standing: Standing;
  uses: number;
  notAfter: number;
  maxUses?: number;
  grantee?: number;
  text?: string[];
}

export async function run(session: Session, { subject }: { subject?: string }): Promise<void> {
  const care = await session.reader();
  const signed = new Grants(session.state, care.chain).all();
  const labels = session.subjects();
  // The patients of this folder, and those whose signed grants it has.
  const everybody = new Set([...labels.keys(), ...signed.map(({ grant }) => grant.subject)]);
  const whose = subject === undefined ? everybody : [await session.subject(subject)];
  const grants: Listed[] = [];
  for (const one of whose) {
    const terms = signed.filter(({ grant }) => grant.subject === one);
    grants.push(...(await grantsOf(one, terms, care, session.nameOf)));
  }
  const withLabels = grants.map((grant) => ({ ...grant, label: labels.get(grant.subject) }));
  const lines = withLabels.flatMap((grant) => [...linesOf(grant), ""]).slice(0, -1);
  session.output.result({ grants: withLabels }, lines.length > 0 ? lines : ["(none)"]);
}

async function grantsOf(
  subject: Hex,
  signed: readonly SignedGrant[],
  care: CareLedger,
  nameOf: (id: number) => string,
): Promise<Listed[]> {
  const terms = new Map(signed.map(({ grant }) => [grantId(grant), grant]));
  const found: Listed[] = [];
  for (const { grant, standing, uses, notAfter } of await care.consent.granted(subject)) {
    const known = terms.get(grant);
    terms.delete(grant);
    const isUsedUp = known && standing === "LIVE" && uses >= known.maxUses;
    found.push({ grant, subject, standing: isUsedUp ? "EXHAUSTED" : standing, uses, notAfter });
    if (known) Object.assign(found.at(-1)!, said(known, nameOf));
  }
  // Signed, and not on the chain.
  for (const [grant, known] of terms) {
    const standing = await care.consent.standing(known);
    found.push({
      grant,
      subject,
      standing,
      uses: 0,
      notAfter: known.notAfter,
      ...said(known, nameOf),
    });
  }
  return found;
}

const said = (
  grant: SignedGrant["grant"],
  nameOf: (id: number) => string,
): Pick<Listed, "grantee" | "maxUses" | "text"> => ({
  grantee: grant.terms.grantee,
  maxUses: grant.maxUses,
  text: grantText(grant, nameOf(grant.terms.grantee)),
});

const linesOf = ({
  grant,
  label,
  subject,
  standing,
  uses,
  maxUses,
  notAfter,
  text,
}: Listed & { label: string | undefined }): string[] => [
  grant,
  `  ${standing}, ${uses} of ${maxUses ?? "?"} uses, until ${dayOf(notAfter)}, by ${label ?? subject}`,
  ...(text ?? ["Its terms are not in this folder."]).map((line) => `  ${line}`),
];
