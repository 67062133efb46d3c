import { fail } from "../core/errors.ts";
import { checkedKey, keyLengths, type CheckedKey } from "./checkDigit.ts";

/**
 * GS1 application identifiers and their values: `n14` is 14 digits, `n..8` up to 8, `x20` up to 20
 * characters of GS1's set 82, `y30` of its set 39, `d` a date YYMMDD; a key's name stands for its
 * digits with check digit, and what follows `+` may be left out. A dot in an identifier is a digit
 * that says where the decimal point of its value stands.
 */
const rows = `00 SSCC|01 GTIN-14|02 GTIN-14|10 x20|11 d|12 d|13 d|15 d|16 d|17 d|20 n2|21 x20|22 x20
235 x28|240 x30|241 x30|242 n..6|243 x20|250 x30|251 x30|253 GLN+x17|254 x20|255 GLN+n..12|30 n..8
31.. n6|32.. n6|33.. n6|34.. n6|35.. n6|36.. n6|37 n..8|390. n..15|391. n..18|392. n..15|393. n..18
394. n4|395. n6|400 x30|401 x30|402 GSIN|403 x30|410 GLN|411 GLN|412 GLN|413 GLN|414 GLN|415 GLN
416 GLN|417 GLN|420 x20|421 x12|422 n3|423 n..15|424 n3|425 n..15|426 n3|427 x3|7001 n13|7002 x30
7003 n10|7004 n..4|7005 x12|7006 d|7007 n..12|7008 x3|7009 x10|7010 x2|7020 x20|7021 x20|7022 x20
7023 x30|7040 x4|710 x20|711 x20|712 x20|713 x20|714 x20|715 x20|716 x20|717 x20|7230 x30|7240 x20
8001 n14|8002 x20|8003 n14+x16|8004 x30|8005 n6|8006 n18|8007 x34|8008 n..12|8010 y30|8011 n..12
8012 x20|8013 x25|8017 GSRN|8018 GSRN|8019 n..10|8020 x25|8026 n18|8110 x70|8111 n4|8112 x70|8200 x70
90 x30|91 x90|92 x90|93 x90|94 x90|95 x90|96 x90|97 x90|98 x90|99 x90`;

const set82 = "[!\"%&'()*+,\\-./0-9:;<=>?A-Z_a-z]";
const set39 = "[#\\-/0-9A-Z]";

interface Format {
  /** The key that the value begins with. */
  key?: CheckedKey;
  pattern: RegExp;
  date: boolean;
  expected: string;
}

function format(spec: string): Format {
  const [head = "", tail] = spec.split("+");
  const part = (text: string, optional: boolean): string => {
    if (text === "d") return "\\d{6}";
    const [, set = "", upTo, size] = /^([nxy])(\.\.)?(\d+)$/.exec(text) ?? [];
    const characters = { n: "\\d", x: set82, y: set39 }[set] ?? "";
    if (optional) return `${characters}{0,${size}}`;
    return set === "n" && !upTo ? `\\d{${size}}` : `${characters}{1,${size}}`;
  };
  const isKey = (text: string): text is CheckedKey => text in keyLengths;
  const body = isKey(head) ? `\\d{${keyLengths[head]}}` : part(head, false);
  return {
    ...(isKey(head) ? { key: head } : {}),
    pattern: new RegExp(`^${body}${tail === undefined ? "" : part(tail, true)}$`),
    date: head === "d",
    expected: head === "d" ? "a date YYMMDD" : `${spec} (digits n, characters x or y)`,
  };
}

const formats: readonly (readonly [ai: RegExp, format: Format])[] = rows
  .split(/[|\n]/)
  .map((row) => row.split(" "))
  .map(([ai = "", spec = ""]) => [new RegExp(`^${ai.replaceAll(".", "\\d")}$`), format(spec)]);
const known = new Map<string, Format | undefined>();

function formatOf(ai: string): Format | undefined {
  if (!/^\d{2,4}$/.test(ai)) return undefined;
  if (!known.has(ai)) known.set(ai, formats.find(([pattern]) => pattern.test(ai))?.[1]);
  return known.get(ai);
}

export const isApplicationIdentifier = (ai: string): boolean => formatOf(ai) !== undefined;

/** The number of digits of a value that no separator follows (GS1's table of predefined lengths). */
export function predefinedLength(ai: string): number | undefined {
  const lengths: Record<string, number> = { "00": 18, "01": 14, "02": 14, "03": 14, "04": 16 };
  const start = ai.slice(0, 2);
  if (/^(?:1[1-9])$/.test(start)) return 6;
  if (start === "20") return 2;
  if (/^3[1-6]$/.test(start)) return 6;
  return start === "41" ? 13 : lengths[start];
}

/** Whether YYMMDD names a day; day 00 stands for the month's last. */
const isDay = (value: string): boolean => {
  const [month, day] = [Number(value.slice(2, 4)), Number(value.slice(4))];
  const last = new Date(Date.UTC(2000 + Number(value.slice(0, 2)), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day <= last;
};

/**
 * The value, once form and check digit of its application identifier were found right.
 * @throws GS1_UNKNOWN_AI, GS1_FORM, GS1_CHECK_DIGIT
 */
export function checkedValue(ai: string, value: string): string {
  const wanted = formatOf(ai) ?? fail("GS1_UNKNOWN_AI", { ai: ai.slice(0, 4) });
  if (!wanted.pattern.test(value) || (wanted.date && !isDay(value))) {
    fail("GS1_FORM", { key: `(${ai})`, expected: wanted.expected });
  }
  const { key } = wanted;
  if (key) checkedKey(key, value.slice(0, keyLengths[key]));
  if (ai === "8003" || ai === "8006" || ai === "8026") checkedKey("GTIN-14", value.slice(0, 14));
  return value;
}
