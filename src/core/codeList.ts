/**
 * The codes of a jurisdiction's catalogue as its members hold them: with the salt, by which the chain's
 * hashes are made of codes, and with the diagnoses that rows are for.
 */
import { fromHex, type Hex, sha256, toHex, uintBytes } from "./bytes.ts";
import { drugCode } from "./claims.ts";
import { productId } from "./goods.ts";
import { indicationTree, type Jurisdiction, type ProofTree, saltedCode } from "./rules.ts";

export interface CodeOfSystem {
  readonly system: string;
  readonly code: string;
}

/** A drug, service or consumable. */
export interface ListedCode extends CodeOfSystem {
  readonly name?: string;
  /** Diagnoses that its row is for. */
  readonly indications?: readonly CodeOfSystem[];
  /** Its code is a product's (7 digits: national, else a GTIN), and lines show packs' codes. */
  readonly isCoded?: boolean;
}

export interface CodeList {
  readonly jurisdiction: Jurisdiction;
  /** 32 random bytes. Whoever has it finds codes by trying: it is for members alone. */
  readonly salt: Hex;
  readonly codes: readonly ListedCode[];
}

/** A drug's own salt, which claims show: of the list's it tells nothing. */
const drugSalt = (salt: Hex, product: bigint): Hex =>
  toHex(sha256(fromHex(salt, 32), uintBytes(product, 8)));

export const productOfCode = (code: string): bigint =>
  productId(/^\d{7}$/.test(code) ? "NATIONAL" : "GTIN", code);

/** A list, asked by codes and by what the chain has of them. */
export class CodeBook {
  readonly list: CodeList;
  readonly #byName: ReadonlyMap<string, ListedCode>;
  readonly #byHash: ReadonlyMap<Hex, ListedCode>;

  constructor(list: CodeList) {
    this.list = list;
    this.#byName = new Map(list.codes.map((one) => [nameOf(one), one]));
    this.#byHash = new Map(list.codes.map((one) => [this.hashOf(one), one]));
  }

  /** What stands on the chain for a code. */
  hashOf(code: CodeOfSystem): Hex {
    const { salt } = this.list;
    const drug = this.drug(code);
    return drug ? drugCode(drug.product, drug.salt) : saltedCode(salt, code.system, code.code);
  }

  /** Of a drug whose lines show packs' codes: its product and the salt that opens its code. */
  drug(code: CodeOfSystem): { product: bigint; salt: Hex } | undefined {
    if (!this.#byName.get(nameOf(code))?.isCoded) return undefined;
    const product = productOfCode(code.code);
    return { product, salt: drugSalt(this.list.salt, product) };
  }

  /** What a hash of the chain stands for; undefined: the list does not have it. */
  named(hash: Hex): ListedCode | undefined {
    return this.#byHash.get(hash);
  }

  diagnosis({ system, code }: CodeOfSystem): Hex {
    return saltedCode(this.list.salt, system, code);
  }

  diagnoses(codes: readonly CodeOfSystem[]): ProofTree {
    return indicationTree(codes.map((one) => this.diagnosis(one)));
  }

  /** The tree of a code's indications, whose root its row names; undefined: it is for all. */
  indications(hash: Hex): ProofTree | undefined {
    const { indications = [] } = this.#byHash.get(hash) ?? {};
    if (indications.length === 0) return undefined;
    return this.diagnoses(indications);
  }
}

const nameOf = ({ system, code }: CodeOfSystem): string => `${system}|${code}`;
