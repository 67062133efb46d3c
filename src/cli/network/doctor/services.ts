import type { CareLedger } from "../../../client.ts";
import { isCareLedgerError } from "../../../core/errors.ts";
import { GatewayClient } from "../../../wire/gatewayClient.ts";
import type { Session } from "../../session.ts";
import { type Check, fault, ok } from "./check.ts";

/** Whether the place of the sealed records answers. */
export async function checkStore(session: Session): Promise<Check> {
  const status = await (await session.store()).status();
  const { blocks, bytes, pins } = status;
  const size = `${blocks} blocks, ${(bytes / 2 ** 20).toFixed(1)} MiB, ${pins} pinned`;
  return ok("store", size, { ...status });
}

/** Milliseconds for one gateway. */
const PATIENCE = 5_000;
/** Gateways asked at once. */
const AT_ONCE = 16;

/** Whether the gateways of the registry answer, and for this chain. */
export async function checkGateways({ identity, chain }: CareLedger): Promise<Check> {
  const gateways: { id: number; url: string; trouble: string }[] = [];
  const ids = Array.from({ length: await identity.count() }, (_, i) => i + 1).values();
  const asker = async (): Promise<void> => {
    for (const id of ids) {
      const url = await identity.endpoint(id);
      if (url === "") continue;
      gateways.push({ id, url, trouble: await troubleAt(url, id, chain) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  gateways.sort((a, b) => a.id - b.id);
  const data = { gateways };
  const bad = gateways.filter(({ trouble }) => trouble !== "");
  const counted = `${gateways.length - bad.length} of ${gateways.length} answer`;
  if (bad.length === 0) return ok("gateways", gateways.length > 0 ? counted : "none named", data);
  const text = bad.map(({ id, trouble }) => `institution ${id} ${trouble}`).join(", ");
  const remedy = "start them, or have their institutions correct their endpoint";
  return fault("gateways", { text: `${counted}; ${text}`, data }, remedy);
}

async function troubleAt(
  url: string,
  id: number,
  { network, addresses }: CareLedger["chain"],
): Promise<string> {
  try {
    const about = await new GatewayClient(url, PATIENCE).about();
    const here =
      about.chainId === String(network.chainId) &&
      about.receipts.toLowerCase() === addresses.receipts.toLowerCase();
    if (!here) return "is on another chain";
    return about.custodian === id ? "" : `is that of institution ${about.custodian}`;
  } catch (error) {
    if (isCareLedgerError(error, "GATEWAY_UNREACHABLE")) return "does not answer";
    if (isCareLedgerError(error)) return `answers wrongly (${error.code})`;
    throw error;
  }
}
