/** What the matrix calls W: the contracts let these write, and refuse everybody else by a typed error. */
import { expect } from "chai";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import { dateOfDay, dayAt } from "../../src/core/days.ts";
import { planOf } from "../../src/core/plans.ts";
import { allows, type SettlementField, settlementFields } from "../../src/core/settlementAccess.ts";
import { type SettlementRole, settlementRoles } from "../../src/core/settlementRoles.ts";
import type { CareLedger } from "../../src/client.ts";
import type { ClaimRecord } from "../../src/core/claims.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { revertOf } from "../fixtures/failures.ts";
import { aMandate, aSegment, FAR_DAY, MONTH } from "../fixtures/funds.ts";
import { LATER } from "../fixtures/stories.ts";
import { type Asking, askings } from "../fixtures/settlementCases.ts";
import { type SettlementWorld, startSettlementWorld } from "../fixtures/settlementWorld.ts";
import { CHANGZHOU } from "../fixtures/tariffs.ts";

const UNKNOWN = "ParticipantAccountUnknown";
const KIND = "ParticipantKindNotAllowed";
/** By role what the contracts answer; "": they let it. In the order of the matrix. */
const WRITES: Partial<Record<SettlementField, readonly string[]>> = {
  "claim.header": [
    UNKNOWN,
    "",
    "ClaimProviderForeign",
    KIND,
    KIND,
    UNKNOWN,
    KIND,
    KIND,
    KIND,
    KIND,
    UNKNOWN,
  ],
  "payment.amounts": [UNKNOWN, "", "", "", "", UNKNOWN, "", "", "", "", UNKNOWN],
  "account.mandate": ["", ...Array<string>(10).fill("SubjectSignerMismatch")],
  "coverage.cover": [UNKNOWN, KIND, KIND, "", "", UNKNOWN, KIND, KIND, KIND, KIND, UNKNOWN],
  "contribution.total": [UNKNOWN, "", "", "", "", UNKNOWN, "", "", "", "", UNKNOWN],
  "pool.terms": [UNKNOWN, KIND, KIND, "", "", UNKNOWN, KIND, KIND, KIND, KIND, UNKNOWN],
  "receivable.payee": [
    UNKNOWN,
    "",
    ...Array<string>(3).fill("FundPayeeInvalid"),
    UNKNOWN,
    ...Array<string>(4).fill("FundPayeeInvalid"),
    UNKNOWN,
  ],
  "agreement.designation": [
    UNKNOWN,
    "",
    "AgreementNotParty",
    "",
    "",
    UNKNOWN,
    ...Array<string>(4).fill("AgreementNotParty"),
    UNKNOWN,
  ],
  "agreement.breach": [
    UNKNOWN,
    "",
    "AgreementNotParty",
    "",
    "",
    UNKNOWN,
    "",
    "AgreementNotParty",
    "",
    "AgreementNotParty",
    UNKNOWN,
  ],
  "rule.row": [
    UNKNOWN,
    KIND,
    KIND,
    "",
    KIND,
    UNKNOWN,
    "",
    "CatalogueJurisdictionOther",
    "",
    KIND,
    UNKNOWN,
  ],
  "plan.version": [UNKNOWN, KIND, KIND, "", "", UNKNOWN, KIND, KIND, KIND, KIND, UNKNOWN],
  "freeze.decision": [
    UNKNOWN,
    KIND,
    KIND,
    KIND,
    KIND,
    UNKNOWN,
    "",
    "FreezeJurisdictionOther",
    KIND,
    KIND,
    UNKNOWN,
  ],
};

describe("settlement database: who writes (ST-02)", function () {
  this.timeout(60_000);
  let world: SettlementWorld;
  let who: Record<SettlementRole, Asking>;
  let due: { claim: Hex; record: ClaimRecord };

  before(async () => {
    world = await startSettlementWorld();
    who = await askings(world);
    due = await owed();
  });
  after(() => world.close());

  /** A claim that the pool cannot pay, as its event tells it. */
  async function owed() {
    const { file } = world.ofPublic;
    const claim = { ...file.claim, invoice: randomHex(32) };
    // An hour later, and of more than there is.
    claim.header += 7_200n << 104n;
    const { code, facts } = file.lines[1]!;
    const lines = [{ code, facts: facts + 3_000_000n + (999n << 40n) }];
    const { north } = world;
    const { event } = await north.care.claims.submit({ ...file, claim, lines }).send();
    expect(await north.care.claims.state(event.claim)).equal("DUE");
    return { claim: event.claim, record: event.record };
  }

  /** What one who has the role tries; each is asked of the node and not sent. */
  const attempts: Record<string, (role: SettlementRole) => Promise<bigint>> = {
    "claim.header": async (role) => {
      const { file } = world.ofPublic;
      const claim = { ...file.claim, invoice: randomHex(32) };
      return await by(role)
        .claims.submit({ ...file, claim, lines: [file.lines[0]!] })
        .estimate();
    },
    "payment.amounts": async (role) =>
      await by(role).claims.payLater(due.claim, due.record).estimate(),
    "account.mandate": async (role) => {
      const { subject, signer } = world.patient;
      const mandate = aMandate(subject, { until: FAR_DAY, number: 2 });
      const { fundLedger } = world.north.care;
      const other = who[role].as.subject?.signer ?? world.enterprise.signer;
      const signed = await fundLedger.signMandate(mandate, role === "person" ? signer : other);
      return await fundLedger.setMandate(mandate, signed).estimate();
    },
    "coverage.cover": async (role) => {
      const { id } = role === "commercial" ? world.commercial : world.insurer;
      const shown = aSegment(world.enterprise.subject, id, { nullifier: randomHex(32) });
      return await by(role)
        .enrolment.open({ ...shown, document: randomHex(32) })
        .estimate();
    },
    "contribution.total": async (role) => {
      const { fundLedger, insurance, chain } = by(role);
      const { address } = chain.account!;
      await world.administrator.insurance.issue(address, 5n, randomHex(32)).send().catch(noAccount);
      await insurance.approve(world.served.addresses.fundLedger, 5n).send().catch(noAccount);
      const paid = { pool: world.ofPublic.pool, month: MONTH, shares: [], toPool: 5n };
      return await fundLedger.contribute({ ...paid, document: randomHex(32) }).estimate();
    },
    "pool.terms": async (role) => await by(role).fundLedger.openPool(77).estimate(),
    "receivable.payee": async (role) => {
      const { address } = world.north.care.chain.account!;
      return await by(role).fundLedger.setPayee(world.ofPublic.pool, address, "VOUCHER").estimate();
    },
    "agreement.designation": async (role) => {
      const text = randomHex(32);
      return await by(role)
        .agreements.draft({ ...ofRole(role).agreement, text, deadline: LATER })
        .estimate();
    },
    "agreement.breach": async (role) =>
      await by(role).agreements.reportBreach(ofRole(role).agreement, randomHex(32)).estimate(),
    "rule.row": async (role) => {
      const rule = { from: "2098-01-01", category: "A", kind: "SERVICE", serviceItem: 1 } as const;
      const row = { code: world.codes[1], version: 2, rule };
      return await by(role).catalogue.publish(CHANGZHOU, [row], randomHex(32)).estimate();
    },
    "plan.version": async (role) => {
      const plan = { ...planOf(ofRole(role).plan), version: 2 };
      const from = dateOfDay(dayAt(await world.network.now()) + 100);
      return await by(role).benefitPlans.publish(plan, { from }, randomHex(32)).estimate();
    },
    "freeze.decision": async (role) => {
      const until = (await world.network.now()) + 1_000;
      const { catalogue } = by(role);
      const row = { code: world.codes[1], version: 1 };
      return await catalogue.freezeRule(CHANGZHOU, row, until, randomHex(32)).estimate();
    },
  };

  /** Tokens are members' alone. */
  function noAccount(error: unknown): void {
    if (!isCareLedgerError(error, "CHAIN_REVERTED")) throw error;
  }

  const by = (role: SettlementRole): CareLedger => who[role].care;
  const ofRole = (role: SettlementRole) =>
    role === "commercial" ? world.ofCommercial : world.ofPublic;

  it("each field that is written has its attempt here, and the matrix says the same", () => {
    const written = settlementFields.filter((field) =>
      settlementRoles.some((role) => allows(field, role, "write", "HPAYMT")),
    );
    expect(Object.keys(WRITES)).deep.equal(written);
    expect(Object.keys(attempts)).deep.equal(written);
    for (const field of written) {
      const allowed = settlementRoles.map((role) => allows(field, role, "write", "HPAYMT"));
      expect(
        WRITES[field]!.map((error) => error === ""),
        field,
      ).deep.equal(allowed);
    }
  });

  for (const [field, errors] of Object.entries(WRITES)) {
    for (const [i, role] of settlementRoles.entries()) {
      const error = errors[i]!;
      it(`${field} by ${role}: ${error || "written"} (ST-02)`, async () => {
        const attempt = () => attempts[field]!(role);
        if (error === "") expect(await attempt()).above(20_000n);
        else expect((await revertOf(attempt)).name).equal(error);
      });
    }
  }
});
