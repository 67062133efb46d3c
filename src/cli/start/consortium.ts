import path from "node:path";
import { CareLedger } from "../../client.ts";
import type { Addresses } from "../../chain/contracts.ts";
import { Network } from "../../chain/network.ts";
import { fromHex, type Hex } from "../../core/bytes.ts";
import { ContractRevert, fail } from "../../core/errors.ts";
import type { ParticipantKind } from "../../core/codes.ts";
import { Gateway } from "../../gateway/server.ts";
import type { BlockStore } from "../../vault/blockStore.ts";
import { Custody } from "../../vault/custody.ts";
import { type Accounts, ADMINISTRATOR, FIRST_INSTITUTION } from "../accounts.ts";
import type { State } from "../state.ts";

export interface Institution {
  name: string;
  id: number;
  care: CareLedger;
  /** X25519 private key to which content keys are released. */
  privateKey: Uint8Array;
}

/** A hospital keeps records and answers for them. */
export interface Hospital extends Institution {
  custody: Custody;
  gateway: Gateway;
}

export interface Consortium {
  administrator: CareLedger;
  hospitals: [Hospital, Hospital];
  insurer: Institution;
  pharmacy: Institution;
  regulator: Institution;
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

const YEAR = 365 * 24 * 60 * 60;

export interface Founding {
  /** URL of the chain, and where the suite lies on it. */
  url: string;
  addresses: Addresses;
  accounts: Accounts;
  state: State;
  store: BlockStore;
}

/**
 * Admits two hospitals, an insurer, a pharmacy and a regulator, unless an earlier run did, and
 * starts the hospitals' gateways.
 */
export async function foundConsortium(founding: Founding): Promise<Consortium> {
  const { url, addresses, accounts, state, store } = founding;
  const network = await Network.open({ url, pollingInterval: 50 });
  const administrator = CareLedger.at(network, addresses, accounts.key(ADMINISTRATOR));
  const institutions: Institution[] = [];
  for (const [i, [name, kind]] of MEMBERS.entries()) {
    const institution = state.institution(name, FIRST_INSTITUTION + i);
    const care = CareLedger.at(network, addresses, accounts.key(institution.account));
    const keys = institution.keys.at(-1)!;
    institution.id =
      (await admitted(name, keys.public, care)) ??
      (await admit(kind, keys.public, administrator, care));
    state.save();
    institutions.push({ name, id: institution.id, care, privateKey: fromHex(keys.private, 32) });
  }
  const [north, south, insurer, pharmacy, regulator] = institutions as [
    Institution,
    Institution,
    Institution,
    Institution,
    Institution,
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
    nameOf: (id) => institutions.find((i) => i.id === id)?.name ?? `institution ${id}`,
    transactions: () => all.reduce((sum, { chain }) => sum + chain.account!.sent, 0),
    close: async () => {
      for (const { gateway, custody } of hospitals) {
        await gateway.close();
        custody.close();
      }
      network.close();
    },
  };
}

/** The id of an institution that an earlier run admitted on this chain. */
async function admitted(name: string, hpkeKey: Hex, care: CareLedger): Promise<number | undefined> {
  try {
    const { id, keyEpoch } = await care.identity.member();
    const isOurs = (await care.identity.hpkeKey(id, keyEpoch)) === hpkeKey;
    return isOurs ? id : fail("START_INSTITUTION", { name });
  } catch (error) {
    const isNew =
      error instanceof ContractRevert && error.errorName === "ParticipantAccountUnknown";
    if (isNew) return undefined;
    throw error;
  }
}

async function admit(
  kind: ParticipantKind,
  hpkeKey: Hex,
  administrator: CareLedger,
  { chain }: CareLedger,
): Promise<number> {
  const admission = administrator.identity.admit({
    kinds: [kind],
    // Division 320400 (Changzhou) of GB/T 2260.
    jurisdiction: { scheme: 1, code: 320_400 },
    grade: 3,
    accreditedUntil: (await chain.network.now()) + 3 * YEAR,
    hpkeKey,
    endpoint: "",
    administrator: chain.account!.address as Hex,
  });
  return (await admission.send()).event.participant;
}

async function openHospital(
  institution: Institution,
  state: State,
  store: BlockStore,
): Promise<Hospital> {
  const { id, care, privateKey } = institution;
  const directory = path.join(state.directory, `custodian-${id}`);
  const custody = new Custody({
    custodian: id,
    keys: [{ privateKey, epoch: 1 }],
    directory,
    store,
  });
  const gateway = await Gateway.start(care.chain, custody, {
    journal: path.join(directory, "journal.sqlite"),
  });
  await care.identity.setEndpoint(gateway.url).send();
  return { ...institution, custody, gateway };
}
