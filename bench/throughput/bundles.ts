/** Synthetic patients' bundles: FHIR in form, of one size, the same bytes in every run. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { sha256, toHex, utf8 } from "../../src/core/bytes.ts";

/** Bytes of every record. */
export const RECORD_BYTES = 2_048;
/** Records of a patient; a batch of 500 holds several patients'. */
const PER_PATIENT = 100;
/** Patients with texts of their own; a longer run publishes them again as other patients. */
const DISTINCT = 50;

/** Bundle files that hold `records` records together when each is published as a new patient's. */
export interface BundleSet {
  readonly directory: string;
  /** File names in the order of publishing. */
  readonly files: string[];
}

export async function writeBundles(directory: string, records: number): Promise<BundleSet> {
  await mkdir(directory, { recursive: true });
  const files: string[] = [];
  for (let rest = records; rest > 0; rest -= PER_PATIENT) {
    const size = Math.min(rest, PER_PATIENT);
    const patient = files.length % DISTINCT;
    const name = `${size}-${patient}.json`;
    if (!files.includes(name)) await writeFile(path.join(directory, name), bundle(patient, size));
    files.push(name);
  }
  return { directory, files };
}

/** A patient and the observations of her, `size` resources together. */
function bundle(patient: number, size: number): string {
  const entries = Array.from({ length: size }, (_, n) => {
    const id = uuid(`${patient} ${n}`);
    const resource = n === 0 ? patientOf(id) : observation(id, uuid(`${patient} 0`), n);
    return `{"fullUrl":"urn:uuid:${id}","resource":${padded(resource)}}`;
  });
  return `{"resourceType":"Bundle","type":"collection","entry":[\n${entries.join(",\n")}\n]}\n`;
}

/** The resource as JSON with as much narrative as fills the record. */
function padded(resource: { text: { status: string; div: string } }): string {
  const empty = JSON.stringify(resource).length;
  const words = "Measured at rest, sitting, after ten minutes; no complaints were reported. ";
  const filling = words.repeat(40).slice(0, RECORD_BYTES - empty);
  const div = `${resource.text.div.slice(0, -"</div>".length)}${filling}</div>`;
  return JSON.stringify({ ...resource, text: { ...resource.text, div } });
}

const narrative = { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml"></div>' };

const patientOf = (id: string) => ({
  resourceType: "Patient",
  id,
  text: narrative,
  identifier: [{ system: "urn:careledger:synthetic", value: id }],
  gender: "unknown",
  birthDate: "1970-01-01",
});

const LOINC = "http://loinc.org";
const UNITS = "http://unitsofmeasure.org";

const observation = (id: string, patient: string, n: number) => ({
  resourceType: "Observation",
  id,
  text: narrative,
  status: "final",
  category: [
    {
      coding: [
        {
          system: "http://terminology.hl7.org/CodeSystem/observation-category",
          code: "vital-signs",
        },
      ],
    },
  ],
  code: { coding: [{ system: LOINC, code: "85354-9" }] },
  subject: { reference: `urn:uuid:${patient}` },
  effectiveDateTime: new Date(Date.UTC(2024, 0, 1 + (n % 300), n % 24)).toISOString(),
  component: ["8480-6", "8462-4", "8867-4", "9279-1", "59408-5"].map((code, i) => ({
    code: { coding: [{ system: LOINC, code }] },
    valueQuantity: {
      value: 60 + ((n * 7 + i * 13) % 80) + 0.5,
      unit: "1",
      system: UNITS,
      code: "1",
    },
  })),
});

function uuid(name: string): string {
  const hex = toHex(sha256(utf8(`careledger bench ${name}`))).slice(2);
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
