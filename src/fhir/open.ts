import { fail } from "../core/errors.ts";
import { parseJson, scanBundle } from "./scan.ts";
import { textOf } from "./text.ts";

/** A bundle's text with its entries found, not yet read. */
export interface OpenBundle {
  /** `fullUrl` of each entry, where it has one. */
  readonly urls: readonly (string | undefined)[];
  /** The text of the resource of entry `index`, as it stands in the bundle. @throws FHIR_NO_SOURCE */
  source(index: number): string;
  /** That text parsed; undefined where the entry has no resource. @throws FHIR_NOT_JSON */
  resource(index: number): unknown;
}

const TYPES: ReadonlySet<unknown> = new Set([
  "transaction",
  "batch",
  "collection",
  "document",
  "searchset",
]);

/**
 * Opens a FHIR bundle, JSON or gzip.
 * @throws FHIR_NOT_BUNDLE, FHIR_BUNDLE_TYPE, FHIR_BUNDLE_EMPTY and what textOf and scanBundle throw
 */
export function openBundle(bytes: Uint8Array, where: string): OpenBundle {
  const text = textOf(bytes, where);
  const { resourceType, type, entries } = scanBundle(text, where);
  if (resourceType !== "Bundle") fail("FHIR_NOT_BUNDLE", { where });
  if (!TYPES.has(type)) fail("FHIR_BUNDLE_TYPE", { where, types: [...TYPES].join(", ") });
  if (entries.length === 0) fail("FHIR_BUNDLE_EMPTY", { where });

  const slice = (index: number): string | undefined => {
    const entry = entries[index];
    return entry && entry.end > entry.start ? text.slice(entry.start, entry.end) : undefined;
  };
  return {
    urls: entries.map((entry) => entry.fullUrl),
    source: (index) => slice(index) ?? fail("FHIR_NO_SOURCE", { index }),
    resource: (index) => {
      const source = slice(index);
      return source === undefined ? undefined : parseJson(source, where);
    },
  };
}
