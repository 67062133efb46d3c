import { fail } from "../../core/errors.ts";
import { grantText } from "../../core/phrases.ts";
import { type ConsentGrant, grantId } from "../../core/structs.ts";
import type { SignedGrant } from "../../ledger/consent.ts";
import { toJson } from "../../wire/messages.ts";
import { writeNew } from "../files.ts";
import type { Session } from "../session.ts";
import { Grants, readGrantFile } from "./grants.ts";
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
  const { chain, consent } = await session.reader();
  const signed =
    signedFile === undefined ? await sign(session, options) : readGrantFile(signedFile, chain);
  if (out === undefined) {
    answer(session, signed, await carry(session, signed, options.as));
    return;
  }
  writeNew(out, consent.toText(signed), "The file to be written");
  new Grants(session.state, chain).keep(signed);
  answer(session, signed, { carried: false });
}

async function sign(session: Session, options: Options): Promise<SignedGrant> {
  const { subject, signer } = await session.patient(needed(options.subject, "--subject"));
  const grant = await grantFrom(session, subject, options);
  const begun = options.signOnly ? undefined : await begunBefore(session, grant);
  return begun ?? { grant, ...(await (await session.reader()).consent.sign(grant, signer)) };
}

/** One that says the same, of a command that ended in the middle: another would be a second consent. */
async function begunBefore(
  session: Session,
  asked: ConsentGrant,
): Promise<SignedGrant | undefined> {
  const { chain, consent } = await session.reader();
  const now = await session.network.now();
  for (const begun of new Grants(session.state, chain).begun()) {
    const { grant } = begun;
    if (saying(grant) !== saying(asked)) continue;
    const standing = await consent.standing(grant);
    if (standing === "LIVE" || (standing === "UNKNOWN" && grant.deadline > now)) return begun;
  }
  return undefined;
}

/** What a patient consents to, whenever it is signed. */
const saying = ({ terms, ...grant }: ConsentGrant): string =>
  toJson({ ...grant, deadline: 0, terms: { ...terms, salt: "0x" } });

interface Carried {
  carried: boolean;
  transaction?: string;
  gasUsed?: number;
}

async function carry(session: Session, signed: SignedGrant, as?: string): Promise<Carried> {
  const { consent, chain } = (await session.member(as)).care;
  const { grant, signer, signature } = signed;
  // An earlier command may have been ended after it sent it.
  const isThere = (await consent.standing(grant)) === "LIVE";
  const write = consent.grant(grant, { signer, signature });
  // What the chain refuses is not kept.
  if (!isThere) await write.estimate();
  // Before it is sent: without its terms nobody could use or revoke it.
  const done = new Grants(session.state, chain).begin(signed);
  const sent = isThere ? undefined : await write.send();
  done();
  if (!sent) return { carried: true };
  const { transaction, gasUsed } = sent;
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
