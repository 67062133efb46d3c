import { fail } from "../core/errors.ts";

/** How much of a document is read; hostile ones end here. */
export interface ReadLimits {
  /** Bytes or characters of the document: 16 MiB unless said otherwise. */
  size: number;
  /** Levels of nesting: 64. */
  depth: number;
  /** XML elements and attributes: one million. */
  nodes: number;
}

export const usualLimits: ReadLimits = { size: 16 << 20, depth: 64, nodes: 1_000_000 };

/** Refuses a document as a whole, by the rule that it breaks. */
export const refuse = (rule: string, path: string, expected: string): never =>
  fail("EPCIS_REFUSED", { rule, path: path || "the document", expected });
