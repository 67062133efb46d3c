import { addresses, type SuiteContract } from "careledger/networks";
import { Directory__factory } from "careledger/typechain-types";
import { encodeBytes32String, type Provider } from "ethers";

/** Where a contract of the suite lies: on a known network by its chain id, elsewhere by the Directory. */
export async function addressOf(
  name: SuiteContract,
  provider: Provider,
  directory: string,
): Promise<string> {
  const { chainId } = await provider.getNetwork();
  const known = addresses[Number(chainId)];
  if (known) return known[name];
  return await Directory__factory.connect(directory, provider).moduleOf(encodeBytes32String(name));
}
