import consentRegistry from "careledger/abi/ConsentRegistry.json" with { type: "json" };
import { RecordIndex__factory } from "careledger/typechain-types";
import { Contract, type Provider } from "ethers";

/** How many records each batch has that was anchored with its leaves; typed by TypeChain. */
export async function batchSizes(recordIndex: string, provider: Provider): Promise<number[]> {
  const index = RecordIndex__factory.connect(recordIndex, provider);
  const anchored = await index.queryFilter(index.filters.BatchAnchored());
  return anchored.map(({ args }) => args.ids.length);
}

/** How often consents were used; with ethers alone, over the ABI file. */
export async function uses(address: string, provider: Provider): Promise<number> {
  const registry = new Contract(address, consentRegistry.abi, provider);
  return (await registry.queryFilter("ConsentUsed")).length;
}
