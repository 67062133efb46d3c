import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { format, resolveConfig } from "prettier";

const root = path.resolve(import.meta.dirname, "../..");

/** Writes a generated document as the formatter wants it. `file` from the project's folder. */
export async function writePage(file: string, from: string, lines: readonly string[]) {
  const place = path.join(root, file);
  const text = [
    `<!-- Written by \`npm run generate\` from ${from}. Do not edit. -->`,
    "",
    ...lines,
  ].join("\n");
  const options = await resolveConfig(place);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, await format(text, { ...options, parser: "markdown" }));
}

/** A Markdown table; a bar inside a cell is escaped, a line break becomes a space. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("\n", " ").replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

/** Code in running text. */
export const code = (text: string): string => `\`${text}\``;
