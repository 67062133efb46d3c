/**
 * Writes a large bundle of one patient, for trying how much the project bears:
 *
 *   node --import tsx scripts/grow-bundle.ts DIR_OUT MEGABYTES
 *
 * It repeats a sample patient's resources under new ids. The same size gives the same bytes.
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { openBundle } from "../src/fhir/open.ts";

const SAMPLE = path.resolve(
  import.meta.dirname,
  "../samples/fhir/0706d542-5bb6-1be3-9432-4a0b6a64a422.json.gz",
);
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/**
 * The text of a collection bundle of at least `size` UTF-16 units with one patient. Every copy is
 * whole, so all references lead somewhere. `sample` is a bundle whose first entry is the patient.
 */
export function growBundle(sample: Uint8Array, size: number): string {
  const bundle = openBundle(sample, "The sample");
  const own = new Set(bundle.urls.slice(1).flatMap((url) => url?.match(UUID) ?? []));
  const parts: string[] = [];
  let length = 0;
  for (let copy = 0; length < size; copy++) {
    const renamed = (text: string) =>
      text.replaceAll(UUID, (id) => (own.has(id) ? shifted(id, copy) : id));
    for (const [index, url] of bundle.urls.entries()) {
      if (index === 0 && copy > 0) continue;
      const part = renamed(`{"fullUrl":"${url}","resource":${bundle.source(index)}}`);
      parts.push(part);
      length += part.length + 2;
    }
  }
  return `{"resourceType":"Bundle","type":"collection","entry":[\n${parts.join(",\n")}\n]}\n`;
}

const shifted = (id: string, by: number): string =>
  ((Number.parseInt(id.slice(0, 8), 16) + by) >>> 0).toString(16).padStart(8, "0") + id.slice(8);

if (import.meta.filename === process.argv[1]) {
  const [dir, megabytes] = process.argv.slice(2);
  if (dir === undefined || !(Number(megabytes) > 0)) {
    console.error("usage: grow-bundle.ts DIR_OUT MEGABYTES");
    process.exitCode = 2;
  } else {
    const text = growBundle(await readFile(SAMPLE), Number(megabytes) * 1e6);
    await writeFile(path.join(dir, "grown.json"), text);
  }
}
