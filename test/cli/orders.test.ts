/** An order from placing to payment, as its parties type it. */
import { expect } from "chai";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DrugTown, GTIN, type TownLot } from "./fixtures/drugs.ts";
import { type Json, Town } from "./fixtures/town.ts";

const BUYER = ["--as", "Pharmacy"];
const SUPPLIER = ["--as", "Maker"];
const ESC = String.fromCodePoint(27);

describe("cli: orders (DT-09, DT-10)", function () {
  this.timeout(120_000);
  let town: Town;
  let drugs: DrugTown;
  let lot: TownLot;
  let order: string;
  before(async () => {
    town = await Town.start();
    drugs = new DrugTown(town);
    await drugs.settle();
    await town.json(0, "participants", "admit", "Insurer", "--kind", "COMMERCIAL_INSURER");
    lot = await drugs.make({ count: 60 });
    const papers = {
      "contract.txt": `Paid when it came.${ESC}[2J`,
      "advice.txt": "Two parcels, by lorry.",
      "report.pdf": "%PDF all well",
      "invoice.json": '{"total":"5175.00"}',
      "payment.txt": "10,000 came in on our account",
    };
    for (const [name, text] of Object.entries(papers)) writeFileSync(file(name), text);
    const receipt = ["--receipt", file("payment.txt")];
    await town.json(0, "funds", "issue", "Pharmacy", "10000", ...receipt);
  });
  after(() => town.close());

  const file = (name: string): string => path.join(town.folder, name);
  const goods = (units: string): string => `${GTIN}/${lot.number}#${units}`;
  const orders = (exit: number, action: string, ...more: string[]): Promise<Json> =>
    town.json(exit, "orders", action, order, ...more);
  const refusal = (exit: number, ...args: string[]): Promise<Json> => town.refusal(exit, ...args);
  const words = [
    ["orders", "place", "--supplier", "Maker", "--insurer", "Insurer", "--product", GTIN],
    ["--quantity", "50", "--price", "115.5", "--until", "2999", ...BUYER, "--contract"],
  ].flat();
  const place = (...more: string[]): string[] => [...words, file("contract.txt"), ...more];
  const balance = async (holder: string): Promise<string> =>
    (await town.json(0, "funds", "balance", holder))["balance"] as string;
  const move = async (units: string): Promise<void> => {
    const key = file(`${units.replace(":", "-")}.key`);
    const way = ["--units", units, "--to", "Pharmacy", "--key", key];
    await town.json(0, "trace", "ship", lot.lot, ...way, ...SUPPLIER);
    await town.json(0, "trace", "receive", lot.lot, "--units", units, "--key", key, ...BUYER);
  };

  it("place, accept: the same order once; who is no party sees nothing of it", async () => {
    const placed = await town.json(0, ...place());
    expect(placed).include({ quantity: 50, price: "115.50", placed: true });
    order = placed["order"] as string;
    expect(await town.json(0, ...place())).include({ order, placed: false });
    expect(await refusal(3, "orders", "accept", order, ...BUYER)).deep.equal({
      code: "CHAIN_REVERTED",
      revert: "ProcurementNotParty",
      values: { order, party: drugs.ids.Maker, sender: drugs.ids.Pharmacy },
    });
    expect(await orders(0, "accept", ...SUPPLIER)).include({ accepted: true });
    expect(await orders(0, "accept", ...SUPPLIER)).include({ accepted: false });
    const { terms, ...seen } = await orders(0, "show", "--as", "Insurer");
    expect(seen).include({ state: "ACCEPTED" });
    expect(terms).include({ quantity: 50, price: "115.50" });
    const stranger = await refusal(1, "orders", "show", order, "--as", "Distributor");
    expect(stranger["code"]).equal("ORDER_NOT_PARTY");
    const { orders: none } = await town.json(0, "orders", "list", "--as", "Distributor");
    expect(none).deep.equal([]);
    const nothing = `0x${"ab".repeat(32)}`;
    expect((await refusal(1, "orders", "show", nothing, ...BUYER))["code"]).equal("ORDER_UNKNOWN");
    expect((await town.run(...place("--until", "2001"))).code).equal(3);
  });

  it("show: what a contract's text does to a terminal is not done", async () => {
    const { code, stdout } = await town.run("orders", "show", order, ...SUPPLIER);
    expect(code).equal(0);
    expect(stdout).contain("Paid when it came.?[2J").and.not.contain(ESC);
  });

  it("despatch: parcels of the supplier's, before they are packed; told once", async () => {
    const despatch = ["orders", "despatch", order, goods("0:30"), goods("30:15")];
    const advice = ["--advice", file("advice.txt")];
    const early = await refusal(1, "orders", "receive", order, ...BUYER);
    expect(early["code"]).equal("ORDER_NOTHING_CAME");
    expect(await refusal(1, ...despatch, "--advice", file("none"), ...SUPPLIER)).deep.include({
      code: "CLI_FILE",
    });
    const some = await town.json(0, ...despatch.slice(0, 4), ...advice, ...SUPPLIER);
    expect(some).include({ units: 30, despatched: true });
    // Of what is named the rest alone is told.
    const told = await town.json(0, ...despatch, ...advice, ...SUPPLIER);
    expect(told).include({ units: 15, despatched: true });
    const again = await town.json(0, ...despatch, ...advice, ...SUPPLIER);
    expect(again).include({ despatched: false }).and.not.property("transaction");
    const { papers } = await orders(0, "show", ...BUYER);
    expect(papers).length(2);
    expect(await refusal(3, "orders", "cancel", order, ...BUYER)).deep.include({
      revert: "ProcurementStateWrong",
    });
  });

  it("receive: what is in the buyer's hands and fit, each parcel once", async () => {
    await move("0:30");
    const evidence = ["--evidence", file("report.pdf")];
    await town.json(0, "trace", "quarantine", goods("0:30"), ...evidence, ...BUYER);
    const waits = await refusal(1, "orders", "receive", order, ...BUYER);
    expect(waits["code"]).equal("ORDER_NOTHING_CAME");
    const { stderr } = await town.run("orders", "receive", order, ...BUYER);
    expect(stderr)
      .match(/Not counted: .*parcel 0:30: of it some is in quarantine/)
      .and.match(/Not counted: .*parcel 30:15: nothing of it is in the buyer's hands/);
    await town.json(0, "trace", "release", goods("0:30"), ...evidence, ...BUYER);
    const first = await orders(0, "receive", ...BUYER);
    expect(first).include({ counted: 30, received: 30 });
    // What waits beside it is said.
    const why = "nothing of it is in the buyer's hands";
    expect(first["waiting"]).deep.equal([{ lot: lot.lot, first: 30, count: 15, why }]);
    expect(await orders(0, "receive", ...BUYER)).include({ counted: 0, received: 30 });
    const key = file("rest.key");
    const way = ["--units", "30:15", "--to", "Pharmacy", "--key", key];
    await town.json(0, "trace", "ship", lot.lot, ...way, ...SUPPLIER);
    const missing = ["--units", "30:15", "--missing", "30:5", "--key", key];
    await town.json(0, "trace", "receive", lot.lot, ...missing, ...BUYER);
    const rest = await orders(0, "receive", ...BUYER);
    expect(rest).include({ counted: 10, received: 40, quantity: 50 });
    expect(rest["parcels"]).deep.equal([{ lot: lot.lot, first: 30, count: 15, units: 10 }]);
  });

  it("inspect, invoice, settle: paid for what came, once", async () => {
    const report = ["--report", file("report.pdf")];
    expect(await refusal(3, "orders", "settle", order, ...BUYER)).deep.include({
      revert: "ProcurementStateWrong",
      values: { order, state: "RECEIVED" },
    });
    expect((await refusal(2, "orders", "inspect", order, ...report, ...BUYER))["code"]).equal(
      "CLI_OPTION",
    );
    const strangers = ["orders", "inspect", order, "--passed", ...report, ...SUPPLIER];
    expect(await refusal(3, ...strangers)).deep.include({ revert: "ProcurementNotParty" });
    const passed = ["inspect", "--passed", ...report, ...BUYER] as const;
    expect(await orders(0, ...passed)).include({ state: "PASSED", inspected: true });
    expect(await orders(0, ...passed)).include({ inspected: false });
    expect(await refusal(3, "orders", "settle", order, ...BUYER)).deep.include({
      revert: "ProcurementNotInvoiced",
    });
    const invoice = ["invoice", "--document", file("invoice.json"), ...SUPPLIER] as const;
    expect(await orders(0, ...invoice)).include({ invoiced: true });
    expect(await orders(0, ...invoice)).include({ invoiced: false });
    // Who is not the payer pays nothing that the payer has not allowed.
    expect(await refusal(3, "orders", "settle", order, ...SUPPLIER)).deep.include({
      revert: "ERC20InsufficientAllowance",
    });
    const paid = await orders(0, "settle", ...BUYER);
    expect(paid).include({ amount: "4620.00", settled: true });
    expect(await orders(0, "settle", ...BUYER)).include({ amount: "4620.00", settled: false });
    expect([await balance("Pharmacy"), await balance("Maker")]).deep.equal(["5380.00", "4620.00"]);
    const { orders: open } = await town.json(0, "orders", "list", ...BUYER);
    expect(open).deep.equal([]);
    const { stdout } = await town.run("orders", "list", "--all", ...SUPPLIER);
    expect(stdout).match(/^0x\w{64} +PAID +Pharmacy +Maker +2999-12-31 +40 +4620\.00$/m);
  });

  it("show --out: the papers as files, for each party", async () => {
    const folder = file("papers");
    const { papers } = await orders(0, "show", "--out", folder, "--as", "Insurer");
    expect((papers as Json[]).map(({ kind, mediaType }) => [kind, mediaType])).deep.equal([
      ["despatch", "text/plain"],
      ["despatch", "text/plain"],
      ["report", "application/pdf"],
      ["invoice", "application/json"],
    ]);
    const report = path.join(folder, "3-report.pdf");
    expect(readFileSync(report, "utf8")).equal("%PDF all well");
    // Asked for again, after a kill or when there is more, the folder is completed.
    rmSync(path.join(folder, "1-despatch.txt"));
    await orders(0, "show", "--out", folder, "--as", "Insurer");
    expect(readFileSync(path.join(folder, "1-despatch.txt"), "utf8")).contain("by lorry");
    writeFileSync(report, "%PDF mine");
    expect(await refusal(1, "orders", "show", order, "--out", folder, ...BUYER)).deep.include({
      code: "CLI_FILE_EXISTS",
    });
    expect(readFileSync(report, "utf8")).equal("%PDF mine");
  });

  it("despatch of a lot's name alone takes nothing from another order", async () => {
    const first = (await town.json(0, ...place("--until", "2996")))["order"] as string;
    const second = (await town.json(0, ...place("--until", "2997")))["order"] as string;
    const advice = ["--advice", file("advice.txt"), ...SUPPLIER];
    for (const id of [first, second]) await town.json(0, "orders", "accept", id, ...SUPPLIER);
    const whole = `${GTIN}/${lot.number}`;
    const one = await town.json(0, "orders", "despatch", first, goods("45:10"), ...advice);
    expect(one).include({ units: 10 });
    const two = await town.json(0, "orders", "despatch", second, whole, ...advice);
    expect(two["parcels"]).deep.equal([{ lot: lot.lot, first: 55, count: 5 }]);
  });

  it("cancel: an order that nobody despatched", async () => {
    const other = await town.json(0, ...place("--until", "2998"));
    order = other["order"] as string;
    expect(await orders(0, "cancel", ...BUYER)).include({ cancelled: true });
    expect(await orders(0, "cancel", ...BUYER)).include({ cancelled: false });
    expect(await refusal(3, "orders", "accept", order, ...SUPPLIER)).deep.include({
      revert: "ProcurementStateWrong",
      values: { order, state: "CANCELLED" },
    });
  });
});
