import { stringify } from "yaml";
import { BESU_VERSION, NODE_FILES, type PlannedFile, openFile } from "./nodeFiles.ts";
import type { NetworkPlan } from "./plan.ts";

/** Where a node's folder lies, seen from the network's. */
export const nodeFolder = (name: string): string => `nodes/${name}`;

/**
 * One service a node. They use the machine's own network, so that the addresses of genesis, static
 * nodes and permissions hold inside the containers too, on one machine and on many.
 */
export function composeFile({ nodes }: NetworkPlan): PlannedFile {
  const services = Object.fromEntries(
    nodes.map(({ name }) => [
      name,
      {
        image: `hyperledger/besu:${BESU_VERSION}`,
        entrypoint: ["/bin/sh", `/node/${NODE_FILES.start}`],
        // The owner of the node's folder: nobody else reads the key.
        user: "${NODE_USER:-1000:1000}",
        network_mode: "host",
        volumes: [`./${nodeFolder(name)}:/node`],
        restart: "unless-stopped",
        stop_grace_period: "30s",
      },
    ]),
  );
  return openFile(stringify({ services }));
}
