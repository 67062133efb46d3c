import { type Hex, hmacSha256, toHex, utf8 } from "../../core/bytes.ts";
import { fhirInterval } from "../../core/dates.ts";
import { ContractRevert } from "../../core/errors.ts";
import { productId } from "../../core/goods.ts";
import { moneyText } from "../../core/money.ts";
import type { OrderToPlace } from "../../flows/orders.ts";
import { readSmallFile } from "../files.ts";
import { holderNamed } from "../funds/holders.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { productNamed } from "../trace/code.ts";

interface Options {
  supplier: string;
  product: string;
  quantity: number;
  price: bigint;
  until: string;
  contract: string;
  inspector?: string;
  insurer?: string;
  payee?: Hex;
  as?: string;
}

/** The same command again, after a kill too, finds the order that it placed. */
export async function run(session: Session, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { scheme, number } = productNamed(options.product);
  const wanted: OrderToPlace = {
    supplier: await session.institutionId(options.supplier),
    ...(options.inspector ? { inspector: await session.institutionId(options.inspector) } : {}),
    ...(options.insurer ? { insurer: await session.institutionId(options.insurer) } : {}),
    deadline: fhirInterval(options.until).end,
    product: productId(scheme, number),
    quantity: options.quantity,
    perUnit: options.price,
    payee: options.payee ?? (await holderNamed(session, options.supplier)),
    text: readSmallFile(options.contract, "The contract"),
  };
  const { order, transaction } = await placed(session, member, wanted);
  const currency = await member.care.insurance.currency();
  const price = moneyText(wanted.perUnit);
  const { quantity } = wanted;
  const isNew = transaction !== undefined;
  session.output.result(
    { order, product: { scheme, number }, quantity, price, currency, placed: isNew, transaction },
    [
      `${isNew ? "Ordered" : "Was ordered before"}: ${quantity} units at ${currency} ${price} from ${session.nameOf(wanted.supplier)}.`,
      `Order ${order}`,
    ],
  );
}

async function placed(
  session: Session,
  member: Member,
  wanted: OrderToPlace,
): Promise<{ order: Hex; transaction?: Hex }> {
  const orders = member.care.orders(await session.store());
  try {
    const { id, transaction } = await orders.place({ ...wanted, salt: saltOf(member, wanted) });
    return { order: id, transaction };
  } catch (error) {
    const isSo = error instanceof ContractRevert && error.errorName === "ProcurementOrderExists";
    if (isSo) return { order: error.args["order"] as Hex };
    throw error;
  }
}

/** Nobody else can work it out, and the same order has the same one. */
const saltOf = ({ keys: [{ privateKey }] }: Member, wanted: OrderToPlace): Hex => {
  const said = JSON.stringify(wanted, (_, value: unknown) =>
    typeof value === "bigint" ? `${value}` : value,
  );
  return toHex(hmacSha256(privateKey, utf8("careledger order"), utf8(said)));
};
