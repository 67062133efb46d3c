import type { Hex } from "../../core/bytes.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import type { IndexedContainer } from "../../indexer/supplyReader.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { keepKeys } from "./goodsKeys.ts";

/** Ships a container with all that is in it, and the keys of all its lots' files. */
export async function shipContainer(
  session: Session,
  member: Member,
  { container: id }: IndexedContainer,
  { to, key: file }: { to: number; key: string | undefined },
): Promise<void> {
  const { chain, supply } = member.care;
  const container = await new GoodsLog(chain).packed(id);
  const lots = [...new Set(container.parcels.map(({ lot }) => lot))];
  const shelf = member.care.lots(await session.custody(member));
  const keys = [];
  for (const lot of lots) keys.push(await shelf.pass(lot, to));
  if (file !== undefined) keepKeys(file, keys);
  const where = await supply.container(id);
  const isSent = where.state === "SHIPPED" && where.holder === member.id && where.to === to;
  const transaction: Hex | undefined = isSent
    ? undefined
    : (await supply.shipContainer(container, to).send()).transaction;
  const { sscc } = container;
  session.output.result({ container: id, sscc, lots, to, keys, shipped: !isSent, transaction }, [
    `Container ${sscc} ${isSent ? "was on its way already" : "is on its way"} to ${session.nameOf(to)}.`,
    file === undefined
      ? "Our gateway gives them the keys of its lots' files: careledger gateway serve"
      : "The keys of its lots' files are written: hand them over with the goods.",
  ]);
}
