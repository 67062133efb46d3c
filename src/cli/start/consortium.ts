import type { Addresses } from "../../chain/contracts.ts";
import { Network } from "../../chain/network.ts";
import { CareLedger } from "../../client.ts";
import type { ParticipantKind } from "../../core/codes.ts";
import { Indexer } from "../../indexer/indexer.ts";
import type { BlockStore } from "../../vault/blockStore.ts";
import type { Custody } from "../../vault/custody.ts";
import { type Accounts, ADMINISTRATOR } from "../accounts.ts";
import { indexFile } from "../index/file.ts";
import { admit, type Member, openCustody, serve, type Serving } from "../members.ts";
import type { State } from "../state.ts";

/** An institution that keeps records or files of lots, and answers for them. */
export interface Custodian extends Member {
  custody: Custody;
  serving: Serving;
}

export interface Consortium {
  administrator: CareLedger;
  hospitals: [Custodian, Custodian];
  maker: Custodian;
  /** Both hospitals and the maker. */
  custodians: Custodian[];
  carrier: Member;
  insurer: Member;
  pharmacy: Member;
  regulator: Member;
  employer: Member;
  /** A hospital and an agency of another province. */
  lakeside: Member;
  lakesideAgency: Member;
  /** Folds the chain's events into the state folder. */
  indexer: Indexer;
  nameOf: (id: number) => string;
  /** Transactions sent by all its accounts. */
  transactions: () => number;
  close: () => Promise<void>;
}

/** Hangzhou, in another province than all the others. */
export const HANGZHOU = { scheme: 1, code: 330_100 };

const MEMBERS = {
  north: ["North Hospital", "HOSPITAL"],
  south: ["South Hospital", "HOSPITAL"],
  insurer: ["Insurance Agency", "INSURANCE_AGENCY"],
  pharmacy: ["Corner Pharmacy", "PHARMACY"],
  regulator: ["Health Regulator", "REGULATOR"],
  maker: ["Vaccine Maker", "DRUG_MAKER"],
  carrier: ["Cold Carrier", "CARRIER"],
  employer: ["Willow Works", "EMPLOYER"],
  lakeside: ["Lakeside Hospital", "HOSPITAL", HANGZHOU],
  lakesideAgency: ["Lakeside Agency", "INSURANCE_AGENCY", HANGZHOU],
} as const satisfies Record<string, readonly [string, ParticipantKind, typeof HANGZHOU?]>;

type Name = keyof typeof MEMBERS;

export interface Founding {
  /** URL of the chain, and where the suite lies on it. */
  url: string;
  addresses: Addresses;
  accounts: Accounts;
  state: State;
  store: BlockStore;
  /** The chain was made for this run: an index that an earlier one left is of another. */
  isNewChain: boolean;
}

/**
 * Admits two hospitals, an insurer, a pharmacy, a regulator, a drug maker, a carrier, an employer, and
 * a hospital and an agency of another province, unless an earlier run did; starts the gateways of the
 * first two hospitals and the maker.
 */
export async function foundConsortium(founding: Founding): Promise<Consortium> {
  const { url, addresses, accounts, state, store } = founding;
  const network = await Network.open({ url, pollingInterval: 50 });
  const administrator = CareLedger.at(network, addresses, accounts.key(ADMINISTRATOR));
  const indexer = new Indexer(administrator.chain, indexFile(state), { anew: founding.isNewChain });
  const members = {} as Record<Name, Member>;
  for (const [key, [name, kind, elsewhere]] of Object.entries(MEMBERS)) {
    const profile = { kinds: [kind], ...(elsewhere && { jurisdiction: elsewhere }) };
    const { member } = await admit(name, profile, administrator, state, accounts);
    members[key as Name] = member;
  }
  const { north, south, maker, ...others } = members;
  const hospitals: [Custodian, Custodian] = [
    await openCustodian(north, state, store),
    await openCustodian(south, state, store),
  ];
  const custodians = [...hospitals, await openCustodian(maker, state, store)];
  const institutions = Object.values(members);
  const all = [administrator, ...institutions.map(({ care }) => care)];
  return {
    administrator,
    hospitals,
    maker: custodians.at(-1)!,
    custodians,
    ...others,
    indexer,
    nameOf: (id) => institutions.find((i) => i.id === id)?.name ?? `institution ${id}`,
    transactions: () => all.reduce((sum, { chain }) => sum + chain.account!.sent, 0),
    close: async () => {
      for (const { serving, custody } of custodians) {
        await serving.close();
        custody.close();
      }
      indexer.close();
      network.close();
    },
  };
}

async function openCustodian(member: Member, state: State, store: BlockStore): Promise<Custodian> {
  const custody = openCustody(member, state, store);
  return { ...member, custody, serving: await serve(member, custody, state) };
}
