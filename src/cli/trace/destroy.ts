import type { Hex } from "../../core/bytes.ts";
import type { Disposition } from "../../core/enums.ts";
import { fail } from "../../core/errors.ts";
import type { Parcel, UnitRange } from "../../core/goods.ts";
import type { PlacedParcel } from "../../indexer/placed.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { alertLines, countAfter } from "./counting.ts";
import { digestOf } from "./evidence.ts";
import { goodsNamed, isContainer, isPack } from "./goods.ts";
import { withdrawPacks } from "./packs.ts";
import { parcelOf, partsOf } from "./parts.ts";

interface Options {
  how: Exclude<Disposition, "NONE">;
  evidence: string;
  units?: UnitRange;
  as?: string;
}

/** Single packs by their codes, or units of one lot by their parcels. */
export async function run(session: Session, texts: string[], options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { how } = options;
  if (texts.every(isPack)) {
    if (options.units) fail("CLI_OPTION", { reason: "--units are of a lot: these are packs" });
    const { product, done } = await withdrawPacks(session, member, texts, options);
    const stock = await countAfter(session, member, [product]);
    session.output.result({ how, destroyed: done, stock }, [
      `${texts.length} written down as ${how}.`,
      ...alertLines(stock),
    ]);
    return;
  }
  const [text, ...more] = texts;
  if (more.length > 0) fail("CLI_OPTION", { reason: "give codes of packs, or one lot" });
  await destroyParcels(session, member, text!, options);
}

async function destroyParcels(
  session: Session,
  member: Member,
  text: string,
  { how, evidence: given, units }: Options,
): Promise<void> {
  const evidence = await digestOf(given);
  const fresh = await freshIndex(session);
  const named = await goodsNamed(session, member, fresh.reader.supply, text, units);
  if (isContainer(named)) {
    return fail("CLI_OPTION", { reason: "a container is unpacked first: trace unpack" });
  }
  // What a receipt disputes goes by its units alone: nobody has found it.
  const meant = ({ holder, state }: PlacedParcel) => holder === member.id && state === "HELD";
  const wanted = { meant, where: `at ${member.name}` };
  const done: { parcel: Parcel; transaction?: Hex }[] = [];
  for (const part of await partsOf(member, fresh, named, wanted)) {
    const parcel = parcelOf(part);
    // Given again it goes on where it was cut off.
    const isDone = part.state === "DESTROYED" && part.holder === member.id;
    if (isDone) done.push({ parcel });
    else done.push({ parcel, transaction: await sent(parcel) });
  }
  const stock = await countAfter(session, member, [named.lot], fresh);
  session.output.result({ how, destroyed: done, stock }, [
    ...done.map(({ parcel: { first, count }, transaction }) =>
      transaction
        ? `${count} units from ${first} on are written down as ${how}.`
        : `${count} units from ${first} on were written down before.`,
    ),
    ...alertLines(stock),
  ]);

  async function sent(parcel: Parcel): Promise<Hex> {
    return (await member.care.supply.destroy(parcel, how, evidence).send()).transaction;
  }
}
