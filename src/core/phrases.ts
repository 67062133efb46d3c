/** Consents and accesses in plain words, for patients and clinicians. */
import type { Code, CodeList, Purpose } from "./codes.ts";
import { codeLists } from "./codes.ts";
import { clinicalDateText, FOREVER } from "./dates.ts";
import { codesIn } from "./labels.ts";
import type { ConsentGrant } from "./structs.ts";
import { EFFECT, type Provision, unpackProvision } from "./words.ts";

const plain = (code: string): string => code.toLowerCase().replaceAll("_", " ");

/**
 * The names of the bits that no other named bit covers: "diabetes", not each of its kinds. What is
 * covered by its own name alone (breaking the glass) is always named.
 */
function broadest(list: CodeList, mask: bigint): string[] {
  const named = new Set(codesIn(list, mask));
  const rows: Record<string, Code> = codeLists[list];
  return [...named].filter(
    (code) => rows[code]!.explicit || !rows[code]!.parents.some((parent) => named.has(parent)),
  );
}

const PURPOSE_WORDS: Partial<Record<Purpose, string>> = {
  TREAT: "treatment",
  BTG: "breaking the glass in an emergency",
  HPAYMT: "payment",
  HRESCH: "research",
  PUBHLTH: "public health",
  PATRQT: "the patient's own request",
};

export const purposeText = (bit: number): string => {
  const [code] = codesIn("purposes", 1n << BigInt(bit)) as Purpose[];
  return code ? (PURPOSE_WORDS[code] ?? code) : "an unknown purpose";
};

const day = (text: string): string => text.slice(0, 10);
const moment = (seconds: number): string => new Date(seconds * 1000).toISOString();

function period(from: string | undefined, until: string | undefined, ever: string): string {
  if (from === undefined && until === undefined) return ever;
  return [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(" ");
}

function listText(list: CodeList, mask: bigint, all: string): string {
  const every = codesIn(list, mask).length === Object.keys(codeLists[list]).length;
  return every ? all : broadest(list, mask).map(plain).join(", ") || "none";
}

function provisionText(p: Provision): string {
  const accessUntil = Number(p.accessUntil);
  const dataUntil = Number(p.dataUntil);
  const access = period(
    p.accessFrom === 0n ? undefined : day(moment(Number(p.accessFrom))),
    accessUntil === FOREVER ? undefined : day(moment(accessUntil)),
    "at any time",
  );
  const data = period(
    p.dataFrom <= 1n ? undefined : day(clinicalDateText(Number(p.dataFrom))),
    dataUntil === FOREVER ? undefined : day(clinicalDateText(dataUntil)),
    "of any date",
  );
  const purposes = broadest("purposes", p.purposes)
    .map((code) => PURPOSE_WORDS[code as Purpose] ?? code)
    .join(", ");
  return [
    p.effect === EFFECT.PERMIT ? "may open" : "may not open",
    `records about ${listText("categories", p.categories, "anything")}`,
    `(${listText("kinds", p.kinds, "all kinds")})`,
    `dated ${data}, for ${purposes}, ${access};`,
    `specially protected information: ${listText("sensitivities", p.sensitivities, "all")}`,
  ].join(" ");
}

/**
 * What a grant lets happen, one line a provision, the innermost exception last.
 * @param who The grantee's name, where the reader knows it
 */
export function grantText(
  { terms, notAfter, maxUses }: ConsentGrant,
  who = `Institution ${terms.grantee}`,
): string[] {
  return [
    ...terms.provisions.map((p) => `${who} ${provisionText(unpackProvision(p))}.`),
    `At most ${maxUses} openings, the last on ${day(moment(notAfter))}. It can be ended at any time; what was read by then stays read.`,
  ];
}

/** One line of an access log. `who`: the institution's name, where the reader knows it. */
export function accessText(access: {
  time: number;
  who: string;
  purpose: number;
  entries: number;
  custodian?: string;
  refusal?: string;
}): string {
  const { time, who, purpose, entries, custodian, refusal } = access;
  const what = refusal
    ? `was refused (${plain(refusal)})`
    : `opened ${entries} record${entries === 1 ? "" : "s"}${custodian ? ` held by ${custodian}` : ""}`;
  return `${moment(time).replace("T", " ").slice(0, 19)} UTC: ${who} ${what} for ${purposeText(purpose)}`;
}
