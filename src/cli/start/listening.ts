import { Accounts, ADMINISTRATOR } from "../accounts.ts";
import type { DevFile } from "../home.ts";
import { commandLine } from "../package.ts";
import { note, say, title } from "../progress.ts";
import type { State } from "../state.ts";
import type { StartOptions } from "./command.ts";
import type { Consortium } from "./consortium.ts";
import type { ChainInUse } from "./embeddedChain.ts";

/** What the other commands read while this one stays up. */
export function devFileOf(
  { url, addresses }: ChainInUse,
  { administrator, custodians }: Consortium,
  state: State,
  { rpc, ipfs }: StartOptions,
): DevFile {
  const { chainId, genesis } = administrator.chain.network;
  return {
    url,
    chainId: Number(chainId),
    genesis,
    addresses,
    gateways: Object.fromEntries(custodians.map(({ id, serving }) => [id, serving.url])),
    ...(rpc === undefined ? { developmentKeys: developmentKeys(state) } : {}),
    state: state.directory,
    ...(ipfs === undefined ? {} : { ipfs }),
    pid: process.pid,
  };
}

function developmentKeys({ institutions }: State): NonNullable<DevFile["developmentKeys"]> {
  const accounts = Accounts.development();
  const named = Object.entries(institutions).map(([name, { account }]) => [name, account] as const);
  return Object.fromEntries(
    [["administrator", ADMINISTRATOR] as const, ...named].map(([name, index]) => [
      name,
      { address: accounts.address(index), privateKey: accounts.key(index) },
    ]),
  );
}

export function sayWhereItListens(
  { url, addresses }: ChainInUse,
  { custodians }: Consortium,
  pack: string,
): void {
  title("Up. Four things to try in another terminal; Ctrl-C here ends it");
  note(`chain ${url}, Directory ${addresses.directory}`);
  for (const { name, serving } of custodians) note(`gateway of ${name}: ${serving.url}`);
  say(`  ${commandLine} participants list`);
  say(`  ${commandLine} access log`);
  say(`  ${commandLine} trace scan "${pack}"`);
  say(`  curl -s ${custodians[0]!.serving.url}/v1/about`);
}
