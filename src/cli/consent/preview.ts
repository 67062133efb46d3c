import type { Hex } from "../../core/bytes.ts";
import { grantText } from "../../core/phrases.ts";
import { type ConsentGrant, grantId } from "../../core/structs.ts";
import type { Session } from "../session.ts";
import { coverage, coverageText } from "./coverage.ts";
import { Grants, readGrantFile } from "./grants.ts";
import { grantFrom, needed, type TermsOptions } from "./terms.ts";

interface Options extends TermsOptions {
  grant?: Hex;
  signedFile?: string;
}

export async function run(session: Session, options: Options): Promise<void> {
  const grant = await previewed(session, options);
  const text = grantText(grant, session.nameOf(grant.terms.grantee));
  const label = session.subjects().get(grant.subject);
  // Only she may ask what she has.
  const covers =
    label === undefined ? undefined : await coverage(session, grant, await session.patient(label));
  const isNew = options.grant === undefined && options.signedFile === undefined;
  session.output.result(
    {
      ...(isNew ? {} : { grant: grantId(grant) }),
      subject: grant.subject,
      label,
      grantee: grant.terms.grantee,
      text,
      covers,
    },
    [...text, ...(covers ? coverageText(covers, session.nameOf) : [])],
  );
}

async function previewed(session: Session, options: Options): Promise<ConsentGrant> {
  const { chain } = await session.reader();
  if (options.grant) return new Grants(session.state, chain).get(options.grant).grant;
  if (options.signedFile !== undefined) return readGrantFile(options.signedFile, chain).grant;
  const subject = await session.subject(needed(options.subject, "--subject"));
  return await grantFrom(session, subject, options);
}
