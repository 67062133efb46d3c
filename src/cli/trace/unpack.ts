import { fail } from "../../core/errors.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { containerNamed } from "./goods.ts";

export async function run(session: Session, text: string, options: { as?: string }): Promise<void> {
  const member = await session.member(options.as);
  const { supply: index } = (await freshIndex(session)).reader;
  const box = containerNamed(index, text, member.id) ?? fail("SUPPLY_CONTAINER_UNKNOWN", {});
  const { container: id, state } = box;
  const container = await new GoodsLog(member.care.chain).packed(id);
  const isSo = state === "NONE";
  const { supply } = member.care;
  const transaction = isSo ? undefined : (await supply.unpack(container).send()).transaction;
  const { sscc, parcels } = container;
  session.output.result({ container: id, sscc, parcels, unpacked: !isSo, transaction }, [
    `Container ${sscc} ${isSo ? "was unpacked before" : "is unpacked"}: ${parcels.length} parcels${state === "SHIPPED" ? ", each to be received by itself" : ""}.`,
  ]);
}
