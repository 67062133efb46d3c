import { HDNodeWallet, Mnemonic } from "ethers";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";

/** Hardhat's public development phrase: everybody knows these keys. */
const DEVELOPMENT_MNEMONIC = "test test test test test test test test test test test junk";

/** Accounts of a mnemonic by index; institutions come after the administrator, in their order. */
export const ADMINISTRATOR = 0;
export const FIRST_INSTITUTION = 1;
/** Deploys, and keeps no role. The last one that every development chain endows. */
export const DEPLOYER = 9;

/** The accounts that this command line acts with. */
export class Accounts {
  /** Whether the keys are Hardhat's public ones. */
  readonly isDevelopment: boolean;
  readonly #mnemonic: Mnemonic;

  private constructor(phrase: string, isDevelopment: boolean) {
    this.#mnemonic = Mnemonic.fromPhrase(phrase);
    this.isDevelopment = isDevelopment;
  }

  static development(): Accounts {
    return new Accounts(DEVELOPMENT_MNEMONIC, true);
  }

  /** Those of CARELEDGER_MNEMONIC, else Hardhat's public ones. */
  static fromEnvironment(): Accounts {
    const phrase = process.env["CARELEDGER_MNEMONIC"]?.trim();
    if (!phrase) return Accounts.development();
    if (!Mnemonic.isValidMnemonic(phrase)) fail("CLI_MNEMONIC", {});
    return new Accounts(phrase, phrase === DEVELOPMENT_MNEMONIC);
  }

  key(index: number): Hex {
    return this.#wallet(index).privateKey as Hex;
  }

  address(index: number): Hex {
    return this.#wallet(index).address as Hex;
  }

  #wallet(index: number): HDNodeWallet {
    return HDNodeWallet.fromMnemonic(this.#mnemonic, `m/44'/60'/0'/0/${index}`);
  }
}

/** Key of a development account. */
export const developmentKey = (index: number): Hex => Accounts.development().key(index);
