/** Source texts as the architecture test reads them: which imports are there, comments left out. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Path from the project's root, with forward slashes -> text. */
export type Sources = ReadonlyMap<string, string>;

export function readSources(root: string, folders: readonly string[], ending: RegExp): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && ending.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  return new Map(
    files
      .map((file) => path.relative(root, file).split(path.sep).join("/"))
      .filter((file) => !file.includes("node_modules/") && !file.includes("/deployments/"))
      .map((file) => [file, readFileSync(path.join(root, file), "utf8")]),
  );
}

/** After one of these a slash begins a regular expression, not a division. */
const beforeRegex =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|yield|await))$/;

/** How many characters from `at` belong to one comment, string or regular expression; 0: none. */
function opaqueLength(text: string, at: number, before: string): number {
  if (!"/\"'".includes(text.charAt(at))) return 0;
  const rest = text.slice(at);
  const match =
    /^\/\/[^\n]*/.exec(rest) ??
    /^\/\*[^]*?(?:\*\/|$)/.exec(rest) ??
    /^"(?:[^"\\\n]|\\[^])*"?/.exec(rest) ??
    /^'(?:[^'\\\n]|\\[^])*'?/.exec(rest);
  if (match) return match[0].length;
  if (rest.startsWith("/") && beforeRegex.test(before)) {
    return /^\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/.exec(rest)?.[0].length ?? 0;
  }
  return 0;
}

/**
 * The text with comments, regular expressions and what stands in quotes blanked out, every
 * character at its place. Code inside `${}` of a template stays.
 */
export function blank(text: string): string {
  let code = "";
  /** Depth of braces in each template whose `${` is open; -1: inside a template's text. */
  const templates: number[] = [];
  const hide = (piece: string) => piece.replace(/[^\n]/g, " ");
  while (code.length < text.length) {
    const at = code.length;
    const char = text.charAt(at);
    const depth = templates.at(-1);
    if (depth === -1) {
      if (char === "`") templates.pop();
      const opens = text.startsWith("${", at);
      if (opens) templates.push(0);
      if (char === "`" || opens) code += opens ? "${" : "`";
      else code += hide(text.slice(at, at + (char === "\\" ? 2 : 1)));
      continue;
    }
    const length = opaqueLength(text, at, code.slice(-40).trimEnd());
    if (length > 0) {
      const piece = text.slice(at, at + length);
      const quote = /^["']/.test(piece) ? char : "";
      code += quote ? quote + hide(piece.slice(1, -1)) + (length > 1 ? quote : "") : hide(piece);
      continue;
    }
    if (char === "`") templates.push(-1);
    if (depth !== undefined && char === "{") templates[templates.length - 1] = depth + 1;
    if (depth !== undefined && char === "}") {
      if (depth === 0) templates.pop();
      else templates[templates.length - 1] = depth - 1;
    }
    code += char;
  }
  return code;
}

export interface Imports {
  /** Import specifiers as written: static, dynamic, `require`, types too. */
  readonly specifiers: readonly string[];
  /** Dynamic imports whose module is computed. */
  readonly computed: number;
}

/** What a TypeScript or Solidity file imports or re-exports. */
export function importsOf(text: string): Imports {
  const code = blank(text);
  const specifiers = [
    ...code.matchAll(/(?<![.\w])(?:from|import|(?:import|require)\s*\()\s*(?=["'])/g),
  ]
    .map((match) => match.index + match[0].length)
    .map((start) => text.slice(start + 1, code.indexOf(code.charAt(start), start + 1)));
  return { specifiers, computed: [...code.matchAll(/(?<![.\w])import\s*\(\s*[^"'\s]/g)].length };
}

/** Relative imports as paths from the project's root; packages as they are. */
export function resolved(file: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return path.posix.join(path.posix.dirname(file), specifier);
}

/** The files that a generator wrote say so at the top. */
export function isGenerated(text: string): boolean {
  return /^(?:\/\/.*\n)?\/\/ Written by `npm run generate`/.test(text);
}
