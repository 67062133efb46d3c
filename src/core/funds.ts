/** Pools, personal accounts and what providers are owed; contracts/types/Fund.sol has the same. */
import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes } from "./bytes.ts";
import { type PaymentForm, PAYMENT_FORMS, VOUCHER_STATES, type VoucherState } from "./enums.ts";
import { hashStruct } from "./structs.ts";
import { bitsOf } from "./words.ts";

const hashWords = (...words: readonly (bigint | number | Hex)[]): Hex =>
  toHex(
    keccak256(
      concatBytes(
        ...words.map((word) =>
          typeof word === "string" ? fromHex(word, 32) : uintBytes(BigInt(word), 32),
        ),
      ),
    ),
  );

/** The pool of an insurer for a jurisdiction (`jurisdictionOf`). */
export const poolId = (insurer: number, jurisdiction: number): Hex =>
  hashWords(insurer, jurisdiction);

/** A provider's place at a pool. */
export const positionKey = (pool: Hex, provider: number): Hex => hashWords(pool, provider);

/** A pool's slot; amounts in minor units, times Unix seconds, the levy in basis points. */
export interface PoolSlot {
  balance: bigint;
  pausedUntil: number;
  levy: number;
}

export const poolSlot = (word: bigint): PoolSlot => ({
  balance: BigInt.asUintN(128, word),
  pausedUntil: bitsOf(word, 128, 40),
  levy: bitsOf(word, 168, 16),
});

/** A personal account's slot; days are Modified Julian. */
export interface PersonalAccount {
  balance: bigint;
  perClaim: number;
  perDay: number;
  /** Day of the last payment, and what was spent on it. */
  day: number;
  spent: number;
  /** First day without the mandate. */
  until: number;
  /** Lowest 16 bits of the key epoch that signed it. */
  epoch: number;
  number: number;
}

export const personalAccount = (word: bigint): PersonalAccount => ({
  balance: BigInt.asUintN(56, word),
  perClaim: bitsOf(word, 56, 40),
  perDay: bitsOf(word, 96, 40),
  day: bitsOf(word, 136, 24),
  spent: bitsOf(word, 160, 40),
  until: bitsOf(word, 200, 24),
  epoch: bitsOf(word, 224, 16),
  number: bitsOf(word, 240, 16),
});

/** How a provider stands at a pool. `debt`: it owes the pool; `due`: the pool owes it. */
export interface Position {
  payee: Hex;
  debt: bigint;
  due: bigint;
  means: PaymentForm;
}

export const positionSlot = (word: bigint): Position => ({
  payee: toHex(uintBytes(BigInt.asUintN(160, word), 20)),
  debt: BigInt.asUintN(44, word >> 160n),
  due: BigInt.asUintN(44, word >> 204n),
  means: PAYMENT_FORMS[bitsOf(word, 248, 7)]!,
});

/** What an insured person signs, so that claims may take from her account; see contracts/types/Fund.sol. */
export interface Mandate {
  insured: Hex;
  perClaim: number;
  perDay: number;
  until: number;
  number: number;
  deadline: number;
}

export const mandateHash = (m: Mandate): Hex =>
  hashStruct("Mandate", [m.insured, m.perClaim, m.perDay, m.until, m.number, m.deadline]);

/** What an insured person signs who has a new pseudonym. */
export interface CarryOver {
  from: Hex;
  to: Hex;
  amount: bigint;
  number: number;
  deadline: number;
}

export const carryOverHash = (c: CarryOver): Hex =>
  hashStruct("CarryOver", [c.from, c.to, c.amount, c.number, c.deadline]);

/** What of `wanted` a personal account gives on a day, if its key epoch is still that of the mandate. */
export function drawable(account: PersonalAccount, wanted: bigint, today: number): bigint {
  if (today >= account.until) return 0n;
  const left = account.perDay - (account.day === today ? account.spent : 0);
  const limits = [wanted, account.balance, BigInt(account.perClaim), BigInt(Math.max(0, left))];
  return limits.reduce((least, limit) => (limit < least ? limit : least));
}

/** What is paid in for one person and month; amounts in minor units. */
export interface Share {
  insured: Hex;
  toAccount: bigint;
  toPool: bigint;
}

/** Money set aside for whoever holds the voucher; contracts/types/Voucher.sol. */
export interface Voucher {
  drawer: Hex;
  amount: bigint;
  notAfter: number;
  ref: Hex;
}

/** A voucher without an end. */
export const NO_END = 2 ** 40 - 1;

export const voucherId = (v: Voucher): Hex =>
  hashStruct("Voucher", [BigInt(v.drawer), v.amount, v.notAfter, v.ref]);

export const voucherSlot = (word: bigint): { holder: Hex; state: VoucherState } => ({
  holder: toHex(uintBytes(BigInt.asUintN(160, word), 20)),
  state: VOUCHER_STATES[bitsOf(word, 160, 8)]!,
});
