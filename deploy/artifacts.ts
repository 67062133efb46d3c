import type { Artifact, ArtifactResolver } from "@nomicfoundation/ignition-core";
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
} from "../typechain-types/index.js";
import { fail } from "../src/core/errors.ts";

/** What is deployed, by contract name: the committed factories have ABI and creation code. */
export const factories = {
  AccessManager: AccessManager__factory,
  Directory: Directory__factory,
  ParticipantRegistry: ParticipantRegistry__factory,
  SubjectRegistry: SubjectRegistry__factory,
  RecordIndex: RecordIndex__factory,
  ConsentRegistry: ConsentRegistry__factory,
  Receipts: Receipts__factory,
  AccessDesk: AccessDesk__factory,
  DrugLedger: DrugLedger__factory,
  ScanDesk: ScanDesk__factory,
  SettlementToken: SettlementToken__factory,
  Enrolment: Enrolment__factory,
  FundLedger: FundLedger__factory,
  ColdChain: ColdChain__factory,
  Procurement: Procurement__factory,
  Claims: Claims__factory,
  ClaimDesk: ClaimDesk__factory,
  ShadowDesk: ShadowDesk__factory,
  BalanceDesk: BalanceDesk__factory,
  ClaimAppeals: ClaimAppeals__factory,
  ClaimReview: ClaimReview__factory,
  ClaimReversal: ClaimReversal__factory,
  Supplements: Supplements__factory,
  SupplementDesk: SupplementDesk__factory,
  AgentProposals: AgentProposals__factory,
  Catalogue: Catalogue__factory,
  BenefitPlans: BenefitPlans__factory,
  Agreements: Agreements__factory,
} as const;

/** Ignition asks this for contracts, so that a deployment needs neither a compiler nor its output. */
export const artifacts: ArtifactResolver = {
  loadArtifact: async (contractName) => {
    if (!Object.hasOwn(factories, contractName)) return fail("DEPLOY_UNKNOWN", { contractName });
    const { abi, bytecode } = factories[contractName as keyof typeof factories];
    return {
      _format: "hh3-artifact-1",
      contractName,
      sourceName: contractName,
      abi,
      bytecode,
      // Known once the constructor has filled in the immutable values; Ignition does not read it.
      deployedBytecode: "0x",
      linkReferences: {},
      deployedLinkReferences: {},
    } satisfies Artifact;
  },
  getBuildInfo: async () => undefined,
};
