/**
 * Which role may call which restricted function. Selectors come from the typed interfaces, so a
 * renamed function does not compile here. Everything not named stays with the AccessManager's
 * administrator. Role ids: contracts/access/Roles.sol (a test compares them).
 */
import {
  Claims__factory,
  ConsentRegistry__factory,
  Directory__factory,
  DrugLedger__factory,
  FundLedger__factory,
  ParticipantRegistry__factory,
  Receipts__factory,
  SettlementToken__factory,
  SubjectRegistry__factory,
  Supplements__factory,
} from "../typechain-types/index.js";

/** The AccessManager's own administrator: gives and takes all roles. */
export const ADMIN_ROLE = 0n;

export const roles = {
  DIRECTORY_KEEPER: 1n,
  CALLER_KEEPER: 2n,
  CALLER_VETO: 3n,
  PAUSER: 4n,
  ADMISSIONS: 100n,
  VERIFIER_KEEPER: 101n,
  PRODUCT_KEEPER: 500n,
  TOKEN_ISSUER: 600n,
  FUND_KEEPER: 601n,
} as const;

export type RoleName = keyof typeof roles;

/** The contracts that have restricted functions, by the names of their Ignition futures. */
export type RestrictedContract =
  | "directory"
  | "participantRegistry"
  | "subjectRegistry"
  | "consentRegistry"
  | "receipts"
  | "drugLedger"
  | "settlementToken"
  | "fundLedger"
  | "claims"
  | "supplements";

interface Permission {
  role: RoleName;
  contract: RestrictedContract;
  selectors: string[];
}

const directory = Directory__factory.createInterface();
const participants = ParticipantRegistry__factory.createInterface();
const subjects = SubjectRegistry__factory.createInterface();
const consents = ConsentRegistry__factory.createInterface();
const receipts = Receipts__factory.createInterface();
const drugs = DrugLedger__factory.createInterface();
const tokens = SettlementToken__factory.createInterface();
const funds = FundLedger__factory.createInterface();
const claims = Claims__factory.createInterface();
const supplements = Supplements__factory.createInterface();

export const permissions: readonly Permission[] = [
  {
    role: "DIRECTORY_KEEPER",
    contract: "directory",
    selectors: [directory.getFunction("register").selector],
  },
  {
    role: "ADMISSIONS",
    contract: "participantRegistry",
    selectors: [
      participants.getFunction("admit").selector,
      participants.getFunction("amend").selector,
      participants.getFunction("setStatus").selector,
      participants.getFunction("appointAdministrator").selector,
    ],
  },
  {
    role: "PAUSER",
    contract: "participantRegistry",
    selectors: [participants.getFunction("pause").selector],
  },
  {
    role: "VERIFIER_KEEPER",
    contract: "subjectRegistry",
    selectors: [subjects.getFunction("listVerifier").selector],
  },
  {
    role: "PRODUCT_KEEPER",
    contract: "drugLedger",
    selectors: [drugs.getFunction("registerProduct").selector],
  },
  {
    role: "TOKEN_ISSUER",
    contract: "settlementToken",
    selectors: [tokens.getFunction("issue").selector],
  },
  {
    role: "PAUSER",
    contract: "fundLedger",
    selectors: [funds.getFunction("pausePool").selector],
  },
  {
    role: "FUND_KEEPER",
    contract: "fundLedger",
    selectors: [funds.getFunction("handOver").selector],
  },
  ...(
    [
      ["consentRegistry", consents],
      ["receipts", receipts],
      ["drugLedger", drugs],
      ["settlementToken", tokens],
      ["fundLedger", funds],
      ["claims", claims],
      ["supplements", supplements],
    ] as const
  ).flatMap(([contract, evidence]): Permission[] => [
    {
      role: "CALLER_KEEPER",
      contract,
      selectors: [
        evidence.getFunction("foundCallers").selector,
        evidence.getFunction("proposeCaller").selector,
      ],
    },
    { role: "CALLER_VETO", contract, selectors: [evidence.getFunction("vetoCaller").selector] },
  ]),
];
