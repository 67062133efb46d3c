import type { Chain } from "../chain/chain.ts";
import type { ParticipantKind } from "../core/codes.ts";
import { IdentityModule } from "../ledger/identity.ts";
import { SupplyModule } from "../ledger/supply.ts";

/** Who has goods, or watches over them. */
const KINDS: ReadonlySet<ParticipantKind> = new Set([
  "DRUG_MAKER",
  "DISTRIBUTOR",
  "PHARMACY",
  "HOSPITAL",
  "REGULATOR",
]);
/** Asked at once of the registry. */
const BATCH = 16;

/**
 * Where resolvers may be: the gateways that institutions have in the registry, the product's licence
 * holder's first, then by number. Everybody asks in the same order, so that scans in several places
 * come to the same resolver.
 * @param limit The most to answer; 50 by default
 */
export async function resolversOf(chain: Chain, product: bigint, limit = 50): Promise<string[]> {
  const identity = new IdentityModule(chain);
  const holder = (await new SupplyModule(chain).product(product))?.licenceHolder;
  const urls = new Set<string>();
  if (holder !== undefined) urls.add(await identity.endpoint(holder));
  const count = await identity.count();
  for (let first = 1; first <= count && urls.size < limit; first += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, count - first + 1) }, (_, i) => first + i);
    const found = await Promise.all(
      ids.map(async (id) => {
        const { kinds, status } = await identity.participant(id);
        const isOne = status !== "SUSPENDED" && kinds.some((kind) => KINDS.has(kind));
        return isOne ? await identity.endpoint(id) : "";
      }),
    );
    for (const url of found) urls.add(url);
  }
  return [...urls].filter((url) => url !== "").slice(0, limit);
}
