/** The forms of FHIR R4's primitive types. The patterns have no nested repetition: hostile text costs no time. */
const YEAR = String.raw`(?!0000)\d{4}`;
const DAY = String.raw`(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?`;
const ZONE = String.raw`(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))`;

const TEXTS: Readonly<Record<string, RegExp>> = {
  base64Binary: /^[0-9A-Za-z+/=\s]*$/,
  canonical: /^\S*$/,
  code: /^\S(?:.*\S)?$/,
  date: new RegExp(String.raw`^${YEAR}(?:-(?:0[1-9]|1[0-2])|-${DAY})?$`),
  dateTime: new RegExp(String.raw`^${YEAR}(?:-(?:0[1-9]|1[0-2])|-${DAY}(?:T${TIME}${ZONE})?)?$`),
  id: /^[A-Za-z0-9\-.]{1,64}$/,
  instant: new RegExp(String.raw`^${YEAR}-${DAY}T${TIME}${ZONE}$`),
  markdown: /\S/,
  oid: /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/,
  string: /\S/,
  time: new RegExp(String.raw`^${TIME}$`),
  uri: /^\S*$/,
  url: /^\S*$/,
  uuid: /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  xhtml: /^\s*<(?:\w+:)?div/,
};

const LEAST: Readonly<Record<string, number>> = {
  integer: -(2 ** 31),
  unsignedInt: 0,
  positiveInt: 1,
};
const LARGEST = 2 ** 31 - 1;

export const isPrimitive = (type: string): boolean => /^[a-z]/.test(type);

/** Whether a value has the form of a primitive type. */
export function hasForm(type: string, value: unknown): boolean {
  if (type === "boolean") return typeof value === "boolean";
  if (type === "decimal") return typeof value === "number" && Number.isFinite(value);
  const least = LEAST[type];
  if (least !== undefined) {
    return Number.isInteger(value) && (value as number) >= least && (value as number) <= LARGEST;
  }
  return typeof value === "string" && (TEXTS[type]?.test(value) ?? true);
}
