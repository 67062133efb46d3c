/** The auditor's part: a claim's money back to the contributions that it came from, and the books. */
import type { Hex } from "../../core/bytes.ts";
import { moneyText } from "../../core/money.ts";
import { monthText } from "../../core/months.ts";
import { balanceFunds } from "../../flows/balanceFunds.ts";
import { bad, good, note } from "../progress.ts";
import type { Consortium } from "./consortium.ts";

/** Follows a claim's money in the index, from the payment back to what was paid in. */
export async function followTheMoney(
  { indexer, regulator, nameOf }: Consortium,
  claim: Hex,
): Promise<void> {
  await indexer.catchUp();
  const { payments, flows, contributions } = indexer.reader.funds.trace(claim)!;
  const [paid] = payments;
  const { provider, fromPool, fromAccount } = paid!;
  good(
    `${regulator.name} follows the money in the index: ${nameOf(provider)} got ${text(fromPool)} from the pool and ${text(fromAccount)} from the personal account`,
  );
  for (const { contribution, payer, month } of contributions.slice(-TOLD)) {
    const shares = flows.flatMap(({ side, came }) =>
      came
        .filter(({ kind, ref }) => kind === "CONTRIBUTION" && ref === contribution)
        .map(({ amount }) => `${text(amount)} to the ${PLACES[side]}`),
    );
    note(`came from ${nameOf(payer)} for ${monthText(month)}: ${shares.join(", ")}`);
  }
  if (contributions.length > TOLD) {
    note(`and from ${contributions.length - TOLD} earlier contributions`);
  }
  const before = flows.map(({ side, balance }) => `${moneyText(balance)} in the ${PLACES[side]}`);
  note(`before it, all that had come less all that had gone was ${before.join(" and ")}`);
}

/** Contributions that are told one by one. */
const TOLD = 4;
const PLACES = { POOL: "pool", ACCOUNT: "personal account" } as const;

const text = (amount: string): string => moneyText(BigInt(amount));

/** Whether the books balance, against the chain's own slots and the token's. */
export async function closeTheBooks({ indexer, regulator }: Consortium): Promise<boolean> {
  const books = await balanceFunds(regulator.care.chain, indexer.reader);
  const { isBalanced, tokens, accounts, pools, persons, entries } = books;
  const said = `${moneyText(tokens)} in tokens, and ${moneyText(accounts)} is what ${plural(pools, "pool")} and ${plural(persons, "personal account")} have by the chain and by ${entries} entries`;
  if (isBalanced) good(`the books balance: ${said}`);
  else bad(`the books do not balance: ${said}`);
  return isBalanced;
}

const plural = (count: number, thing: string): string =>
  `${count} ${thing}${count === 1 ? "" : "s"}`;
