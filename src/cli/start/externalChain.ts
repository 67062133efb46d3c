import path from "node:path";
import { deployCareLedger } from "../../../deploy/deploy.ts";
import { httpProvider, signingProvider } from "../../chain/signingProvider.ts";
import { type Accounts, ADMINISTRATOR, DEPLOYER } from "../accounts.ts";
import type { State } from "../state.ts";
import type { ChainInUse } from "./embeddedChain.ts";

/** A chain that others run: deploys, or takes up the deployment that the state folder knows. */
export async function useExternalChain(
  url: string,
  accounts: Accounts,
  state: State,
): Promise<ChainInUse> {
  const provider = signingProvider(httpProvider(url), [accounts.key(DEPLOYER)]);
  const addresses = await deployCareLedger(provider, {
    deployer: accounts.address(DEPLOYER),
    administrator: accounts.address(ADMINISTRATOR),
    journal: path.join(state.directory, "ignition"),
  });
  return { url, addresses, close: async () => {} };
}
