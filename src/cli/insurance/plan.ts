import { fromHex, type Hex } from "../../core/bytes.ts";
import { dateOfDay, dayAt } from "../../core/days.ts";
import { packText, unpackText } from "../../core/goods.ts";
import { type BenefitPlan, packedPlan, planId } from "../../core/plans.ts";
import type { IndexedPlan } from "../../indexer/tariffReader.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { digestOf } from "../trace/evidence.ts";
import { readPlan } from "./planFile.ts";
import { billingBook } from "./codeLists.ts";

interface Options {
  as?: string;
  from?: string;
  decision?: string;
  open?: boolean;
}

/** Publishes a plan, or its next version if it is otherwise than the last one. */
export async function run(session: Session, file: string, options: Options): Promise<void> {
  const { id: insurer, care } = await session.member(options.as);
  const given = readPlan(file, await care.insurance.currency());
  const { benefitPlans } = care;
  const { reader } = await freshIndex(session);
  const code = packText(given.code);
  const last = reader.tariffs.plan(insurer, code);
  const chronic = given.chronic.length === 0 ? undefined : given.chronic;
  const { jurisdiction } = await care.identity.participant(insurer);
  const terms = {
    ...given.terms,
    insurer,
    code,
    ...(chronic ? { chronic: billingBook(session, jurisdiction).diagnoses(chronic).root } : {}),
  };
  const same = last && { ...terms, version: last.version };
  const isNew = !same || planId(packedPlan(same)) !== last.id;
  const plan: BenefitPlan = { ...terms, version: (last?.version ?? 0) + (isNew ? 1 : 0) };
  const from = given.from ?? options.from ?? (await firstDay(session, insurer));
  const days = { from, ...(given.until === undefined ? {} : { until: given.until }) };
  if (isNew) {
    const document = await digestOf(options.decision ?? file, "the decision");
    await benefitPlans.publish(plan, days, document).send();
  }
  const opened = options.open === true && (await benefitPlans.openedAt(insurer)) === 0;
  if (opened) await benefitPlans.open().send();
  const id = planId(packedPlan(plan));
  session.output.result(
    { plan: id, code: given.code, version: plan.version, published: isNew, from, opened },
    [
      isNew
        ? `Plan ${given.code}, version ${plan.version}, is published; it holds from ${from}.`
        : `Plan ${given.code}, version ${plan.version}, was published before.`,
    ],
  );
}

/** The first day on which a plan that is published now can hold. */
async function firstDay(session: Session, insurer: number): Promise<string> {
  const { benefitPlans } = await session.reader();
  const today = dayAt(await session.network.now());
  const isOpen = (await benefitPlans.openedAt(insurer)) !== 0;
  return dateOfDay(isOpen ? today + (await benefitPlans.noticeDays()) : today);
}

/** What a plan's code says, if a person wrote it. */
export function planName({ plan, version }: Pick<IndexedPlan, "plan" | "version">) {
  return { name: codeText(plan.code), version };
}

/** A code in words; else the beginning of its digits. */
export function codeText(code: Hex): string {
  const isText = /^[\x20-\x7e]+\0*$/.test(Buffer.from(fromHex(code, 32)).toString("latin1"));
  return isText ? unpackText(code) : code.slice(0, 10);
}
