/** Writes docs/api/: a page for each domain of the contracts, from the comments in the sources. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { code, table, writePage } from "../print/page.ts";
import { analysis, domainOf, type Node, type Source } from "../solidity/analysis.ts";
import { listOf, type Natspec, natspecOf, typeOf } from "../solidity/natspec.ts";

/** Sources are printed in this order: what is called from outside first. */
const ORDER = ["interfaces", "", "libraries"];

/** What others than the contract itself can reach. */
const isPublic = ({ nodeType, visibility, kind }: Node): boolean =>
  nodeType !== "FunctionDefinition" ||
  kind === "freeFunction" ||
  (kind === "function" && visibility !== "private");

function signature(node: Node): string {
  const { name, nodeType, parameters, returnParameters, stateMutability, visibility } = node;
  const returned = listOf(returnParameters?.parameters);
  const words = [
    ...(nodeType === "FunctionDefinition" && visibility === "external" ? ["external"] : []),
    ...(stateMutability === "nonpayable" || stateMutability === undefined ? [] : [stateMutability]),
    ...(returned ? [`returns (${returned})`] : []),
  ];
  return [`${name}(${listOf(parameters?.parameters)})`, ...words].join(" ");
}

/** Parameters and members that have a description of their own. */
function described({ parameters }: Natspec): string[] {
  return [...parameters].map(([name, text]) => `- ${code(name)}: ${text}`);
}

/** Text above a declaration; its indented lines are drawings, its invariants a list. */
const prose = (text: string): string[] =>
  text === "" ? [] : [text.replace(/^(INV-[A-Z]+-\d+):/gm, "- **$1**:"), ""];

const solidity = (lines: readonly string[]): string[] => ["```solidity", ...lines, "```", ""];

function declaration(node: Node): string[] {
  switch (node.nodeType) {
    case "EventDefinition":
      return [`event ${signature(node)}`];
    case "ErrorDefinition":
      return [`error ${signature(node)}`];
    case "StructDefinition":
      return [
        `struct ${node.name} {`,
        ...node.members!.map((member) => `    ${typeOf(member)} ${member.name};`),
        "}",
      ];
    case "EnumDefinition":
      return [`enum ${node.name} { ${node.members!.map(({ name }) => name).join(", ")} }`];
    case "UserDefinedValueTypeDefinition":
      return [`type ${node.name} is ${node.underlyingType!.name}`];
    default:
      return [`function ${signature(node)}`];
  }
}

const SECTIONS: readonly [title: string, ...nodeTypes: string[]][] = [
  ["Types", "StructDefinition", "EnumDefinition", "UserDefinedValueTypeDefinition"],
  ["Functions", "FunctionDefinition"],
  ["Events", "EventDefinition"],
  ["Errors", "ErrorDefinition"],
];

/** The declarations that a contract or file makes itself; what it inherits stands at its interface. */
function members(source: Source, nodes: readonly Node[], level: string): string[] {
  return SECTIONS.flatMap(([title, ...nodeTypes]) => {
    const told = nodes
      .filter((node) => nodeTypes.includes(node.nodeType) && isPublic(node))
      .map((node) => [node, natspecOf(source, node)] as const)
      .filter(([, { inherits }]) => !inherits);
    if (told.length === 0) return [];
    return [
      `${level} ${title}`,
      "",
      ...told.flatMap(([node, natspec]) => [
        ...solidity(declaration(node)),
        ...prose(natspec.text),
        ...described(natspec),
        "",
      ]),
    ];
  });
}

function contract(source: Source, node: Node): string[] {
  const { title, text } = natspecOf(source, node);
  const bases = (node.baseContracts ?? []).map(({ baseName }) => code(baseName.name));
  return [
    `## ${node.name}`,
    "",
    ...prose(title.replace(`${node.name}: `, "").replace(/^./, (first) => first.toUpperCase())),
    `${node.contractKind} in [${source.file}](../../${source.file})${bases.length > 0 ? `, is ${bases.join(", ")}` : ""}`,
    "",
    ...prose(text),
    ...members(source, node.nodes!, "###"),
  ];
}

/** Types and functions outside of contracts, under the name of their file. */
function free(source: Source): string[] {
  const own = members(
    source,
    source.nodes.filter(({ name }) => name !== ""),
    "###",
  );
  if (own.length === 0) return [];
  const name = path.basename(source.file);
  return [`## ${name}`, "", `[${source.file}](../../${source.file})`, "", ...own];
}

const rank = ({ file }: Source): number => ORDER.indexOf(file.split("/").slice(2, -1).join("/"));

const { sources } = await analysis();
const domains = new Map<string, Source[]>();
for (const source of sources.filter(({ file }) => file.startsWith("contracts/"))) {
  const domain = domainOf(source.file);
  domains.set(domain, [...(domains.get(domain) ?? []), source]);
}

await rm("docs/api", { recursive: true, force: true });
for (const [domain, files] of domains) {
  const ordered = files.toSorted((a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : 1));
  await writePage(`docs/api/${domain}.md`, `contracts/${domain}`, [
    `# Contracts: ${domain}`,
    "",
    "State diagrams have on each edge who may go along it. Who else gets which answer is printed in",
    "[roles.md](../roles.md), every error with its text in [errors.md](../errors.md), slots in",
    "[storage.md](../storage.md).",
    "",
    ...ordered.flatMap((source) => [
      ...free(source),
      ...source.nodes
        .filter(({ nodeType }) => nodeType === "ContractDefinition")
        .flatMap((node) => contract(source, node)),
    ]),
  ]);
}
const rows = [...domains].map(([domain, files]) => [
  `[${domain}](${domain}.md)`,
  files
    .flatMap(({ nodes }) => nodes.filter(({ contractKind }) => contractKind === "contract"))
    .map(({ name }) => name)
    .join(", "),
]);
await writePage("docs/api/README.md", "contracts/", [
  "# Contracts by domain",
  "",
  ...table(["domain", "contracts"], rows),
]);
