/** What option values may be. Commander names the option in front of what these say. */
import { isIP } from "node:net";
import { InvalidArgumentError } from "commander";
import { type Hex, isHex } from "../core/bytes.ts";
import type { CodeList } from "../core/codes.ts";
import { fhirInterval } from "../core/dates.ts";
import { maskOf } from "../core/labels.ts";
import { typedUnits } from "../core/money.ts";

/** A whole number between two, both included. */
export function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
  };
}

function hexOf(bytes: number, what: string) {
  return (text: string): Hex => {
    if (isHex(text, bytes)) return text.toLowerCase() as Hex;
    throw new InvalidArgumentError(`Give ${what}: 0x and ${2 * bytes} hexadecimal digits.`);
  };
}

export const address = hexOf(20, "an address");
/** Id of a grant, an entry or a subject. */
export const id = hexOf(32, "an id");

/** Codes of a list between commas. @throws CODES_UNKNOWN, which names those of the list */
export function codes(list: CodeList) {
  return (text: string): string[] => {
    const names = text.split(",").map((name) => name.trim());
    maskOf(list, names);
    return names;
  };
}

/** One code of a list. @throws CODES_UNKNOWN */
export function code(list: CodeList) {
  return (text: string): string => {
    maskOf(list, [text]);
    return text;
  };
}

/** A FHIR date or dateTime, as it stands. */
export function fhirDate(text: string): string {
  try {
    fhirInterval(text);
    return text;
  } catch {
    throw new InvalidArgumentError("Write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime with its zone.");
  }
}

/** An amount of money, as 126.50, in minor units. */
export function money(text: string): bigint {
  try {
    return typedUnits(text);
  } catch {
    throw new InvalidArgumentError("Give an amount with at most two decimals, as in 126.50.");
  }
}

/** http or https. */
export function webUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError("Give an http or https URL.");
}

const isNetwork = (text: string): boolean => {
  const [, host = "", bits = "1"] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(host);
  // A prefix of 0 would be everybody.
  return version !== 0 && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128);
};

/** Addresses and networks between commas, as in 10.0.0.2,fd00::/8. */
export function networks(text: string): string[] {
  const list = text.split(",").map((one) => one.trim());
  if (list.every(isNetwork)) return list;
  throw new InvalidArgumentError("Give IP addresses or networks, as in 10.0.0.2,fd00::/8.");
}

/** Scheme and code of a jurisdiction, as in 1:320400. */
export function jurisdiction(text: string): { scheme: number; code: number } {
  const [, scheme, number] = /^(\d{1,3}):(\d{1,9})$/.exec(text) ?? [];
  if (Number(scheme) <= 255) return { scheme: Number(scheme), code: Number(number) };
  throw new InvalidArgumentError("Give a scheme and a code, as in 1:320400.");
}

function nameLike(pattern: RegExp, begins: string) {
  return (text: string): string => {
    if (pattern.test(text) && !text.startsWith("0x")) return text;
    throw new InvalidArgumentError(`A name begins with ${begins} and has up to 100 characters.`);
  };
}

/** What this folder calls an institution; never taken for a participant id. */
export const institutionName = nameLike(/^\p{L}[\p{L}\p{N}\p{M} .,'&()@+-]{0,99}$/u, "a letter");
/** What this folder calls a patient; never taken for a subject's id. */
export const patientLabel = nameLike(
  /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_.@+-]{0,99}$/u,
  "a letter or digit",
);

/** Name of a network, which is a folder's name as well. */
export function networkName(text: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError("Use lower-case letters, digits, - and _, at most 64.");
}
