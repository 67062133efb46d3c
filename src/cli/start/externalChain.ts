import { Network } from "../../chain/network.ts";
import { addressesIn } from "../../chain/networks.ts";
import type { Accounts } from "../accounts.ts";
import { deploySuite } from "../deploy/suite.ts";
import type { State } from "../state.ts";
import type { ChainInUse } from "./embeddedChain.ts";

/** A chain that others run: deploys, or takes up the deployment that the state folder knows. */
export async function useExternalChain(
  url: string,
  accounts: Accounts,
  state: State,
): Promise<ChainInUse> {
  const network = await Network.open({ url });
  try {
    const { file } = await deploySuite({ rpc: url, network, accounts, folder: state.directory });
    return { url, addresses: addressesIn(file), close: async () => {} };
  } finally {
    network.close();
  }
}
