import type { ContextEntry } from "./model.ts";

/** GS1's JSON-LD context of EPCIS 2.0. */
export const EPCIS_CONTEXT = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";

export type Namespaces = ReadonlyMap<string, string>;

/** The prefixes that GS1's context declares. It forbids to give them another meaning. */
export const standardNamespaces: Namespaces = new Map([
  ["epcis", "https://ref.gs1.org/epcis/"],
  ["cbv", "https://ref.gs1.org/cbv/"],
  ["cbvmda", "urn:epcglobal:cbv:mda:"],
  ["gs1", "https://gs1.org/voc/"],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
  ["owl", "http://www.w3.org/2002/07/owl#"],
  ["xsd", "http://www.w3.org/2001/XMLSchema#"],
  ["dcterms", "http://purl.org/dc/terms/"],
]);

const isStandard = (entry: unknown): boolean =>
  typeof entry === "string" &&
  /^https?:\/\/(?:ref\.gs1\.org|gs1\.github\.io)\/.*epcis-context\.jsonld$/i.test(entry);

/** The entries of a `@context` beside GS1's own. What is neither address nor object is left out. */
export function contextEntries(context: unknown): ContextEntry[] {
  return [context].flat().filter((entry): entry is ContextEntry => {
    if (typeof entry === "string") return !isStandard(entry);
    return typeof entry === "object" && entry !== null && Object.keys(entry).length > 0;
  });
}

/** Prefixes and what they stand for. Contexts at other addresses are not fetched. */
export function namespacesOf(context: readonly ContextEntry[]): Namespaces {
  const namespaces = new Map(standardNamespaces);
  for (const entry of context) {
    if (typeof entry === "string") continue;
    for (const [prefix, meaning] of Object.entries(entry)) {
      const id =
        typeof meaning === "object" && meaning !== null && "@id" in meaning
          ? meaning["@id"]
          : meaning;
      if (typeof id === "string" && !prefix.startsWith("@")) namespaces.set(prefix, id);
    }
  }
  return namespaces;
}

/** Entries in force together, each once; of equal ones the last stays, since later ones win. */
export function joined(...contexts: readonly (readonly ContextEntry[])[]): ContextEntry[] {
  const byText = new Map<string, ContextEntry>();
  for (const entry of contexts.flat()) {
    const text = JSON.stringify(entry);
    byText.delete(text);
    byText.set(text, entry);
  }
  return [...byText.values()];
}
