import { fromHex, type Hex, sha256, toHex, ZERO32 } from "../../core/bytes.ts";
import { z } from "zod";
import { type Agreement, agreementId } from "../../core/agreement.ts";
import { dayOfDate } from "../../core/days.ts";
import type { AgreementState } from "../../core/enums.ts";
import { fhirInterval } from "../../core/dates.ts";
import { fail } from "../../core/errors.ts";
import { packText } from "../../core/goods.ts";
import { maskOfItems } from "../../core/plans.ts";
import { accountSigner } from "../../core/signers.ts";
import { id } from "../../wire/schema.ts";
import type { Session } from "../session.ts";
import { digestOf } from "../trace/evidence.ts";
import { count, date, readGiven, shortText } from "./given.ts";

interface Options {
  as?: string;
  text: string;
  qualification?: string;
}

const given = z.strictObject({
  insurer: z.union([z.string(), z.number()]).transform(String),
  institution: z.union([z.string(), z.number()]).transform(String),
  law: shortText,
  disputes: shortText,
  from: date,
  until: date,
  serviceItems: z.array(count(127)).min(1),
  factor: z.coerce.number().min(0.0001).max(6.5).default(1),
  notice: count(0xffff).default(30),
  cure: count(0xffff).default(30),
  signBy: date,
  salt: id,
});

/**
 * Does what the institution's next step is: drafts it if nobody did, signs it, and puts it into force as
 * the insurer once both signed. Each party gives the same file and text until it is in force.
 */
export async function run(session: Session, file: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { agreements } = member.care;
  const agreement = await termsIn(session, file, options.text);
  const side = sideOf(agreement, member.id);
  const agreed = agreementId(agreement);
  const done: string[] = [];
  if ((await agreements.agreement(agreed)) === undefined) {
    await agreements.draft(agreement).send();
    done.push("drafted");
  }
  const slot = (await agreements.agreement(agreed))!;
  if (!slot.signedBy.includes(side) && slot.state === "DRAFT") {
    const signer = accountSigner(session.accounts.key(member.account));
    await agreements.sign(agreement, signer).send();
    done.push("signed");
  }
  const signed = (await agreements.agreement(agreed))!;
  if (signed.state === "SIGNED" && side === "INSURER") {
    const evidence = await digestOf(options.qualification ?? options.text, "the qualification");
    await agreements.activate(agreement, evidence).send();
    done.push("put into force");
  }
  const { state, signedBy } = (await agreements.agreement(agreed))!;
  session.output.result({ agreement: agreed, state, signedBy, done, text: agreement.text }, [
    done.length === 0
      ? `Nothing is left for ${member.name} to do.`
      : `The agreement was ${done.join(", ")} by ${member.name}.`,
    nextStep(state, signedBy),
  ]);
}

const nextStep = (state: AgreementState, signedBy: readonly string[]): string => {
  if (state === "DRAFT") {
    const missing = ["INSURER", "INSTITUTION"].filter((side) => !signedBy.includes(side));
    return `It waits for the signature of the ${missing.join(" and the ").toLowerCase()}.`;
  }
  if (state === "SIGNED") return "Both signed; the insurer puts it into force by the same command.";
  return state === "ACTIVE" ? "It is in force." : `It is ${state}.`;
};

function sideOf({ insurer, institution }: Agreement, member: number): "INSURER" | "INSTITUTION" {
  if (member === insurer) return "INSURER";
  if (member === institution) return "INSTITUTION";
  return fail("CLI_OPTION", {
    reason: "--as is no party of this agreement: give its insurer or its institution",
  });
}

async function termsIn(session: Session, file: string, text: string): Promise<Agreement> {
  const terms = readGiven(file, "The agreement", given);
  const document = fromHex(await digestOf(text, "the text"), 32);
  const [insurer, institution] = [
    await session.institutionId(terms.insurer),
    await session.institutionId(terms.institution),
  ];
  return {
    insurer,
    institution,
    text: saltedText(terms.salt, document),
    law: packText(terms.law),
    disputes: packText(terms.disputes),
    from: dayOfDate(terms.from),
    until: dayOfDate(terms.until),
    services: maskOfItems(terms.serviceItems),
    factor: Math.round(terms.factor * 10_000),
    notice: terms.notice,
    cure: terms.cure,
    clauses: ZERO32,
    deadline: fhirInterval(terms.signBy).end,
  };
}

const saltedText = (salt: Hex, document: Uint8Array): Hex =>
  toHex(sha256(fromHex(salt, 32), document));
