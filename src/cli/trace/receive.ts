import { signingDomain } from "../../chain/chain.ts";
import { type Hex, randomHex } from "../../core/bytes.ts";
import type { Custody as Place } from "../../core/custody.ts";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import type { Parcel, UnitRange } from "../../core/goods.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import { GatewayClient, requestDeadline } from "../../wire/gatewayClient.ts";
import { type GoodsKey, parseGoodsKey } from "../../wire/goodsKey.ts";
import type { IndexedLot, SupplyReader } from "../../indexer/supplyReader.ts";
import { readSmallFile } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";
import { alertLines, countAfter } from "./counting.ts";
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
  const fresh = await freshIndex(session);
  const { supply: index } = fresh.reader;
  const found = lotNamed(index, name);
  const { lot, count, maker } = found;
  const parcel = { lot, ...(options.units ?? unitsOf(index, found, member.id, options)) };
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
  const products = isPacked ? index.productsIn(container) : [found];
  const moved = options.fileOnly ? [] : products.map(({ scheme, number }) => ({ scheme, number }));
  const stock = await countAfter(session, member, moved, fresh);
  const what = isPacked ? `Container ${container}` : `${parcel.count} units`;
  session.output.result(
    {
      ...parcel,
      container: isPacked ? container : undefined,
      received: !options.fileOnly,
      file: isNew,
      repeated,
      stock,
    },
    [
      options.fileOnly ? "The lot's file is here." : `${what} received by ${member.name}.`,
      ...(repeated.length > 0
        ? [`${repeated.length} codes are in other lots too: scans of them answer CLONED.`]
        : []),
      ...alertLines(stock),
    ],
  );
}

/** What was shipped to the institution, if that is one shipment; with the file alone, what it has. */
function unitsOf(
  index: SupplyReader,
  { lot, count }: IndexedLot,
  self: number,
  { fileOnly = false }: Options,
): UnitRange {
  const parcels = index.parcels(lot);
  const coming = parcels.filter(({ state, to }) => state === "SHIPPED" && to === self);
  if (fileOnly) {
    const held = parcels.find(({ state, holder }) => state === "HELD" && holder === self);
    return rangeOf(held ?? coming[0] ?? { first: 0, count });
  }
  // What is in one container comes as one.
  const shipments = new Map(coming.map((one) => [one.container ?? one.first, one]));
  const [only] = shipments.values();
  if (shipments.size !== 1 || !only) return fail("TRACE_SHIPMENT", { found: shipments.size });
  return rangeOf(only);
}

const rangeOf = ({ first, count }: UnitRange): UnitRange => ({ first, count });

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
