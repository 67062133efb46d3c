import { productId } from "../../core/goods.ts";
import type { Session } from "../session.ts";
import { productNamed } from "./code.ts";

interface Options {
  holder: string;
  claimable?: boolean;
}

export async function run(session: Session, text: string, options: Options): Promise<void> {
  const { scheme, number } = productNamed(text);
  const holder = await session.institutionId(options.holder);
  const claimable = options.claimable ?? false;
  const { supply } = await session.administrator();
  const product = productId(scheme, number);
  const before = await supply.product(product);
  const isSo = before?.licenceHolder === holder && before.claimable === claimable;
  if (!isSo) await supply.registerProduct(product, holder, { claimable }).send();
  session.output.result({ product: { scheme, number }, holder, claimable, registered: !isSo }, [
    `Product ${number} is ${session.nameOf(holder)}'s${claimable ? ", and claimable" : ""}.`,
  ]);
}
