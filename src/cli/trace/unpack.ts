import { fail } from "../../core/errors.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { containerNamed } from "./goods.ts";

export async function run(session: Session, text: string, options: { as?: string }): Promise<void> {
  const member = await session.member(options.as);
  const { supply: index } = (await freshIndex(session)).reader;
  const { container: id, state } =
    containerNamed(index, text) ?? fail("SUPPLY_CONTAINER_UNKNOWN", {});
  const container = await new GoodsLog(member.care.chain).packed(id);
  const { transaction } = await member.care.supply.unpack(container).send();
  const { sscc, parcels } = container;
  session.output.result({ container: id, sscc, parcels, transaction }, [
    `Container ${sscc} is unpacked: ${parcels.length} parcels${state === "SHIPPED" ? ", each to be received by itself" : ""}.`,
  ]);
}
