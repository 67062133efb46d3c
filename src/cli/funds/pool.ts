import type { Hex } from "../../core/bytes.ts";
import { jurisdictionOf } from "../../core/coverage.ts";
import { fail } from "../../core/errors.ts";
import { poolId } from "../../core/funds.ts";
import type { Jurisdiction } from "../../core/rules.ts";
import type { Session } from "../session.ts";

/** The pool of an insurer for a place, by default the insurer's own. */
export async function poolNamed(
  session: Session,
  insurer: string,
  jurisdiction?: Jurisdiction,
): Promise<{ pool: Hex; jurisdiction: number; insurer: number }> {
  const id = await session.institutionId(insurer);
  const { identity } = await session.reader();
  const place = jurisdictionOf(jurisdiction ?? (await identity.participant(id)).jurisdiction);
  return { pool: poolId(id, place), jurisdiction: place, insurer: id };
}

/** @throws FUND_POOL where nobody opened it */
export async function openPool(
  session: Session,
  insurer: string,
  jurisdiction?: Jurisdiction,
): Promise<Hex> {
  const { pool } = await poolNamed(session, insurer, jurisdiction);
  const { fundLedger } = await session.reader();
  if ((await fundLedger.pool(pool)) === undefined) fail("FUND_POOL", { insurer });
  return pool;
}
