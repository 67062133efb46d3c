import type { CbvList } from "./schema.ts";
import { bareTerm } from "./vocabulary.ts";
import type { XmlElement } from "./xml.ts";
import { isHint, isNil, isStandard, Members, type Prefixes } from "./xmlValues.ts";

/** Lists, and what their items are called in XML. */
export const itemNames: Readonly<Record<string, string>> = {
  epcList: "epc",
  childEPCs: "epc",
  inputEPCList: "epc",
  outputEPCList: "epc",
  quantityList: "quantityElement",
  childQuantityList: "quantityElement",
  inputQuantityList: "quantityElement",
  outputQuantityList: "quantityElement",
  bizTransactionList: "bizTransaction",
  sourceList: "source",
  destinationList: "destination",
  sensorElementList: "sensorElement",
  correctiveEventIDs: "correctiveEventID",
};
/** Lists of CBV by the elements and attributes that hold their terms. */
export const termLists: Readonly<Record<string, CbvList>> = {
  bizStep: "bizStep",
  disposition: "disposition",
  set: "disposition",
  unset: "disposition",
  reason: "errorReason",
  exception: "sensorAlertType",
  component: "component",
};
/** Lists of CBV by the elements whose `type` is a term of them. */
export const typeLists: Readonly<Record<string, CbvList>> = {
  bizTransaction: "bizTransactionType",
  source: "sourceDestType",
  destination: "sourceDestType",
  sensorReport: "measurementType",
};
const numbers = new Set(
  "quantity value minValue maxValue meanValue sDev percRank percValue".split(" "),
);
/** Elements that hold others, and so become objects. */
const objects = new Set(
  "readPoint bizLocation errorDeclaration persistentDisposition ilmd quantityElement sensorElement sensorMetadata sensorReport".split(
    " ",
  ),
);
/** Members of objects that are lists, though no element stands around their items. */
const plural = new Set(["sensorReport", "set", "unset"]);

/** EPCIS 1.x packs what came later into `extension` and `baseExtension`; here it is laid open. */
export function unpacked(children: readonly XmlElement[]): XmlElement[] {
  return children.flatMap((child) =>
    isStandard(child) && /^(?:extension|baseExtension)$/.test(child.local)
      ? unpacked(child.children)
      : [child],
  );
}

/** Turns event elements into JSON-LD. What does not fit keeps its odd shape, for the rules to refuse. */
export class XmlEvents {
  readonly #prefixes: Prefixes;

  constructor(prefixes: Prefixes) {
    this.#prefixes = prefixes;
  }

  event(element: XmlElement): Record<string, unknown> {
    const members = new Members();
    members.add("type", isStandard(element) ? element.local : this.#prefixes.name(element));
    this.#fill(members, element);
    return members.object();
  }

  #fill(members: Members, element: XmlElement): void {
    for (const attribute of element.attributes) {
      if (isHint(attribute)) continue;
      const own = isStandard(attribute);
      const name = own ? attribute.local : this.#prefixes.name(attribute);
      const list = name === "type" ? typeLists[element.local] : termLists[name];
      members.add(name, own ? typed(name, attribute.value, list) : attribute.value);
    }
    for (const child of unpacked(element.children).filter((one) => !isNil(one))) {
      if (isStandard(child)) members.add(child.local, this.#value(child));
      else members.add(this.#prefixes.name(child), this.#prefixes.value(child));
    }
  }

  #value(element: XmlElement): unknown {
    const { local } = element;
    const item = itemNames[local];
    if (item !== undefined) {
      return unpacked(element.children).map((child) => {
        if (isStandard(child) && child.local === item) return this.#item(child);
        const stranger = new Members();
        stranger.add(this.#prefixes.name(child), this.#prefixes.value(child));
        return stranger.object();
      });
    }
    if (local === "ilmd") return this.#ilmd(element);
    if (objects.has(local)) return this.#object(element);
    const value = this.#prefixes.value(element);
    return typeof value === "string" ? typed(local, value, termLists[local]) : value;
  }

  #item(element: XmlElement): unknown {
    const { local } = element;
    if (objects.has(local)) return this.#object(element);
    if (typeLists[local] === undefined) return this.#value(element);
    const members = new Members();
    this.#fill(members, element);
    members.add(local, element.text);
    return members.object();
  }

  #object(element: XmlElement): Record<string, unknown> {
    const members = new Members();
    this.#fill(members, element);
    const object = members.object();
    for (const name of plural) {
      if (Object.hasOwn(object, name)) object[name] = [object[name]].flat();
    }
    return object;
  }

  #ilmd(element: XmlElement): Record<string, unknown> {
    const members = new Members();
    for (const child of unpacked(element.children).filter((one) => !isNil(one))) {
      members.add(this.#prefixes.name(child), this.#prefixes.value(child));
    }
    return members.object();
  }
}

/** Text as the JSON type of its field. What is of no such form stays text, and is refused later. */
function typed(name: string, text: string, list?: CbvList): unknown {
  if (list !== undefined) return bareTerm(list, text);
  if (numbers.has(name) && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) {
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
  }
  if (name === "booleanValue" && /^(?:true|false|1|0)$/.test(text)) {
    return text === "true" || text === "1";
  }
  return text;
}
