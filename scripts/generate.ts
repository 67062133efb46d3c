/** Runs every generator in scripts/generate/, in the order of their names. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.join(import.meta.dirname, "generate");
for (const file of (await readdir(folder)).toSorted()) {
  console.log(`scripts/generate/${file}`);
  await import(pathToFileURL(path.join(folder, file)).href);
}
