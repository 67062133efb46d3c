import { BLOCK_GAS_LIMIT } from "./genesis.ts";
import type { NetworkPlan, PlannedNode } from "./plan.ts";

/** The version that these options were tried with. */
export const BESU_VERSION = "26.8.0";

/** Names inside a node's folder; the start script runs there. */
export const NODE_FILES = {
  genesis: "genesis.json",
  key: "key",
  staticNodes: "static-nodes.json",
  nodes: "nodes-permissions.toml",
  accounts: "accounts-permissions.toml",
  start: "start.sh",
} as const;

/** What follows `besu` on the command line of a node. */
export function nodeOptions(
  { host, p2pPort, rpcPort }: Pick<PlannedNode, "host" | "p2pPort" | "rpcPort">,
  chainId: number,
): string[] {
  return [
    `--genesis-file=${NODE_FILES.genesis}`,
    "--data-path=data",
    `--node-private-key-file=${NODE_FILES.key}`,
    // Keeps the state of every block, so that a receipt can be proved at the block it was issued in,
    // years later; BONSAI proves the last few hundred blocks only.
    "--data-storage-format=FOREST",
    "--sync-mode=FULL",
    "--sync-min-peers=1",
    "--min-gas-price=0",
    `--target-gas-limit=${BLOCK_GAS_LIMIT}`,
    `--network-id=${chainId}`,
    "--discovery-enabled=false",
    `--static-nodes-file=${NODE_FILES.staticNodes}`,
    "--nat-method=NONE",
    `--p2p-host=${host}`,
    `--p2p-port=${p2pPort}`,
    "--rpc-http-enabled",
    // QBFT and PERM decide about validators and permissions: never for other machines.
    "--rpc-http-host=127.0.0.1",
    `--rpc-http-port=${rpcPort}`,
    "--rpc-http-api=ETH,NET,WEB3,QBFT,PERM,TXPOOL",
    "--host-allowlist=localhost,127.0.0.1",
    "--rpc-http-max-batch-size=2048",
    // First come, first served, with room for bulk publishing: 300 waiting transactions an account.
    "--tx-pool=SEQUENCED",
    "--tx-pool-max-size=30000",
    "--tx-pool-limit-by-account-percentage=1",
    "--tx-pool-no-local-priority=true",
    "--revert-reason-enabled=true",
    "--permissions-nodes-config-file-enabled=true",
    `--permissions-nodes-config-file=${NODE_FILES.nodes}`,
    "--permissions-accounts-config-file-enabled=true",
    `--permissions-accounts-config-file=${NODE_FILES.accounts}`,
  ];
}

/** A file to be written: its text, and who may do what with it. */
export interface PlannedFile {
  text: string;
  mode: number;
}

const PUBLIC = 0o644;

export const openFile = (text: string): PlannedFile => ({ text, mode: PUBLIC });
export const jsonFile = (value: unknown): PlannedFile =>
  openFile(`${JSON.stringify(value, null, 2)}\n`);

/** The folder of a node: all that its operator needs beside Besu. */
export function nodeFiles(node: PlannedNode, plan: NetworkPlan): Record<string, PlannedFile> {
  const others = plan.nodes.filter(({ name }) => name !== node.name);
  return {
    [NODE_FILES.genesis]: jsonFile(plan.genesis),
    [NODE_FILES.staticNodes]: jsonFile(others.map(({ enode }) => enode)),
    [NODE_FILES.nodes]: openFile(
      allowList(
        "nodes-allowlist",
        plan.nodes.map(({ enode }) => enode),
      ),
    ),
    [NODE_FILES.accounts]: openFile(allowList("accounts-allowlist", plan.accounts)),
    [NODE_FILES.start]: { text: startScript(node, plan.chainId), mode: 0o755 },
    ...(node.privateKey && {
      [NODE_FILES.key]: { text: `${node.privateKey}\n`, mode: 0o600 },
    }),
  };
}

/** TOML; on one line, as Besu itself writes it when the list is changed by RPC. */
const allowList = (key: string, values: readonly string[]): string =>
  `${key}=[${values.map((value) => `"${value}"`).join(",")}]\n`;

function startScript(node: PlannedNode, chainId: number): string {
  const options = nodeOptions(node, chainId).map((option) => `  ${option} \\\n`);
  return `#!/bin/sh
# Starts the node of ${node.name}. BESU is the program's whole path where PATH does not lead to it;
# arguments are passed on. All else that is to be known stands in the network's README.md.
set -eu
cd "$(dirname "$0")"
BESU=\${BESU:-besu}
if ! command -v "$BESU" >/dev/null; then
  echo "$BESU is not there: install Besu ${BESU_VERSION} and Java, or set BESU to its program" >&2
  exit 1
fi
if [ ! -f ${NODE_FILES.key} ]; then
  echo "the node's private key is missing: put it into $PWD/${NODE_FILES.key}, mode 0600" >&2
  exit 1
fi
exec "$BESU" \\
${options.join("")}  "$@"
`;
}
