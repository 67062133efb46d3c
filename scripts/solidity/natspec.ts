import type { Node, Source } from "./analysis.ts";

/** What stands above a declaration, by tag. Lines and their indents are kept. */
export interface Natspec {
  title: string;
  /** `@notice` and, after it, `@dev`. */
  text: string;
  /** By parameter, returned values too. */
  parameters: Map<string, string>;
  inherits: boolean;
}

/** The `///` lines right above a node, without their slashes. */
function commentAbove({ text }: Source, { src }: Node): string[] {
  const [offset] = src.split(":").map(Number);
  // Offsets count bytes.
  const before = Buffer.from(text).subarray(0, offset).toString().split("\n").slice(0, -1);
  const lines: string[] = [];
  for (let line = before.pop(); line?.trim().startsWith("///"); line = before.pop()) {
    lines.unshift(line.trim().slice(3).replace(/^ /, ""));
  }
  return lines;
}

/** Reads the comment of a declaration. */
export function natspecOf(source: Source, node: Node): Natspec {
  const parts: { tag: string; lines: string[] }[] = [{ tag: "notice", lines: [] }];
  for (const line of commentAbove(source, node)) {
    const [, tag, rest = ""] = /^@(\w+) ?(.*)$/.exec(line) ?? [];
    if (tag) parts.push({ tag, lines: [rest] });
    else parts.at(-1)!.lines.push(line);
  }
  const textOf = (...tags: string[]) =>
    parts
      .filter(({ tag }) => tags.includes(tag))
      .map(({ lines }) => lines.join("\n").replace(/^\n+|\s+$/g, ""))
      .filter((text) => text !== "")
      .join("\n\n");
  const parameters = parts
    .filter(({ tag }) => tag === "param" || tag === "return")
    .map(({ lines }) => /^(\w+)\s+([^]*)$/.exec(lines.join(" ")))
    .filter((match) => match !== null)
    .map(([, name, text]) => [name!, text!.trim()] as const);
  return {
    title: textOf("title").replaceAll("\n", " "),
    text: textOf("notice", "dev"),
    parameters: new Map(parameters),
    inherits: parts.some(({ tag }) => tag === "inheritdoc"),
  };
}

/** A type as a reader of the interface writes it. */
export const typeOf = ({ typeDescriptions }: Node): string =>
  (typeDescriptions?.typeString ?? "?").replace(/\b(?:struct|enum|contract) (?:\w+\.)?/g, "");

/** `uint40 deadline, bytes signer` */
export const listOf = (parameters: readonly Node[] = []): string =>
  parameters
    .map((p) => [typeOf(p), ...(p.indexed ? ["indexed"] : []), p.name].filter(Boolean).join(" "))
    .join(", ");
