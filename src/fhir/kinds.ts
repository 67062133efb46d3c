import type { Kind } from "../core/codes.ts";
import { maskOf } from "../core/labels.ts";
import { type JsonObject, textsAt } from "./json.ts";

/** The kind of a resource type, whatever the resource says. Types that are missing: see kindsOf. */
const BY_TYPE: Readonly<Record<string, Kind>> = {
  AllergyIntolerance: "HISTORY",
  CarePlan: "TREATMENT",
  CareTeam: "TREATMENT",
  ChargeItem: "FEE_LIST",
  Claim: "FEE_LIST",
  ClaimResponse: "FEE_LIST",
  Condition: "DIAGNOSIS",
  Device: "DEVICE",
  DeviceRequest: "DEVICE",
  DeviceUseStatement: "DEVICE",
  Encounter: "TREATMENT",
  ExplanationOfBenefit: "FEE_LIST",
  FamilyMemberHistory: "HISTORY",
  ImagingStudy: "IMAGING",
  Immunization: "VACCINATION",
  Invoice: "FEE_LIST",
  Medication: "MEDICATION",
  MedicationAdministration: "MEDICATION",
  MedicationDispense: "MEDICATION",
  MedicationRequest: "MEDICATION",
  MedicationStatement: "MEDICATION",
  MolecularSequence: "GENOMIC",
  Patient: "HEALTH_ARCHIVE",
  Procedure: "TREATMENT",
  Provenance: "HEALTH_ARCHIVE",
  SupplyDelivery: "DEVICE",
};

/** The kind of an Observation or DiagnosticReport by its category (observation-category, v2-0074). */
const BY_CATEGORY: Readonly<Record<string, Kind>> = {
  laboratory: "LABORATORY",
  "vital-signs": "CHECK_UP",
  survey: "CHECK_UP",
  exam: "CHECK_UP",
  "social-history": "CHECK_UP",
  "clinical-test": "CHECK_UP",
  activity: "HOME_MEASUREMENT",
  imaging: "IMAGING",
  procedure: "TREATMENT",
  therapy: "TREATMENT",
  LAB: "LABORATORY",
  CH: "LABORATORY",
  HM: "LABORATORY",
  MB: "LABORATORY",
  SR: "LABORATORY",
  PAT: "LABORATORY",
  GE: "GENOMIC",
  RAD: "IMAGING",
  CT: "IMAGING",
  NMR: "IMAGING",
  RUS: "IMAGING",
};

/** Lung and chest, as SNOMED CT structures and as DICOM body parts. */
const LUNG: ReadonlySet<string> = new Set(["39607008", "51185008", "LUNG", "CHEST"]);

/** Where a resource carries text or a picture of text inside itself. */
const ATTACHED: Readonly<Record<string, string>> = {
  DocumentReference: "content.attachment.data",
  DiagnosticReport: "presentedForm.data",
};

const NOTE = maskOf("kinds", ["NOTE"]);
export const DOCUMENT = maskOf("kinds", ["DOCUMENT"]);

/** Whether kinds say "free-text note": what it tells cannot be known from its codes. */
export const isNote = (kinds: bigint): boolean => (kinds & NOTE) !== 0n;

/** The kinds of a resource as a mask; 0 for a type or category that the tables do not know. */
export function kindsOf(type: string, resource: JsonObject): bigint {
  const kinds = new Set<Kind>();
  if (Object.hasOwn(BY_TYPE, type)) kinds.add(BY_TYPE[type]!);
  if (type === "Observation" || type === "DiagnosticReport") {
    for (const code of textsAt(resource, "category.coding.code")) {
      if (Object.hasOwn(BY_CATEGORY, code)) kinds.add(BY_CATEGORY[code]!);
    }
  }
  if (type === "ImagingStudy" && isLungCt(resource)) kinds.add("LUNG_CT");
  if (Object.hasOwn(ATTACHED, type) && textsAt(resource, ATTACHED[type]!).length > 0) {
    kinds.add("NOTE");
  }
  return maskOf("kinds", kinds);
}

const isLungCt = (study: JsonObject): boolean =>
  textsAt(study, "modality.code", "series.modality.code").includes("CT") &&
  textsAt(study, "series.bodySite.code").some((code) => LUNG.has(code));
