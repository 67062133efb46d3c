import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

/** Folders whose documents are ours and for readers. */
const FOLDERS = ["docs", "samples", "examples", "networks"];

export interface Document {
  /** From the project's folder, with forward slashes. */
  file: string;
  text: string;
}

/** Every Markdown document of the project. */
export function documents(): Document[] {
  const inFolders = FOLDERS.flatMap((folder) => listed(folder).map((file) => `${folder}/${file}`));
  const files = [...readdirSync(root), ...inFolders].filter((file) => file.endsWith(".md"));
  return files.map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));
}

function listed(folder: string): string[] {
  try {
    return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .map((file) => file.split(path.sep).join("/"))
      .filter((file) => !file.includes("node_modules/"));
  } catch {
    // Not every folder is there.
    return [];
  }
}

/** Contents of the blocks of a language. */
export const blocks = ({ text }: Document, language: string): string[] =>
  [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)]
    .filter(([, named]) => named === language)
    .map(([, , content]) => content!);
