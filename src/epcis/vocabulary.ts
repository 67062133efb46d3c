import { cbvTerms, type CbvList } from "./schema.ts";

/** How a term of each list is written as a URI: in CBV 2.0, and in the URNs of CBV 1.2. */
const stems: Readonly<Record<CbvList, { web: string; urn?: string }>> = {
  bizStep: { web: "https://ref.gs1.org/cbv/BizStep-", urn: "urn:epcglobal:cbv:bizstep:" },
  disposition: { web: "https://ref.gs1.org/cbv/Disp-", urn: "urn:epcglobal:cbv:disp:" },
  bizTransactionType: { web: "https://ref.gs1.org/cbv/BTT-", urn: "urn:epcglobal:cbv:btt:" },
  sourceDestType: { web: "https://ref.gs1.org/cbv/SDT-", urn: "urn:epcglobal:cbv:sdt:" },
  errorReason: { web: "https://ref.gs1.org/cbv/ER-", urn: "urn:epcglobal:cbv:er:" },
  component: { web: "https://ref.gs1.org/cbv/Comp-" },
  measurementType: { web: "https://gs1.org/voc/" },
  sensorAlertType: { web: "https://gs1.org/voc/" },
};

const curie = (text: string): string =>
  text.replace(/^cbv:/, "https://ref.gs1.org/cbv/").replace(/^gs1:/, "https://gs1.org/voc/");

/** A CBV 1.2 URN as its CBV 2.0 web address; other text as it is. */
export function webTerm(text: string): string {
  const stem = Object.values(stems).find(({ urn }) => urn !== undefined && text.startsWith(urn));
  return stem?.urn === undefined ? text : `${stem.web}${text.slice(stem.urn.length)}`;
}

/** The bare word of a standard term, in whatever form it is written; other text as it is. */
export function bareTerm(list: CbvList, text: string): string {
  const full = webTerm(curie(text));
  const { web } = stems[list];
  const word = full.startsWith(web) ? full.slice(web.length) : "";
  return cbvTerms[list].includes(word) ? word : text;
}

/** The full address of a bare standard word; other text as it is. */
export const fullTerm = (list: CbvList, text: string): string =>
  cbvTerms[list].includes(text) ? `${stems[list].web}${text}` : text;

/** Whether the text claims to be of the standard's list, by a prefix or an address, and is not. */
export function isFalseTerm(list: CbvList, text: string): boolean {
  const full = webTerm(curie(text));
  const { web } = stems[list];
  if (!web.endsWith("-") || !full.startsWith(web)) return false;
  return !cbvTerms[list].includes(full.slice(web.length));
}
