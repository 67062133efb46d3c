/** Small parts of the claims' resources: who, which code, how much. */
import { fhirInterval } from "../../core/dates.ts";
import { fail } from "../../core/errors.ts";
import { amountText, isCurrency, minorUnits } from "../../core/money.ts";
import { isObject, type JsonObject, textsAt } from "../json.ts";

/** The namespace of codes and extensions that no standard has. */
export const OWN = "urn:careledger:";
export const TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
export const CARC_SYSTEM = "https://x12.org/codes/claim-adjustment-reason-codes";
export const RARC_SYSTEM = "https://x12.org/codes/remittance-advice-remark-codes";
export const GROUP_SYSTEM = "https://x12.org/codes/claim-adjustment-group-codes";

/** Of somebody or something: a reference, an identifier, or words alone. */
export interface Party {
  readonly reference?: string;
  readonly identifier?: Identifier;
  readonly display?: string;
}
export interface Identifier {
  readonly system?: string;
  readonly value: string;
}
/** A code of a list; `text` where it is in words alone. */
export interface Code {
  readonly system?: string;
  readonly code?: string;
  readonly text?: string;
}

/** Leaves out what is undefined. */
export const only = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

export const textAt = (node: unknown, path: string): string | undefined => textsAt(node, path)[0];

export const objectsAt = (node: unknown, name: string): readonly JsonObject[] => {
  const value = isObject(node) ? node[name] : undefined;
  return Array.isArray(value) ? value.filter(isObject) : [];
};

export function identifierOf(node: unknown): Identifier | undefined {
  const [value, system] = [textAt(node, "value"), textAt(node, "system")];
  return value === undefined ? undefined : { ...(system && { system }), value };
}

export function partyOf(node: unknown): Party | undefined {
  if (!isObject(node)) return undefined;
  const party: { -readonly [K in keyof Party]: Party[K] } = {};
  const [reference, display] = [textAt(node, "reference"), textAt(node, "display")];
  const identifier = identifierOf(node["identifier"]);
  if (reference !== undefined) party.reference = reference;
  if (identifier !== undefined) party.identifier = identifier;
  if (display !== undefined) party.display = display;
  return Object.keys(party).length === 0 ? undefined : party;
}

/** The first coding with a code, else the words. */
export function codeOf(concept: unknown): Code {
  const coding = objectsAt(concept, "coding").find((one) => typeof one["code"] === "string");
  const text = textAt(concept, "text") ?? textsAt(concept, "coding.display")[0];
  const [system, code] = [textAt(coding, "system"), textAt(coding, "code")];
  return { ...(system && { system }), ...(code && { code }), ...(text && { text }) };
}

/** The code of a concept in one of our own systems. */
export const ownCode = (concept: unknown, system: string): string | undefined =>
  textAt(
    objectsAt(concept, "coding").find((one) => one["system"] === system),
    "code",
  );

export const conceptOf = ({ system, code, text }: Code): JsonObject =>
  only({ coding: code === undefined ? undefined : [only({ system, code })], text });

export const coded = (system: string, ...codes: readonly string[]): JsonObject => ({
  coding: codes.map((code) => ({ system, code })),
});

/** Refuses a document by the rule that it breaks. */
export type Refuse = (rule: string, path: string, expected: string) => never;
export const refusing =
  (where: string): Refuse =>
  (rule, path, expected) =>
    fail("FHIR_REFUSED", { where, rule, path, expected });

/** Reads the amounts of one document: all in one currency. */
export class Purse {
  #currency: string | undefined;
  readonly #usual: string | undefined;
  readonly #refuse: Refuse;

  /** @param usual The currency of amounts that name none */
  constructor(refuse: Refuse, usual: string | undefined) {
    this.#refuse = refuse;
    this.#usual = usual;
  }

  /** Of all amounts that were read; undefined if there was none. */
  get currency(): string | undefined {
    return this.#currency ?? this.#usual;
  }

  /** Minor units, rounded half up once; undefined without a value. */
  read(money: unknown, path: string): bigint | undefined {
    if (!isObject(money) || typeof money["value"] !== "number") return undefined;
    const { value, currency = this.#usual } = money;
    if (typeof currency !== "string" || !isCurrency(currency)) {
      return this.#refuse("currency", path, "a currency of ISO 4217");
    }
    if (this.#currency !== undefined && this.#currency !== currency) {
      this.#refuse("currency", path, "the same currency as before");
    }
    this.#currency = currency;
    try {
      return minorUnits(value, currency);
    } catch {
      return this.#refuse("amount", path, "an amount of money");
    }
  }
}

/** An amount as FHIR's Money. Numbers carry 15 digits, which no amount here exceeds. */
export const moneyOf = (minor: bigint, currency: string): JsonObject => ({
  value: Number(amountText(minor, currency)),
  currency,
});

/** A time in Unix seconds as FHIR's dateTime, UTC. */
export const momentOf = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

const interval = (text: string | undefined) => {
  try {
    return text === undefined ? undefined : fhirInterval(text);
  } catch {
    return undefined;
  }
};
/** The first second of a FHIR date; none of one that is on no calendar (February 31). */
export const secondsOf = (text: string | undefined): number | undefined => interval(text)?.start;
/** The last one. */
export const lastSecondOf = (text: string | undefined): number | undefined => interval(text)?.end;

export const extension = (name: string, valueCode: string): JsonObject => ({
  url: OWN + name,
  valueCode,
});

/** The codes that extensions of ours carry. */
export const extensionCodes = (node: unknown, name: string): string[] =>
  objectsAt(node, "extension")
    .filter(({ url }) => url === OWN + name)
    .flatMap((one) => textsAt(one, "valueCode"));
