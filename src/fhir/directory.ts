import { textsAt } from "./json.ts";
import { openBundle } from "./open.ts";
import { type Named, nameOf, ReferenceIndex } from "./references.ts";

/** An organisation, place or practitioner that references of patient bundles name. */
export interface DirectoryEntry {
  readonly type: string;
  readonly id: string;
  /** Value of its first identifier, where it has one. */
  readonly identifier: string | undefined;
}

const TYPES: ReadonlySet<string> = new Set([
  "Organization",
  "Location",
  "Practitioner",
  "PractitionerRole",
]);

/** Who and what belongs to no patient: read from bundles that hold nothing else. */
export class Directory {
  readonly #index = new ReferenceIndex<DirectoryEntry>();
  #size = 0;

  /** Number of entries. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds a bundle's entries. Answers false, and adds none, if the bundle holds anything but
   * organisations, locations, practitioners and their roles.
   * @throws what openBundle throws
   */
  add(bytes: Uint8Array, where: string): boolean {
    const bundle = openBundle(bytes, where);
    const found: Named[] = [];
    for (const [index, url] of bundle.urls.entries()) {
      const named = nameOf(bundle.resource(index), url);
      if (typeof named === "string" || !TYPES.has(named.type)) return false;
      found.push(named);
    }
    for (const named of found) {
      const [identifier] = textsAt(named.resource, "identifier.value");
      this.#index.add(named, { type: named.type, id: named.id, identifier });
    }
    this.#size += found.length;
    return true;
  }

  /** What a reference names; undefined if it is not in the directory. */
  resolve(reference: string): DirectoryEntry | undefined {
    return this.#index.resolve(reference);
  }
}
