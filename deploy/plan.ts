import { AbiCoder, decodeBytes32String, type Interface, type ParamType } from "ethers";
import { type Addresses, CONTRACT_NAMES } from "../src/chain/contracts.ts";
import type { Eip1193Provider } from "../src/chain/signingProvider.ts";
import type { Hex } from "../src/core/bytes.ts";
import { fail } from "../src/core/errors.ts";
import { factories } from "./artifacts.ts";
import { deployCareLedger, type DeployOptions } from "./deploy.ts";
import { simulatedNetwork } from "./simulated.ts";

/** A transaction of a deployment. */
export interface PlannedStep {
  contract: string;
  /** The function; a constructor has none. */
  call?: string;
  /** Where the contract lies, or will. */
  address: Hex;
  /** Arguments by their names in Solidity. */
  values: [name: string, value: string][];
  gas: bigint;
}

interface PlanOptions extends Pick<
  DeployOptions,
  "deployer" | "administrator" | "callerNotice" | "ruleNotice"
> {
  chainId: bigint;
  /** Nonce of the deployer's first transaction: addresses follow from it. */
  nonce: number;
}

/** What a deployment does, in its order: tried on a chain in this process, under the same id. */
export async function planDeployment({
  chainId,
  nonce,
  ...options
}: PlanOptions): Promise<PlannedStep[]> {
  const network = await simulatedNetwork({ chainId: Number(chainId) });
  const connection = await network.create({ network: "simulated" });
  try {
    const chain = connection.provider as Eip1193Provider;
    const ask = (method: string, ...params: unknown[]) => chain.request({ method, params });
    await ask("hardhat_impersonateAccount", options.deployer);
    await ask("hardhat_setNonce", options.deployer, `0x${nonce.toString(16)}`);
    const addresses = await deployCareLedger(chain, options);
    const steps: PlannedStep[] = [];
    const last = Number(await ask("eth_blockNumber"));
    for (let number = 1; number <= last; number++) {
      const block = await ask("eth_getBlockByNumber", `0x${number.toString(16)}`, true);
      for (const transaction of (block as { transactions: Mined[] }).transactions) {
        const receipt = await ask("eth_getTransactionReceipt", transaction.hash);
        steps.push(stepOf(transaction, receipt as Receipt, addresses));
      }
    }
    return steps;
  } finally {
    await connection.close();
  }
}

interface Mined {
  hash: string;
  to: string | null;
  input: string;
}
interface Receipt {
  contractAddress: Hex | null;
  gasUsed: string;
}

function stepOf({ to, input }: Mined, receipt: Receipt, addresses: Addresses): PlannedStep {
  const at = (to ?? receipt.contractAddress)!.toLowerCase();
  const [key, address] = Object.entries(addresses).find(([, a]) => a.toLowerCase() === at)!;
  const contract = CONTRACT_NAMES[key as keyof Addresses];
  const factory = factories[contract];
  const gas = BigInt(receipt.gasUsed);
  const abi = factory.createInterface();
  if (to === null) {
    const { inputs } = abi.deploy;
    const args = AbiCoder.defaultAbiCoder().decode(
      inputs,
      `0x${input.slice(factory.bytecode.length)}`,
    );
    return { contract, address, values: named(inputs, args), gas };
  }
  const call =
    abi.parseTransaction({ data: input }) ?? fail("DEPLOY_UNKNOWN", { contractName: at });
  return {
    contract,
    call: call.name,
    address,
    values: named(call.fragment.inputs, call.args),
    gas,
  };
}

const named = (inputs: readonly ParamType[], args: ArrayLike<unknown>): [string, string][] =>
  inputs.map(({ name, type }, i) => [name, textOf(type, args[i])]);

/** Names and functions in words; numbers and addresses as they stand. */
function textOf(type: string, value: unknown): string {
  if (type === "bytes32") return decodeBytes32String(value as string);
  if (type === "bytes4[]") return (value as string[]).map(functionName).join(" ");
  return String(value);
}

const functionName = (selector: string): string =>
  Object.values(factories)
    .map((factory) => (factory.createInterface() as Interface).getFunction(selector)?.name)
    .find((name) => name !== undefined) ?? selector;
