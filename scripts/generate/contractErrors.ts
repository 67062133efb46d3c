/** Writes src/core/contractErrors.ts and src/core/enums.ts from the contracts. */
import { writeFile } from "node:fs/promises";
import { format } from "prettier";
import {
  contractEnums,
  type ContractErrorInfo,
  contractErrors,
  type ErrorInput,
} from "../solidity/contractErrors.ts";

const HEADER = "// Written by `npm run generate`. Do not edit: change the contracts.";

/** Fields that every error has; an argument of that name gets an underscore. */
const taken = new Set("args cause code details errorName message name remedy stack".split(" "));
const fieldOf = (name: string): string => (taken.has(name) ? `${name}_` : name);

/** ENTRY_STATES of EntryState. */
function listOf(name: string): string {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
  return words.endsWith("S") ? `${words}ES` : `${words}S`;
}

/** Numbers of up to 48 bits are exact numbers in JavaScript, and no time or count is larger. */
function typeOf({ type, enum: enumName }: ErrorInput): string {
  if (enumName) return enumName;
  const bits = /^uint(\d+)$/.exec(type)?.[1];
  if (bits) return Number(bits) <= 48 ? "number" : "bigint";
  return type === "bool" ? "boolean" : type === "string" ? "string" : "Hex";
}

function classOf({ name, inputs, notice }: ContractErrorInfo): string {
  const fields = inputs.map((i) => `declare readonly ${fieldOf(i.name)}: ${typeOf(i)};`);
  const args = inputs.map((i) => `${i.name}: ${typeOf(i)}`).join("; ");
  return `/** ${notice} */
    export class ${name} extends ContractRevert {
      ${fields.join("\n")}

      constructor(args: { ${args} }, options?: RevertOptions) {
        super("${name}", args, { notice: ${JSON.stringify(notice)}, remedy: remedies.${name}, ...options });
      }
    }`;
}

function rowOf({ name, inputs }: ContractErrorInfo): string {
  const enums = inputs.flatMap((i) => (i.enum ? [`${i.name}: ${listOf(i.enum)}`] : []));
  return `${name}: { type: ${name}, enums: { ${enums.join(", ")} } },`;
}

const errors = await contractErrors();
const enums = await contractEnums();
const used = new Set(errors.flatMap(({ inputs }) => inputs.flatMap((i) => i.enum ?? [])));

const enumsText = `${HEADER}
/** The enums of the contracts: the names of their members, in the order of their numbers. */
${enums
  .map(
    ({ name, notice, members }) => `
      /** ${notice || `\`${name}\` of the contracts.`} */
      export const ${listOf(name)} = ${JSON.stringify(members)} as const;
      export type ${name} = (typeof ${listOf(name)})[number];`,
  )
  .join("\n")}
`;

const classesText = `${HEADER}
/**
 * Every custom error of the contracts as a class, its Solidity arguments as fields: numbers of up
 * to 48 bits as numbers, larger ones as bigints, enums by name, bytes and addresses as hexadecimal.
 * An argument with the name of a field that every error has is followed by an underscore.
 */
import type { Hex } from "./bytes.ts";
import { ${[...used]
  .toSorted()
  .flatMap((name) => [`type ${name}`, listOf(name)])
  .join(", ")} } from "./enums.ts";
import { ContractRevert, type RevertOptions } from "./errors.ts";
import { remedies } from "./remedies.ts";

${errors.map(classOf).join("\n\n")}

/** The classes by name, with the arguments that are enums. */
export const contractErrors = {
${errors.map(rowOf).join("\n")}
} as const;

export type ContractErrorName = keyof typeof contractErrors;
`;

const prettier = { printWidth: 100, parser: "typescript" } as const;
await writeFile("src/core/enums.ts", await format(enumsText, prettier));
await writeFile("src/core/contractErrors.ts", await format(classesText, prettier));
