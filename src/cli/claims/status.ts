import { type Flag } from "../../core/enums.ts";
import { FLAG_WORDS } from "../../core/flagWords.ts";
import { amountText } from "../../core/money.ts";
import type { Session } from "../session.ts";
import { fields } from "../table.ts";
import { storyOf } from "./named.ts";

const NEXT: Readonly<Record<string, string>> = {
  PENDED: "A person of the insurer decides it.",
  ADJUDICATED: "It is paid once pool, payee and agreement allow: any member may ask (claims pay).",
  DUE: "The pool had too little: it is paid once there is enough (claims pay).",
  DENIED: "The fund pays nothing; claims explain says why.",
  REVERSED: "Another claim took its place.",
};

/** Where a claim stands, and what comes next. */
export async function run(session: Session, claim: string, { as }: { as?: string }): Promise<void> {
  const { reader, story } = await storyOf(session, claim, as);
  const { settlement, claim: row } = story;
  const { currency, state } = settlement;
  const text = (amount: bigint | string) => amountText(BigInt(amount), currency);
  const time = (seconds: number) => new Date(seconds * 1000).toISOString();
  const payments = reader.funds.payments(row.claim).map((one) => ({
    kind: one.kind,
    fromPool: text(one.fromPool),
    fromAccount: text(one.fromAccount),
    netted: text(one.netted),
    time: time(one.time),
    transaction: one.transaction,
  }));
  const next = NEXT[state];
  session.output.result(
    {
      claim: row.claim,
      state,
      currency,
      provider: row.provider,
      insurer: row.insurer,
      billed: text(row.billed),
      fund: text(row.fund),
      person: text(row.person),
      institution: text(row.institution),
      fromAccount: text(row.fromAccount),
      flags: row.flags,
      decided: time(row.decidedAt),
      payments,
    },
    [
      ...fields({
        claim: row.claim,
        state,
        provider: session.nameOf(row.provider),
        insurer: session.nameOf(row.insurer),
        billed: `${currency} ${text(row.billed)}`,
        "by the fund": text(row.fund),
        "by the patient": `${text(row.person)}, of which ${text(row.fromAccount)} from her account`,
        "by the institution": text(row.institution),
        decided: time(row.decidedAt),
      }),
      ...payments.map((one) => `${one.kind} at ${one.time} in ${one.transaction}`),
      ...row.flags.map((flag) => `${flag}: ${FLAG_WORDS[flag as Flag].means}`),
      ...(next === undefined ? [] : [next]),
    ],
  );
}
