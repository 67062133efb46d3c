import type { Command } from "commander";
import { loaded, newCommand } from "../command.ts";
import { AS, PRODUCT, SOME_GOODS } from "../trace/words.ts";
import { address, fhirDate, id, money, wholeNumber } from "../values.ts";

const ORDER = "the order's id";
const INSTITUTION = "name in this folder, or number";

/** Goods that are ordered, come, are inspected and paid. */
export function ordersCommand(): Command {
  const group = newCommand(
    "orders",
    "Buying goods: ordered, despatched, received, inspected, invoiced and paid.",
    'orders list --as "Pharmacy"',
    "Terms and papers lie sealed for buyer, supplier, inspector and insurer; the chain has hashes until goods came (product, quantity) and are paid (price).",
  );
  for (const command of [
    placeCommand(),
    listCommand(),
    showCommand(),
    acceptCommand(),
    cancelCommand(),
    despatchCommand(),
    receiveCommand(),
    inspectCommand(),
    invoiceCommand(),
    settleCommand(),
  ]) {
    group.addCommand(command);
  }
  return group;
}

const placeCommand = (): Command =>
  newCommand(
    "place",
    "Orders goods: the terms are sealed for the parties, their hash goes to the chain.",
    'orders place --supplier "Maker" --product 09506000134352 --quantity 500 --price 126.50 --until 2027-01-31 --contract contract.txt --as "Pharmacy"',
    "The same command again places no second order: another one has another contract's text or deadline.",
  )
    .requiredOption("--supplier <institution>", INSTITUTION)
    .requiredOption("--product <number>", PRODUCT)
    .requiredOption("--quantity <units>", "how many", wholeNumber(1, 0xffff_ffff))
    .requiredOption("--price <amount>", "of one unit, as in 126.50", money)
    .requiredOption("--until <date>", "the last day on which goods may be despatched", fhirDate)
    .requiredOption("--contract <file>", "its text: sealed with the terms")
    .option("--inspector <institution>", "who inspects what came (default: you)")
    .option("--insurer <institution>", "who sees papers and stocks beside you two")
    .option("--payee <address>", "account of the supplier's (default: its only one)", address)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./place.ts")));

const listCommand = (): Command =>
  newCommand(
    "list",
    "Orders in which you have a part, and how each stands.",
    'orders list --all --as "Maker" --json',
  )
    .option("--all", "those that are paid or cancelled too")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./list.ts")));

const showCommand = (): Command =>
  newCommand(
    "show",
    "An order with its terms, its papers and both sides' stocks: for its parties.",
    'orders show 0x... --out papers --as "Maker"',
    "What is not in this store is asked of the other parties' gateways.",
  )
    .argument("<order>", ORDER, id)
    .option("--out <folder>", "write the papers there")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./show.ts")));

const acceptCommand = (): Command =>
  newCommand("accept", "Accepts an order, as its supplier.", 'orders accept 0x... --as "Maker"')
    .argument("<order>", ORDER, id)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./accept.ts")));

const cancelCommand = (): Command =>
  newCommand(
    "cancel",
    "Cancels an order: either side before goods were despatched, the supplier before any came.",
    'orders cancel 0x... --as "Pharmacy"',
  )
    .argument("<order>", ORDER, id)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./cancel.ts")));

const despatchCommand = (): Command =>
  newCommand(
    "despatch",
    "Says which parcels are sent for an order, as its supplier.",
    'orders despatch 0x... "09506000134352/LOT-1#0:500" --advice advice.pdf --as "Maker"',
    "Before they are packed. Ship them by `trace ship`.",
  )
    .argument("<order>", ORDER, id)
    .argument("<lots...>", SOME_GOODS)
    .requiredOption("--advice <file>", "the despatch advice: sealed for the parties")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./despatch.ts")));

const receiveCommand = (): Command =>
  newCommand(
    "receive",
    "Counts for an order what of its parcels is in the buyer's hands.",
    'orders receive 0x... --as "Pharmacy"',
    "After `trace receive`. As the buyer also parts of a parcel: the rest of it does not count any more. What is in quarantine waits.",
  )
    .argument("<order>", ORDER, id)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./receive.ts")));

const inspectCommand = (): Command =>
  newCommand(
    "inspect",
    "Passes or rejects what came: as inspector, or as buyer where none is named.",
    'orders inspect 0x... --passed --report report.pdf --as "Pharmacy"',
    "Once, and nothing is received after it.",
  )
    .argument("<order>", ORDER, id)
    .option("--passed", "it is as ordered")
    .option("--rejected", "it is not: nothing is paid")
    .requiredOption("--report <file>", "sealed for the parties")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./inspect.ts")));

const invoiceCommand = (): Command =>
  newCommand(
    "invoice",
    "Invoices what was despatched, as supplier, once.",
    'orders invoice 0x... --document invoice.pdf --as "Maker"',
  )
    .argument("<order>", ORDER, id)
    .requiredOption("--document <file>", "the invoice: sealed for the parties")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./invoice.ts")));

const settleCommand = (): Command =>
  newCommand(
    "settle",
    "Pays what was received, has passed inspection and is invoiced: once.",
    'orders settle 0x... --as "Pharmacy"',
    "The price is read by all nodes from then on. As the payer it allows orders to take just that much.",
  )
    .argument("<order>", ORDER, id)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./settle.ts")));
