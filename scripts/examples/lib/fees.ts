import type { Wallet } from "ethers";

/** On a consortium's chain gas is free and accounts hold no ether: such an account offers no price. */
export async function feesOf({ provider, address }: Wallet) {
  const hasEther = (await provider!.getBalance(address)) > 0n;
  return hasEther ? {} : { type: 0, gasPrice: 0n };
}
