import {
  AbiCoder,
  getCreateAddress,
  hexlify,
  keccak256,
  randomBytes,
  TypedDataEncoder,
  ZeroAddress,
} from "ethers";
import {
  type Addresses,
  connectContracts,
  CONTRACT_NAMES,
  type Contracts,
} from "../../src/chain/contracts.ts";
import { signingDomain } from "../../src/chain/chain.ts";
import type { Network } from "../../src/chain/network.ts";
import { read } from "../../src/chain/transact.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { factories } from "../artifacts.ts";
import type { Check } from "./check.ts";

type ContractName = keyof typeof factories;

/** What a contract tells of itself, or `other` where it is not that contract. */
const told = <T>(asked: Promise<T>, other: T): Promise<T> =>
  read(asked).catch((error: unknown) => {
    if (isCareLedgerError(error) && error.code === "CHAIN_FAILED") return other;
    throw error;
  });

/** What the modules in deploy/modules give to each constructor. */
async function constructorValues(
  addresses: Addresses,
  {
    consentRegistry,
    receipts,
    drugLedger,
    scanDesk,
    settlementToken,
    fundLedger,
    claims,
    supplements,
    catalogue,
    benefitPlans,
  }: Contracts,
): Promise<Record<ContractName, unknown[]>> {
  const { manager, participantRegistry, subjectRegistry, recordIndex } = addresses;
  // The notice is a choice of whoever deploys; what does not tell it is not the contract anyway.
  const notices = await Promise.all(
    [consentRegistry, receipts, drugLedger, settlementToken, fundLedger, claims, supplements].map(
      (evidence) => told(evidence.callerNotice(), 0n),
    ),
  );
  const currency = await told(settlementToken.currency(), "0x434e59");
  const days = await Promise.all(
    [catalogue, benefitPlans].map((rules) => told(rules.noticeDays(), 0n)),
  );
  const rules = [
    participantRegistry,
    addresses.catalogue,
    addresses.benefitPlans,
    addresses.agreements,
    addresses.enrolment,
  ];
  const paying = [...rules, addresses.fundLedger, addresses.drugLedger, addresses.claims];
  return {
    // The first administrator is a value in storage, not in the code; see roles.ts.
    AccessManager: [manager],
    Directory: [manager],
    ParticipantRegistry: [manager],
    SubjectRegistry: [manager, participantRegistry],
    RecordIndex: [participantRegistry],
    ConsentRegistry: [manager, notices[0], participantRegistry, subjectRegistry],
    Receipts: [manager, notices[1]],
    AccessDesk: [participantRegistry, recordIndex, addresses.consentRegistry, addresses.receipts],
    DrugLedger: [manager, notices[2], participantRegistry],
    ScanDesk: [addresses.drugLedger, await told(scanDesk.maxSpeed(), 1_000n)],
    SettlementToken: [manager, notices[3], participantRegistry, currency],
    Enrolment: [participantRegistry, subjectRegistry],
    FundLedger: [
      manager,
      notices[4],
      participantRegistry,
      subjectRegistry,
      addresses.settlementToken,
      // Which ledger it took over from is its own to tell.
      await told(fundLedger.predecessor(), ZeroAddress),
    ],
    ColdChain: [participantRegistry, subjectRegistry, addresses.drugLedger],
    Procurement: [participantRegistry, addresses.drugLedger, addresses.settlementToken],
    Catalogue: [participantRegistry, days[0]],
    BenefitPlans: [participantRegistry, days[1]],
    Agreements: [participantRegistry, addresses.settlementToken],
    Claims: [manager, notices[5]],
    ClaimDesk: [...paying],
    ClaimReview: [...paying, addresses.claimAppeals],
    ClaimReversal: [...paying],
    ClaimAppeals: [participantRegistry, subjectRegistry, addresses.claims],
    ShadowDesk: [...rules, addresses.drugLedger, addresses.claims],
    BalanceDesk: [participantRegistry, addresses.enrolment, addresses.claims],
    AgentProposals: [participantRegistry, addresses.claims],
    Supplements: [manager, notices[6], subjectRegistry],
    SupplementDesk: [
      participantRegistry,
      addresses.benefitPlans,
      addresses.enrolment,
      addresses.fundLedger,
      addresses.claims,
      addresses.supplements,
    ],
  };
}

/**
 * Whether the code at each address is what this version's compiled contract becomes with the
 * constructor values that it should have. The chain itself runs the constructor, in a call that
 * leaves nothing behind.
 */
export async function checkCode(network: Network, addresses: Addresses): Promise<Check[]> {
  const contracts = connectContracts(addresses, network.provider);
  const values = await constructorValues(addresses, contracts);
  return await Promise.all(
    Object.entries(CONTRACT_NAMES).map(async ([key, name]) => {
      const address = addresses[key as keyof Addresses];
      const found = await read(network.provider.getCode(address));
      const expected = await constructed(network, name, values[name], address);
      return {
        what: `code of ${name}`,
        ok: found === expected,
        detail:
          found === expected
            ? `${(found.length - 2) / 2} bytes at ${address}, ${keccak256(found)}`
            : `at ${address} ${difference(found, expected)}`,
      };
    }),
  );
}

/** The code that a contract has on this chain at an address, with these constructor values. */
async function constructed(
  network: Network,
  name: ContractName,
  values: readonly unknown[],
  address: Hex,
): Promise<string> {
  const { abi, bytecode } = factories[name];
  const constructor = abi.find(({ type }) => type === "constructor");
  const types = constructor && "inputs" in constructor ? constructor.inputs.map((i) => i.type) : [];
  const data = bytecode + AbiCoder.defaultAbiCoder().encode(types, values).slice(2);
  // An account that nobody uses creates it: at another address, which it may keep in its code.
  const from = hexlify(randomBytes(20));
  const params = [{ from, data }, "latest"];
  const code = (await read(network.provider.send("eth_call", params) as Promise<string>)) as Hex;
  const elsewhere = getCreateAddress({ from, nonce: 0 }) as Hex;
  const there = ownWords(network, name, elsewhere);
  const here = ownWords(network, name, address);
  return there.reduce<string>((text, word, i) => text.replaceAll(word, here[i]!), code);
}

/** What a contract that verifies EIP-712 signatures keeps of its own address, as 32-byte words. */
function ownWords(network: Network, name: ContractName, address: Hex): string[] {
  const isVerifier =
    name === "SubjectRegistry" ||
    name === "ConsentRegistry" ||
    name === "ColdChain" ||
    name === "Enrolment" ||
    name === "FundLedger" ||
    name === "SettlementToken" ||
    name === "Agreements" ||
    name === "Supplements" ||
    name === "AgentProposals" ||
    name === "ClaimAppeals";
  if (!isVerifier) return [];
  const at = {
    subjectRegistry: address,
    consentRegistry: address,
    coldChain: address,
    settlementToken: address,
    enrolment: address,
    fundLedger: address,
    agreements: address,
    supplements: address,
    agentProposals: address,
    claimAppeals: address,
  } as Addresses;
  const separator = TypedDataEncoder.hashDomain(signingDomain({ network, addresses: at }, name));
  return [address.slice(2).toLowerCase().padStart(64, "0"), separator.slice(2)];
}

function difference(found: string, expected: string): string {
  if (found === "0x") return "there is none";
  if (found.length !== expected.length) {
    return `there are ${(found.length - 2) / 2} bytes instead of ${(expected.length - 2) / 2}`;
  }
  const bytes = (code: string) => code.slice(2).match(/../g) ?? [];
  const others = bytes(expected);
  const wrong = bytes(found).flatMap((byte, i) => (byte === others[i] ? [] : [i]));
  return `${wrong.length} bytes differ, the first at ${wrong[0]}: another version, or other constructor values`;
}
