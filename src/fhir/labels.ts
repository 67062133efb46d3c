import type { Facts } from "./facts.ts";
import { isNote } from "./kinds.ts";
import { HEALTH, joinLabels, type Labels } from "./labelTable.ts";
import type { ReferenceIndex } from "./references.ts";

/** Types that say little by themselves: they take the labels of what their encounter was for. */
const TAKE_ENCOUNTER: ReadonlySet<string> = new Set([
  "Observation",
  "DiagnosticReport",
  "Procedure",
  "DocumentReference",
]);

/**
 * The labels of a record: those of its own codes and of what it names as reason, for some types
 * those of its encounter, for notes also the sensitivities of what was known of the patient. There
 * is no answer if it cannot be complete, because a reference that bears labels leads nowhere.
 * @param conditions the patient's Conditions
 */
export function labelsOf(
  facts: Facts,
  index: ReferenceIndex<Facts>,
  conditions: readonly Facts[],
): Labels | "DANGLING_REFERENCE" {
  let labels = withReasons(facts, index);
  if (TAKE_ENCOUNTER.has(facts.type)) {
    for (const text of facts.encounters) {
      const encounter = index.resolve(text);
      const more = encounter && withReasons(encounter, index);
      labels = labels && more && joinLabels(labels, more);
    }
  }
  if (labels === undefined) return "DANGLING_REFERENCE";
  const { categories, sensitivities } = labels;
  return {
    categories: categories | HEALTH,
    sensitivities: isNote(facts.kinds) ? sensitivities | knownBy(facts, conditions) : sensitivities,
  };
}

function withReasons(facts: Facts, index: ReferenceIndex<Facts>): Labels | undefined {
  let labels = facts.own;
  for (const text of facts.reasons) {
    const reason = index.resolve(text);
    if (reason === undefined) return undefined;
    // A Provenance targets all it accompanies; only Conditions say what that is about.
    if (facts.type === "Provenance" && reason.type !== "Condition") continue;
    labels = joinLabels(labels, reason.own);
  }
  return labels;
}

/** Sensitivities of the Conditions recorded up to a note's date: its text may tell any of them. */
function knownBy(note: Facts, conditions: readonly Facts[]): bigint {
  const until = note.date?.last ?? Infinity;
  let mask = 0n;
  for (const { recorded, date, own } of conditions) {
    const since = (recorded ?? date)?.first;
    if (since === undefined || since <= until) mask |= own.sensitivities;
  }
  return mask;
}
