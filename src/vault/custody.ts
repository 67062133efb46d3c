import path from "node:path";
import { fail } from "../core/errors.ts";
import type { BlockStore } from "./blockStore.ts";
import { Catalogue } from "./catalogue.ts";
import { makeFolder } from "./disk.ts";
import { publicKeyOf } from "./hpke.ts";
import { LotShelf } from "./lotShelf.ts";
import { KeyRing, type PrivateKeyOfEpoch, type PublicKeyOfEpoch } from "./keyring.ts";

export interface CustodyOptions {
  /** The custodian's participant id. */
  readonly custodian: number;
  /** Its X25519 private keys, the newest epoch's among them. */
  readonly keys: readonly [PrivateKeyOfEpoch, ...PrivateKeyOfEpoch[]];
  /** Folder of the key ring and the catalogue, or ":memory:". */
  readonly directory: string;
  /** Where sealed records go; it may be shared, and stays open when the custody closes. */
  readonly store: BlockStore;
}

/** What a custodian keeps: keys, catalogue, lots and, by CID, what is sealed. */
export class Custody {
  readonly custodian: number;
  readonly keyRing: KeyRing;
  readonly catalogue: Catalogue;
  readonly store: BlockStore;
  /** The custodian's own newest public key. */
  readonly own: PublicKeyOfEpoch;
  readonly #openLots: () => Promise<LotShelf>;
  #lots: Promise<LotShelf> | undefined;

  constructor({ custodian, keys, directory, store }: CustodyOptions) {
    const file = (name: string): string => {
      if (directory === ":memory:") return directory;
      makeFolder(directory);
      return path.join(directory, name);
    };
    // For programs without types: better now than when the first record is sealed.
    if (!store) fail("STORE_NONE", {});
    const newest = keys.reduce((a, b) => (b.epoch > a.epoch ? b : a));
    this.custodian = custodian;
    this.store = store;
    this.own = { publicKey: publicKeyOf(newest.privateKey), epoch: newest.epoch };
    this.keyRing = KeyRing.open(file("keyring.sqlite"), { custodian, keys });
    this.catalogue = new Catalogue(file("catalogue.sqlite"), custodian);
    this.#openLots = () => LotShelf.open(file("lots.sqlite"), { custodian, keys });
  }

  /** The lots of drugs whose files it has; who has none makes no database of them. */
  lots(): Promise<LotShelf> {
    this.#lots ??= this.#openLots();
    return this.#lots;
  }

  close(): void {
    this.#lots?.then((lots) => lots.close()).catch(() => undefined);
    this.keyRing.close();
    this.catalogue.close();
  }
}
