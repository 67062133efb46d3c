import { standardNamespaces } from "./context.ts";
import type { ContextEntry } from "./model.ts";
import type { XmlAttribute, XmlElement, XmlName } from "./xml.ts";

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** Whether a name is EPCIS's own. The standard leaves its elements without a namespace. */
export const isStandard = ({ uri }: XmlName): boolean =>
  uri === "" || /^urn:epcglobal:epcis(?:-query|-masterdata)?:xsd:\d$/.test(uri);

/** Hints for readers of XML Schema (types, where the schema lies) are not what happened. */
export const isHint = ({ uri }: XmlAttribute): boolean => uri === XSI;

/** Said to have no value, which in JSON-LD is said by leaving it out. */
export const isNil = ({ attributes }: XmlElement): boolean =>
  attributes.some(
    ({ uri, local, value }) => uri === XSI && local === "nil" && /^(?:true|1)$/.test(value),
  );

/** Collects the members of an object; one that comes again becomes a list. */
export class Members {
  readonly #values = new Map<string, unknown[]>();

  add(name: string, value: unknown): void {
    const values = this.#values.get(name);
    if (values) values.push(value);
    else this.#values.set(name, [value]);
  }

  /** `fromEntries` makes own members of any name, `__proto__` too. */
  object(): Record<string, unknown> {
    const pairs = [...this.#values].map(
      ([name, all]) => [name, all.length === 1 ? all[0] : all] as const,
    );
    return Object.fromEntries(pairs);
  }
}

/** Gives each namespace of a document one prefix, and so each extension its name in JSON-LD. */
export class Prefixes {
  readonly #byNamespace = new Map<string, string>();
  readonly #taken: Set<string>;

  /**
   * @param root In XML a value such as `ex:x` is what it is; in JSON-LD it would be expanded were
   *   `ex` a prefix. So prefixes that values begin with are not given.
   */
  constructor(root: XmlElement) {
    this.#taken = new Set(standardNamespaces.keys());
    for (const [prefix, uri] of standardNamespaces) this.#byNamespace.set(uri, prefix);
    const rest = [root];
    for (let element = rest.pop(); element !== undefined; element = rest.pop()) {
      for (const value of [
        element.text,
        ...element.attributes.map((attribute) => attribute.value),
      ]) {
        const colon = value.indexOf(":");
        if (colon > 0) this.#taken.add(value.slice(0, colon));
      }
      rest.push(...element.children);
    }
  }

  /** `prefix:name`, or the bare name of what has no namespace. */
  name({ uri, prefix, local }: XmlName): string {
    if (uri === "") return local;
    let known = this.#byNamespace.get(uri);
    if (known === undefined) {
      const wanted = /^[a-z][a-z\d.-]*$/i.test(prefix) ? prefix : "ns";
      known = wanted;
      for (let count = 1; this.#taken.has(known); count++) known = `${wanted}${count}`;
      this.#taken.add(known);
      this.#byNamespace.set(uri, known);
    }
    return `${known}:${local}`;
  }

  /** The prefixes given, as a JSON-LD context. */
  context(): ContextEntry[] {
    const own = [...this.#byNamespace].filter(
      ([uri, prefix]) => standardNamespaces.get(prefix) !== uri,
    );
    return own.length === 0 ? [] : [Object.fromEntries(own.map(([uri, prefix]) => [prefix, uri]))];
  }

  /** An element that EPCIS does not define: its text, or an object of what it holds. */
  value(element: XmlElement): unknown {
    const attributes = element.attributes.filter((attribute) => !isHint(attribute));
    if (attributes.length === 0 && element.children.length === 0) return element.text;
    const members = new Members();
    for (const attribute of attributes) members.add(this.name(attribute), attribute.value);
    for (const child of element.children) {
      if (!isNil(child)) members.add(this.name(child), this.value(child));
    }
    if (element.text !== "") members.add("#text", element.text);
    return members.object();
  }
}
