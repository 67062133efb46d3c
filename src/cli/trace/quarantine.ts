import type { Hex } from "../../core/bytes.ts";
import { ContractRevert } from "../../core/errors.ts";
import type { Parcel, UnitRange } from "../../core/goods.ts";
import type { PlacedParcel } from "../../indexer/placed.ts";
import { type FreshIndex, freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { alertLines, countAfter, type Product } from "./counting.ts";
import { digestOf } from "./evidence.ts";
import { goodsNamed, isContainer, type NamedGoods } from "./goods.ts";
import { parcelOf, partsOf } from "./parts.ts";

interface Options {
  units?: UnitRange;
  whole?: boolean;
  evidence: string;
  as?: string;
}

/** What is put into quarantine or released as one: whether it is so already, and how it is done. */
interface Target {
  goods: Parcel | { container: Hex } | { lot: Hex };
  isQuarantined: boolean;
  send: () => Promise<{ transaction: Hex }>;
}

export const run = (session: Session, text: string, options: Options): Promise<void> =>
  setQuarantine(session, text, options, true);

/** Puts goods into quarantine, or releases them; what is so already is left as it is. */
export async function setQuarantine(
  session: Session,
  text: string,
  { units, whole = false, evidence: given, as }: Options,
  on: boolean,
): Promise<void> {
  const member = await session.member(as);
  const evidence = await digestOf(given);
  const fresh = await freshIndex(session);
  const { supply: index } = fresh.reader;
  const named = await goodsNamed(session, member, index, text, units);
  const done: { goods: Target["goods"]; transaction?: Hex }[] = [];
  for (const target of await targetsOf(member, fresh, named, { whole, on, evidence })) {
    const transaction = await sent(target, on);
    done.push({ goods: target.goods, ...(transaction ? { transaction } : {}) });
  }
  const changed = done.filter(({ transaction }) => transaction !== undefined).length;
  const products: Product[] = isContainer(named)
    ? index.productsIn(named.container.container)
    : [named.lot];
  const stock = await countAfter(session, member, products, fresh);
  const says = on ? "in quarantine" : "released";
  session.output.result({ quarantine: on, changed, goods: done, stock }, [
    ...done.map(
      ({ goods, transaction }) =>
        `${goodsText(goods)} ${transaction ? "is" : "was already"} ${says}.`,
    ),
    ...alertLines(stock),
  ]);
}

export function goodsText(goods: Parcel | { container: Hex } | { lot: Hex }): string {
  if ("container" in goods) return `Container ${goods.container}`;
  if ("first" in goods) return `The parcel ${goods.first}:${goods.count}`;
  return "The whole lot";
}

/** The parcels or containers that are meant, or the whole lot. */
async function targetsOf(
  member: Member,
  fresh: FreshIndex,
  named: NamedGoods,
  { whole, on, evidence }: { whole: boolean; on: boolean; evidence: Hex },
): Promise<Target[]> {
  const { supply } = member.care;
  const container = (id: Hex, quarantine: string): Target => ({
    goods: { container: id },
    isQuarantined: quarantine !== "NONE",
    send: () => supply.quarantineContainer(id, on, evidence).send(),
  });
  if (isContainer(named)) return [container(named.container.container, named.container.quarantine)];
  const { lot, quarantine } = named.lot;
  if (whole) {
    const send = () => supply.quarantineLot(lot, on, evidence).send();
    return [{ goods: { lot }, isQuarantined: quarantine !== "NONE", send }];
  }
  const meant = ({ holder, state }: PlacedParcel) => holder === member.id && state !== "DESTROYED";
  const parts = await partsOf(member, fresh, named, { meant, where: `at ${member.name}` });
  // What is packed is in quarantine with its container, once.
  const targets = new Map<string, Target>();
  for (const part of parts) {
    const parcel = parcelOf(part);
    const isQuarantined = part.quarantine !== "NONE";
    const send = () => supply.quarantine(parcel, on, evidence).send();
    targets.set(
      part.container ?? `${part.first}`,
      part.container
        ? container(part.container, part.quarantine)
        : { goods: parcel, isQuarantined, send },
    );
  }
  return [...targets.values()];
}

/** Answers the transaction; none where the goods are so already. */
async function sent({ isQuarantined, send }: Target, on: boolean): Promise<Hex | undefined> {
  if (!on && !isQuarantined) return undefined;
  try {
    return (await send()).transaction;
  } catch (error) {
    // A regulator's weighs more than a holder's: only the chain knows whether this one adds to it.
    const isSo = error instanceof ContractRevert && error.errorName === "SupplyQuarantineUnchanged";
    if (on && isQuarantined && isSo) return undefined;
    throw error;
  }
}
