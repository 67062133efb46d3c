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
import { withdrawnLines, withdrawPacks } from "./packs.ts";
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
      ...withdrawnLines(done, `written down as ${how}`),
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
  const isOurs = (state: string) => (one: PlacedParcel) =>
    one.holder === member.id && one.state === state;
  const isHere = fresh.reader.supply.parcels(named.lot.lot).some(isOurs("HELD"));
  // Given again it finds what it wrote down.
  const meant = isOurs(isHere ? "HELD" : "DESTROYED");
  const wanted = { meant, where: `at ${member.name}` };
  const parts = await partsOf(member, fresh, named, wanted);
  // It is for good: what the chain refuses of any parcel is refused before anything is written.
  const { supply } = member.care;
  const planned = parts.map((part) => {
    const parcel = parcelOf(part);
    return {
      parcel,
      write: isOurs("DESTROYED")(part) ? undefined : supply.destroy(parcel, how, evidence),
    };
  });
  for (const { write } of planned) await write?.estimate();
  const done: { parcel: Parcel; transaction?: Hex }[] = [];
  for (const { parcel, write } of planned) {
    done.push({ parcel, ...(write ? { transaction: (await write.send()).transaction } : {}) });
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
}
