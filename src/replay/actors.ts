import { Account } from "../chain/account.ts";
import { type Chain, openChain } from "../chain/chain.ts";
import { type Hex, randomHex } from "../core/bytes.ts";
import type { ParticipantKind } from "../core/codes.ts";
import type { Jurisdiction } from "../core/rules.ts";
import { Modules } from "../modules.ts";
import { parallel } from "./parallel.ts";

/** An institution that a replay acts for, with a key of its own that is forgotten afterwards. */
export interface Actor {
  readonly id: number;
  readonly key: Hex;
  readonly address: Hex;
  readonly care: Modules;
}

/** The United States, by ISO 3166-1: where Synthea's people live. */
export const WHERE: Jurisdiction = { scheme: 2, code: 840 };

const DAY = 86_400;
/** What a key may spend on a chain that asks for fees, in wei. */
const FEES = 10n ** 18n;

/** Admits institutions of a kind, all at once; needs the ADMISSIONS role. */
export async function admitted<Name extends string>(
  administrator: Chain,
  kind: ParticipantKind,
  names: readonly Name[],
  whereOf: (name: Name) => Jurisdiction = () => WHERE,
): Promise<Map<Name, Actor>> {
  const { identity } = new Modules(administrator);
  const now = await administrator.network.now();
  const entries = await parallel(names, async (name): Promise<[Name, Actor]> => {
    const key = randomHex(32);
    const account = Account.fromKey(key, administrator.network);
    const { event } = await identity
      .admit({
        kinds: [kind],
        jurisdiction: whereOf(name),
        grade: 3,
        accreditedUntil: now + 365 * DAY,
        hpkeKey: randomHex(32),
        endpoint: "",
        administrator: account.address,
      })
      .send();
    const care = new Modules(openChain(administrator.network, administrator.addresses, account));
    return [name, { id: event.participant, key, address: account.address, care }];
  });
  const actors = new Map(entries);
  await endow(administrator, [...actors.values()]);
  return actors;
}

/**
 * Gives keys what they need, if there is something to give: blocks that ask for no fee at first do so
 * once one was more than half full.
 */
async function endow({ network, account }: Chain, actors: readonly Actor[]): Promise<void> {
  if (!account) return;
  const needed = FEES * BigInt(actors.length + 1);
  if ((await network.provider.getBalance(account.address)) < needed) return;
  const sent = actors.map(({ address }) => account.sendTransaction({ to: address, value: FEES }));
  for (const transaction of await Promise.all(sent)) await transaction.wait();
}
