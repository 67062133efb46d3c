import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { Chain } from "../../chain/chain.ts";
import { type Hex, isHex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { grantId } from "../../core/structs.ts";
import { ConsentModule, type SignedGrant } from "../../ledger/consent.ts";
import { makeFolder, writeWhole } from "../../vault/disk.ts";
import { readSmallFile } from "../files.ts";
import type { State } from "../state.ts";

/** The file of a signed grant, as a patient hands it to the institution that carries it. */
export const readGrantFile = (file: string, chain: Chain): SignedGrant =>
  new ConsentModule(chain).fromText(readSmallFile(file, "The file of a signed grant"));

/** Endings of the files of a grant: itself, and a mark while it is being carried. */
const KEPT = ".json";
const BEGUN = ".begun";

/**
 * The grants that this folder knows with their terms, which the chain does not have: whoever opens
 * or revokes must show them.
 */
export class Grants {
  readonly #directory: string;
  readonly #chain: Chain;

  constructor({ directory }: State, chain: Chain) {
    this.#directory = path.join(directory, "grants");
    this.#chain = chain;
  }

  /** Keeps a grant, readable by this folder's owner only; answers its id. */
  keep(signed: SignedGrant): Hex {
    const id = grantId(signed.grant);
    makeFolder(this.#directory);
    writeWhole(this.#file(id), new ConsentModule(this.#chain).toText(signed));
    return id;
  }

  /** Keeps a grant that is about to be sent; the answer is for when it is on the chain. */
  begin(signed: SignedGrant): () => void {
    const mark = this.#file(this.keep(signed), BEGUN);
    writeWhole(mark, "");
    return () => rmSync(mark, { force: true });
  }

  /** Those whose commands ended before they knew what became of them. */
  begun(): SignedGrant[] {
    return this.#named(BEGUN);
  }

  find(id: Hex): SignedGrant | undefined {
    return existsSync(this.#file(id)) ? readGrantFile(this.#file(id), this.#chain) : undefined;
  }

  /** @throws CLI_GRANT where this folder has none of that id */
  get(id: Hex): SignedGrant {
    return this.find(id) ?? fail("CLI_GRANT", {});
  }

  /** Every grant that this folder knows. */
  all(): SignedGrant[] {
    return this.#named(KEPT);
  }

  #named(ending: string): SignedGrant[] {
    if (!existsSync(this.#directory)) return [];
    return readdirSync(this.#directory)
      .filter((name) => name.endsWith(ending) && isHex(path.basename(name, ending), 32))
      .toSorted()
      .map((name) => this.get(path.basename(name, ending) as Hex));
  }

  #file(id: Hex, ending = KEPT): string {
    return path.join(this.#directory, `${id}${ending}`);
  }
}
