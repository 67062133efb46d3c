import path from "node:path";
import type { Output } from "../output.ts";
import { note } from "../progress.ts";
import { admittedAccounts } from "./accounts.ts";
import { composeFile, nodeFolder } from "./compose.ts";
import { guide } from "./guide.ts";
import { MINIMUM_MEMBERS, readMembers } from "./members.ts";
import { jsonFile, NODE_FILES, nodeFiles, openFile, type PlannedFile } from "./nodeFiles.ts";
import { type NetworkPlan, planNetwork, publicPlan } from "./plan.ts";
import { writeFolder } from "./write.ts";

export interface InitOptions {
  /** List of members. */
  members: string;
  /** Folder to make. */
  out: string;
  chainId: number;
  /** Addresses, and files of addresses. */
  accounts?: string[];
  /** Fewer than four members. */
  trial?: boolean;
}

/** Makes what the members need for a QBFT network of plain Besu. */
export function initNetwork(output: Output, options: InitOptions): void {
  const members = readMembers(options.members, options.trial ?? false);
  const accounts = admittedAccounts(options.accounts ?? [], members);
  const plan = planNetwork(options.chainId, members, accounts);
  const folder = path.resolve(options.out);
  const files = networkFiles(plan);
  writeFolder(folder, files);
  if (members.length < MINIMUM_MEMBERS) {
    note("Fewer than four validators: without one of them there are no blocks. A trial only.");
  }
  const made = publicPlan(plan);
  output.result({ folder, ...made, files: Object.keys(files) }, [
    `${folder}: ${members.length} nodes, chain ${plan.chainId}, block 0 is ${plan.genesisHash}`,
    ...made.members.map(
      ({ name, validator, host, p2pPort, rpcPort, keyMade }) =>
        `  ${name}  validator ${validator}  p2p ${host}:${p2pPort}  RPC 127.0.0.1:${rpcPort}` +
        (keyMade ? "" : "  (puts its own key there)"),
    ),
    `Next: its README.md says who does what, in which order.`,
  ]);
}

function networkFiles(plan: NetworkPlan): Record<string, PlannedFile> {
  const nodes = plan.nodes.flatMap((node) =>
    Object.entries(nodeFiles(node, plan)).map(
      ([name, file]) => [`${nodeFolder(node.name)}/${name}`, file] as const,
    ),
  );
  return {
    "README.md": openFile(guide(plan)),
    "network.json": jsonFile(publicPlan(plan)),
    [NODE_FILES.genesis]: jsonFile(plan.genesis),
    "compose.yaml": composeFile(plan),
    // Whatever lies here is copied about: the keys must not come into a repository by mistake.
    ".gitignore": openFile(`nodes/*/${NODE_FILES.key}\nnodes/*/data/\n`),
    ...Object.fromEntries(nodes),
  };
}
