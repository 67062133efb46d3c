import { expect } from "chai";
import { type Segment, segmentId } from "../../src/core/coverage.ts";
import { deployClaims } from "../fixtures/claimsWorld.ts";
import { submitted } from "../fixtures/claimFiles.ts";
import { DOCUMENT } from "../fixtures/tariffs.ts";

/** Deductible, paid by the fund, borne by the person, number of claims. */
const balance = (...fields: readonly number[]): bigint =>
  fields.reduce((word, field, i) => word | (BigInt(field) << BigInt(64 * i)), 0n);

describe("BalanceDesk.restateMany (CL-05)", () => {
  const stated = (segment: Segment) => ({ segment, deductible: 700, own: 900, document: DOCUMENT });

  it("sets deductible and own payments, and keeps what the fund paid and the number of claims", async () => {
    const world = await deployClaims();
    await submitted(world);
    const { balanceDesk, claims, accounts, segment, insured } = world;
    const id = segmentId(segment);
    expect(await claims.balanceOf(id)).equal(balance(0, 12_000, 3_000, 1));
    await expect(balanceDesk.connect(accounts.insurer).restateMany([stated(segment)]))
      .emit(claims, "BalanceRestated")
      .withArgs(id, insured, balance(700, 12_000, 900, 1), DOCUMENT, accounts.insurer);
    expect(await claims.balanceOf(id)).equal(balance(700, 12_000, 900, 1));
  });

  it("refuses a segment of another insurer", async () => {
    const { balanceDesk, accounts, ids, segment } = await deployClaims();
    const foreign = { ...segment, insurer: ids.hospitalA };
    await expect(balanceDesk.connect(accounts.insurer).restateMany([stated(foreign)]))
      .revertedWithCustomError(balanceDesk, "BalanceNotInsurer")
      .withArgs(ids.hospitalA, ids.insurer);
  });

  it("refuses a segment that nobody opened, and no segment", async () => {
    const { balanceDesk, accounts, segment } = await deployClaims();
    const unknown = { ...segment, from: segment.from + 1 };
    const desk = balanceDesk.connect(accounts.insurer);
    await expect(desk.restateMany([stated(unknown)]))
      .revertedWithCustomError(balanceDesk, "BalanceSegmentUnknown")
      .withArgs(segmentId(unknown));
    await expect(desk.restateMany([]))
      .revertedWithCustomError(balanceDesk, "BalanceListLength")
      .withArgs(0, 100);
  });

  it("refuses who is no insurer", async () => {
    const { balanceDesk, participantRegistry, accounts, segment } = await deployClaims();
    await expect(
      balanceDesk.connect(accounts.hospitalA).restateMany([stated(segment)]),
    ).revertedWithCustomError(participantRegistry, "ParticipantKindNotAllowed");
  });
});
