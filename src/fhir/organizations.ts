import type { Directory } from "./directory.ts";
import type { Facts } from "./facts.ts";
import { type ReferenceIndex, searchedIdentifier } from "./references.ts";

/**
 * Tells which organisation keeps each resource of a bundle: that of its encounter, else one that it
 * names itself, else that of the first resource that refers to it, else the one that most of the
 * patient's records have (of equals the smallest key). A key is the organisation's identifier, or
 * its id if it has none.
 */
export function organizationsOf(
  all: readonly Facts[],
  index: ReferenceIndex<Facts>,
  directory: Directory | undefined,
): (facts: Facts) => string | undefined {
  const keyOf = (reference: string): string | undefined => {
    const found = index.resolve(reference) ?? directory?.resolve(reference);
    if (found !== undefined) {
      return found.type === "Organization" ? (found.identifier ?? found.id) : undefined;
    }
    // Not in any directory, but it says itself whom it means.
    return reference.startsWith("Organization?") ? searchedIdentifier(reference) : undefined;
  };
  const named = (facts: Facts): string | undefined => firstOf(facts.organizations, keyOf);
  const byVisit = (facts: Facts): string | undefined =>
    firstOf(facts.encounters, (reference) => {
      const encounter = index.resolve(reference);
      return encounter && named(encounter);
    });

  const direct = new Map<Facts, string>();
  for (const facts of all) {
    const key = byVisit(facts) ?? named(facts);
    if (key !== undefined) direct.set(facts, key);
  }
  const referred = byReferrer(direct, index);
  const usual = mostFrequent(direct.values());
  return (facts) => direct.get(facts) ?? referred.get(facts) ?? usual;
}

function firstOf<T, R>(items: readonly T[], answer: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = answer(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The organisation of the first referrer. The patient is left out: every resource refers to her. */
function byReferrer(
  direct: ReadonlyMap<Facts, string>,
  index: ReferenceIndex<Facts>,
): ReadonlyMap<Facts, string> {
  const referred = new Map<Facts, string>();
  for (const [facts, key] of direct) {
    for (const reference of facts.references) {
      const target = index.resolve(reference);
      if (target && target.type !== "Patient" && !referred.has(target)) referred.set(target, key);
    }
  }
  return referred;
}

function mostFrequent(keys: Iterable<string>): string | undefined {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const [first] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first?.[0];
}
