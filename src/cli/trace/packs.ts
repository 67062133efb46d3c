/** Packs by the codes on them: taken back from patients, or no more. */
import type { Disposition } from "../../core/enums.ts";
import { fail } from "../../core/errors.ts";
import { productId } from "../../core/goods.ts";
import { readUnitCode, type UnitCode } from "../../epcis/unitCode.ts";
import { withdrawUnits, type WithdrawnUnits } from "../../flows/withdrawUnits.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { digestOf } from "./evidence.ts";

/** Codes of packs, which are of one product. @throws CLI_OPTION; what `readUnitCode` throws */
export function packsOf(texts: readonly string[]): [UnitCode, ...UnitCode[]] {
  const units = texts.map(readUnitCode) as [UnitCode, ...UnitCode[]];
  const [{ scheme, number }] = units;
  if (units.some((unit) => unit.scheme !== scheme || unit.number !== number)) {
    fail("CLI_OPTION", { reason: "these codes are of several products: give each by itself" });
  }
  return units;
}

/** Withdraws packs by their codes. */
export async function withdrawPacks(
  session: Session,
  member: Member,
  texts: readonly string[],
  { how, evidence }: { how: Disposition; evidence: string },
) {
  const units = packsOf(texts);
  const [{ scheme, number }] = units;
  const shelf = await (await session.custody(member)).lots();
  const done = await withdrawUnits(member.care.chain, shelf, {
    product: productId(scheme, number),
    codes: units.map(({ code }) => code),
    how,
    evidence: await digestOf(evidence),
  });
  return { product: { scheme, number }, done };
}

/** Says what became of packs now, and of which it had before. */
export function withdrawnLines(done: readonly WithdrawnUnits[], what: string): string[] {
  const sum = (some: readonly WithdrawnUnits[]) => some.reduce((n, one) => n + one.units.length, 0);
  const now = done.filter(({ transaction }) => transaction !== undefined);
  const before = sum(done) - sum(now);
  return [
    ...(now.length > 0 ? [`${sum(now)} ${what}: never to be dispensed again.`] : []),
    ...now.map(({ transaction }) => `  in ${transaction}`),
    ...(before > 0 ? [`${before} of these were so before, and were left as they are.`] : []),
  ];
}
