import type { CareLedger } from "../client.ts";

/** Institutions with a gateway, by the registry; without one of them, where it is named. */
export async function custodians({ identity }: CareLedger, without?: number): Promise<number[]> {
  const ids = Array.from({ length: await identity.count() }, (_, i) => i + 1);
  const endpoints = await Promise.all(ids.map((id) => identity.endpoint(id)));
  return ids.filter((id, i) => id !== without && endpoints[i] !== "");
}
