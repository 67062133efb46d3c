import { expect } from "chai";
import { type Clause, clauseKey, packedClause } from "../../src/core/agreement.ts";
import { type Hex } from "../../src/core/bytes.ts";
import { ethers } from "../fixtures/careLedger.ts";
import { STATUS } from "../fixtures/participants.ts";
import {
  agreed,
  CLAUSES,
  DOCUMENT,
  party,
  signatureBy,
  refusedOf,
  fire,
  funded,
  settle,
} from "../fixtures/tariffs.ts";

const [PAY] = CLAUSES as [Clause];
const DUE = 1n;

describe("Agreements.settle (ID-12, DT-10)", () => {
  it("pays from the debtor's accounts to the creditor's, and for parties alone", async () => {
    const a = await agreed();
    const { suite, id } = a;
    const { accounts, ids } = suite;
    await fire(a, PAY);
    await refusedOf(
      a.suite,
      settle(a, PAY, "hospitalB", "hospitalA"),
      "AgreementAccountWrong",
      id,
      accounts.hospitalB,
      ids.insurer,
    );
    await refusedOf(
      a.suite,
      settle(a, PAY, "insurer", "insurer"),
      "AgreementAccountWrong",
      id,
      accounts.insurer,
      ids.hospitalA,
    );
    const other = settle(a, PAY, "insurer", "hospitalA", "pharmacy");
    await refusedOf(a.suite, other, "AgreementNotParty", id, ids.pharmacy);
  });

  it("without allowance nothing moves, and it stays due; a suspended creditor is paid", async () => {
    const a = await agreed();
    const { suite, id } = a;
    await fire(a, PAY);
    await expect(settle(a, PAY, "insurer", "hospitalA"))
      .to.be.revertedWithCustomError(suite.settlementToken, "ERC20InsufficientAllowance")
      .withArgs(suite.addresses.agreements, 0n, 5_000n);
    expect((await suite.agreements.clauseOf(clauseKey(id, PAY))).state).to.equal(DUE);
    await funded(a, "insurer", 5_000n);
    await suite.participantRegistry.setStatus(suite.ids.hospitalA, STATUS.SUSPENDED);
    await settle(a, PAY, "insurer", "hospitalA");
    expect(await suite.settlementToken.balanceOf(suite.accounts.hospitalA)).to.equal(5_000n);
  });

  it("a token that calls back while it pays finds the clause paid", async () => {
    const a = await agreed();
    const { suite, terms } = a;
    const { addresses, accounts, participantRegistry } = suite;
    const hostile = await (await ethers.getContractFactory("ReenteringToken")).deploy();
    const factory = await ethers.getContractFactory("Agreements");
    const own = await factory.deploy(addresses.participantRegistry, hostile);
    const agreements = own as unknown as typeof suite.agreements;
    const elsewhere = { ...a, suite: { ...suite, agreements } };
    await participantRegistry.connect(accounts.insurer).setAccount(hostile, 1, 0);
    const verifier = (await own.getAddress()) as Hex;
    const at = { ...elsewhere.suite, addresses: { ...addresses, agreements: verifier } };
    await party(at, "insurer").draft(terms);
    for (const by of ["insurer", "hospitalA"] as const) {
      await party(at, by).sign(terms, accounts[by], await signatureBy(at, accounts[by], terms));
    }
    await party(at, "insurer").activate(terms, DOCUMENT);
    await fire(elsewhere, PAY);
    const call = agreements.interface.encodeFunctionData("settle", [
      terms,
      packedClause(PAY),
      accounts.insurer.address,
      accounts.hospitalA.address,
    ]);
    await hostile.arm(call);
    await settle(elsewhere, PAY, "insurer", "hospitalA");
    expect(await hostile.payments()).to.equal(1n);
    expect(await hostile.succeeded()).to.equal(false);
    expect(agreements.interface.parseError(await hostile.answer())).to.include({
      name: "AgreementNothingDue",
    });
  });
});
