import { fail } from "../core/errors.ts";
import type { Hex } from "../core/bytes.ts";
import type { SigningDomain } from "../core/signing.ts";
import type { Account } from "./account.ts";
import { type Addresses, connectContracts, type Contracts } from "./contracts.ts";
import type { Network } from "./network.ts";

/** The suite on one chain, read by anyone and written by an institution's account. */
export interface Chain {
  readonly network: Network;
  readonly addresses: Addresses;
  readonly contracts: Contracts;
  readonly account: Account | undefined;
}

export function openChain(network: Network, addresses: Addresses, account?: Account): Chain {
  const contracts = connectContracts(addresses, account ?? network.provider);
  return { network, addresses, contracts, account };
}

/** The account that writes; reading needs none. */
export const accountOf = ({ account }: Chain): Account => account ?? fail("CHAIN_NO_ACCOUNT", {});

/** The EIP-712 domains of the suite: signatures hold on one chain, for one contract. */
export function signingDomain(
  { network, addresses }: Pick<Chain, "network" | "addresses">,
  name:
    | "SubjectRegistry"
    | "ConsentRegistry"
    | "ColdChain"
    | "SettlementToken"
    | "Agreements"
    | "Enrolment"
    | "FundLedger"
    | "ClaimAppeals"
    | "Supplements"
    | "AgentProposals"
    | "Gateway",
): SigningDomain {
  const verifiers = {
    SubjectRegistry: addresses.subjectRegistry,
    ConsentRegistry: addresses.consentRegistry,
    ColdChain: addresses.coldChain,
    SettlementToken: addresses.settlementToken,
    Agreements: addresses.agreements,
    Enrolment: addresses.enrolment,
    FundLedger: addresses.fundLedger,
    ClaimAppeals: addresses.claimAppeals,
    Supplements: addresses.supplements,
    AgentProposals: addresses.agentProposals,
    // A gateway is no contract: its requests are bound to the receipts of its chain.
    Gateway: addresses.receipts,
  } satisfies Record<typeof name, Hex>;
  return {
    name: `CareLedger ${name}`,
    version: "1",
    chainId: network.chainId,
    verifyingContract: verifiers[name],
  };
}
