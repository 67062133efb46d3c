import { SaxesParser, type SaxesTagNS } from "saxes";
import { isCareLedgerError } from "../core/errors.ts";
import { refuse, type ReadLimits } from "./refuse.ts";

export interface XmlName {
  /** Namespace; empty where there is none. */
  uri: string;
  prefix: string;
  local: string;
}

export interface XmlAttribute extends XmlName {
  value: string;
}

export interface XmlElement extends XmlName {
  attributes: readonly XmlAttribute[];
  children: XmlElement[];
  /** All text directly inside, ends trimmed. */
  text: string;
}

const XMLNS = "http://www.w3.org/2000/xmlns/";

/**
 * A tree of an XML text. Declarations of entities are refused, so there are none but XML's own five,
 * and nothing is fetched.
 * @throws EPCIS_REFUSED
 */
export function parseXml(text: string, limits: ReadLimits): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: (XmlElement & { text: string })[] = [];
  let root: XmlElement | undefined;
  let nodes = 0;
  const where = () => `line ${parser.line}`;
  parser.on("error", () => refuse("xml.wellFormed", where(), "well-formed XML"));
  // A bare document type says nothing; what is declared inside one is never taken up.
  parser.on("doctype", (declared) => {
    if (declared.includes("[")) refuse("xml.doctype", where(), "no declarations inside a DOCTYPE");
  });
  parser.on("opentag", (tag: SaxesTagNS) => {
    const attributes = Object.values(tag.attributes).filter(({ uri }) => uri !== XMLNS);
    nodes += 1 + attributes.length;
    if (nodes > limits.nodes) refuse("xml.nodes", where(), `at most ${limits.nodes} elements`);
    if (open.length >= limits.depth) refuse("xml.depth", where(), `at most ${limits.depth} levels`);
    const { uri, prefix, local } = tag;
    const element = { uri, prefix, local, attributes, children: [], text: "" };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (part: string) => {
    const element = open.at(-1);
    if (element) element.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = open.pop();
    if (element) element.text = element.text.trim();
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (isCareLedgerError(error)) throw error;
    refuse("xml.wellFormed", where(), "well-formed XML");
  }
  return root ?? refuse("xml.wellFormed", "", "a root element");
}
