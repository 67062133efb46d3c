import type { Custody } from "../../core/custody.ts";
import type { Parcel, UnitRange } from "../../core/goods.ts";
import { fail } from "../../core/errors.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { requireReceived } from "./awaited.ts";
import { containerNamed } from "./goods.ts";
import { keepKeys } from "./goodsKeys.ts";
import { lotNamed } from "./lot.ts";
import { standAlone } from "./parts.ts";
import { shipContainer } from "./shipContainer.ts";

interface Options {
  to: string;
  units?: UnitRange;
  key?: string;
  beforeReceipt?: boolean;
  as?: string;
}

/** Whoever gives the command again, after a kill too, ships nothing twice, and has the key. */
export async function run(session: Session, name: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const to = await session.institutionId(options.to);
  const { supply: index, trade } = (await freshIndex(session)).reader;
  const checked = async (...parcels: Parcel[]): Promise<void> => {
    if (!options.beforeReceipt) await requireReceived(member, trade, parcels, to);
  };
  const box = containerNamed(index, name);
  if (box) {
    if (options.units) fail("CLI_OPTION", { reason: "a container is shipped whole: no --units" });
    await checked(...(await new GoodsLog(member.care.chain).packed(box.container)).parcels);
    await shipContainer(session, member, box, { to, key: options.key });
    return;
  }
  const { lot, count } = lotNamed(index, name);
  const units = options.units ?? { first: 0, count };
  await checked({ lot, ...units });
  const custody = await session.custody(member);
  // The key first: goods whose file cannot follow them could not be sold; a key without goods is
  // harmless.
  const key = await member.care.lots(custody).pass(lot, to);
  if (options.key !== undefined) keepKeys(options.key, [key]);
  const transaction = await ship(member, { lot, ...units }, to, count);
  session.output.result({ lot, units, to, key, shipped: transaction !== undefined, transaction }, [
    transaction === undefined
      ? `These units were on their way to ${session.nameOf(to)} already.`
      : `${units.count} units from ${units.first} on are on their way to ${session.nameOf(to)}.`,
    options.key === undefined
      ? "Our gateway gives them the key of the lot's file: careledger gateway serve"
      : "The key of the lot's file is written: hand it over with the goods.",
  ]);
}

/** Answers the transaction; none where the goods are on their way there already. */
async function ship(member: Member, parcel: Parcel, to: number, lotCount: number) {
  const { id, care } = member;
  const { lot, first, count } = parcel;
  const { range, container } = await new GoodsLog(care.chain).place(lot, first, lotCount);
  const holds = range.first <= first && first + count <= range.first + range.count;
  const where: Custody =
    BigInt(container) === 0n
      ? await care.supply.parcel({ lot, ...range })
      : await care.supply.container(container);
  const isSent = where.state === "SHIPPED" && where.holder === id && where.to === to;
  if (holds && isSent) return undefined;
  await standAlone(member, lot, range, { first, count });
  return (await care.supply.ship(parcel, to).send()).transaction;
}
