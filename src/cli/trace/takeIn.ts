/** The file of a lot, taken in with the key that came along or that a gateway gives. */
import { signingDomain } from "../../chain/chain.ts";
import { type Hex, randomHex } from "../../core/bytes.ts";
import type { Custody as Place } from "../../core/custody.ts";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import type { Parcel } from "../../core/goods.ts";
import type { Custody } from "../../vault/custody.ts";
import { GatewayClient, requestDeadline } from "../../wire/gatewayClient.ts";
import type { GoodsKey } from "../../wire/goodsKey.ts";
import type { Member } from "../members.ts";
import { note } from "../progress.ts";
import { readKey } from "./goodsKeys.ts";

/** A gateway that may give key and file. */
interface Giver {
  id: number;
  url: string;
}

/** Goods of a lot on their way: who may have its file, and what is asked for. */
export interface Coming {
  parcel: Parcel;
  /** 32 zero bytes for none. */
  container: Hex;
  where: Place;
  maker: number;
}

export interface TakeInOptions {
  /** File of the goods key. */
  key?: string;
  from?: string[];
}

export interface TakenIn {
  /** Whether the file came now. */
  isNew: boolean;
  /** Units whose codes are also in another lot kept here. */
  repeated: { index: number; lot: Hex }[];
}

/** Takes in and verifies the file of a lot, unless it is here. */
export async function takeInFile(
  member: Member,
  custody: Custody,
  { parcel, container, where, maker }: Coming,
  options: TakeInOptions,
): Promise<TakenIn> {
  const { lot } = parcel;
  if ((await custody.lots()).lot(lot)) return { isNew: false, repeated: [] };
  const givers: Giver[] = [];
  for (const id of new Set([...senders(where, member.id), maker])) {
    const url = await member.care.identity.endpoint(id);
    if (url !== "") givers.push({ id, url });
  }
  const key =
    options.key === undefined
      ? await keyFrom(givers, member, parcel, container)
      : readKey(options.key, lot);
  const urls = [...(options.from ?? []), ...givers.map(({ url }) => url)];
  const { isNew, repeated } = await member.care.lots(custody).receive(key, urls);
  note("The lot's file is whole, and its codes are those that the chain has.");
  return { isNew, repeated };
}

const senders = ({ holder }: Place, self: number): number[] => (holder === self ? [] : [holder]);

/** Asks each for the key, signed; who comes first and has it gives it. */
async function keyFrom(
  givers: readonly Giver[],
  { care: { chain } }: Member,
  { lot, first, count }: Parcel,
  container: Hex,
): Promise<GoodsKey> {
  const account = chain.account!;
  let last: unknown;
  for (const { id, url } of givers) {
    const request = {
      lot,
      first,
      count,
      container,
      custodian: id,
      nonce: randomHex(32),
      deadline: requestDeadline(),
    };
    const domain = signingDomain(chain, "Gateway");
    try {
      return await new GatewayClient(url).goodsKey({
        request,
        signer: account.address,
        signature: await account.signStruct(domain, "LotKeyRequest", request),
      });
    } catch (error) {
      if (!isCareLedgerError(error)) throw error;
      last = error;
    }
  }
  if (last !== undefined) throw last as Error;
  return fail("SUPPLY_GOODS_KEY", { reason: "neither sender nor maker has a gateway to ask" });
}
