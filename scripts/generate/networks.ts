/** Writes src/chain/shippedNetworks.ts from the address files of networks/, so that a build has them. */
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { type NetworkFile, parseNetworkFile } from "../../src/chain/networks.ts";

const target = "src/chain/shippedNetworks.ts";

const networks: NetworkFile[] = [];
const names = existsSync("networks") ? await readdir("networks") : [];
for (const name of names.toSorted()) {
  const file = `networks/${name}/addresses.json`;
  if (existsSync(file)) networks.push(parseNetworkFile(await readFile(file, "utf8"), file));
}

const text = `// Written by \`npm run generate\`. Do not edit: change networks/*/addresses.json.
import type { NetworkFile } from "./networks.ts";

/** Networks on which the suite lies, and where. */
export const shippedNetworks: readonly NetworkFile[] = ${JSON.stringify(networks)};
`;
const options = await resolveConfig(target);
await writeFile(target, await format(text, { ...options, parser: "typescript" }));
