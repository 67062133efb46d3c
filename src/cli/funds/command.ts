import { type Command } from "commander";
import { loaded, newCommand } from "../command.ts";
import { AS } from "../trace/words.ts";
import { money } from "../values.ts";
import { fundLedgerCommands } from "./ledgerCommands.ts";

const HOLDER = "institution by its name here or its number, or an account's address";
const AMOUNT = "as in 126.50";

/** Money that institutions settle with. */
export function fundsCommand(): Command {
  const group = newCommand(
    "funds",
    "Money that institutions settle with, and the funds that pay claims.",
    'funds balance "Pharmacy"',
    "Amounts and accounts are read by every node.",
  );
  for (const command of [
    balanceCommand(),
    issueCommand(),
    redeemCommand(),
    transferCommand(),
    approveCommand(),
    ...fundLedgerCommands(),
  ]) {
    group.addCommand(command);
  }
  return group;
}

const balanceCommand = (): Command =>
  newCommand(
    "balance",
    "What an account holds, and what orders may take of it.",
    'funds balance "Pharmacy" --json',
  )
    .argument("[holder]", `${HOLDER} (default: yours)`)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./balance.ts")));

const issueCommand = (): Command =>
  newCommand(
    "issue",
    "Issues money that a member paid in, outside of the chain.",
    'funds issue "Pharmacy" 5000 --receipt payment.pdf',
    "As the consortium's administration. A receipt is issued for once, however often it is said.",
  )
    .argument("<holder>", HOLDER)
    .argument("<amount>", AMOUNT, money)
    .requiredOption("--receipt <file|digest>", "of the payment: the chain has its salted digest")
    .action(loaded(() => import("./issue.ts")));

const redeemCommand = (): Command =>
  newCommand(
    "redeem",
    "Gives up money of yours, to be paid out outside of the chain.",
    'funds redeem 1200.50 --payout payment-order.pdf --as "Maker"',
    "Always allowed, to suspended members too. A payment order is redeemed for once.",
  )
    .argument("<amount>", AMOUNT, money)
    .requiredOption("--payout <file|digest>", "says where to: the chain has its salted digest")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./redeem.ts")));

const transferCommand = (): Command =>
  newCommand(
    "transfer",
    "Sends money of yours to another member.",
    'funds transfer "Maker" 126.50 --as "Pharmacy"',
    "Cut off and given again, it is sent once.",
  )
    .argument("<to>", HOLDER)
    .argument("<amount>", AMOUNT, money)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./transfer.ts")));

const approveCommand = (): Command =>
  newCommand(
    "approve",
    "Says how much of your money another account, or the contract of orders, may take.",
    'funds approve orders 5000 --as "Pharmacy"',
    "All in all from now on: 0 takes it back. `orders settle` does it for the payer's own order.",
  )
    .argument("<whom>", `orders, or an ${HOLDER}`)
    .argument("<amount>", AMOUNT, money)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./approve.ts")));
