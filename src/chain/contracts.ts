import {
  type ContractRunner,
  encodeBytes32String,
  getAddress,
  type Interface,
  isCallException,
} from "ethers";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import {
  AccessDesk__factory,
  AccessManager__factory,
  AgentProposals__factory,
  Agreements__factory,
  BalanceDesk__factory,
  BenefitPlans__factory,
  Catalogue__factory,
  ClaimAppeals__factory,
  ClaimDesk__factory,
  ClaimReversal__factory,
  ClaimReview__factory,
  Claims__factory,
  ColdChain__factory,
  ConsentRegistry__factory,
  type Directory,
  Directory__factory,
  DrugLedger__factory,
  Enrolment__factory,
  FundLedger__factory,
  ParticipantRegistry__factory,
  Procurement__factory,
  Receipts__factory,
  RecordIndex__factory,
  ScanDesk__factory,
  SettlementToken__factory,
  ShadowDesk__factory,
  SubjectRegistry__factory,
  SupplementDesk__factory,
  Supplements__factory,
} from "../../typechain-types/index.js";

/** The suite's contracts, by the names of the Ignition futures that deploy them. */
const factories = {
  manager: AccessManager__factory,
  directory: Directory__factory,
  participantRegistry: ParticipantRegistry__factory,
  subjectRegistry: SubjectRegistry__factory,
  recordIndex: RecordIndex__factory,
  consentRegistry: ConsentRegistry__factory,
  receipts: Receipts__factory,
  accessDesk: AccessDesk__factory,
  drugLedger: DrugLedger__factory,
  scanDesk: ScanDesk__factory,
  settlementToken: SettlementToken__factory,
  enrolment: Enrolment__factory,
  fundLedger: FundLedger__factory,
  coldChain: ColdChain__factory,
  procurement: Procurement__factory,
  claims: Claims__factory,
  claimDesk: ClaimDesk__factory,
  shadowDesk: ShadowDesk__factory,
  balanceDesk: BalanceDesk__factory,
  claimAppeals: ClaimAppeals__factory,
  claimReview: ClaimReview__factory,
  claimReversal: ClaimReversal__factory,
  supplements: Supplements__factory,
  supplementDesk: SupplementDesk__factory,
  agentProposals: AgentProposals__factory,
  catalogue: Catalogue__factory,
  benefitPlans: BenefitPlans__factory,
  agreements: Agreements__factory,
} as const;

export type ContractName = keyof typeof factories;

/** Where the suite lies on one chain. */
export type Addresses = Record<ContractName, Hex>;

export type Contracts = { [N in ContractName]: ReturnType<(typeof factories)[N]["connect"]> };

export const contractNames = Object.keys(factories) as ContractName[];

/** Names of the contracts, which all but the first two also have in the Directory. */
export const CONTRACT_NAMES = {
  manager: "AccessManager",
  directory: "Directory",
  participantRegistry: "ParticipantRegistry",
  subjectRegistry: "SubjectRegistry",
  recordIndex: "RecordIndex",
  consentRegistry: "ConsentRegistry",
  receipts: "Receipts",
  accessDesk: "AccessDesk",
  drugLedger: "DrugLedger",
  scanDesk: "ScanDesk",
  settlementToken: "SettlementToken",
  enrolment: "Enrolment",
  fundLedger: "FundLedger",
  coldChain: "ColdChain",
  procurement: "Procurement",
  claims: "Claims",
  claimDesk: "ClaimDesk",
  shadowDesk: "ShadowDesk",
  balanceDesk: "BalanceDesk",
  claimAppeals: "ClaimAppeals",
  claimReview: "ClaimReview",
  claimReversal: "ClaimReversal",
  supplements: "Supplements",
  supplementDesk: "SupplementDesk",
  agentProposals: "AgentProposals",
  catalogue: "Catalogue",
  benefitPlans: "BenefitPlans",
  agreements: "Agreements",
} as const satisfies Record<keyof Addresses, string>;

/**
 * Where the suite lies, as its Directory tells.
 * @throws CHAIN_OTHER_SUITE where the Directory lacks a module that this version works with
 */
export async function addressesFrom(directory: Hex, runner: ContractRunner): Promise<Addresses> {
  const contract = Directory__factory.connect(directory, runner);
  const { manager: _, directory: __, ...inDirectory } = CONTRACT_NAMES;
  const [manager, ...modules] = await Promise.all([
    contract.authority(),
    ...Object.values(inDirectory).map((name) => moduleOf(contract, name)),
  ]);
  const named = Object.entries(inDirectory).map(
    ([key, name], i) => [key, name, modules[i]] as const,
  );
  const missing = named.filter(([, , module]) => module === undefined).map(([, name]) => name);
  if (missing.length > 0) fail("CHAIN_OTHER_SUITE", { directory, missing: missing.join(", ") });
  const found = Object.fromEntries(named.map(([key, , module]) => [key, module]));
  // As the others are written, whatever the case it was given in.
  return { ...found, manager, directory: getAddress(directory) } as Addresses;
}

async function moduleOf(directory: Directory, name: string): Promise<string | undefined> {
  try {
    return await directory.moduleOf(encodeBytes32String(name));
  } catch (error) {
    if (isCallException(error) && error.revert?.name === "DirectoryNameUnknown") return undefined;
    throw error;
  }
}

/** Typed contracts that read and write through `runner`. */
export function connectContracts(addresses: Addresses, runner: ContractRunner): Contracts {
  return Object.fromEntries(
    contractNames.map((name) => [name, factories[name].connect(addresses[name], runner)]),
  ) as Contracts;
}

/** The ABI of every contract, for decoding whatever comes back. */
export const abis = Object.fromEntries(
  contractNames.map((name) => [name, factories[name].createInterface()]),
) as Record<ContractName, Interface>;
