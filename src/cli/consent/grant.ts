import { fail } from "../../core/errors.ts";
import { grantText } from "../../core/phrases.ts";
import { grantId } from "../../core/structs.ts";
import type { SignedGrant } from "../../ledger/consent.ts";
import { writeNew } from "../files.ts";
import type { Session } from "../session.ts";
import { grantFile, Grants, readGrantFile } from "./grants.ts";
import { grantFrom, needed, type TermsOptions } from "./terms.ts";

interface Options extends TermsOptions {
  as?: string;
  signOnly?: boolean;
  out?: string;
  signedFile?: string;
}

export async function run(session: Session, options: Options): Promise<void> {
  const { signOnly = false, out, signedFile } = options;
  if (signOnly !== (out !== undefined) || (signOnly && signedFile !== undefined)) {
    fail("CLI_OPTION", { reason: "--sign-only and --out FILE go together, without --signed-file" });
  }
  const { chain } = await session.reader();
  const signed =
    signedFile === undefined ? await sign(session, options) : readGrantFile(signedFile, chain);
  if (out !== undefined) writeNew(out, grantFile(chain, signed), "The file to be written");
  // Before it is sent: without its terms nobody could use or revoke it.
  new Grants(session.state, chain).keep(signed);
  if (signOnly) answer(session, signed, { carried: false });
  else answer(session, signed, await carry(session, signed, options.as));
}

async function sign(session: Session, options: TermsOptions): Promise<SignedGrant> {
  const { subject, signer } = await session.patient(needed(options.subject, "--subject"));
  const grant = await grantFrom(session, subject, options);
  return { grant, ...(await (await session.reader()).consent.sign(grant, signer)) };
}

interface Carried {
  carried: boolean;
  transaction?: string;
  gasUsed?: number;
}

async function carry(
  session: Session,
  { grant, ...signed }: SignedGrant,
  as?: string,
): Promise<Carried> {
  const { consent } = (await session.member(as)).care;
  // An earlier command may have been ended after it sent it.
  if ((await consent.standing(grant)) === "LIVE") return { carried: true };
  const { transaction, gasUsed } = await consent.grant(grant, signed).send();
  return { carried: true, transaction, gasUsed: Number(gasUsed) };
}

function answer(session: Session, { grant }: SignedGrant, carried: Carried): void {
  const { grantee } = grant.terms;
  const id = grantId(grant);
  const text = grantText(grant, session.nameOf(grantee));
  session.output.result({ grant: id, subject: grant.subject, grantee, text, ...carried }, [
    ...text,
    carried.carried
      ? `It is on the chain as ${id}.`
      : `It is signed as ${id}, and not yet carried.`,
  ]);
}
