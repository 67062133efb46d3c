import { expect } from "chai";
import { agreementId } from "../../src/core/agreement.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import { aProfile } from "../fixtures/participants.ts";
import {
  agreed,
  DAY,
  DOCUMENT,
  party,
  signedBy,
  slotOf,
  today,
  refusedOf,
} from "../fixtures/tariffs.ts";

const [ACTIVE, BREACHED, TERMINATED] = [3, 4, 5];

/** The insurer says that the hospital breaches it. */
async function breached() {
  const a = await agreed();
  await party(a.suite, "insurer").reportBreach(a.terms, DOCUMENT);
  const [, cureUntil] = await a.suite.agreements.breachOf(a.id);
  return { ...a, cureUntil: Number(cureUntil) };
}

describe("Agreements.reportBreach and confirmCure (ID-24)", () => {
  it("a breach has evidence, a breaker and a time to cure it; services go on (ID-24)", async () => {
    const a = await agreed();
    const { suite, terms, id } = a;
    const { agreements, ids, accounts } = suite;
    const sent = party(suite, "insurer").reportBreach(terms, DOCUMENT);
    await expect(sent).to.emit(agreements, "AgreementBreached");
    const cureUntil = (await latestTime()) + 10 * DAY;
    const [event] = await agreements.queryFilter(agreements.filters.AgreementBreached(), "latest");
    expect([...event!.args]).to.deep.equal([
      id,
      BigInt(ids.hospitalA),
      await agreements.agreementOf(id),
      BigInt(ids.insurer),
      BigInt(cureUntil),
      DOCUMENT,
      accounts.insurer.address,
    ]);
    expect(await slotOf(a)).to.include({ state: "BREACHED", breaker: "INSTITUTION" });
    expect(await agreements.breachOf(id)).to.deep.equal([BigInt(ids.insurer), BigInt(cureUntil)]);
    const again = party(suite, "insurer").reportBreach(terms, DOCUMENT);
    await refusedOf(a.suite, again, "AgreementStateWrong", id, BREACHED);
  });

  it("the institution reports the insurer's, authorities the institution's (ID-24)", async () => {
    for (const by of ["hospitalA", "regulator"] as const) {
      const a = await agreed();
      await party(a.suite, by).reportBreach(a.terms, DOCUMENT);
      const breaker = by === "hospitalA" ? "INSURER" : "INSTITUTION";
      expect(await slotOf(a)).to.include({ breaker });
    }
    const a = await agreed();
    const { suite, terms, id } = a;
    const other = party(suite, "hospitalB").reportBreach(terms, DOCUMENT);
    await refusedOf(a.suite, other, "AgreementNotParty", id, suite.ids.hospitalB);
    const foreign = aProfile({ kinds: 1n << 9n, jurisdictionCode: 310_000 });
    await suite.participantRegistry.amend(suite.ids.regulator, foreign);
    const regulator = party(suite, "regulator").reportBreach(terms, DOCUMENT);
    await refusedOf(a.suite, regulator, "AgreementNotParty", id, suite.ids.regulator);
    const bare = party(suite, "insurer").reportBreach(terms, ZERO32);
    await refusedOf(a.suite, bare, "AgreementEvidenceMissing", id);
  });

  it("who reported it says that it is cured, in time (ID-24)", async () => {
    const a = await breached();
    const { suite, terms, id, cureUntil } = a;
    const own = party(suite, "hospitalA").confirmCure(terms, DOCUMENT);
    await refusedOf(a.suite, own, "AgreementNotParty", id, suite.ids.hospitalA);
    const bare = party(suite, "insurer").confirmCure(terms, ZERO32);
    await refusedOf(a.suite, bare, "AgreementEvidenceMissing", id);
    await mineAt(cureUntil - 1);
    const late = party(suite, "insurer").confirmCure(terms, DOCUMENT);
    await refusedOf(a.suite, late, "AgreementCureWrong", id, cureUntil, cureUntil);
  });

  it("a regulator of the institution's jurisdiction may say so, if the reporter does not", async () => {
    const a = await breached();
    await party(a.suite, "regulator").confirmCure(a.terms, DOCUMENT);
    expect(await slotOf(a)).to.include({ state: "ACTIVE" });
    expect((await slotOf(a)).breaker).to.equal(undefined);
    const again = party(a.suite, "insurer").confirmCure(a.terms, DOCUMENT);
    await refusedOf(a.suite, again, "AgreementStateWrong", a.id, ACTIVE);
    await party(a.suite, "insurer").reportBreach(a.terms, DOCUMENT);
    expect(await slotOf(a)).to.include({ state: "BREACHED" });
  });
});

describe("Agreements.terminate (ID-12)", () => {
  it("either party ends it after the notice; what was done before stays covered (ID-12)", async () => {
    const a = await agreed();
    const { suite, terms, id } = a;
    await party(suite, "hospitalA").terminate(terms, DOCUMENT);
    const end = (await today()) + 31;
    expect(await slotOf(a)).to.include({ state: "TERMINATED", from: terms.from, until: end });
    const again = party(suite, "insurer").terminate(terms, DOCUMENT);
    await refusedOf(a.suite, again, "AgreementStateWrong", id, TERMINATED);
  });

  it("after a breach that stays the other party ends it at once, the breaker does not (ID-24)", async () => {
    for (const [by, days] of [
      ["insurer", 1],
      ["hospitalA", 31],
    ] as const) {
      const a = await breached();
      await mineAt(a.cureUntil);
      await party(a.suite, by).terminate(a.terms, DOCUMENT);
      expect(await slotOf(a)).to.include({ state: "TERMINATED", until: (await today()) + days });
    }
    const early = await breached();
    await mineAt(early.cureUntil - 5);
    await party(early.suite, "insurer").terminate(early.terms, DOCUMENT);
    expect(await slotOf(early)).to.include({ until: (await today()) + 31 });
    await party(early.suite, "insurer").confirmCure(early.terms, DOCUMENT);
    expect(await slotOf(early)).to.include({ state: "TERMINATED" });
    expect((await slotOf(early)).breaker).to.equal(undefined);
  });

  it("a draft never comes into force; a near end is not put off", async () => {
    const a = await agreed();
    const { suite, terms } = a;
    const draft = { ...terms, factor: 7 };
    await party(suite, "insurer").draft(draft);
    await party(suite, "insurer").terminate(draft, DOCUMENT);
    const signing = signedBy(suite, "insurer", draft);
    await expect(signing).to.be.revertedWithCustomError(suite.agreements, "AgreementStateWrong");
    const other = party(suite, "hospitalB").terminate(terms, DOCUMENT);
    await refusedOf(a.suite, other, "AgreementNotParty", a.id, suite.ids.hospitalB);
    const bare = party(suite, "insurer").terminate(terms, ZERO32);
    await refusedOf(a.suite, bare, "AgreementEvidenceMissing", a.id);
    const short = await agreed({ until: (await today()) + 3 });
    await party(short.suite, "insurer").terminate(short.terms, DOCUMENT);
    expect(await slotOf(short)).to.include({ until: short.terms.until });
    const future = await agreed({ from: (await today()) + 90, until: (await today()) + 900 });
    await party(future.suite, "insurer").terminate(future.terms, DOCUMENT);
    const { from } = future.terms;
    expect(await slotOf(future)).to.include({ from, until: from });
  });

  it("what nobody drafted is not ended", async () => {
    const a = await agreed();
    const unknown = { ...a.terms, factor: 9 };
    const call = party(a.suite, "insurer").terminate(unknown, DOCUMENT);
    await refusedOf(a.suite, call, "AgreementStateWrong", agreementId(unknown), 0);
  });
});
