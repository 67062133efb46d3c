import * as bindings from "../../typechain-types/index.js";
import { standardInput } from "./standardInput.ts";

/** An argument of an error; `enum`: the Solidity enum whose member it is. */
export interface ErrorInput {
  name: string;
  type: string;
  enum?: string;
}

/** A custom error of the suite's contracts. */
export interface ContractErrorInfo {
  name: string;
  inputs: ErrorInput[];
  /** What happened: `@notice` of its declaration. */
  notice: string;
  /** Contracts that answer it, in the order of their names. */
  contracts: string[];
}

/** OpenZeppelin's errors, which have no notice, in our words. */
const foreign: Readonly<Record<string, string>> = {
  AccessManagedInvalidAuthority: "The new authority has no code.",
  AccessManagedRequiredDelay: "The account may do this only after a delay.",
  AccessManagedUnauthorized: "The account lacks the role that this function asks for.",
  AccessManagerAlreadyScheduled: "The operation is scheduled already.",
  AccessManagerBadConfirmation: "A role is renounced by naming the renouncing account itself.",
  AccessManagerExpired: "The scheduled operation waited too long.",
  AccessManagerInvalidInitialAdmin: "The first administrator cannot be the zero address.",
  AccessManagerLockedFunction: "The role of this function cannot be changed.",
  AccessManagerLockedRole: "This role cannot be changed.",
  AccessManagerNotReady: "The delay of the scheduled operation is not over.",
  AccessManagerNotScheduled: "No such operation is scheduled.",
  AccessManagerUnauthorizedAccount: "The account lacks this role of the AccessManager.",
  AccessManagerUnauthorizedCall: "The account may not make this call through the AccessManager.",
  AccessManagerUnauthorizedCancel: "The account may not cancel this operation.",
  AccessManagerUnauthorizedConsume: "Only the target itself consumes a scheduled operation.",
  AddressEmptyCode: "There is no code at the address.",
  ECDSAInvalidSignature: "The signature is no account's.",
  ECDSAInvalidSignatureLength: "The signature is too long or too short.",
  ECDSAInvalidSignatureS: "The signature has a high s, so it has two forms.",
  ERC20InsufficientAllowance: "The holder allowed less to be taken.",
  ERC20InsufficientBalance: "The account holds less.",
  ERC20InvalidApprover: "The zero address allows nothing.",
  ERC20InvalidReceiver: "The zero address receives nothing.",
  ERC20InvalidSender: "The zero address sends nothing.",
  ERC20InvalidSpender: "The zero address spends nothing.",
  ERC2612ExpiredSignature: "The permit's deadline has passed.",
  ERC2612InvalidSigner: "Another than the holder signed the permit.",
  FailedCall: "The call inside failed without a reason.",
  InsufficientBalance: "The contract holds too little.",
  InvalidAccountNonce: "The nonce is not the account's present one.",
  InvalidShortString: "A packed short string is damaged.",
  SafeCastOverflowedUintDowncast: "The number does not fit.",
  StringTooLong: "The text does not fit into one word.",
};

interface AbiError {
  type: string;
  name: string;
  inputs: readonly { name: string; type: string; internalType: string }[];
}

/** The text of a NatSpec comment, `@notice` or (of what stands in no contract) `@dev`. */
const noticeIn = (comment: string): string | undefined =>
  /@(?:notice|dev) ([^@]*)/
    .exec(comment.replace(/^\s*\/\/\/ ?/gm, " "))?.[1]
    ?.replace(/\s+/g, " ")
    .trim();

const own = (source: string): boolean => source.startsWith("contracts/");

async function sources(): Promise<string> {
  const input = await standardInput([]);
  return Object.entries(input.sources)
    .filter(([name]) => own(name))
    .map(([, { content }]) => content)
    .join("\n");
}

/** Every custom error that a deployed contract can answer, in the order of their names. */
export async function contractErrors(): Promise<ContractErrorInfo[]> {
  const text = await sources();
  const found = new Map<string, ContractErrorInfo>();
  const mocks = new Set(Object.keys(bindings.factories.contracts.mocks));
  for (const [key, factory] of Object.entries(bindings)) {
    if (!key.endsWith("__factory") || mocks.has(key)) continue;
    const { abi, bytecode } = factory as unknown as { abi: AbiError[]; bytecode?: string };
    // An interface answers nothing itself.
    if (bytecode === undefined) continue;
    for (const { type, name, inputs } of abi) {
      if (type !== "error") continue;
      const info = found.get(name) ?? {
        name,
        inputs: inputs.map(inputOf),
        notice: "",
        contracts: [],
      };
      info.contracts.push(key.replace("__factory", ""));
      const comment = new RegExp(`((?:^ *///[^\\n]*\\n)+) *error ${name}\\(`, "m").exec(text)?.[1];
      info.notice = foreign[name] ?? noticeIn(comment ?? "") ?? "";
      found.set(name, info);
    }
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function inputOf({ name, type, internalType }: AbiError["inputs"][number]): ErrorInput {
  const enumName = /^enum (?:\w+\.)?(\w+)$/.exec(internalType)?.[1];
  return { name, type, ...(enumName ? { enum: enumName } : {}) };
}

/** Every enum of the contracts: its name and its members in order. */
export async function contractEnums(): Promise<
  { name: string; notice: string; members: string[] }[]
> {
  const found = [
    ...(await sources()).matchAll(/((?:^ *\/\/\/[^\n]*\n)*) *enum (\w+) \{([^}]*)\}/gm),
  ].map(([, comment, name, members]) => ({
    name: name!,
    notice: noticeIn(comment!) ?? "",
    members: members!.split(",").map((member) => member.trim()),
  }));
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
