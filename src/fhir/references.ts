import { isObject, type JsonObject, textsAt, valuesAt } from "./json.ts";

/** A resource that can be referred to; `url` is its entry's fullUrl. */
export interface Named {
  readonly type: string;
  readonly id: string;
  readonly url: string | undefined;
  readonly resource: JsonObject;
}

/** Type and id of a resource, the id from the entry's fullUrl if need be; else what is missing. */
export function nameOf(resource: unknown, url: string | undefined): Named | "NOT_FHIR" | "NO_ID" {
  if (!isObject(resource)) return "NOT_FHIR";
  const { resourceType: type, id: own } = resource;
  if (typeof type !== "string" || !/^[A-Z][A-Za-z]+$/.test(type)) return "NOT_FHIR";
  const id = typeof own === "string" ? own : url?.replace(/^.*[:/]/, "");
  if (id === undefined || !/^[A-Za-z0-9\-.]{1,64}$/.test(id)) return "NO_ID";
  return { type, id, url, resource };
}

/** A reference that names nothing which could be found. */
const NOWHERE = "";

/** Whether a node is a Reference, be it one in words only. */
export const isReference = (node: unknown): node is JsonObject =>
  isObject(node) && ("reference" in node || "identifier" in node || "display" in node);

/**
 * What a Reference names, as text to resolve. One with an identifier only is written as a search
 * (`Patient?identifier=system|value`), for resources of its own type or else of `type`.
 */
export function referenceText(reference: JsonObject, type: string): string {
  if (typeof reference["reference"] === "string") return reference["reference"];
  const [value] = textsAt(reference, "identifier.value");
  const [system] = textsAt(reference, "identifier.system");
  const named = typeof reference["type"] === "string" ? reference["type"] : type;
  return value === undefined ? NOWHERE : search(named, system, value);
}

/** The identifier that a search names (its value), if the reference is one. */
export const searchedIdentifier = (reference: string): string | undefined =>
  /^\w+\?identifier=(?:.*\|)?([^|&]+)$/.exec(decoded(reference))?.[1];

const search = (type: string, system: string | undefined, value: string): string =>
  `${type}?identifier=${system === undefined ? "" : `${system}|`}${value}`;

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference; // A stray per cent sign: nothing was encoded.
  }
}

/** Type and id at the end of a relative or absolute reference, a version left aside. */
const TYPE_AND_ID = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/;

/**
 * Finds what a reference names: by fullUrl (`urn:uuid:` too), by `Type/id`, by an absolute URL that
 * ends so, or by a search for one identifier. Of equals the first counts; an identifier that two
 * resources of a type share names neither.
 */
export class ReferenceIndex<T> {
  /** fullUrls, `Type/id` and searches: they cannot be taken for each other. */
  readonly #found = new Map<string, T | undefined>();

  add(named: Named, value: T): void {
    for (const name of [named.url, `${named.type}/${named.id}`]) {
      if (name !== undefined && !this.#found.has(name)) this.#found.set(name, value);
    }
    const searches = new Set<string>();
    for (const identifier of valuesAt(named.resource, "identifier")) {
      const [text] = textsAt(identifier, "value");
      if (text === undefined) continue;
      const [system] = textsAt(identifier, "system");
      searches.add(search(named.type, system, text));
      searches.add(search(named.type, undefined, text));
    }
    for (const text of searches) {
      this.#found.set(text, this.#found.has(text) ? undefined : value);
    }
  }

  resolve(reference: string): T | undefined {
    const found = this.#found.get(reference);
    if (found !== undefined) return found;
    const key = TYPE_AND_ID.exec(reference)?.[1];
    if (key !== undefined) return this.#found.get(key);
    return reference.includes("?") ? this.#found.get(decoded(reference)) : undefined;
  }
}
