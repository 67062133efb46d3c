import { expect } from "chai";
import path from "node:path";
import { codesIn } from "../../src/core/labels.ts";
import { LabelTable } from "../../src/fhir/labelTable.ts";
import { CareLedgerError } from "../../src/core/errors.ts";
import { codeOf, SAMPLES } from "./fixtures/bundles.ts";

const parse = (...rows: string[]) => LabelTable.parse(rows.join("\n"));

const refused: Record<string, [row: string, code: string]> = {
  "a row of three fields": ["urn:s,1,DIABETES", "LABELS_ROW"],
  "a row of five fields": ["urn:s,1,DIABETES,SEX,x", "LABELS_ROW"],
  "no system": [",1,DIABETES,", "LABELS_ROW"],
  "no code": ["urn:s,,DIABETES,", "LABELS_ROW"],
  "no label": ["urn:s,1,,", "LABELS_ROW"],
  "an unknown category": ["urn:s,1,SUGAR,", "LABELS_NAME"],
  "a sensitivity among the categories": ["urn:s,1,SEX,", "LABELS_NAME"],
  "an unknown sensitivity": ["urn:s,1,,SECRET", "LABELS_NAME"],
  "a name of the language": ["urn:s,1,toString,", "LABELS_NAME"],
  "a code for the second time": ["urn:s,0,ASTHMA,", "LABELS_REPEATED"],
};

describe("fhir: the label table (RX-11)", () => {
  it("reads comments, empty lines, lists and either line end", () => {
    const table = LabelTable.parse(
      "\uFEFF# a comment, with commas\r\n\r\nurn:s , 1 , DIABETES_TYPE_2 ASTHMA , SEX|HIV \r\nurn:s,2,,MH",
    );
    expect(table.size).equal(2);
    const { categories, sensitivities } = table.lookup("urn:s", "1")!;
    // A grant on a parent covers its children because entries carry all ancestors.
    expect(codesIn("categories", categories)).deep.equal([
      "HEALTH",
      "CHRONIC",
      "ENDOCRINE",
      "RESPIRATORY",
      "DIABETES",
      "DIABETES_TYPE_2",
      "ASTHMA",
    ]);
    expect(codesIn("sensitivities", sensitivities)).deep.equal(["HIV", "SEX"]);
    expect(table.lookup("urn:s", "2")).deep.equal({ categories: 0n, sensitivities: 1n << 12n });
    expect(table.lookup("urn:t", "1")).equal(undefined);
  });

  for (const [what, [row, code]] of Object.entries(refused)) {
    it(`refuses ${what} and names the line`, () => {
      try {
        parse("# head", "urn:s,0,ASTHMA,", row);
        expect.fail("nothing was thrown");
      } catch (error) {
        expect(error).instanceOf(CareLedgerError);
        expect(error).property("code", code);
        expect(error).property("details").include({ line: 3 });
      }
    });
  }

  it("refuses a table without rows, and a file that is not there", async () => {
    expect(await codeOf(() => parse("# nothing"))).equal("LABELS_EMPTY");
    expect(await codeOf(() => LabelTable.load(path.join(SAMPLES, "none.csv")))).equal(
      "LABELS_FILE",
    );
  });

  it("believes a record that says itself what is sensitive in it", () => {
    const security = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    const table = parse("urn:s,0,ASTHMA,");
    const { sensitivities } = table.lookup(security, "SDV")!;
    expect(codesIn("sensitivities", sensitivities)).deep.equal(["SDV"]);
    expect(table.lookup(security, "AMB")).equal(undefined);
  });
});
