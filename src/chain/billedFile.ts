/** What a provider billed, read from the transaction that did: calldata stays on every node. */
import { Interface } from "ethers";
import type { IClaimFiles } from "../../typechain-types/contracts/claims/ClaimDesk.js";
import type { Hex } from "../core/bytes.ts";
import { claimId, unpackHeader } from "../core/claims.ts";
import type { Chain } from "./chain.ts";
import { read } from "./transact.ts";

/** A claim with all that it rests on, as the contracts take it. */
export type ShownFile = IClaimFiles.ClaimFileStruct;

/** What was decoded is read-only, and is not taken as an argument; lists of the same values are. */
const copied = (value: unknown): unknown =>
  Array.isArray(value) ? Array.from(value, copied) : value;

/** The file of a claim as it was sent, or undefined where the transaction is no call of the claim desk. */
export async function sentFile(
  { network, contracts }: Pick<Chain, "network" | "contracts">,
  claim: Hex,
  transaction: Hex,
): Promise<IClaimFiles.ClaimFileStructOutput | undefined> {
  const sent = await read(network.provider.getTransaction(transaction));
  if (!sent) return undefined;
  const call = Interface.from(contracts.claimDesk.interface).parseTransaction(sent);
  const files = (call?.name === "submitMany" ? call.args[0] : [call?.args[0]]) as (
    IClaimFiles.ClaimFileStructOutput | undefined
  )[];
  return files.find(
    (file) =>
      // Other calls of the desk have another first argument.
      file?.claim &&
      claimId(unpackHeader(file.claim.header).provider, file.claim.invoice as Hex) === claim,
  );
}

/** The same as contracts take it. */
export async function billedFile(
  chain: Pick<Chain, "network" | "contracts">,
  claim: Hex,
  transaction: Hex,
): Promise<ShownFile | undefined> {
  const file = await sentFile(chain, claim, transaction);
  return file && (copied(file) as ShownFile);
}
