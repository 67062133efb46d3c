/** Writes src/core/codes.ts and contracts/types/Codes.sol from src/core/codes.json. */
import { writeFile } from "node:fs/promises";
import { format } from "prettier";
import source from "../../src/core/codes.json" with { type: "json" };

const lists = [
  "purposes",
  "kinds",
  "sensitivities",
  "categories",
  "obligations",
  "refrains",
  "actions",
  "participantKinds",
] as const;

interface Code {
  code: string;
  bit: number;
  parent?: string;
  parents?: string[];
  explicit?: boolean;
}

const singular = {
  purposes: "Purpose",
  kinds: "Kind",
  sensitivities: "Sensitivity",
  categories: "Category",
  obligations: "Obligation",
  refrains: "Refrain",
  actions: "Action",
  participantKinds: "ParticipantKind",
} as const;

const screaming = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();

function typescript(): string {
  const parts = [
    "// Written by `npm run generate`. Do not edit: change codes.json.",
    `export const CODES_VERSION = ${source.version};`,
    "/** A code of a list: its bit; its parents; `explicit` where no parent's grant covers it. */",
    "export interface Code { readonly bit: number; readonly parents: readonly string[]; readonly explicit: boolean }",
    `export const widths = ${JSON.stringify(source.widths)} as const;`,
  ];
  for (const list of lists) {
    const codes: Code[] = source[list];
    const rows = codes.map(
      (c) =>
        `${c.code}: { bit: ${c.bit}, parents: ${JSON.stringify(c.parents ?? (c.parent ? [c.parent] : []))}, explicit: ${c.explicit ?? false} },`,
    );
    parts.push(
      `export const ${list} = {\n${rows.join("\n")}\n} as const satisfies Record<string, Code>;`,
    );
    parts.push(`export type ${singular[list]} = keyof typeof ${list};`);
  }
  parts.push(`export const codeLists = { ${lists.join(", ")} } as const;`);
  parts.push("export type CodeList = keyof typeof codeLists;");
  return `${parts.join("\n\n")}\n`;
}

function solidity(): string {
  const counts = lists.map(
    (list) =>
      `    uint8 internal constant ${screaming(singular[list])}_COUNT = ${source[list].length};`,
  );
  const constants = lists.flatMap((list) =>
    (source[list] as Code[]).map(
      (c) =>
        `    uint8 internal constant ${screaming(singular[list])}_${c.code.toUpperCase()} = ${c.bit};`,
    ),
  );
  return `// SPDX-License-Identifier: Apache-2.0
// Written by \`npm run generate\`. Do not edit: change src/core/codes.json.
pragma solidity 0.8.37;

/// @title Codes: the bit positions of purposes, kinds, sensitivities and categories
/// @notice A constant is the number of a bit, not a mask; the _COUNT constants are how many bits a list
/// has given so far. Bits are append-only.
library Codes {
    uint16 internal constant VERSION = ${source.version};
${counts.join("\n")}
${constants.join("\n")}
}
`;
}

const prettier = { printWidth: 100, plugins: ["prettier-plugin-solidity"] };
await writeFile(
  "src/core/codes.ts",
  await format(typescript(), { ...prettier, parser: "typescript" }),
);
await writeFile(
  "contracts/types/Codes.sol",
  await format(solidity(), { ...prettier, parser: "slang" }),
);
