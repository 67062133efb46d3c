import { clinicalDateOf, dataPeriodOf } from "../core/dates.ts";
import { isCareLedgerError } from "../core/errors.ts";
import { type JsonObject, textsAt } from "./json.ts";

/** Which elements say when a resource's facts were so: the first that holds a date counts. */
const DATES: Readonly<Record<string, readonly string[]>> = {
  AdverseEvent: ["date", "recordedDate"],
  AllergyIntolerance: ["onsetDateTime", "onsetPeriod.start", "recordedDate"],
  Appointment: ["start"],
  CarePlan: ["period.start", "created"],
  CareTeam: ["period.start"],
  ChargeItem: ["occurrenceDateTime", "occurrencePeriod.start", "enteredDate"],
  Claim: ["billablePeriod.start", "created"],
  ClaimResponse: ["created"],
  ClinicalImpression: ["effectiveDateTime", "effectivePeriod.start", "date"],
  Communication: ["sent", "received"],
  Composition: ["date"],
  Condition: ["onsetDateTime", "onsetPeriod.start", "recordedDate"],
  Consent: ["dateTime"],
  Coverage: ["period.start"],
  DeviceRequest: ["occurrenceDateTime", "occurrencePeriod.start", "authoredOn"],
  DeviceUseStatement: ["timingDateTime", "timingPeriod.start", "recordedOn"],
  DiagnosticReport: ["effectiveDateTime", "effectivePeriod.start", "issued"],
  DocumentReference: ["date", "context.period.start"],
  Encounter: ["period.start"],
  EpisodeOfCare: ["period.start"],
  ExplanationOfBenefit: ["billablePeriod.start", "created"],
  FamilyMemberHistory: ["date"],
  Flag: ["period.start"],
  Goal: ["startDate", "statusDate"],
  ImagingStudy: ["started"],
  Immunization: ["occurrenceDateTime", "recorded"],
  Invoice: ["date"],
  List: ["date"],
  Media: ["createdDateTime", "createdPeriod.start", "issued"],
  MedicationAdministration: ["effectiveDateTime", "effectivePeriod.start"],
  MedicationDispense: ["whenHandedOver", "whenPrepared"],
  MedicationRequest: ["authoredOn"],
  MedicationStatement: ["effectiveDateTime", "effectivePeriod.start", "dateAsserted"],
  NutritionOrder: ["dateTime"],
  Observation: ["effectiveDateTime", "effectivePeriod.start", "effectiveInstant", "issued"],
  Procedure: ["performedDateTime", "performedPeriod.start"],
  Provenance: ["occurredDateTime", "occurredPeriod.start", "recorded"],
  QuestionnaireResponse: ["authored"],
  RiskAssessment: ["occurrenceDateTime", "occurrencePeriod.start"],
  ServiceRequest: ["occurrenceDateTime", "occurrencePeriod.start", "authoredOn"],
  Specimen: ["collection.collectedDateTime", "collection.collectedPeriod.start", "receivedTime"],
  SupplyDelivery: ["occurrenceDateTime", "occurrencePeriod.start"],
  SupplyRequest: ["occurrenceDateTime", "occurrencePeriod.start", "authoredOn"],
  Task: ["executionPeriod.start", "authoredOn"],
  VisionPrescription: ["dateWritten", "created"],
};

/** The seconds that a date names, in clinical dates: a day has many. */
export interface DateSpan {
  readonly first: number;
  readonly last: number;
}

/** When a resource's facts were so; undefined without a date. What is no FHIR date is passed over. */
export const dateSpanOf = (type: string, resource: JsonObject): DateSpan | undefined =>
  Object.hasOwn(DATES, type) ? firstDate(textsAt(resource, ...DATES[type]!)) : undefined;

/** The first text that is a FHIR date. */
export function firstDate(texts: readonly string[]): DateSpan | undefined {
  for (const text of texts) {
    try {
      return { first: clinicalDateOf(text), last: dataPeriodOf({ end: text }).until };
    } catch (error) {
      if (!isCareLedgerError(error, "DATE_INVALID")) throw error;
    }
  }
  return undefined;
}
