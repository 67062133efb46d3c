import { MINIMUM_MEMBERS, onOneMachine } from "./members.ts";
import { BESU_VERSION, NODE_FILES } from "./nodeFiles.ts";
import type { NetworkPlan, PlannedNode } from "./plan.ts";

/** The README.md of a network: who does what, in which order. */
export function guide(plan: NetworkPlan): string {
  const sections = [
    head(plan),
    onOneMachine(plan.nodes) ? oneMachine(plan) : manyMachines(plan),
    blocks(plan.nodes[0]!, plan),
    NODE_KEY,
    validators(plan),
    permissions(plan.nodes[0]!),
    GOOD_TO_KNOW,
  ];
  return `${sections.join("\n\n")}\n`;
}

const head = ({ chainId, genesisHash, nodes }: NetworkPlan) => `# A QBFT network of Besu nodes

Chain ${chainId}. Block 0 is \`${genesisHash}\`: a node that shows another one is on another network.
Made for Besu ${BESU_VERSION}.

| member | node | RPC, on its own machine | validator | private key |
| ------ | ---- | ----------------------- | --------- | ----------- |
${nodes.map(row).join("\n")}

${tolerance(nodes.length)}

| file | what it is |
| ---- | ---------- |
| \`network.json\` | all that is public: addresses, validators, admitted accounts |
| \`genesis.json\` | block 0 and the rules; the same for everybody |
| \`compose.yaml\` | the nodes as containers, one service a node |
| \`nodes/NAME/\` | the folder of one operator: start script, key, static nodes, two allow-lists |`;

const row = ({ name, host, p2pPort, rpcPort, validator, privateKey }: PlannedNode) =>
  `| ${name} | ${host}:${p2pPort} | 127.0.0.1:${rpcPort} | \`${validator}\` | ${
    privateKey ? `nodes/${name}/${NODE_FILES.key}` : "with the member"
  } |`;

const tolerance = (count: number): string =>
  count < MINIMUM_MEMBERS
    ? `${count} validators survive the failure of none: a network to try things on, no more.`
    : `${count} validators go on while no more than ${Math.floor((count - 1) / 3)} of them is down or lies.`;

const oneMachine = ({ nodes }: NetworkPlan) => `## Start it

All ${nodes.length} nodes run on this machine. With Docker (on a desktop, allow its host networking):

\`\`\`sh
NODE_USER="$(id -u):$(id -g)" docker compose up -d
\`\`\`

Without Docker, with Besu and Java installed:

\`\`\`sh
for node in nodes/*/; do sh "\${node}${NODE_FILES.start}" >"\${node}besu.log" 2>&1 & done
\`\`\`

Besu takes about half a gigabyte a node.`;

const manyMachines = ({ nodes }: NetworkPlan) => `## Start it

1. **Who made this folder** gives every member all but the other members' folders in \`nodes/\`, over a
   channel that nobody else reads, and then deletes the private keys here. Better: members make their keys
   themselves (\`careledger network key --out ${NODE_FILES.key}\`), send the public one, and it stands in the
   list of members as \`nodePublicKey\`; then no private key was ever anywhere else.
2. **Every operator** compares the hash above and the validators with what the other members have,
   by telephone or on paper, and puts its key, where it holds it itself, into its folder as
   \`${NODE_FILES.key}\`, mode 0600.
3. **Every operator** opens its node's TCP port to the other members' addresses and to nobody else:
   ${nodes.map(({ name, host, p2pPort }) => `${name} ${host}:${p2pPort}`).join(", ")}. The RPC stays on the machine itself; who works
   from elsewhere goes through an SSH tunnel or a proxy that knows its users.
4. **Every operator** starts its node, under whatever keeps services running:
   \`sh nodes/NAME/${NODE_FILES.start}\`, or \`NODE_USER="$(id -u):$(id -g)" docker compose up -d NAME\`.
   The order does not matter; blocks come as soon as two thirds of the validators are up.`;

const blocks = ({ rpcPort }: PlannedNode, { nodes }: NetworkPlan) => `## See that blocks come

\`\`\`sh
careledger network doctor --rpc http://127.0.0.1:${rpcPort}
\`\`\`

It names block 0, the newest block, the validators, the gas price and the clocks. By hand:

\`\`\`sh
${call(rpcPort, "eth_blockNumber")}
${call(rpcPort, "net_peerCount")}
${call(rpcPort, "qbft_getValidatorsByBlockNumber", '"latest"')}
\`\`\`

The number rises once a second; a node has ${nodes.length - 1} peers. No peers: compare addresses, firewall and
allow-lists. Peers but no blocks: too few validators are up.`;

const call = (rpcPort: number, method: string, params = ""): string =>
  `curl -s -H 'content-type: application/json' -d '{"jsonrpc":"2.0","id":1,"method":"${method}","params":[${params}]}' http://127.0.0.1:${rpcPort}`;

const NODE_KEY = `## The node key

\`${NODE_FILES.key}\` signs blocks. Whoever has it votes as this member, and with the keys of more than a third of the
members can stop the chain. Keep it on the node (mode 0600) and in one sealed backup; it is no
account and can move no data. If it is lost or was seen by others, make a new node and have the
members vote the old validator out and the new one in. Never run two nodes with one key.`;

const validators = ({ nodes }: NetworkPlan) => {
  const votes = Math.floor(nodes.length / 2) + 1;
  return `## Validators come and go by votes

More than half of the validators must agree (now ${votes} of ${nodes.length}). One change at a time, and never below
${MINIMUM_MEMBERS} validators.

1. The new member makes a key, and a folder like the others' with its own address and ports in
   \`${NODE_FILES.start}\` (\`--p2p-host\`, \`--p2p-port\`, \`--rpc-http-port\`); its static nodes are all the others.
2. Every operator adds its enode to \`${NODE_FILES.nodes}\`, reloads (below), and adds it to
   \`${NODE_FILES.staticNodes}\` too, which counts from the next start on.
3. The new node starts and catches up: it shows the others' block number.
4. Operators vote, each on its own node:

   \`\`\`sh
   ${call(nodes[0]!.rpcPort, "qbft_proposeValidatorVote", '"VALIDATOR_ADDRESS",true')}
   \`\`\`

   \`false\` votes a validator out. \`qbft_getPendingVotes\` shows the votes of one's own node,
   \`qbft_getValidatorsByBlockNumber\` the outcome.
5. When it is done every operator withdraws its vote, or its node would repeat it:
   \`qbft_discardValidatorVote\` with the address.`;
};

const permissions = ({ rpcPort }: PlannedNode) => `## Permissions

\`${NODE_FILES.nodes}\` says which nodes this one talks to, \`${NODE_FILES.accounts}\` whose transactions it
takes. After an edit:

\`\`\`sh
${call(rpcPort, "perm_reloadPermissionsFromFile")}
\`\`\`

Every member keeps both lists itself, and they should be the same everywhere. The list of accounts is
a filter at each node's door, **no rule of the chain**: an account that one validator lets in gets its
transactions into blocks, and all nodes accept these. Who may do what is decided by the contracts.
Static nodes cannot be taken off the list of nodes while they are in \`${NODE_FILES.staticNodes}\`.`;

const GOOD_TO_KNOW = `## Good to know

- Gas is free and nobody owns ether: \`alloc\` in the genesis is empty.
- The nodes keep the state of every block (FOREST), so that a receipt can be proved at the block in
  which it was issued. BONSAI needs less disk and proves only the last blocks; it can be chosen in
  \`${NODE_FILES.start}\` before a node's first start, not after.
- QBFT blocks are final at once. The blocks \`safe\` and \`finalized\` do not exist; use \`latest\`.
- A stopped node catches up by itself. Its \`data/\` may be deleted (never \`${NODE_FILES.key}\`): it fetches all
  blocks again.
- The clocks of all machines must agree: use NTP.
- Addresses are IPv4 numbers: a name could lead to another node tomorrow, and these nodes do not
  listen on IPv6.`;
