import { rmSync } from "node:fs";
import path from "node:path";
import { config, network } from "hardhat";
import { deployCareLedger } from "../../../deploy/deploy.ts";
import type { Addresses } from "../../chain/contracts.ts";
import { randomHex } from "../../core/bytes.ts";

/** A chain with the suite deployed on it. */
export interface ChainInUse {
  url: string;
  addresses: Addresses;
  close(): Promise<void>;
}

/** A chain of its own over HTTP, as any other chain is reached, with the suite deployed on it. */
export async function startEmbeddedChain(): Promise<ChainInUse> {
  const server = await network.createServer("embedded", "127.0.0.1", 0);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  try {
    return { url, addresses: await deployTo(url), close: () => server.close() };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function deployTo(url: string): Promise<Addresses> {
  const connection = await network.create({
    network: "external",
    chainType: "l1",
    override: { url },
  });
  // The chain goes when this process goes, and its journal with it.
  const deploymentId = `embedded-${randomHex(8).slice(2)}`;
  const journal = path.join(config.paths.ignition, "deployments", deploymentId);
  const remove = (): void => rmSync(journal, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    return await deployCareLedger(connection, { deploymentId });
  } finally {
    process.off("exit", remove);
    remove();
    await connection.close();
  }
}
