/** Catalogues, benefit plans and agreements through the SDK. */
import { expect } from "chai";
import {
  type Agreement,
  agreementId,
  type Clause,
  clauseKey,
  clauseLeaf,
  clauseTree,
} from "../../src/core/agreement.ts";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import {
  AgreementClauseUnknown,
  CatalogueVersionWrong,
  FreezeSameAccount,
  NoticeTooShort,
  PlanVersionWrong,
} from "../../src/core/contractErrors.ts";
import { dateOfDay, dayAt, dayOfDate } from "../../src/core/days.ts";
import { GroupTable, readWeights } from "../../src/core/groupWeights.ts";
import { indicationTree, rowKey, saltedCode } from "../../src/core/rules.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { errorOf } from "../fixtures/failures.ts";
import { aPlan, aRule, CHANGZHOU } from "../fixtures/tariffs.ts";
import { admit, type Member, startWorld, type World } from "../fixtures/world.ts";

const DOCUMENT = randomHex(32);

describe("ledger: catalogues, benefit plans and agreements (CL-03, CL-09, ID-12)", () => {
  let world: World;
  let regulator: Member;
  before(async () => {
    world = await startWorld();
    regulator = await admit(world, 4, "REGULATOR");
  });
  after(() => world.close());

  const dateIn = async (days: number) => dateOfDay(dayAt(await world.network.now()) + days);

  it("a row is published, read, tried in another form and replaced (CL-09, ID-19)", async () => {
    const { catalogue } = world.insurer.care;
    const salt = randomHex(32);
    const code = saltedCode(salt, "urn:drugs", "XA10BAE046");
    const diagnoses = ["E11.900", "E11.901"].map((icd) => saltedCode(salt, "urn:icd", icd));
    const indications = indicationTree(diagnoses).root;
    const first = { code, version: 1, rule: aRule({ indications }) };
    const { event } = await catalogue.publish(CHANGZHOU, [first], DOCUMENT).send();
    expect(event).deep.include({
      jurisdiction: CHANGZHOU,
      closed: [0n],
      proposal: ZERO32,
      publisher: world.insurer.id,
    });
    expect(await catalogue.indications(CHANGZHOU, first)).equal(indications);

    expect(await catalogue.openedAt(CHANGZHOU)).equal(0);
    await catalogue.open(CHANGZHOU).send();
    expect(await catalogue.openedAt(CHANGZHOU)).equal(await world.network.now());
    const notice = await catalogue.noticeDays();
    const soon = { code, version: 2, rule: aRule({ from: await dateIn(notice - 1) }) };
    const refused = await errorOf(() => catalogue.publish(CHANGZHOU, [soon], DOCUMENT).send());
    expect(refused).instanceOf(NoticeTooShort);
    expect(refused).include({ earliest: dayOfDate(await dateIn(notice)) });

    const next = { code, version: 2, rule: aRule({ from: await dateIn(notice), ceiling: 800n }) };
    const { event: asked } = await catalogue.propose(CHANGZHOU, [next], DOCUMENT).send();
    const effect = {
      claims: 90,
      changed: 12,
      paidBefore: 9_000n,
      paidAfter: 7_700n,
      run: DOCUMENT,
    };
    const { event: tried } = await regulator.care.catalogue.proposals
      .recordEffect(asked.proposal, effect)
      .send();
    expect(tried).deep.include({ effect, tester: regulator.id });
    const { event: published } = await catalogue.publish(CHANGZHOU, [next], DOCUMENT).send();
    expect(published.proposal).equal(asked.proposal);
    const found = await catalogue.proposals.of(asked.proposal);
    expect(found).deep.include({ state: "PUBLISHED", proposer: world.insurer.id, effect });
    expect(await catalogue.proposals.of(randomHex(32))).equal(undefined);

    const rows = [1, 2, 3].map((version) => ({ code, version }));
    const [before, after, none] = await catalogue.rules(CHANGZHOU, rows);
    expect(before).include({ until: next.rule.from, isIndicated: true, ceiling: 1_250n });
    expect(after).include({ from: next.rule.from, ceiling: 800n, isIndicated: false });
    expect(none).equal(undefined);
    const history = await catalogue.history(CHANGZHOU);
    expect(history.map((of) => of.event.rows[0]!.version)).deep.equal([1, 2]);
    expect(await catalogue.history({ scheme: 2, code: 1 })).deep.equal([]);
    const gap = { code, version: 5, rule: aRule({ from: await dateIn(99) }) };
    const wrong = await errorOf(() => catalogue.publish(CHANGZHOU, [gap], DOCUMENT).send());
    expect(wrong).instanceOf(CatalogueVersionWrong);
  });

  it("a product is frozen, and another account of the regulator's decides the appeal (RG-03)", async () => {
    const { catalogue } = regulator.care;
    const code = randomHex(32);
    const rule = aRule({ from: await dateIn(30) });
    await catalogue.publish(CHANGZHOU, [{ code, version: 1, rule }], DOCUMENT).send();
    const until = (await world.network.now()) + 1_000;
    const product = { code, versions: 1 };
    await catalogue.freezeProduct(CHANGZHOU, product, until, DOCUMENT).send();
    const key = rowKey(CHANGZHOU, code, 0);
    const { freezes } = catalogue;
    expect(await freezes.of(key)).deep.include({
      until,
      state: "FROZEN",
      jurisdiction: CHANGZHOU,
      party: 0,
    });
    expect(await freezes.of(rowKey(CHANGZHOU, code, 1))).equal(undefined);
    const isFrozen = async () =>
      (await catalogue.rules(CHANGZHOU, [{ code, version: 1 }]))[0]!.isFrozen;
    expect(await isFrozen()).equal(true);
    await world.north.care.catalogue.freezes.appeal(key, DOCUMENT).send();
    const own = await errorOf(() => freezes.decide(key, true, DOCUMENT).send());
    expect(own).instanceOf(FreezeSameAccount);
    await freezes.lift(key, DOCUMENT).send();
    expect(await isFrozen()).equal(false);
    await catalogue.freezeRule(CHANGZHOU, { code, version: 1 }, until + 9, DOCUMENT).send();
    expect(await isFrozen()).equal(true);
  });

  it("a plan with groups' weights is published and followed by another one (CL-09)", async () => {
    const { benefitPlans } = world.insurer.care;
    const code = randomHex(32);
    const columns = { code: "g", weight: "w" };
    const table = new GroupTable(readWeights("g\tw\nGZ13\t1.25\nRC19\t0.5", columns), {
      system: "urn:drg",
      salt: randomHex(32),
      grouper: randomHex(32),
    });
    const groups = { baseRate: 1_234_500n, high: 300, weights: table.root };
    const plan = aPlan({ insurer: world.insurer.id, code, groups });
    const { event } = await benefitPlans.publish(plan, { from: "2024-01-01" }, DOCUMENT).send();
    expect(event.slot).include({ from: dayOfDate("2024-01-01"), until: 0, version: 1 });
    const second = { ...plan, version: 2 };
    const days = { from: "2025-01-01", until: "2026-01-01" };
    const { event: proposed } = await benefitPlans.propose(second, DOCUMENT).send();
    const { event: next } = await benefitPlans.publish(second, days, DOCUMENT).send();
    expect(next).include({ former: event.planId, wasProposed: true });
    expect(next.planId).equal(proposed.planId);
    expect((await benefitPlans.plan(event.planId))!.until).equal(dayOfDate("2025-01-01"));
    expect(await benefitPlans.latest(world.insurer.id, code)).equal(next.planId);
    expect(await benefitPlans.latest(world.insurer.id, randomHex(32))).equal(undefined);
    expect(await benefitPlans.plan(randomHex(32))).equal(undefined);
    const history = await benefitPlans.history(world.insurer.id);
    expect(history.map((of) => of.event.plan.weights)).deep.equal([table.root, table.root]);
    await benefitPlans.open().send();
    expect(await benefitPlans.openedAt(world.insurer.id)).greaterThan(0);
    const skipped = await errorOf(() =>
      benefitPlans.publish({ ...plan, version: 9 }, { from: "2099-01-01" }, DOCUMENT).send(),
    );
    expect(skipped).instanceOf(PlanVersionWrong);
  });

  it("an agreement is signed, its clause fires and is paid, a breach ends it (ID-12, ID-13, ID-24)", async () => {
    const { insurer, north, served, network } = world;
    const clause: Clause = {
      trigger: "PAY",
      confirmer: insurer.id,
      value: 700n,
      condition: randomHex(32),
    };
    const services: Clause = { ...clause, trigger: "UPDATE_SERVICE", value: 0b1110n };
    const tree = clauseTree([clause, services]);
    const from = dayAt(await network.now());
    const agreement: Agreement = {
      insurer: insurer.id,
      institution: north.id,
      text: randomHex(32),
      law: `0x434e${ZERO32.slice(6)}`,
      disputes: randomHex(32),
      from,
      until: from + 365,
      services: 0b10n,
      factor: 10_000,
      notice: 30,
      cure: 1,
      clauses: tree.root,
      deadline: (await network.now()) + 10_000,
    };
    const id = agreementId(agreement);
    const { agreements } = insurer.care;
    await north.care.agreements.draft(agreement).send();
    await agreements.sign(agreement, accountSigner(north.account)).send();
    const signer = accountSigner(insurer.account);
    const bytes = insurer.care.chain.account!.address;
    const signature = await signer.sign(agreements.digest(agreement));
    const { event } = await north.care.agreements.sign(agreement, { bytes, signature }).send();
    expect(event.slot).include({ state: "SIGNED" });
    expect(event.slot.signedBy).deep.equal(["INSURER", "INSTITUTION"]);
    await agreements.activate(agreement, DOCUMENT).send();
    expect(await agreements.current(insurer.id, north.id)).equal(id);
    expect(await agreements.current(north.id, insurer.id)).equal(undefined);

    const fire = (of: Clause) =>
      agreements.fire(agreement, of, tree.prove(clauseLeaf(of)), DOCUMENT).send();
    const { event: fired } = await fire(clause);
    expect(fired).include({ trigger: "PAY", state: "DUE", debtor: insurer.id, value: 700n });
    const forged = { ...clause, value: 701n };
    const proof: Hex[] = tree.prove(clauseLeaf(clause));
    const wrong = await errorOf(() => agreements.fire(agreement, forged, proof, DOCUMENT).send());
    expect(wrong).instanceOf(AgreementClauseUnknown);
    await world.administrator.insurance.issue(bytes, 700n, DOCUMENT).send();
    await insurer.care.insurance.approve(served.addresses.agreements, 700n).send();
    const payee = north.care.chain.account!.address;
    await north.care.agreements.settle(agreement, clause, { payer: bytes, payee }).send();
    expect(await insurer.care.insurance.balance(payee)).equal(700n);
    expect(await agreements.clause(clauseKey(id, clause))).include({ state: "DONE" });
    await fire(services);
    expect((await agreements.agreement(id))!.services).deep.equal([1, 2, 3]);
    expect((await agreements.agreement(id, dateOfDay(from)))!.services).deep.equal([1]);
    expect(await agreements.agreement(randomHex(32))).equal(undefined);

    expect(await agreements.breach(id)).equal(undefined);
    const { event: breached } = await agreements.reportBreach(agreement, DOCUMENT).send();
    expect(breached).include({ breaker: north.id, reporter: insurer.id });
    expect(await agreements.breach(id)).deep.equal({
      reporter: insurer.id,
      cureUntil: breached.cureUntil,
    });
    await agreements.confirmCure(agreement, DOCUMENT).send();
    const until = (await network.now()) + 1_000;
    await regulator.care.agreements.freeze(agreement, until, DOCUMENT).send();
    expect((await agreements.agreement(id))!.frozenUntil).equal(until);
    expect(await agreements.freezes.of(id)).include({ state: "FROZEN", party: north.id });
    await north.care.agreements.terminate(agreement, DOCUMENT).send();
    expect(await agreements.agreement(id)).include({ state: "TERMINATED" });
    expect((await agreements.drafted()).map((of) => of.event.agreement)).deep.equal([id]);
  });
});
