import { HDNodeWallet, Mnemonic } from "ethers";
import type { Hex } from "../../src/core/bytes.ts";

/** Hardhat's public development phrase: everybody knows these keys. */
const DEVELOPMENT_MNEMONIC = "test test test test test test test test test test test junk";

/** Key of a development account: index 0 administers, 1 and up are the institutions'. */
export const developmentKey = (index: number): Hex =>
  HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(DEVELOPMENT_MNEMONIC), `m/44'/60'/0'/0/${index}`)
    .privateKey as Hex;
