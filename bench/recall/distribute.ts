import { ADMINISTRATOR, FIRST_INSTITUTION } from "../../src/cli/accounts.ts";
import type { CareLedger } from "../../src/client.ts";
import { randomHex } from "../../src/core/bytes.ts";
import type { ParticipantKind } from "../../src/core/codes.ts";
import type { Parcel, UnitRange } from "../../src/core/goods.ts";
import type { BenchChain } from "../chain.ts";
import type { BenchLot } from "./lot.ts";

/** Transactions under way at once: below what one sender may have pending on Besu. */
const AT_ONCE = 100;
/** Parts of one split (DrugLedger.MOST). */
const PARTS = 500;
/** Accounts of holders begin behind those of the development chain. */
const FIRST_HOLDER = 100;

type Split = (range: UnitRange, counts: number[]) => Promise<void>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** A holder and what lies with it. */
export interface Held {
  holder: number;
  parcel: Parcel;
}

export interface Distributed {
  maker: CareLedger;
  held: Held[];
  /** What admitting, making and bringing took. */
  transactions: number;
  gas: bigint;
}

/** A number cut into `parts` that differ by one at most. */
export function shares(whole: number, parts: number): number[] {
  const least = Math.floor(whole / parts);
  const more = whole % parts;
  return Array.from({ length: parts }, (_, i) => (i < more ? least + 1 : least));
}

/** Admits a maker and holders, makes the lot and brings each holder its share. */
export async function distribute(
  chain: BenchChain,
  lot: BenchLot,
  holders: number,
): Promise<Distributed> {
  const administration = chain.at(ADMINISTRATOR);
  const maker = chain.at(FIRST_INSTITUTION);
  const spent = { transactions: 0, gas: 0n };
  const count = <S extends { gasUsed: bigint }>(sent: S): S => {
    spent.transactions++;
    spent.gas += sent.gasUsed;
    return sent;
  };
  const admit = async (kind: ParticipantKind, account: number): Promise<number> => {
    const admission = {
      kinds: [kind],
      jurisdiction: { scheme: 1, code: 320_400 },
      grade: 3,
      accreditedUntil: 4_000_000_000,
      hpkeKey: randomHex(32),
      endpoint: "",
      administrator: chain.accounts.address(account),
    };
    return count(await administration.identity.admit(admission).send()).event.participant;
  };
  const makerId = await admit("DRUG_MAKER", FIRST_INSTITUTION);
  const { body, codeRoot, id } = lot;
  const registered = administration.supply.registerProduct(body.product, makerId, {
    claimable: false,
  });
  count(await registered.send());
  count(await maker.supply.commission(body, codeRoot).send());
  const parcels = await cut(
    async (range, counts) => {
      count(await maker.supply.split({ lot: id, ...range }, counts).send());
    },
    { first: 0, count: body.count },
    holders,
  );
  const held = await many(parcels, async (range, i): Promise<Held> => {
    const account = FIRST_HOLDER + i;
    const holder = await admit(i % 2 === 0 ? "PHARMACY" : "HOSPITAL", account);
    const parcel = { lot: id, ...range };
    count(await maker.supply.ship(parcel, holder).send());
    count(await chain.at(account).supply.receive(parcel).send());
    return { holder, parcel };
  });
  return { maker, held, ...spent };
}

/** Cuts a range into `parts`, first into some large ones where a split cannot have as many. */
async function cut(split: Split, range: UnitRange, parts: number): Promise<UnitRange[]> {
  if (parts === 1) return [range];
  if (parts <= PARTS) return await pieces(split, range, shares(range.count, parts));
  const groups = shares(parts, Math.ceil(parts / PARTS));
  const each = shares(range.count, parts);
  let taken = 0;
  const counts = groups.map((length) => {
    taken += length;
    return sum(each.slice(taken - length, taken));
  });
  const large = await pieces(split, range, counts);
  return (await many(large, (part, i) => cut(split, part, groups[i]!))).flat();
}

async function pieces(split: Split, range: UnitRange, counts: number[]): Promise<UnitRange[]> {
  await split(range, counts);
  let { first } = range;
  return counts.map((count) => ({ first: (first += count) - count, count }));
}

/** As `Promise.all`, some at a time. */
export async function many<T, R>(
  items: readonly T[],
  act: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const some = items.slice(from, from + AT_ONCE);
    results.push(...(await Promise.all(some.map((item, i) => act(item, from + i)))));
  }
  return results;
}
