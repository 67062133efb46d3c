/** Writes docs/storage.md: where each contract keeps what, as the compiler lays it out. */
import { code, table, writePage } from "../print/page.ts";
import { analysis, type StorageEntry, type StorageLayout } from "../solidity/analysis.ts";

type Types = NonNullable<StorageLayout["types"]>;

const rowOf = (entry: StorageEntry, types: Types): string[] => {
  const { label, numberOfBytes } = types[entry.type]!;
  return [
    entry.slot,
    String(entry.offset),
    numberOfBytes,
    code(entry.label),
    code(label.replace(/\b(?:struct|enum|contract) (?:\w+\.)?/g, "")),
  ];
};

/** What a variable holds in the end, through mappings. */
function heldIn(type: string, types: Types): string {
  const { value } = types[type]!;
  return value === undefined ? type : heldIn(value, types);
}

/** Structs and their members, whose slots count from where the struct lies. */
function structs({ storage, types }: StorageLayout): string[] {
  return Object.entries(types ?? {}).flatMap(([type, { label, members }]) => {
    if (!members) return [];
    const users = storage.filter((entry) => heldIn(entry.type, types!) === type);
    return [
      `${code(label.replace("struct ", ""))}, in ${users.map((u) => code(u.label)).join(", ")}:`,
      "",
      ...table(
        ["slot", "byte", "bytes", "member", "type"],
        members.map((member) => rowOf(member, types!)),
      ),
    ];
  });
}

const { layouts } = await analysis();
const lines = [...layouts]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .flatMap(([name, { file, layout }]) => [
    `## ${name}`,
    "",
    `[${file}](../${file})`,
    "",
    ...(layout.storage.length === 0
      ? ["Keeps nothing.", ""]
      : table(
          ["slot", "byte", "bytes", "variable", "type"],
          layout.storage.map((entry) => rowOf(entry, layout.types!)),
        )),
    ...structs(layout),
  ]);

await writePage("docs/storage.md", "the compiler's storage layout", [
  "# Storage",
  "",
  "Where each contract keeps what. `byte` counts from the lowest of a slot's 32. A mapping's value lies",
  "at keccak256(key, slot of the mapping). Immutable values are part of the code and have no slot. What",
  "the fields of a packed word are is told in [architecture.md](architecture.md).",
  "",
  ...lines,
]);
