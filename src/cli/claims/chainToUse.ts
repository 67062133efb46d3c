import type { Chain } from "../../chain/chain.ts";
import { Network } from "../../chain/network.ts";
import { CareLedger } from "../../client.ts";
import { Accounts, ADMINISTRATOR } from "../accounts.ts";
import { say } from "../progress.ts";
import { type GlobalOptions, Session } from "../session.ts";
import { startEmbeddedChain } from "../start/embeddedChain.ts";

/** A chain to decide claims on, as its administration. */
export interface ChainToUse {
  administrator: Chain;
  close: () => Promise<void>;
}

/** The one that `--rpc` names, else one of its own. */
export const chainToUse = (options: GlobalOptions): Promise<ChainToUse> =>
  options.rpc === undefined ? embedded() : external(options);

async function embedded(): Promise<ChainToUse> {
  say("Starting an embedded chain, deploying the contracts");
  const chain = await startEmbeddedChain();
  try {
    const network = await Network.open({ url: chain.url, pollingInterval: 100 });
    const key = Accounts.development().key(ADMINISTRATOR);
    return {
      administrator: CareLedger.at(network, chain.addresses, key).chain,
      close: async () => {
        network.close();
        await chain.close();
      },
    };
  } catch (error) {
    await chain.close();
    throw error;
  }
}

async function external(options: GlobalOptions): Promise<ChainToUse> {
  const session = await Session.open(options);
  const close = () => session.close();
  try {
    const addresses = await session.addresses();
    const key = session.accounts.key(ADMINISTRATOR);
    return { administrator: CareLedger.at(session.network, addresses, key).chain, close };
  } catch (error) {
    await close();
    throw error;
  }
}
