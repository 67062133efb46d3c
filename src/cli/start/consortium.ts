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

/** A hospital keeps records and answers for them. */
export interface Hospital extends Member {
  custody: Custody;
  serving: Serving;
}

export interface Consortium {
  administrator: CareLedger;
  hospitals: [Hospital, Hospital];
  insurer: Member;
  pharmacy: Member;
  regulator: Member;
  /** Folds the chain's events into the state folder. */
  indexer: Indexer;
  nameOf: (id: number) => string;
  /** Transactions sent by all its accounts. */
  transactions: () => number;
  close: () => Promise<void>;
}

const MEMBERS = [
  ["North Hospital", "HOSPITAL"],
  ["South Hospital", "HOSPITAL"],
  ["Insurance Agency", "INSURANCE_AGENCY"],
  ["Corner Pharmacy", "PHARMACY"],
  ["Health Regulator", "REGULATOR"],
] as const satisfies readonly (readonly [string, ParticipantKind])[];

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
 * Admits two hospitals, an insurer, a pharmacy and a regulator, unless an earlier run did, and
 * starts the hospitals' gateways.
 */
export async function foundConsortium(founding: Founding): Promise<Consortium> {
  const { url, addresses, accounts, state, store } = founding;
  const network = await Network.open({ url, pollingInterval: 50 });
  const administrator = CareLedger.at(network, addresses, accounts.key(ADMINISTRATOR));
  const indexer = new Indexer(administrator.chain, indexFile(state), { anew: founding.isNewChain });
  const institutions: Member[] = [];
  for (const [name, kind] of MEMBERS) {
    const { member } = await admit(name, { kinds: [kind] }, administrator, state, accounts);
    institutions.push(member);
  }
  const [north, south, insurer, pharmacy, regulator] = institutions as [
    Member,
    Member,
    Member,
    Member,
    Member,
  ];
  const hospitals: [Hospital, Hospital] = [
    await openHospital(north, state, store),
    await openHospital(south, state, store),
  ];
  const all = [administrator, ...institutions.map(({ care }) => care)];
  return {
    administrator,
    hospitals,
    insurer,
    pharmacy,
    regulator,
    indexer,
    nameOf: (id) => institutions.find((i) => i.id === id)?.name ?? `institution ${id}`,
    transactions: () => all.reduce((sum, { chain }) => sum + chain.account!.sent, 0),
    close: async () => {
      for (const { serving, custody } of hospitals) {
        await serving.close();
        custody.close();
      }
      indexer.close();
      network.close();
    },
  };
}

async function openHospital(member: Member, state: State, store: BlockStore): Promise<Hospital> {
  const custody = openCustody(member, state, store);
  return { ...member, custody, serving: await serve(member, custody, state) };
}
