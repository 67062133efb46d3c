import { encodeBytes32String } from "ethers";
import { type Addresses, connectContracts, CONTRACT_NAMES } from "../../src/chain/contracts.ts";
import type { Network } from "../../src/chain/network.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { logs, read } from "../../src/chain/transact.ts";
import type { SuiteEvents } from "../../src/core/events.ts";
import { POLICY } from "../policy.ts";
import type { Check } from "./check.ts";

/** Whether the Directory gives each module its name, evidence for good and policy for now. */
export async function checkNames(network: Network, addresses: Addresses): Promise<Check[]> {
  const { directory } = connectContracts(addresses, network.provider);
  const { manager: _, ...named } = CONTRACT_NAMES;
  return await Promise.all(
    Object.entries(named).map(async ([key, name]) => {
      const bytes = encodeBytes32String(name);
      const [found, permanent] = await read(
        Promise.all([
          directory.moduleOf(bytes).catch(() => "nothing"),
          directory.isPermanent(bytes),
        ]),
      );
      const address = addresses[key as keyof Addresses];
      const isPolicy = POLICY.has(name);
      const ok = found === address && permanent === !isPolicy;
      const kind = permanent ? "for good" : "replaceable";
      return { what: `name ${name}`, ok, detail: ok ? kind : `${found}, ${kind}; not ${address}` };
    }),
  );
}

/** The end of a caller's window that has none. */
const NO_END = 2 ** 48 - 1;

/** Whether those, and nobody else, may write evidence that the modules in deploy/modules found with it. */
export async function checkCallers(
  network: Network,
  addresses: Addresses,
  fromBlock = 0,
): Promise<Check[]> {
  const { accessDesk, coldChain, claimDesk, balanceDesk, fundLedger } = addresses;
  const { claimAppeals, claimReview, claimReversal, supplementDesk } = addresses;
  const settling = [claimDesk, claimReview, claimReversal];
  const deciding = [...settling, balanceDesk, claimAppeals];
  return [
    await callersOf("consentRegistry", [accessDesk], network, addresses, fromBlock),
    await callersOf("receipts", [accessDesk], network, addresses, fromBlock),
    await callersOf(
      "drugLedger",
      [coldChain, claimDesk, claimReview],
      network,
      addresses,
      fromBlock,
    ),
    await callersOf("settlementToken", [fundLedger], network, addresses, fromBlock),
    await callersOf("fundLedger", [...settling, supplementDesk], network, addresses, fromBlock),
    await callersOf("claims", deciding, network, addresses, fromBlock),
    await callersOf("supplements", [supplementDesk], network, addresses, fromBlock),
  ];
}

async function callersOf(
  evidence:
    | "consentRegistry"
    | "receipts"
    | "drugLedger"
    | "settlementToken"
    | "fundLedger"
    | "claims"
    | "supplements",
  expected: readonly Hex[],
  network: Network,
  addresses: Addresses,
  fromBlock: number,
): Promise<Check> {
  const at = addresses[evidence];
  const own = {
    ...addresses,
    consentRegistry: at,
    receipts: at,
    drugLedger: at,
    settlementToken: at,
    fundLedger: at,
    claims: at,
    supplements: at,
  };
  const changes = await logs({ network, addresses: own }, "CallerChanged", [], { from: fromBlock });
  const now = await network.now();
  const latest = new Map(changes.map(({ event }) => [event.caller, event]));
  // Whoever may write now, and whoever is announced; not whoever was dropped or vetoed.
  const listed = [...latest.values()].filter(({ from, until }) => from !== 0 && until > now);
  const { callerNotice } = connectContracts(addresses, network.provider)[evidence];
  return {
    what: `callers of ${CONTRACT_NAMES[evidence]}`,
    ok:
      listed.length === expected.length &&
      listed.every(({ caller, until }) => expected.includes(caller) && until === NO_END),
    detail: `${listed.map(described).join(", ") || "none"}; notice of ${await read(callerNotice())} s`,
  };
}

const described = ({ caller, from, until }: SuiteEvents["CallerChanged"]): string =>
  `${caller} from ${from}${until === NO_END ? "" : ` to ${until}`}`;
