import { type Addresses, addressesFrom } from "../chain/contracts.ts";
import { Network } from "../chain/network.ts";
import { requireOwnChain } from "../chain/networks.ts";
import { read } from "../chain/transact.ts";
import { CareLedger } from "../client.ts";
import { type Hex, isHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { enrolmentHash } from "../core/structs.ts";
import type { BlockStore } from "../vault/blockStore.ts";
import type { Custody } from "../vault/custody.ts";
import { addressFileFor } from "./addresses.ts";
import { Accounts, ADMINISTRATOR } from "./accounts.ts";
import { openBlocks } from "./blocks.ts";
import { type DevFile, Home } from "./home.ts";
import { type Member, openCustody, privateKeys } from "./members.ts";
import { Output } from "./output.ts";
import { type Patient, patientIn } from "./patients.ts";
import { note } from "./progress.ts";
import { State } from "./state.ts";

/** Options of every command. */
export interface GlobalOptions {
  /** JSON-RPC URL; without it the running `careledger up`, or CARELEDGER_RPC. */
  rpc?: string;
  /** The suite's Directory; without it the deployment that the state folder knows. */
  directory?: Hex;
  /** Kubo RPC URL; without it records lie in the state folder. */
  ipfs?: string;
  /** Folder instead of .careledger. */
  home?: string;
  json?: boolean;
}

/** Chain ids of Hardhat, anvil and Ganache, whose accounts everybody knows anyway. */
const DEVELOPMENT_CHAINS: ReadonlySet<bigint> = new Set([1337n, 31_337n]);

/** One command's chain, keys and store; what it opened is closed with it. */
export class Session {
  readonly options: GlobalOptions;
  readonly output: Output;
  readonly home: Home;
  readonly network: Network;
  /** URL of the chain. */
  readonly rpc: string;
  readonly state: State;
  readonly accounts: Accounts;
  /** Addresses of the accounts that it gave the keys of, in lower case. */
  readonly acting = new Set<string>();
  readonly #dev: DevFile | undefined;
  readonly #closers: (() => void | Promise<void>)[] = [];
  #addresses: Promise<Addresses> | undefined;
  #store: Promise<BlockStore> | undefined;
  #isWarned = false;

  private constructor(
    options: GlobalOptions,
    home: Home,
    dev: DevFile | undefined,
    rpc: string,
    network: Network,
    state: State,
  ) {
    this.options = options;
    this.output = new Output(options.json ?? false);
    this.home = home;
    this.#dev = dev;
    this.rpc = rpc;
    this.network = network;
    this.state = state;
    this.accounts = dev?.developmentKeys ? Accounts.development() : Accounts.fromEnvironment();
    this.onClose(() => network.close());
  }

  static async open(options: GlobalOptions): Promise<Session> {
    const home = Home.find(options.home);
    const named = options.rpc ?? process.env["CARELEDGER_RPC"];
    const running = home.dev();
    const dev = named === undefined || named === running?.url ? running : undefined;
    const rpc = named ?? dev?.url ?? fail("CLI_NO_CHAIN", {});
    const network = await Network.open({ url: rpc });
    try {
      const state = await State.open(dev?.state ?? home.chainFolder(network));
      return new Session(options, home, dev, rpc, network, state);
    } catch (error) {
      network.close();
      throw error;
    }
  }

  /** Runs when the session closes; the last one registered runs first. */
  onClose(close: () => void | Promise<void>): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).toReversed()) await close();
  }

  /** Where the suite lies on this chain. */
  addresses(): Promise<Addresses> {
    this.#addresses ??= this.#findAddresses();
    return this.#addresses;
  }

  async #findAddresses(): Promise<Addresses> {
    const { network } = this;
    const named = this.options.directory ?? this.#dev?.addresses["directory"];
    if (named) return await read(addressesFrom(named, network.provider));
    const file = addressFileFor(this.state.directory, network);
    if (!file) return fail("CLI_NOT_DEPLOYED", { chainId: network.chainId });
    await requireOwnChain(file, network);
    network.confirmations = file.confirmations;
    // A name in the Directory may point to a successor by now.
    return await read(addressesFrom(file.contracts.Directory.address, network.provider));
  }

  /** For reading: no account. */
  async reader(): Promise<CareLedger> {
    return CareLedger.at(this.network, await this.addresses());
  }

  async administrator(): Promise<CareLedger> {
    return await this.as(ADMINISTRATOR);
  }

  /** Writes as the account of an index. */
  async as(index: number): Promise<CareLedger> {
    this.#warnOfPublicKeys();
    this.acting.add(this.accounts.address(index).toLowerCase());
    return CareLedger.at(this.network, await this.addresses(), this.accounts.key(index));
  }

  #warnOfPublicKeys(): void {
    if (this.#isWarned || !this.accounts.isDevelopment) return;
    this.#isWarned = true;
    if (DEVELOPMENT_CHAINS.has(this.network.chainId)) return;
    note("Acting with public development keys: anybody can. CARELEDGER_MNEMONIC names your own.");
  }

  /** An admitted institution by name or participant id; the first one without either. */
  async member(nameOrId?: string): Promise<Member> {
    const all = Object.entries(this.state.institutions).filter(([, { id }]) => id !== undefined);
    const found =
      nameOrId === undefined
        ? all[0]
        : all.find(([name, { id }]) => name === nameOrId || String(id) === nameOrId);
    if (!found) {
      const known = all.map(([name, { id }]) => `${name} (${id})`).join(", ") || "none";
      return fail("CLI_INSTITUTION", { name: nameOrId ?? "The first one", known });
    }
    const [name, { id, account, keys }] = found;
    return {
      name,
      id: id!,
      account,
      keys: privateKeys({ keys }),
      care: await this.as(account),
    };
  }

  /** What this folder knows of an institution: its name and account, if anything. */
  known(id: number): { name?: string; account?: number } {
    const found = Object.entries(this.state.institutions).find(([, known]) => known.id === id);
    return found ? { name: found[0], account: found[1].account } : {};
  }

  /** What this folder calls an institution, else its number. */
  readonly nameOf = (id: number): string => this.known(id).name ?? `institution ${id}`;

  /** An institution by the name that this folder gives it, or any of the chain by its number. */
  async institutionId(nameOrId: string): Promise<number> {
    if (!/^\d{1,9}$/.test(nameOrId)) return (await this.member(nameOrId)).id;
    // Refused where there is none.
    return (await (await this.reader()).identity.participant(Number(nameOrId))).id;
  }

  /** A patient of the folder by label. */
  async patient(label: string): Promise<Patient> {
    const { subjectRegistry } = await this.addresses();
    return patientIn(this.state, label, subjectRegistry) ?? fail("CLI_PATIENT", { name: label });
  }

  /** The pseudonyms of this folder's patients, and what it calls them. */
  subjects(): Map<Hex, string> {
    return new Map(
      Object.entries(this.state.patients).flatMap(([label, { enrolment }]) =>
        enrolment ? [[enrolmentHash(enrolment), label] as const] : [],
      ),
    );
  }

  /** A subject by the label of a patient of the folder, or by its id. */
  async subject(labelOrId: string): Promise<Hex> {
    if (isHex(labelOrId, 32)) return labelOrId.toLowerCase() as Hex;
    return (await this.patient(labelOrId)).subject;
  }

  /** Kubo RPC of the store; none where it is in the state folder. */
  get ipfs(): string | undefined {
    return this.options.ipfs ?? this.#dev?.ipfs;
  }

  /** Where sealed records lie. */
  store(): Promise<BlockStore> {
    this.#store ??= this.#openStore();
    return this.#store;
  }

  async #openStore(): Promise<BlockStore> {
    const store = await openBlocks(this.state, this.ipfs);
    this.onClose(() => store.close());
    return store;
  }

  /** What a custodian keeps in the state folder. */
  async custody(member: Member): Promise<Custody> {
    const custody = openCustody(member, this.state, await this.store());
    this.onClose(() => custody.close());
    return custody;
  }
}
