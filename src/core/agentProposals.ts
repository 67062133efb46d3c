/** What insurers' agents propose for claims; contracts/types/AgentProposal.sol has the same hash. */
import type { Hex } from "./bytes.ts";
import {
  ADVICES,
  type Advice,
  ADVICE_STATES,
  type AdviceState,
  type Flag,
  FLAGS,
} from "./enums.ts";
import { hashStruct } from "./structs.ts";
import { flagsIn } from "./flagWords.ts";
import { bitsOf } from "./words.ts";

/** What an agent proposes, as it signs it. */
export interface AgentProposal {
  /** The account whose key signs. */
  agent: Hex;
  claim: Hex;
  /** The claim's slot that it looked at. */
  standing: bigint;
  advice: Exclude<Advice, "NONE">;
  /** What it sees besides. */
  flags: readonly Flag[];
  /** Digest of program and weights, as its insurer appointed it. */
  model: Hex;
  /** Of settings and prompts: a digest or a short name, 32 bytes. */
  version: Hex;
  /** Salted digest of the document with its reasons. */
  reasons: Hex;
  /** Last second in which it may be carried. */
  deadline: number;
}

/** How an insurer trusts an agent, and what its rule confirms in a human's place. */
export interface Appointment {
  model: Hex;
  /** First second without it. */
  until: number;
  /** Claims billed at most this; 0n: a human confirms everything. */
  limit: bigint;
  /** Flags that a claim and proposal may have. */
  flags: readonly Flag[];
  advices: readonly Exclude<Advice, "NONE">[];
}

export const flagMask = (flags: readonly Flag[]): number =>
  flags.reduce((mask, flag) => mask + 2 ** FLAGS.indexOf(flag), 0);

const adviceMask = (advices: readonly Advice[]): number =>
  advices.reduce((mask, advice) => mask | (1 << ADVICES.indexOf(advice)), 0);

/** A proposal as the contract takes it. */
export const packedProposal = (p: AgentProposal) => ({
  ...p,
  advice: ADVICES.indexOf(p.advice),
  flags: flagMask(p.flags),
});

export const packedAppointment = (a: Appointment) => ({
  ...a,
  flags: flagMask(a.flags),
  advices: adviceMask(a.advices),
});

/** The id of a proposal. */
export function proposalId(proposal: AgentProposal): Hex {
  const p = packedProposal(proposal);
  return hashStruct("AgentProposal", [
    BigInt(p.agent),
    p.claim,
    p.standing,
    p.advice,
    p.flags,
    p.model,
    p.version,
    p.reasons,
    p.deadline,
  ]);
}

/** An agent's slot. */
export interface AgentSlot {
  institution: number;
  until: number;
  limit: bigint;
  flags: Flag[];
  advices: Advice[];
}

export const agentSlot = (word: bigint): AgentSlot => ({
  institution: bitsOf(word, 0, 32),
  until: bitsOf(word, 32, 40),
  limit: BigInt.asUintN(48, word >> 72n),
  flags: flagsIn(BigInt.asUintN(32, word >> 120n)),
  advices: ADVICES.filter((_, bit) => (bitsOf(word, 152, 8) >> bit) & 1),
});

/** A proposal's slot; times in Unix seconds, `answeredAt` 0: not yet. */
export interface ProposalStanding {
  state: AdviceState;
  institution: number;
  proposedAt: number;
  answeredAt: number;
}

export const proposalStanding = (word: bigint): ProposalStanding => ({
  state: ADVICE_STATES[bitsOf(word, 0, 8)]!,
  institution: bitsOf(word, 8, 32),
  proposedAt: bitsOf(word, 40, 40),
  answeredAt: bitsOf(word, 80, 40),
});
