import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import type { Session } from "../session.ts";
import { orderNamed } from "./order.ts";
import { readPaper } from "./papers.ts";

interface Options {
  passed?: boolean;
  rejected?: boolean;
  report: string;
  as?: string;
}

export async function run(session: Session, id: Hex, options: Options): Promise<void> {
  const { passed = false, rejected = false } = options;
  if (passed === rejected) fail("CLI_OPTION", { reason: "say --passed or --rejected" });
  const paper = readPaper(options.report, "The report");
  const { member, order, orders, slot } = await orderNamed(session, id, options.as);
  const { procurement } = member.care;
  const word = passed ? "PASSED" : "REJECTED";
  const isSo = slot.state === word;
  let transaction: Hex | undefined;
  if (!isSo) {
    // What the chain would refuse is refused before a paper is stored.
    await procurement.inspect(order, passed, id).estimate();
    const document = await orders.share(id, paper);
    ({ transaction } = await procurement.inspect(order, passed, document).send());
  }
  session.output.result({ order: id, state: word, inspected: !isSo, transaction }, [
    `What came ${isSo ? "was" : "is"} ${word.toLowerCase()}.`,
  ]);
}
