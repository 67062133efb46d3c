/** What FHIR R4 says of the elements of the claims' resources (claimTypes.json, from HL7's definitions). */
import definitions from "./claimTypes.json" with { type: "json" };

/** An element of a type. */
export interface ElementRule {
  /** Of each way that it may be written: `valueMoney` and `valueDate` of `value[x]`. */
  readonly names: ReadonlyMap<string, string>;
  readonly required: boolean;
  readonly many: boolean;
  /** The only codes that it may have. */
  readonly codes: readonly string[] | undefined;
}

/** The elements of a type by the name in the definition, and where each written name belongs. */
export interface TypeRule {
  readonly elements: ReadonlyMap<string, ElementRule>;
  readonly written: ReadonlyMap<string, string>;
}

export const CLAIM_RESOURCES = [
  "Claim",
  "ClaimResponse",
  "Coverage",
  "CoverageEligibilityRequest",
  "CoverageEligibilityResponse",
  "ExplanationOfBenefit",
  "PaymentReconciliation",
] as const;
export type ClaimResource = (typeof CLAIM_RESOURCES)[number];

export const isClaimResource = (type: unknown): type is ClaimResource =>
  CLAIM_RESOURCES.some((one) => one === type);

/** What every complex type has. */
const ELEMENT = { id: "string 0", extension: "Extension 0*" };
const BACKBONE = { ...ELEMENT, modifierExtension: "Extension 0*" };
const RESOURCE = {
  ...BACKBONE,
  id: "id 0",
  meta: "Meta 0",
  implicitRules: "uri 0",
  language: "code 0",
  text: "Narrative 0",
  contained: "Resource 0*",
};

const types: Readonly<Record<string, Readonly<Record<string, string>>>> = definitions.types;
const lists: Readonly<Record<string, readonly string[]>> = definitions.codes;
const read = new Map<string, TypeRule | undefined>();

/** Rules of a type; undefined for one that is not looked into. */
export function typeRule(name: string): TypeRule | undefined {
  if (!read.has(name)) read.set(name, readType(name));
  return read.get(name);
}

function readType(name: string): TypeRule | undefined {
  if (!Object.hasOwn(types, name)) return undefined;
  const common = isClaimResource(name) ? RESOURCE : name.includes(".") ? BACKBONE : ELEMENT;
  const elements = new Map<string, ElementRule>();
  const written = new Map<string, string>();
  for (const [element, text] of Object.entries({ ...common, ...types[name] })) {
    const rule = readElement(element, text);
    elements.set(element, rule);
    for (const one of rule.names.keys()) written.set(one, element);
  }
  return { elements, written };
}

function readElement(name: string, text: string): ElementRule {
  const [kinds = "", times = "", list] = text.split(" ");
  const stem = name.replace("[x]", "");
  const names = kinds.split("|").map((kind) => {
    const written = stem === name ? name : stem + kind[0]!.toUpperCase() + kind.slice(1);
    return [written, kind] as const;
  });
  return {
    names: new Map(names),
    required: times.startsWith("1"),
    many: times.endsWith("*"),
    codes: list === undefined ? undefined : lists[list],
  };
}
