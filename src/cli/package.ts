import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The package's own folder, wherever a command runs: in a clone, or where npm put dist/. */
export const packageFolder = findPackage(import.meta.dirname);

function findPackage(folder: string): string {
  return existsSync(path.join(folder, "package.json")) ? folder : findPackage(path.dirname(folder));
}

/** A file that comes with the package; `parts` from the package's folder. */
export const shipped = (...parts: string[]): string => path.join(packageFolder, ...parts);

/** Version of the package. */
export const packageVersion = (): string =>
  (JSON.parse(readFileSync(shipped("package.json"), "utf8")) as { version: string }).version;

/** How this command line is called here: sources are run by tsx, in a clone only. */
export const commandLine = import.meta.filename.endsWith(".ts")
  ? "npm run -s careledger --"
  : "npx careledger";
