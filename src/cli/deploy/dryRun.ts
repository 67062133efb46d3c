import { formatEther } from "ethers";
import { type PlannedStep, planDeployment } from "../../../deploy/plan.ts";
import { ADMIN_ROLE, roles } from "../../../deploy/roles.ts";
import { roleName } from "../../../deploy/holders.ts";
import { read } from "../../chain/transact.ts";
import type { Hex } from "../../core/bytes.ts";
import { DEPLOYER } from "../accounts.ts";
import type { Session } from "../session.ts";
import type { DeployCommandOptions } from "./command.ts";
import { journalOf } from "./suite.ts";

/** Says what `careledger deploy` would do. Nothing is sent to the chain. */
export async function dryRun(
  session: Session,
  administrator: Hex,
  { callerNotice, ruleNotice }: Pick<DeployCommandOptions, "callerNotice" | "ruleNotice">,
): Promise<void> {
  const { network, accounts, state } = session;
  const deployer = accounts.address(DEPLOYER);
  const journal = journalOf(state.directory);
  const { provider, chainId } = network;
  const [present, balance, block, { gasPrice }] = await read(
    Promise.all([
      provider.getTransactionCount(deployer),
      provider.getBalance(deployer),
      provider.getBlock("latest"),
      provider.getFeeData(),
    ]),
  );
  const nonce = (await journal.firstNonce(provider)) ?? present;
  const notice = {
    ...(callerNotice === undefined ? {} : { callerNotice }),
    ...(ruleNotice === undefined ? {} : { ruleNotice }),
  };
  const steps = await planDeployment({ chainId, nonce, deployer, administrator, ...notice });
  const gas = steps.reduce((sum, step) => sum + step.gas, 0n);
  // Without a base fee gas is free, whatever tip a node suggests.
  const price = block?.baseFeePerGas === 0n ? 0n : (gasPrice ?? 0n);
  const done = await journal.stepsDone();
  const held = [ADMIN_ROLE, ...Object.values(roles)].map((id) => roleName(id)!);
  const names = new Map(
    [
      [deployer, "the deployer"],
      [administrator, "the administrator"],
      ...steps.map(({ contract, address }) => [address, contract]),
    ].map(([address, name]) => [address!.toLowerCase(), name!]),
  );
  const value = {
    chainId,
    deployer: { address: deployer, nonce, balance, roles: [] },
    administrator: { address: administrator, roles: held },
    stepsDone: done,
    steps,
    gas,
    gasPrice: price,
    cost: gas * price,
  };
  session.output.result(value, [
    `Dry run for chain ${chainId}: nothing is sent.`,
    `Deployer ${deployer}: nonce ${nonce}, ${formatEther(balance)} ether; ends without a role.`,
    `Administrator ${administrator} gets ${held.join(", ")}.`,
    ...(done === 0 ? [] : [`An earlier run did ${done} of the steps: they are not done again.`]),
    "",
    ...steps.map((step, index) => lineOf(step, index, names)),
    "",
    `${steps.length} transactions, ${inWords(gas)} gas${price === 0n ? ", which is free here" : `: about ${formatEther(gas * price)} ether`}.`,
  ]);
}

const inWords = (gas: bigint): string => gas.toLocaleString("en");

function lineOf(
  { contract, call, address, values, gas }: PlannedStep,
  index: number,
  names: ReadonlyMap<string, string>,
): string {
  const args = values.map(([name, value]) => `${name}: ${names.get(value.toLowerCase()) ?? value}`);
  const what = call === undefined ? `new ${contract}` : `${contract}.${call}`;
  const place = call === undefined ? ` at ${address}` : "";
  const number = String(index + 1).padStart(3);
  return `${number}  ${inWords(gas).padStart(9)} gas  ${what}(${args.join(", ")})${place}`;
}
