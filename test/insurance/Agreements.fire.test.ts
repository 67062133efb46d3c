import { expect } from "chai";
import {
  agreementId,
  type Clause,
  clauseKey,
  clauseLeaf,
  clauseTree as treeOf,
  packedClause,
} from "../../src/core/agreement.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { mineAt } from "../fixtures/chain.ts";
import {
  agreed,
  CLAUSES,
  clauseTree,
  DAY,
  DOCUMENT,
  party,
  signedBy,
  slotOf,
  today,
  refusedOf,
  fire,
  funded,
  settle,
} from "../fixtures/tariffs.ts";

const [PAY, UPDATE, PENALISE] = CLAUSES as [Clause, Clause, Clause];
const [DUE, DONE] = [1n, 2n];

describe("Agreements.fire (ID-12)", () => {
  it("PAY makes its amount due once, and it is paid once (ID-12, DT-10)", async () => {
    const a = await agreed();
    const { suite, id } = a;
    const { agreements, settlementToken: token, accounts, ids } = suite;
    const key = clauseKey(id, PAY);
    await expect(fire(a, PAY))
      .to.emit(agreements, "ClauseFired")
      .withArgs(
        id,
        key,
        [1, 3, 5_000n, PAY.condition],
        DUE,
        ids.insurer,
        await agreements.agreementOf(id),
        DOCUMENT,
        accounts.insurer,
      );
    expect(await agreements.clauseOf(key)).to.deep.equal([DUE, 3n, 5_000n]);
    await refusedOf(a.suite, fire(a, PAY), "AgreementClauseFired", id, key);
    await funded(a, "insurer", 6_000n);
    const sent = settle(a, PAY, "insurer", "hospitalA");
    await expect(sent)
      .to.emit(agreements, "ClausePaid")
      .withArgs(id, key, accounts.insurer, accounts.hospitalA, 5_000n, accounts.hospitalA);
    expect(await token.balanceOf(accounts.hospitalA)).to.equal(5_000n);
    expect((await agreements.clauseOf(key)).state).to.equal(DONE);
    await refusedOf(
      a.suite,
      settle(a, PAY, "insurer", "hospitalA"),
      "AgreementNothingDue",
      id,
      key,
    );
    await refusedOf(a.suite, fire(a, PAY), "AgreementClauseFired", id, key);
  });

  it("UPDATE_SERVICE holds from the next day; services of days before keep theirs (ID-12)", async () => {
    const a = await agreed();
    const { suite, id } = a;
    await fire(a, UPDATE);
    const day = await today();
    expect(await slotOf(a)).to.deep.include({ services: [1, 2, 3, 9], changes: 1 });
    const { agreements } = suite;
    const now = await agreements.agreementOf(id);
    const former = (now & ~(((1n << 128n) - 1n) << 56n)) | (0b1110n << 56n);
    expect(await agreements.agreementOn(id, day)).to.equal(former);
    expect(await agreements.agreementOn(id, day + 1)).to.equal(now);
    expect(await agreements.clauseOf(clauseKey(id, UPDATE))).to.deep.equal([
      DONE,
      0n,
      UPDATE.value,
    ]);
  });

  it("of several updates each day has its own services", async () => {
    const clauses: Clause[] = [2n, 4n, 8n].map((value) => ({ ...UPDATE, value }));
    const tree = treeOf(clauses);
    const a = await agreed({ clauses: tree.root });
    const { suite, terms, id } = a;
    const first = await today();
    for (const [i, clause] of clauses.entries()) {
      // The second one follows on the same day.
      if (i === 2) await mineAt((first + 5 - 40_587) * DAY);
      const proof = tree.prove(clauseLeaf(clause));
      await party(suite, "insurer").fire(terms, packedClause(clause), proof, DOCUMENT);
    }
    const servicesOn = async (day: number) =>
      BigInt.asUintN(128, (await suite.agreements.agreementOn(id, day)) >> 56n);
    expect(await servicesOn(first)).to.equal(terms.services);
    expect(await servicesOn(first + 1)).to.equal(4n);
    expect(await servicesOn(first + 5)).to.equal(4n);
    expect(await servicesOn(first + 6)).to.equal(8n);
  });

  it("PENALISE waits for a breach that is not cured in time (ID-24)", async () => {
    const a = await agreed();
    const { suite, terms, id } = a;
    const at = async () => Number((await suite.agreements.breachOf(id)).cureUntil);
    const calm = party(suite, "regulator").fire(
      terms,
      packedClause(PENALISE),
      clauseTree.prove(clauseLeaf(PENALISE)),
      DOCUMENT,
    );
    await expect(calm).to.be.revertedWithCustomError(suite.agreements, "AgreementCureWrong");
    await party(suite, "insurer").reportBreach(terms, DOCUMENT);
    const cureUntil = await at();
    await mineAt(cureUntil - 2);
    await refusedOf(
      a.suite,
      fire(a, PENALISE, "regulator"),
      "AgreementCureWrong",
      id,
      cureUntil,
      cureUntil - 1,
    );
    await mineAt(cureUntil);
    await fire(a, PENALISE, "regulator");
    const key = clauseKey(id, PENALISE);
    expect(await suite.agreements.clauseOf(key)).to.deep.equal([DUE, 1n, 7_000n]);
    await funded(a, "hospitalA", 7_000n);
    await settle(a, PENALISE, "hospitalA", "insurer");
    const { settlementToken: token, accounts } = suite;
    expect(await token.balanceOf(accounts.insurer)).to.equal(7_000n);
  });

  it("the insurer is penalised for its own breach, also after the end (ID-24)", async () => {
    const a = await agreed();
    const { suite, terms, id } = a;
    await party(suite, "hospitalA").reportBreach(terms, DOCUMENT);
    await mineAt(Number((await suite.agreements.breachOf(id)).cureUntil));
    await party(suite, "hospitalA").terminate(terms, DOCUMENT);
    await fire(a, PENALISE, "regulator");
    const { debtor } = await suite.agreements.clauseOf(clauseKey(id, PENALISE));
    expect(debtor).to.equal(BigInt(suite.ids.insurer));
  });

  it("only the confirmer fires, only what was agreed, with evidence (ID-12)", async () => {
    const a = await agreed();
    const { suite, terms, id } = a;
    const { ids } = suite;
    const other = fire(a, PAY, "hospitalA");
    await refusedOf(a.suite, other, "AgreementNotConfirmer", id, ids.insurer, ids.hospitalA);
    await refusedOf(a.suite, fire(a, PAY, "insurer", ZERO32), "AgreementEvidenceMissing", id);
    const dearer = { ...PAY, value: 5_001n };
    const proof = clauseTree.prove(clauseLeaf(PAY));
    const wrong = party(suite, "insurer").fire(terms, packedClause(dearer), proof, DOCUMENT);
    await refusedOf(a.suite, wrong, "AgreementClauseUnknown", id, clauseLeaf(dearer));
    const bare = party(suite, "insurer").fire(terms, packedClause(PAY), [], DOCUMENT);
    await refusedOf(a.suite, bare, "AgreementClauseUnknown", id, clauseLeaf(PAY));
    const draft = { ...terms, factor: 8 };
    await party(suite, "insurer").draft(draft);
    const early = party(suite, "insurer").fire(draft, packedClause(PAY), proof, DOCUMENT);
    await expect(early).to.be.revertedWithCustomError(suite.agreements, "AgreementStateWrong");
    await signedBy(suite, "insurer", draft);
    await signedBy(suite, "hospitalA", draft);
    await party(suite, "insurer").terminate(draft, DOCUMENT);
    const ended = party(suite, "insurer").fire(draft, packedClause(PAY), proof, DOCUMENT);
    await refusedOf(a.suite, ended, "AgreementStateWrong", agreementId(draft), 5);
  });
});
