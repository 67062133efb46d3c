/** Hashes and words of enrolment and funds: Solidity and src/core work out the same (CL-01, CL-04). */
import { expect } from "chai";
import fc from "fast-check";
import { PureFunds__factory } from "../../typechain-types/index.js";
import { toHex } from "../../src/core/bytes.ts";
import * as coverage from "../../src/core/coverage.ts";
import { COVERS, ENTRY_KINDS } from "../../src/core/enums.ts";
import * as funds from "../../src/core/funds.ts";
import { firstDayOf, monthOf } from "../../src/core/months.ts";
import { ethers, networkHelpers } from "../fixtures/careLedger.ts";

const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => toHex(bytes));
const bytes32 = hex(32);
const uint = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const big = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
const runs = { numRuns: 60, seed: 16 };

async function deployed() {
  const [sender] = await ethers.getSigners();
  return new PureFunds__factory(sender!).deploy();
}
const pure = () => networkHelpers.loadFixture(deployed);

describe("enrolment and funds: Solidity against src/core", () => {
  it("hashes of segments, entries and corrections", async () => {
    const contract = await pure();
    const details = { enterprise: bytes32, nullifier: bytes32, parties: bytes32, salt: bytes32 };
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          insured: bytes32,
          insurer: uint(32),
          plan: bytes32,
          jurisdiction: uint(40),
          from: uint(24),
          attributes: bytes32,
          details: fc.record(details),
        }),
        fc.record({ kind: fc.integer({ min: 0, max: 5 }), day: uint(24), enteredAt: uint(40) }),
        fc.record({ former: big(256), corrected: big(256), deadline: uint(40) }),
        fc.array(bytes32, { minLength: 1, maxLength: 5 }),
        async (s, e, c, parties) => {
          const hash = coverage.segmentDetailsHash(s.details);
          expect(await contract.details(s.details)).to.equal(hash);
          const segment = { ...s, details: hash };
          const id = coverage.segmentId(segment);
          expect(await contract.segment(segment)).to.equal(id);
          const entry = { insured: s.insured, previous: s.plan, segment: id, data: hash, ...e };
          expect(await contract.entry(entry)).to.equal(
            coverage.enrolmentEntryId({ ...entry, kind: ENTRY_KINDS[e.kind]! }),
          );
          const correction = { segment: id, entry: hash, document: s.plan, ...c };
          expect(await contract.correction(correction)).to.equal(
            coverage.correctionHash(correction),
          );
          expect(await contract.parties(parties)).to.equal(coverage.partiesHash(parties));
          expect(await contract.attributes(s.from % 65_536, e.kind, s.plan)).to.equal(
            coverage.attributesHash(s.from % 65_536, e.kind, s.plan),
          );
        },
      ),
      runs,
    );
  });

  it("months of days, over four centuries", async () => {
    const contract = await pure();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 200_000 }), async (day) => {
        const month = monthOf(day);
        expect(await contract.month(day)).to.equal(month);
        const first = firstDayOf(month + 1);
        expect(await contract.firstDay(month + 1)).to.equal(first);
        expect(await contract.month(first)).to.equal(month + 1);
        expect(await contract.month(first - 1)).to.equal(month);
      }),
      { ...runs, examples: [[0], [13], [14], [51_603], [51_604], [200_000]] },
    );
  });

  it("how a segment stands on a day", async () => {
    const contract = await pure();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          from: fc.integer({ min: 60_000, max: 60_040 }),
          until: fc.constantFrom(0, 60_100, 60_400),
          died: fc.constantFrom(0, 60_050, 60_300),
          state: fc.integer({ min: 0, max: 3 }),
          paid: big(64),
          late: big(64),
        }),
        fc.integer({ min: 59_990, max: 62_500 }),
        async (s, day) => {
          const slot = coverage.coverageSlot(
            BigInt(s.from) |
              (BigInt(s.until) << 24n) |
              (BigInt(s.died) << 48n) |
              (BigInt(s.state) << 72n) |
              (BigInt(monthOf(s.from)) << 88n) |
              (s.paid << 104n) |
              ((s.late & s.paid) << 168n),
          );
          expect(COVERS[Number(await contract.coverOn(coverage.packCoverage(slot), day))]).to.equal(
            coverage.coverOn(slot, day),
          );
        },
      ),
      { ...runs, numRuns: 200 },
    );
  });

  it("mandates, vouchers, pools, and what an account gives", async () => {
    const contract = await pure();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          insured: bytes32,
          perClaim: uint(40),
          perDay: uint(40),
          until: uint(24),
          number: uint(16),
          deadline: uint(40),
        }),
        fc.record({
          from: bytes32,
          to: bytes32,
          amount: big(56),
          number: uint(16),
          deadline: uint(40),
        }),
        fc.record({ drawer: hex(20), amount: big(128), notAfter: uint(40), ref: bytes32 }),
        fc.record({ account: big(256), wanted: big(48), today: uint(24), sameDay: fc.boolean() }),
        async (mandate, terms, voucher, a) => {
          expect(await contract.mandate(mandate)).to.equal(funds.mandateHash(mandate));
          expect(await contract.carryOver(terms)).to.equal(funds.carryOverHash(terms));
          expect(await contract.voucher(voucher)).to.equal(funds.voucherId(voucher));
          expect(await contract.pool(mandate.until, mandate.perDay)).to.equal(
            funds.poolId(mandate.until, mandate.perDay),
          );
          const account = funds.personalAccount(a.account);
          const today = a.sameDay ? account.day : a.today;
          expect(await contract.drawable(a.account, a.wanted, today)).to.equal(
            funds.drawable(account, a.wanted, today),
          );
        },
      ),
      runs,
    );
  });
});
