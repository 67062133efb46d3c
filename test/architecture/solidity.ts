/** The rules for Solidity: which domain may know which, and what every file has. */
import { blank, importsOf, resolved, type Sources } from "./source.ts";

/** Folders that everyone may import. */
const ground = new Set(["types", "access"]);
/** Pairs of domains that do not even know each other's interfaces; `*`: every other domain. */
const strangers = [
  ["identity", "*"],
  ["records", "consent"],
  ["consent", "records"],
  ["insurance", "claims"],
  ["supply", "records"],
] as const;

/** Pure libraries that other domains inline, each with its reason in docs/adr. */
const shared: ReadonlySet<string> = new Set(["contracts/consent/libraries/Decision.sol"]);

function judge(file: string, target: string): string | undefined {
  if (!target.startsWith("contracts/")) {
    return target.startsWith("@openzeppelin/") ? undefined : "only OpenZeppelin is imported";
  }
  const [, from = ""] = file.split("/");
  const [, to = "", folder] = target.split("/");
  if (from === to || from === "mocks") return undefined;
  if (to === "mocks") return "mocks are for tests";
  if (to === "types") return undefined;
  if (ground.has(from)) return `${from}/ is the ground and knows no domain`;
  if (to === "access") return undefined;
  if (strangers.some(([a, b]) => a === from && (b === to || b === "*"))) {
    return `${from} must not know ${to}`;
  }
  if (shared.has(target)) return undefined;
  return folder === "interfaces" ? undefined : `only the interfaces of ${to} are for others`;
}

/** Arrows of imports between the domains of contracts/. */
export function domainArrows(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) =>
    importsOf(text).specifiers.flatMap((specifier) => {
      const target = resolved(file, specifier);
      const reason = judge(file, target);
      return reason ? [`${file} imports ${target}: ${reason}`] : [];
    }),
  );
}

/** Every file names its licence and the one compiler. */
export function headers(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    const licensed = text.startsWith("// SPDX-License-Identifier: Apache-2.0\n");
    const pragmas = [...blank(text).matchAll(/\bpragma\s+([^;]*);/g)].map((match) => match[1]);
    return [
      ...(licensed ? [] : [`${file}: its first line is not the SPDX identifier of Apache-2.0`]),
      ...(pragmas.join() === "solidity 0.8.37" ? [] : [`${file}: pragma ${pragmas.join()}`]),
    ];
  });
}

/** An error's name tells which contract refused: each is declared once in the suite. */
export function repeatedErrors(sources: Sources): string[] {
  const places = new Map<string, string[]>();
  for (const [file, text] of sources) {
    for (const [, name = ""] of blank(text).matchAll(/\berror\s+(\w+)\s*\(/g)) {
      places.set(name, [...(places.get(name) ?? []), file]);
    }
  }
  return [...places]
    .filter(([, files]) => files.length > 1)
    .map(([name, files]) => `error ${name} is declared in ${files.join(", ")}`);
}
