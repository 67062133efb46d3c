import { fail } from "../../core/errors.ts";
import { type Container, containerId } from "../../core/goods.ts";
import { checkedKey } from "../../epcis/checkDigit.ts";
import type { PlacedParcel } from "../../indexer/placed.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { goodsNamed, isContainer } from "./goods.ts";
import { parcelOf, partsOf } from "./parts.ts";

/** The same command again finds the container that it packed. */
export async function run(
  session: Session,
  number: string,
  texts: string[],
  options: { as?: string },
): Promise<void> {
  const sscc = checkedKey("SSCC", number);
  const member = await session.member(options.as);
  const fresh = await freshIndex(session);
  const { supply: index } = fresh.reader;
  const meant = (parcel: PlacedParcel) =>
    parcel.holder === member.id &&
    parcel.state === "HELD" &&
    (parcel.container === undefined || parcel.sscc === sscc);
  const named = [];
  for (const text of texts) {
    const one = await goodsNamed(session, member, index, text);
    if (isContainer(one)) {
      return fail("CLI_OPTION", { reason: "a container is not packed into another one" });
    }
    named.push(one);
  }
  const parcels = [];
  for (const one of named) {
    const where = `at ${member.name} that could be packed`;
    parcels.push(...(await partsOf(member, fresh, one, { meant, where })).map(parcelOf));
  }
  const container: Container = { sscc, parcels };
  const id = containerId(container);
  const isPacked = index.container(id) !== undefined;
  const { supply } = member.care;
  const transaction = isPacked ? undefined : (await supply.pack(container).send()).transaction;
  session.output.result({ container: id, sscc, parcels, packed: !isPacked, transaction }, [
    `Container ${sscc} of ${parcels.length} parcels ${isPacked ? "was packed before" : "is packed"}: ${id}`,
  ]);
}
