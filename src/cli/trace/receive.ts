import { signingDomain } from "../../chain/chain.ts";
import { type Hex, randomHex } from "../../core/bytes.ts";
import type { Custody as Place } from "../../core/custody.ts";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import type { Parcel, UnitRange } from "../../core/goods.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import { GatewayClient, requestDeadline } from "../../wire/gatewayClient.ts";
import { type GoodsKey, parseGoodsKey } from "../../wire/goodsKey.ts";
import { readSmallFile } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";
import { lotNamed } from "./lot.ts";

interface Options {
  units?: UnitRange;
  key?: string;
  from?: string[];
  fileOnly?: boolean;
  as?: string;
}

/** A gateway that may give key and file. */
interface Giver {
  id: number;
  url: string;
}

export async function run(session: Session, name: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { supply: index } = (await freshIndex(session)).reader;
  const { lot, count, maker } = lotNamed(index, name);
  const parcel = { lot, ...(options.units ?? { first: 0, count }) };
  const custody = await session.custody(member);
  const { supply, identity } = member.care;
  const { container } = await new GoodsLog(member.care.chain).place(lot, parcel.first, count);
  const isPacked = BigInt(container) !== 0n;
  const where = isPacked ? await supply.container(container) : await supply.parcel(parcel);
  const shelf = await custody.lots();
  let isNew = false;
  let repeated: { index: number; lot: Hex }[] = [];
  if (!shelf.lot(lot)) {
    const givers: Giver[] = [];
    for (const id of new Set([...senders(where, member.id), maker])) {
      const url = await identity.endpoint(id);
      if (url !== "") givers.push({ id, url });
    }
    const key =
      options.key === undefined
        ? await keyFrom(givers, member, parcel, container)
        : parseGoodsKey(readSmallFile(options.key, "The goods key"));
    const urls = [...(options.from ?? []), ...givers.map(({ url }) => url)];
    ({ isNew, repeated } = await member.care.lots(custody).receive(key, urls));
    note("The lot's file is whole, and its codes are those that the chain has.");
  }
  if (!options.fileOnly) {
    if (isPacked) await supply.receiveContainer(container).send();
    else await supply.receive(parcel).send();
  }
  const what = isPacked ? `Container ${container}` : `${parcel.count} units`;
  session.output.result(
    {
      ...parcel,
      container: isPacked ? container : undefined,
      received: !options.fileOnly,
      file: isNew,
      repeated,
    },
    [
      options.fileOnly ? "The lot's file is here." : `${what} received by ${member.name}.`,
      ...(repeated.length > 0
        ? [`${repeated.length} codes are in other lots too: scans of them answer CLONED.`]
        : []),
    ],
  );
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
