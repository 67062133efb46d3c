import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { readClaim } from "../../../src/fhir/claims/claim.ts";
import { billedLines, unitemised, writeClaim } from "../../../src/fhir/claims/claimOut.ts";
import { readSettlement } from "../../../src/fhir/claims/settlement.ts";
import { isObject, type JsonObject } from "../../../src/fhir/json.ts";
import { openBundle } from "../../../src/fhir/open.ts";
import { isCareLedgerError } from "../../../src/core/errors.ts";
import { SAMPLES, SHARED } from "../fixtures/bundles.ts";

/** The claims and explanations of a folder's bundles, each with what its references name. */
function* resourcesIn(folder: string): Generator<[JsonObject, (reference: string) => unknown]> {
  for (const name of readdirSync(folder).filter((file) => /\.json(\.gz)?$/.test(file))) {
    const bundle = openBundle(readFileSync(path.join(folder, name)), name);
    const places = new Map(bundle.urls.map((url, at) => [url, at]));
    const resolve = (reference: string) => {
      const at = places.get(reference);
      return at === undefined ? undefined : bundle.resource(at);
    };
    for (const at of bundle.urls.keys()) {
      const resource = bundle.resource(at);
      if (isObject(resource)) yield [resource, resolve];
    }
  }
}

function readFolder(folder: string) {
  const counts = { claims: 0, withDiagnosis: 0, unitemised: 0, billable: 0, explained: 0 };
  for (const [resource, resolve] of resourcesIn(folder)) {
    if (resource["resourceType"] === "ExplanationOfBenefit") {
      expect(readSettlement(resource).settlement).equal(undefined);
      counts.explained++;
    }
    if (resource["resourceType"] !== "Claim") continue;
    const facts = readClaim(resource, { resolve });
    expect(readClaim(writeClaim(facts))).deep.equal(facts);
    counts.claims++;
    if (facts.diagnoses.length > 0) counts.withDiagnosis++;
    if (unitemised(facts) !== 0n) counts.unitemised++;
    try {
      const { lines } = billedLines(facts);
      expect(lines.reduce((sum, { charge }) => sum + charge, 0n)).equal(facts.total);
      counts.billable++;
    } catch (error) {
      // Some claims of the generator have lines that cost more than their total.
      expect(isCareLedgerError(error, "FHIR_REFUSED"), String(error)).equal(true);
    }
  }
  return counts;
}

describe("fhir: the claims of synthetic patients", function () {
  this.timeout(120_000);

  it("of the samples are all read and valid", () => {
    const { claims, explained } = readFolder(path.join(SAMPLES, "fhir"));
    expect(claims).greaterThan(0);
    expect(explained).equal(claims);
  });

  it("of the shared folder: 1,150, of which 374 have a diagnosis", function () {
    if (!existsSync(SHARED)) {
      process.stderr.write("\n  SKIPPED: ../shared/data is not here.\n\n");
      this.skip();
    }
    const counts = readFolder(SHARED);
    expect(counts).deep.include({ claims: 1_150, withDiagnosis: 374, explained: 1_150 });
    expect(counts.billable).greaterThan(900);
  });
});
