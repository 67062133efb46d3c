import { type ElementRule, isClaimResource, typeRule } from "./elements.ts";
import { isObject, type JsonObject } from "../json.ts";
import { hasForm, isPrimitive } from "./primitives.ts";

/** A rule that a document breaks: where, and what would be right. */
export interface Violation {
  /** Such as `required`, `type`, `codes`, `unknown`. */
  readonly rule: string;
  /** Names of elements from the resource down: `Claim.item[0].net`. */
  readonly path: string;
  readonly expected: string;
}

/** So many are listed of one document. */
const LISTED = 50;
const DEEPEST = 64;

interface Place {
  readonly type: string;
  readonly path: string;
  readonly value: unknown;
  readonly depth: number;
}

/** Hostile names must not reach errors, which are printed. */
const shown = (name: string): string => (/^[A-Za-z_]{1,40}$/.test(name) ? name : "(a name)");

const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

class Walk {
  readonly found: Violation[] = [];
  // A stack of our own: hostile nesting must not exhaust the call stack.
  readonly #rest: Place[] = [];

  say(rule: string, path: string, expected: string): void {
    this.found.push({ rule, path, expected });
  }

  run(resource: JsonObject, type: string): void {
    this.#rest.push({ type, path: type, value: resource, depth: 0 });
    for (let next = this.#rest.pop(); next; next = this.#rest.pop()) {
      if (this.found.length >= LISTED) return;
      this.#look(next);
    }
  }

  #look({ type, path, value, depth }: Place): void {
    if (isPrimitive(type)) {
      if (!hasForm(type, value)) this.say("type", path, `a ${type}`);
    } else if (!isObject(value)) this.say("type", path, `an object (${type})`);
    else if (depth > DEEPEST) this.say("depth", path, `at most ${DEEPEST} levels`);
    else if (type === "Resource") this.#contained(value, path, depth);
    else this.#complex(type, value, path, depth);
  }

  #contained(value: JsonObject, path: string, depth: number): void {
    const { resourceType } = value;
    if (typeof resourceType !== "string") this.say("required", `${path}.resourceType`, "its type");
    else if (isClaimResource(resourceType)) this.#complex(resourceType, value, path, depth);
  }

  #complex(type: string, value: JsonObject, path: string, depth: number): void {
    const rule = typeRule(type);
    if (rule === undefined) return;
    if (Object.keys(value).length === 0) this.say("empty", path, "an element that says something");
    for (const name of Object.keys(value)) {
      const plain = name.startsWith("_") ? name.slice(1) : name;
      if (name === "resourceType" && isClaimResource(type)) continue;
      if (!rule.written.has(plain)) this.say("unknown", `${path}.${shown(name)}`, `one of ${type}`);
    }
    for (const [name, element] of rule.elements) {
      this.#element(element, value, `${path}.`, { name, depth: depth + 1 });
    }
    if (type === "Period") this.#period(value, path);
  }

  #element(
    element: ElementRule,
    owner: JsonObject,
    at: string,
    { name, depth }: { name: string; depth: number },
  ): void {
    const names = [...element.names].filter(([one]) => isFilled(owner[one] ?? owner[`_${one}`]));
    if (names.length > 1) this.say("choice", at + name, "one of its types alone");
    if (names.length === 0 && element.required) this.say("required", at + name, "a value");
    for (const [written, type] of names) {
      const value = owner[written];
      if (value === undefined || value === null) continue;
      if (Array.isArray(value) !== element.many) {
        this.say("cardinality", at + written, element.many ? "a list" : "one value, not a list");
        continue;
      }
      const values: unknown[] = element.many ? (value as unknown[]) : [value];
      for (const [index, one] of values.entries()) {
        const path = element.many ? `${at}${written}[${index}]` : at + written;
        // A null holds the place of a value that has extensions alone.
        if (one === null && Array.isArray(owner[`_${written}`])) continue;
        if (element.codes && !element.codes.includes(one as string)) {
          this.say("codes", path, `one of ${element.codes.join(", ")}`);
        } else this.#rest.push({ type, path, value: one, depth });
      }
    }
  }

  #period({ start, end }: JsonObject, path: string): void {
    if (typeof start !== "string" || typeof end !== "string") return;
    const length = Math.min(start.length, end.length, 10);
    if (start.slice(0, length) > end.slice(0, length)) this.say("period", path, "start before end");
  }
}

/**
 * What is wrong with one of the claims' resources by FHIR R4: unknown elements, types, cardinality,
 * codes of required lists, choices, periods. Types that only extensions hold are not looked into, nor
 * contained resources of other kinds. At most 50 are listed.
 */
export function violationsOf(resource: unknown): Violation[] {
  const type = isObject(resource) ? resource["resourceType"] : undefined;
  if (!isObject(resource) || !isClaimResource(type)) {
    return [{ rule: "resourceType", path: "the document", expected: "a resource of claims" }];
  }
  const walk = new Walk();
  walk.run(resource, type);
  return walk.found.slice(0, LISTED);
}
