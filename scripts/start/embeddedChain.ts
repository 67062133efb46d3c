import { rm } from "node:fs/promises";
import path from "node:path";
import { config, network } from "hardhat";
import { HDNodeWallet, Mnemonic } from "ethers";
import { deployCareLedger } from "../../deploy/deploy.ts";
import type { Addresses } from "../../src/chain/contracts.ts";
import { type Hex, randomHex } from "../../src/core/bytes.ts";

/** Hardhat's public development phrase: everybody knows these keys. */
const DEVELOPMENT_MNEMONIC = "test test test test test test test test test test test junk";

/** Key of a development account: index 0 administers, 1 and up are the institutions'. */
export const developmentKey = (index: number): Hex =>
  HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(DEVELOPMENT_MNEMONIC), `m/44'/60'/0'/0/${index}`)
    .privateKey as Hex;

export interface EmbeddedChain {
  url: string;
  addresses: Addresses;
  close(): Promise<void>;
}

/** A chain of its own over HTTP, as any other chain is reached, with the suite deployed on it. */
export async function startEmbeddedChain(): Promise<EmbeddedChain> {
  const server = await network.createServer("embedded", "127.0.0.1", 0);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  const connection = await network.create({
    network: "external",
    chainType: "l1",
    override: { url },
  });
  // The chain goes when this process goes, and its journal with it.
  const deploymentId = `embedded-${randomHex(8).slice(2)}`;
  const journal = path.join(config.paths.ignition, "deployments", deploymentId);
  try {
    const addresses = await deployCareLedger(connection, { deploymentId });
    return { url, addresses, close: () => server.close() };
  } finally {
    await rm(journal, { recursive: true, force: true });
    await connection.close();
  }
}
