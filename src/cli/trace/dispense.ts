import type { Hex } from "../../core/bytes.ts";
import { productId, productOf } from "../../core/goods.ts";
import { dispenseUnits } from "../../flows/dispenseUnits.ts";
import type { Session } from "../session.ts";
import { alertLines, countAfter } from "./counting.ts";
import { openJournal } from "./journal.ts";
import { packsOf } from "./packs.ts";

interface Options {
  as?: string;
  patient: string;
  payer?: Hex;
}

export async function run(session: Session, texts: string[], options: Options): Promise<void> {
  const { patient, payer } = options;
  const units = packsOf(texts);
  const [{ scheme, number }] = units;
  const member = await session.member(options.as);
  const custody = await session.custody(member);
  const product = productId(scheme, number);
  const done = await dispenseUnits(
    member.care.chain,
    await custody.lots(),
    openJournal(session, member),
    {
      product,
      codes: units.map(({ code }) => code),
      patient,
      ...(payer === undefined ? {} : { payer }),
    },
  );
  const count = done.reduce((sum, one) => sum + one.units.length, 0);
  const stock = await countAfter(session, member, [productOf(product)]);
  session.output.result({ dispensed: done, stock }, [
    `${count} of product ${number} dispensed.`,
    ...done.map(({ transaction }) => `  in ${transaction}`),
    ...alertLines(stock),
  ]);
}
