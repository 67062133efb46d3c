import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import { fromHex, type Hex, toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { IdentityModule } from "../ledger/identity.ts";
import type { Custody } from "../vault/custody.ts";
import { sealTo } from "../vault/hpke.ts";
import { goodsKeyInfo } from "../vault/lotSeal.ts";
import { type GoodsKey, goodsKeyFrom } from "../wire/goodsKey.ts";

/**
 * The key of a lot's file for another institution: sealed to its registered key of the present
 * epoch, and signed by the connected account. Nobody else can open it, so it may go any way.
 * @throws SUPPLY_LOT_MISSING where the giver has no file of this lot
 */
export async function passLotKey(
  chain: Chain,
  custody: Custody,
  lot: Hex,
  to: number,
): Promise<GoodsKey> {
  const account = accountOf(chain);
  const known = (await custody.lots()).lot(lot) ?? fail("SUPPLY_LOT_MISSING", {});
  const identity = new IdentityModule(chain);
  const { keyEpoch: epoch } = await identity.participant(to);
  const publicKey = fromHex(await identity.hpkeKey(to, epoch), 32);
  const sealed = toHex(await sealTo(publicKey, goodsKeyInfo(lot, to, epoch), known.key));
  const terms = { lot, file: known.file, from: custody.custodian, to, epoch, sealed };
  const signature = await account.signStruct(signingDomain(chain, "Gateway"), "GoodsKey", terms);
  return goodsKeyFrom(terms, account.address, signature);
}
