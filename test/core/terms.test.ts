import { expect } from "chai";
import { CLINICAL_EPOCH, FOREVER } from "../../src/core/dates.ts";
import { codesIn, maskOf } from "../../src/core/labels.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { buildGrant, recordHeader } from "../../src/core/terms.ts";
import { unpackProvision } from "../../src/core/words.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { fails } from "../fixtures/fails.ts";

describe("core: grants and headers from codes and dates (CA-22)", () => {
  it("a header carries what covers its categories, its date and its version", () => {
    const options = { kinds: ["LABORATORY"], categories: ["DIABETES_TYPE_2"], date: "1970-01-02" };
    const header = recordHeader({ ...options, sensitivities: ["HIV"], version: 3 });
    expect(codesIn("kinds", header.kinds)).deep.equal(["LABORATORY"]);
    expect(codesIn("categories", header.categories)).include.members([
      "DIABETES",
      "DIABETES_TYPE_2",
    ]);
    expect(codesIn("sensitivities", header.sensitivities)).deep.equal(["HIV"]);
    expect(header).include({ clinicalDate: BigInt(CLINICAL_EPOCH + 86_400), version: 3n });
  });

  it("without date and version it is undated and the first; unknown codes are refused", () => {
    const header = recordHeader({ kinds: ["LABORATORY"], categories: ["DIABETES"] });
    expect(header).include({ clinicalDate: 0n, version: 1n, sensitivities: 0n });
    const error = fails(() => recordHeader({ kinds: ["LAB"], categories: [] }));
    expect(isCareLedgerError(error, "CODES_UNKNOWN") && error.details).include({
      code: "LAB",
      list: "kinds",
    });
  });

  it("a grant permits at once what lies below its codes, of any date, and nothing protected", () => {
    const grant = buildGrant({
      subject: ZERO32,
      grantee: 2,
      purposes: ["TREAT"],
      categories: ["DIABETES"],
      access: { until: 1_000 },
      uses: 1,
      deadline: 500,
    });
    expect(grant).include({ notAfter: 1_000, maxUses: 1, deadline: 500 });
    const provision = unpackProvision(grant.terms.provisions[0]!);
    expect(provision).include({ accessFrom: 0n, accessUntil: 1_000n, sensitivities: 0n });
    expect(provision).include({ dataFrom: 0n, dataUntil: BigInt(FOREVER) });
    const below = maskOf("categories", ["DIABETES", "DIABETES_TYPE_2"]);
    expect(provision.categories & below).equal(below);
    expect(codesIn("purposes", provision.purposes)).not.include("BTG");
  });
});
