import { existsSync } from "node:fs";
import path from "node:path";
import { CareLedger } from "../client.ts";
import { fromHex } from "../core/bytes.ts";
import type { ParticipantKind } from "../core/codes.ts";
import { ContractRevert, fail } from "../core/errors.ts";
import { Gateway, type GatewayOptions } from "../gateway/server.ts";
import type { BlockStore } from "../vault/blockStore.ts";
import { Custody } from "../vault/custody.ts";
import type { PrivateKeyOfEpoch } from "../vault/keyring.ts";
import type { Accounts } from "./accounts.ts";
import { holdLock } from "../vault/lock.ts";
import type { InstitutionState, State } from "./state.ts";

/** An institution that this folder acts for. */
export interface Member {
  name: string;
  id: number;
  /** Account index. */
  account: number;
  /** X25519 private keys to which content keys are released, epoch 1 first. */
  keys: [PrivateKeyOfEpoch, ...PrivateKeyOfEpoch[]];
  care: CareLedger;
}

export const privateKeys = ({ keys }: Pick<InstitutionState, "keys">): Member["keys"] =>
  keys.map((key, i) => ({
    privateKey: fromHex(key.private, 32),
    epoch: i + 1,
  })) as Member["keys"];

/** The key to which an opening now is released: its epoch is the chain's, not this folder's. */
export async function presentKey({ id, keys, care }: Member): Promise<Uint8Array> {
  const { keyEpoch } = await care.identity.participant(id);
  const key = keys.find(({ epoch }) => epoch === keyEpoch);
  return key?.privateKey ?? fail("KEYRING_EPOCH_UNKNOWN", { epoch: keyEpoch });
}

/** What admission says of an institution where its operator says nothing. */
export interface AdmissionOptions {
  kinds: readonly ParticipantKind[];
  grade?: number;
  jurisdiction?: { scheme: number; code: number };
  /** Unix seconds; three years from now by default. */
  accreditedUntil?: number;
}

const YEAR = 365 * 24 * 60 * 60;
/** Division 320400 (Changzhou) of GB/T 2260. */
export const CHANGZHOU = { scheme: 1, code: 320_400 };

export interface Admitted {
  member: Member;
  /** Whether it was admitted now, and not by an earlier command. */
  isNew: boolean;
}

/** An institution with keys of its own in the state folder, admitted unless it is already. */
export async function admit(
  name: string,
  { kinds, grade = 3, jurisdiction = CHANGZHOU, accreditedUntil }: AdmissionOptions,
  administrator: CareLedger,
  state: State,
  accounts: Accounts,
): Promise<Admitted> {
  // Kept before anything is sent: whatever happens next, its keys are not lost.
  const kept = state.update((change) => change.institution(name));
  const { network, addresses } = administrator.chain;
  const care = CareLedger.at(network, addresses, accounts.key(kept.account));
  const known = await admitted(name, kept, care);
  const admission = administrator.identity.admit({
    kinds,
    jurisdiction,
    grade,
    accreditedUntil: accreditedUntil ?? (await network.now()) + 3 * YEAR,
    hpkeKey: kept.keys[0]!.public,
    endpoint: "",
    administrator: accounts.address(kept.account),
  });
  const id = known ?? (await admission.send()).event.participant;
  state.update((change) => {
    change.institution(name).id = id;
  });
  const { account } = kept;
  const member = { name, id, account, keys: privateKeys(kept), care };
  return { member, isNew: known === undefined };
}

/** The id of an institution that an earlier command admitted on this chain. */
async function admitted(
  name: string,
  { keys }: InstitutionState,
  care: CareLedger,
): Promise<number | undefined> {
  try {
    const { id, keyEpoch } = await care.identity.member();
    const isOurs = (await care.identity.hpkeKey(id, keyEpoch)) === keys[keyEpoch - 1]?.public;
    return isOurs ? id : fail("START_INSTITUTION", { name });
  } catch (error) {
    const isNew =
      error instanceof ContractRevert && error.errorName === "ParticipantAccountUnknown";
    if (isNew) return undefined;
    throw error;
  }
}

/** Where a custodian's keys, catalogue and journal lie. */
export const custodyFolder = ({ directory }: State, id: number): string =>
  path.join(directory, `custodian-${id}`);

/** Whether an institution of the folder ever kept records. */
export const hasCustody = (state: State, id: number): boolean =>
  existsSync(path.join(custodyFolder(state, id), "catalogue.sqlite"));

/** What a custodian keeps in the state folder. */
export const openCustody = (
  { id, keys }: Pick<Member, "id" | "keys">,
  state: State,
  store: BlockStore,
): Custody => new Custody({ custodian: id, keys, directory: custodyFolder(state, id), store });

/**
 * Keeps a second publisher away from a custodian's folder, until it is released by the answer.
 * @throws CLI_BUSY
 */
export const lockPublishing = ({ name, id }: Pick<Member, "name" | "id">, state: State) =>
  holdLock(path.join(custodyFolder(state, id), "publish.lock"), `publishing for ${name}`);

/** One gateway a custodian's folder. @throws CLI_BUSY */
export const lockGateway = ({ name, id }: Pick<Member, "name" | "id">, state: State) =>
  holdLock(path.join(custodyFolder(state, id), "gateway.lock"), `the gateway of ${name}`);

export interface ServingOptions extends Pick<
  GatewayOptions,
  "host" | "port" | "scansPerMinute" | "trustProxy" | "index"
> {
  /** URL under which others reach it; its own by default. */
  publicUrl?: string;
}

/** A custodian's gateway that listens, and the URL that the registry has of it. */
export interface Serving {
  gateway: Gateway;
  url: string;
  /** Whether the registry had another. */
  isRegisteredNow: boolean;
  close: () => Promise<void>;
}

/** Starts a custodian's gateway and says in the registry where it is. */
export async function serve(
  member: Pick<Member, "name" | "id" | "care">,
  custody: Custody,
  state: State,
  { publicUrl, ...options }: ServingOptions = {},
): Promise<Serving> {
  const { id, care } = member;
  const unlock = lockGateway(member, state);
  const closers: (() => void | Promise<void>)[] = [unlock];
  const close = async (): Promise<void> => {
    for (const closeOne of closers.splice(0).toReversed()) await closeOne();
  };
  try {
    const journal = path.join(custodyFolder(state, id), "journal.sqlite");
    const gateway = await Gateway.start(care.chain, custody, { journal, ...options });
    closers.push(() => gateway.close());
    const url = publicUrl ?? gateway.url;
    const isRegisteredNow = (await care.identity.endpoint(id)) !== url;
    if (isRegisteredNow) await care.identity.setEndpoint(url).send();
    return { gateway, url, isRegisteredNow, close };
  } catch (error) {
    await close();
    const { syscall, code } = error as NodeJS.ErrnoException;
    if (syscall !== "listen" && syscall !== "getaddrinfo") throw error;
    return fail("CLI_OPTION", { reason: `--host and --port cannot be listened on: ${code}` });
  }
}
