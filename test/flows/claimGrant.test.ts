/** A supplementary insurer reads record and fee list by a grant for that claim alone (CL-17). */
import { expect } from "chai";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { claimGrant, type ClaimGrantOptions, isForClaim } from "../../src/core/claimGrant.ts";
import { claimId } from "../../src/core/claims.ts";
import type { Purpose } from "../../src/core/codes.ts";
import { CLINICAL_EPOCH } from "../../src/core/dates.ts";
import { maskOf, withAncestors } from "../../src/core/labels.ts";
import type { ConsentGrant } from "../../src/core/structs.ts";
import { errorOf, refusalOf } from "../fixtures/failures.ts";
import { aRecord, newPatient, type Patient, publish } from "../fixtures/people.ts";
import { aGrant, LATER } from "../fixtures/stories.ts";
import { startWorld, type World } from "../fixtures/world.ts";

const DAY = 86_400;
/** 2026-03-01, at ten and half past ten. */
const START = 1_772_359_200;
const VISIT = { start: START, length: 1_800 };

describe("flows: a grant for one claim (CL-17)", () => {
  let world: World;
  let patient: Patient;
  let claim: Hex;
  let records: Record<"feeList" | "diagnosis" | "nextWeek", Hex>;

  const header = (kind: string, at = START) => ({
    kinds: maskOf("kinds", [kind]),
    categories: maskOf("categories", withAncestors("categories", ["DIABETES_TYPE_2"])),
    clinicalDate: BigInt(at + CLINICAL_EPOCH),
  });

  before(async () => {
    world = await startWorld();
    patient = await newPatient(world);
    claim = claimId(world.north.id, randomHex(32));
    const [feeList, diagnosis, nextWeek] = await publish(world.north, [
      aRecord(patient, "fee list", { header: header("FEE_LIST") }),
      aRecord(patient, "diagnosis", { header: header("DIAGNOSIS") }),
      aRecord(patient, "later visit", { header: header("FEE_LIST", START + 7 * DAY) }),
    ]);
    records = { feeList: feeList!, diagnosis: diagnosis!, nextWeek: nextWeek! };
  });
  after(() => world.close());

  const options = (change: Partial<ClaimGrantOptions> = {}): ClaimGrantOptions => ({
    subject: patient.subject,
    payer: world.insurer.id,
    claim,
    ...VISIT,
    until: LATER,
    uses: 5,
    deadline: LATER,
    ...change,
  });
  const find = (grant: ConsentGrant, purpose: Purpose = "CLMATTCH") =>
    world.insurer.care.findRecords(world.north.at, { grant, purpose });
  const opening = (grant: ConsentGrant, purpose: Purpose) => ({
    grant,
    purpose,
    privateKey: world.insurer.keys.privateKey,
    store: world.north.custody.store,
  });
  const carried = async (grant: ConsentGrant) => {
    const { consent } = world.north.care;
    await consent.grant(grant, await consent.sign(grant, patient.signer)).send();
    return grant;
  };

  it("without one, or by one for treatment by another, the insurer reads nothing", async () => {
    const { grant } = claimGrant(options());
    expect(await refusalOf(() => find(grant))).equal("403 GATEWAY_GRANT");
    const all = await world.north.care.findRecords(world.north.at, {
      subject: patient.subject,
      patient: patient.signer,
    });
    expect(all).length(3);
    const open = (found: typeof all, onRecord = false) =>
      world.insurer.care.openRecords(world.north.at, found, {
        ...opening(grant, "CLMATTCH"),
        onRecord,
      });
    expect((await errorOf(() => open(all))).code).equal("OPEN_NOT_COVERED");
    const visit = all.filter(({ id }) => id !== records.nextWeek);
    // What the chain itself is asked for is refused there, on record.
    expect((await errorOf(() => open(visit, true))).code).equal("OPEN_REFUSED");
    const treatment = await carried(
      aGrant(patient.subject, { grantee: world.south.id, salt: ZERO32 }),
    );
    expect(await refusalOf(() => find(treatment))).match(/^403 /u);
  });

  it("by it, the records of the claim's days, byte for byte, and for no other purpose", async () => {
    const { grant, nonce } = claimGrant(options());
    await carried(grant);
    const found = await find(grant);
    expect(found.map(({ id }) => id)).have.members([records.feeList, records.diagnosis]);
    const { care } = world.insurer;
    const opened = await care.openRecords(world.north.at, found, opening(grant, "CLMATTCH"));
    const texts = opened.map(({ body }) => Buffer.from(body).toString());
    expect(texts).have.members(["fee list", "diagnosis"]);
    expect(await find(grant, "TREAT")).deep.equal([]);
    // What the opening was for is shown to whoever is given the nonce.
    expect(isForClaim(grant.terms, claim, nonce)).equal(true);
    expect(isForClaim(grant.terms, claimId(world.north.id, ZERO32), nonce)).equal(false);
  });

  it("the fee list alone, where she names it; and nothing of another claim's days", async () => {
    const { grant } = claimGrant(options({ kinds: ["FEE_LIST"] }));
    const found = await find(await carried(grant));
    expect(found.map(({ id }) => id)).deep.equal([records.feeList]);
    const other = claimGrant(options({ claim: randomHex(32), start: START + 30 * DAY }));
    expect(await find(await carried(other.grant))).deep.equal([]);
    const next = claimGrant(options({ claim: randomHex(32), start: START + 7 * DAY }));
    expect((await find(await carried(next.grant))).map(({ id }) => id)).deep.equal([
      records.nextWeek,
    ]);
  });
});
