import type { Artifact, ArtifactResolver } from "@nomicfoundation/ignition-core";
import {
  AccessDesk__factory,
  AccessManager__factory,
  ColdChain__factory,
  ConsentRegistry__factory,
  Directory__factory,
  DrugLedger__factory,
  ParticipantRegistry__factory,
  Procurement__factory,
  Receipts__factory,
  RecordIndex__factory,
  ScanDesk__factory,
  SettlementToken__factory,
  SubjectRegistry__factory,
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
  ColdChain: ColdChain__factory,
  Procurement: Procurement__factory,
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
