/** The rules for TypeScript: which way imports point (docs/architecture.md), and house rules. */
import { blank, importsOf, isGenerated, resolved, type Sources } from "./source.ts";

/** Rooms of src/ by floor. A file imports from floors below its own and from its own room. */
const floors: Readonly<Record<string, number>> = {
  core: 1,
  fhir: 2,
  remittance: 2,
  epcis: 2,
  vault: 2,
  wire: 2,
  chain: 2,
  ledger: 3,
  indexer: 3,
  synthea: 3,
  flows: 4,
  "modules.ts": 4,
  "client.ts": 5,
  replay: 5,
  gateway: 6,
  "index.ts": 6,
  "networks.ts": 6,
  "claims.ts": 6,
  cli: 7,
};
/** Rooms whose files stand side by side and do not import each other. */
const sideBySide = new Set(["ledger", "flows"]);
/** What src/ may import from outside itself, and who may. */
const outside: Readonly<Record<string, readonly string[]>> = {
  "typechain-types": ["chain"],
  deploy: ["cli"],
};

const roomOf = (file: string) => file.split("/")[1] ?? "";

function judge(file: string, target: string): string | undefined {
  const room = roomOf(file);
  const folder = target.split("/")[0] ?? "";
  if (folder !== "src") {
    const isPackage = target === folder || folder.startsWith("@") || !target.startsWith("..");
    const known = ["typechain-types", "deploy", "scripts", "test", "bench", "contracts"];
    if (isPackage && !known.includes(folder)) return undefined;
    return outside[folder]?.includes(room) ? undefined : `src/${room} must not import ${folder}/`;
  }
  const other = roomOf(target);
  if (room === other) {
    const alone = sideBySide.has(room) && target !== file;
    return alone ? `files of src/${room} must not import each other` : undefined;
  }
  const [from, to] = [floors[room], floors[other]];
  if (from === undefined) return undefined;
  if (to === undefined) return `src/${other} has no floor`;
  if (to === from) return `src/${room} and src/${other} are on one floor`;
  return to > from ? `src/${other} is above src/${room}` : undefined;
}

/** Arrows of imports inside src/, by floor. */
export function importArrows(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    if (!file.startsWith("src/")) return [];
    const { specifiers, computed } = importsOf(text);
    const wrong = specifiers.flatMap((specifier) => {
      const target = resolved(file, specifier);
      const reason = judge(file, target);
      return reason ? [`${file} imports ${target}: ${reason}`] : [];
    });
    const unknown = floors[roomOf(file)] === undefined ? [`${file}: this room has no floor`] : [];
    const dynamic = computed > 0 ? [`${file}: an import's module is computed`] : [];
    return [...unknown, ...wrong, ...dynamic];
  });
}

/** Barrels only where the package exports them: src/index.ts. */
export function innerBarrels(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    if (!file.startsWith("src/") || file === "src/index.ts") return [];
    if (file.endsWith("/index.ts")) return [`${file}: an inner barrel`];
    return /\bexport\s+\*/.test(blank(text)) ? [`${file}: \`export *\` makes a barrel`] : [];
  });
}

/** Errors come from the catalogue (src/core/errors.ts). */
export function bareErrors(sources: Sources): string[] {
  return [...sources]
    .filter(([file]) => /^(?:src|scripts|deploy)\//.test(file))
    .filter(([, text]) => /\bthrow\s+(?:new\s+)?Error\s*\(/.test(blank(text)))
    .map(([file]) => `${file}: throws a bare Error`);
}

/** The library and the services print nothing; the CLI writes to its streams. */
export function consoleCalls(sources: Sources): string[] {
  return [...sources]
    .filter(([file, text]) => file.startsWith("src/") && /\bconsole\s*\./.test(blank(text)))
    .map(([file]) => `${file}: uses the console`);
}

/** One list each, as long as there are things to list. */
const lists: ReadonlySet<string> = new Set(["src/core/catalogue.ts"]);

/** Hard ceilings; what to aim at is half of them. */
export function tooLong(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    if (isGenerated(text) || lists.has(file)) return [];
    const ceiling = file.endsWith(".sol") ? 350 : file === "src/client.ts" ? 200 : 250;
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    return lines > ceiling ? [`${file}: ${lines} lines, at most ${ceiling}`] : [];
  });
}

/** Where a package came from is the installing machine's affair. */
export function resolvedUrls(lockfile: string): string[] {
  const { packages } = JSON.parse(lockfile) as { packages: Record<string, { resolved?: string }> };
  return Object.entries(packages)
    .filter(([, entry]) => entry.resolved !== undefined)
    .map(([name]) => `${name} has "resolved"`);
}
