import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Chain } from "../../chain/chain.ts";
import { type Hex, isHex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { grantId } from "../../core/structs.ts";
import type { SignedGrant } from "../../ledger/consent.ts";
import { consentGrant, toJson } from "../../wire/messages.ts";
import { readSmallFile } from "../files.ts";
import { writeWhole } from "../home.ts";
import type { State } from "../state.ts";

const hex = z.custom<Hex>((value) => isHex(value));

/** A grant with its terms and its patient's signature, for one chain and registry. */
const signedGrantFile = z.strictObject({
  chainId: z.string().regex(/^\d+$/),
  consentRegistry: hex,
  grant: consentGrant,
  signer: hex,
  signature: hex,
});

const WHAT = "The file of a signed grant";

/** As a file that a patient hands to the institution that carries it. */
export const grantFile = ({ network, addresses }: Chain, signed: SignedGrant): string =>
  toJson({
    chainId: String(network.chainId),
    consentRegistry: addresses.consentRegistry,
    grant: signed.grant,
    signer: signed.signer,
    signature: signed.signature,
  });

/** @throws CLI_FILE for anything else, and for one that is for another chain */
export function readGrantFile(file: string, { network, addresses }: Chain): SignedGrant {
  const parsed = signedGrantFile.safeParse(parsedJson(readSmallFile(file, WHAT)));
  if (!parsed.success) return fail("CLI_FILE", { what: WHAT, reason: "it is something else" });
  const { chainId, consentRegistry, ...signed } = parsed.data;
  const isOurs =
    BigInt(chainId) === network.chainId &&
    consentRegistry.toLowerCase() === addresses.consentRegistry.toLowerCase();
  return isOurs ? signed : fail("CLI_FILE", { what: WHAT, reason: "it is for another chain" });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

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
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    writeWhole(this.#file(id), grantFile(this.#chain, signed));
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
