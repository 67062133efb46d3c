import assert from "node:assert";
import { createRequire } from "node:module";
import path from "node:path";
import { standardInput } from "./standardInput.ts";

/** A node of solc's syntax tree: what the printed documents use of it. */
export interface Node {
  nodeType: string;
  name: string;
  /** `offset:length:file`. */
  src: string;
  nodes?: Node[];
  contractKind?: "contract" | "interface" | "library";
  abstract?: boolean;
  baseContracts?: { baseName: { name: string } }[];
  kind?: string;
  visibility?: string;
  stateMutability?: string;
  constant?: boolean;
  indexed?: boolean;
  parameters?: { parameters: Node[] };
  returnParameters?: { parameters: Node[] };
  members?: Node[];
  typeDescriptions?: { typeString: string };
  underlyingType?: { name: string };
}

/** A variable's place, as solc lays it out. */
export interface StorageEntry {
  label: string;
  slot: string;
  /** In bytes, from the lowest of the slot. */
  offset: number;
  type: string;
}

export interface StorageLayout {
  storage: StorageEntry[];
  types: Record<
    string,
    { label: string; numberOfBytes: string; value?: string; members?: StorageEntry[] }
  > | null;
}

/** A source file: its text and the tree of it. */
export interface Source {
  file: string;
  text: string;
  nodes: Node[];
}

export interface Analysis {
  /** By file name, in its order. */
  sources: Source[];
  /** By contract name; the project's own contracts that can be deployed. */
  layouts: Map<string, { file: string; layout: StorageLayout }>;
}

interface Output {
  errors?: { severity: string; formattedMessage: string }[];
  sources: Record<string, { ast: { nodes: Node[] } }>;
  contracts: Record<string, Record<string, { storageLayout: StorageLayout }>>;
}

const solc = createRequire(import.meta.url)("solc") as { compile(input: string): string };

/** Parses and checks all contracts, without making code of them. */
async function analysed(): Promise<Analysis> {
  const input = await standardInput([]);
  const outputSelection = { "*": { "": ["ast"], "*": ["storageLayout"] } };
  const settings = { ...input.settings, outputSelection };
  const output = JSON.parse(solc.compile(JSON.stringify({ ...input, settings }))) as Output;
  const wrong = output.errors?.find(({ severity }) => severity === "error");
  assert.ok(!wrong, wrong?.formattedMessage);
  const sources = Object.entries(output.sources).map(([file, { ast }]) => ({
    file,
    text: input.sources[file]!.content,
    nodes: ast.nodes,
  }));
  const deployable = sources.flatMap(({ file, nodes }) =>
    nodes
      .filter((node) => node.contractKind === "contract" && !node.abstract)
      .map(({ name }) => ({ file, name })),
  );
  const layouts = deployable
    .filter(({ file }) => file.startsWith("contracts/"))
    .map(
      ({ file, name }) =>
        [name, { file, layout: output.contracts[file]![name]!.storageLayout }] as const,
    );
  return { sources, layouts: new Map(layouts) };
}

let once: Promise<Analysis> | undefined;

/** Once a process, however many documents are printed from it. */
export const analysis = (): Promise<Analysis> => (once ??= analysed());

/** Folder of a source under contracts/: its domain. */
export const domainOf = (file: string): string => path.dirname(file).split("/")[1] ?? "";
