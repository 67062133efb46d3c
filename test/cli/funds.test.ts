/** Money that comes in, moves between members and goes out, by commands. */
import { expect } from "chai";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { DrugTown } from "./fixtures/drugs.ts";
import { type Json, Town } from "./fixtures/town.ts";

const PAYER = ["--as", "Maker"];

describe("cli: funds (DT-10)", function () {
  this.timeout(120_000);
  let town: Town;
  before(async () => {
    town = await Town.start();
    await new DrugTown(town).settle();
    await town.json(0, "participants", "admit", "Insurer", "--kind", "COMMERCIAL_INSURER");
    const papers = {
      "payment.txt": "10,000 came in on our account",
      "second.txt": "4,620 came in on our account",
      "payout.txt": "to account 7 at the bank",
    };
    for (const [name, text] of Object.entries(papers)) writeFileSync(file(name), text);
    await town.json(0, "funds", "issue", "Maker", "4620", "--receipt", file("second.txt"));
  });
  after(() => town.close());

  const file = (name: string): string => path.join(town.folder, name);
  const refusal = (exit: number, ...args: string[]): Promise<Json> => town.refusal(exit, ...args);
  const balance = async (holder: string): Promise<string> =>
    (await town.json(0, "funds", "balance", holder))["balance"] as string;

  it("issue: a receipt is issued for once; nobody but the administration's", async () => {
    const issue = ["funds", "issue", "Pharmacy", "10000", "--receipt", file("payment.txt")];
    const made = await town.json(0, ...issue);
    expect(made).include({ amount: "10000.00", issued: true });
    expect(made["receipt"]).not.equal(made["salt"]);
    expect(await town.json(0, ...issue)).include({ issued: false, receipt: made["receipt"] });
    // For nobody else, and for no other amount.
    const account = made["account"] as string;
    for (const [place, value] of [
      [2, "Distributor"],
      [3, "10001"],
    ] as const) {
      const other = await refusal(1, ...issue.with(place, value));
      expect(other["code"], value).equal("FUNDS_DOCUMENT");
      expect(other["details"].amount).equal("10000.00");
      expect(other["details"].account.toLowerCase()).equal(account.toLowerCase());
    }
    expect(await balance("Pharmacy")).equal("10000.00");
    expect((await town.run(...issue.with(3, "1.234"))).code).equal(2);
    expect((await town.run(...issue.with(3, "-1"))).code).equal(2);
    expect((await refusal(3, ...issue.with(3, "0").with(5, file("payout.txt"))))["revert"]).equal(
      "SettlementAmountZero",
    );
  });

  it("transfer, approve, redeem: what is held, and no more", async () => {
    const transfer = ["funds", "transfer", "Insurer"];
    const sent = await town.json(0, ...transfer, "20.05", ...PAYER);
    expect(sent).include({ amount: "20.05", transferred: true });
    // A second one that is meant is sent; one that was cut off is not (see once.ts).
    expect(await town.json(0, ...transfer, "20.05", ...PAYER)).include({ transferred: true });
    expect(await refusal(3, ...transfer, "999999", ...PAYER)).deep.include({
      revert: "ERC20InsufficientBalance",
    });
    const approve = ["funds", "approve", "orders", "100", ...PAYER];
    expect(await town.json(0, ...approve)).include({ approved: true });
    expect(await town.json(0, ...approve)).include({ approved: false });
    expect(await town.json(0, "funds", "balance", "Maker")).include({ orders: "100.00" });
    const redeem = ["funds", "redeem", "1000.5", "--payout", file("payout.txt"), ...PAYER];
    expect(await town.json(0, ...redeem)).include({ redeemed: true });
    expect(await town.json(0, ...redeem)).include({ redeemed: false, amount: "1000.50" });
    expect((await refusal(1, ...redeem.with(2, "1")))["code"]).equal("FUNDS_DOCUMENT");
    expect(await balance("Maker")).equal("3579.40");
    expect((await refusal(1, "funds", "balance", "Nobody"))["code"]).equal("CLI_INSTITUTION");
    // Not the key is missing: the account that was named is no member's.
    const stranger = `0x${"12".repeat(20)}`;
    for (const to of [
      ["transfer", stranger, "1", ...PAYER],
      ["issue", stranger, "1", "--receipt", file("payout.txt")],
    ]) {
      expect(await refusal(3, "funds", ...to)).deep.include({
        revert: "ParticipantAccountUnknown",
        values: { account: stranger },
      });
    }
  });

  it("transfer: one that was cut off is found on the chain, and not sent again", async () => {
    const { to } = await town.json(0, "funds", "transfer", "Insurer", "7", ...PAYER);
    await town.within(async (session) => {
      const { id, care } = await session.member("Maker");
      const block = await session.network.finalBlock();
      // As a process leaves it that ended between sending and its end.
      const noted = JSON.stringify({ [`${(to as string).toLowerCase()} 900`]: block });
      const folder = path.join(session.state.directory, `custodian-${id}`);
      writeFileSync(path.join(folder, "transfers.json"), noted);
      await care.insurance.transfer(to as `0x${string}`, 900n).send();
    });
    const before = await balance("Maker");
    const again = ["funds", "transfer", "Insurer", "9", ...PAYER];
    expect(await town.json(0, ...again)).include({ transferred: false, amount: "9.00" });
    expect(await balance("Maker")).equal(before);
    expect(await town.json(0, ...again)).include({ transferred: true });
  });
});
