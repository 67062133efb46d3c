import { parseJson } from "../scan.ts";
import type { JsonObject } from "../json.ts";
import { textOf } from "../text.ts";
import type { ClaimResource } from "./elements.ts";
import { type Refuse, refusing } from "./parts.ts";
import { violationsOf } from "./violations.ts";

/** A resource's JSON may be so long; a bundle is opened by open.ts, its resources come here parsed. */
export const LONGEST_RESOURCE = 16 << 20;

export interface ReadOptions {
  /** What errors call the document; never a file's name, which may hold a person's. */
  readonly where?: string;
  /** Of amounts that name no currency (ISO 4217). */
  readonly currency?: string;
  /** What a reference names, where the document does not hold it itself. */
  readonly resolve?: (reference: string) => unknown;
}

/**
 * One of the claims' resources, held against FHIR R4.
 * @param source Its JSON, plain or gzip, or the parsed object
 * @throws FHIR_REFUSED by the first rule that it breaks, FHIR_NOT_JSON, FHIR_TOO_LARGE, FHIR_NOT_UTF8,
 * FHIR_GZIP_BROKEN
 */
export function readResource<T extends ClaimResource>(
  source: Uint8Array | JsonObject,
  types: readonly T[],
  { where = "The document" }: ReadOptions = {},
): { resource: JsonObject & { readonly resourceType: T }; refuse: Refuse } {
  const parsed =
    source instanceof Uint8Array
      ? parseJson(textOf(source, where, LONGEST_RESOURCE), where)
      : source;
  const refuse = refusing(where);
  const [first] = violationsOf(parsed);
  if (first) refuse(first.rule, first.path, first.expected);
  const resource = parsed as JsonObject & { readonly resourceType: T };
  if (!types.includes(resource.resourceType)) {
    refuse("resourceType", "the document", types.join(" or "));
  }
  return { resource, refuse };
}
