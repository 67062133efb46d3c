import { fromHex, type Hex } from "../core/bytes.ts";
import { unpackHeader } from "../core/claims.ts";
import type { LineResult } from "../core/claimWords.ts";
import type { Flag } from "../core/enums.ts";
import { jurisdictionWord } from "../core/rules.ts";
import { type Severity, warningsFor, type WarningRole } from "../core/warnings.ts";
import { claimLines, claims } from "./folds/claims.ts";
import { participants } from "./folds/identity.ts";
import type { Queries } from "./queries.ts";
import type { Row } from "./table.ts";

export type IndexedClaim = Row<typeof claims>;

/** Which claims: of a provider, of an insurer, decided in a time (Unix seconds, both included). */
export interface ClaimsOf {
  provider?: number;
  insurer?: number;
  from?: number;
  until?: number;
}

/** A flag of a claim, as one of its recipients is told. */
export interface ClaimWarning {
  claim: Hex;
  provider: number;
  insurer: number;
  state: string;
  /** Unix time. */
  decidedAt: number;
  flag: Flag;
  severity: Severity;
}

/** Answers about claims, as of the index's last block. */
export class ClaimReader {
  readonly #queries: Queries;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  claim(id: Hex): IndexedClaim | undefined {
    const sql = "SELECT * FROM claims WHERE claim = ?";
    return this.#queries.rows(claims, sql, fromHex(id, 32))[0];
  }

  /** What the lines of a claim came to, in their order. */
  lines(id: Hex): LineResult[] {
    const sql = "SELECT * FROM claimLines WHERE claim = ? ORDER BY line";
    return this.#queries.rows(claimLines, sql, fromHex(id, 32)).map((row) => ({
      paid: BigInt(row.paid),
      uncovered: BigInt(row.uncovered),
      overLimit: BigInt(row.overLimit),
      preSelf: BigInt(row.preSelf),
      deductible: BigInt(row.deductible),
      copay: BigInt(row.copay),
      coinsurance: BigInt(row.coinsurance),
      overCap: BigInt(row.overCap),
      refused: BigInt(row.refused),
      reason: BigInt(row.reason),
      flags: BigInt(row.flags),
    }));
  }

  /** Claims in the order of the chain. */
  of({ provider, insurer, from, until }: ClaimsOf): IndexedClaim[] {
    return this.#queries.rows(
      claims,
      `SELECT * FROM claims WHERE (?1 IS NULL OR provider = ?1) AND (?2 IS NULL OR insurer = ?2)
         AND (?3 IS NULL OR decidedAt >= ?3) AND (?4 IS NULL OR decidedAt <= ?4)
       ORDER BY block, log`,
      provider ?? null,
      insurer ?? null,
      from ?? null,
      until ?? null,
    );
  }

  /**
   * What an institution is warned of, in the order of the chain: flags of its own claims, of claims on it,
   * and, as a regulator, the grave ones of where it regulates. Of an institution that is none: nothing.
   * @param since Unix time, included
   */
  warnings(recipient: number, since = 0): ClaimWarning[] {
    const sql = "SELECT * FROM participants WHERE participant = ?";
    const [own] = this.#queries.rows(participants, sql, recipient);
    if (own === undefined) return [];
    const regulates = own.kinds.includes("REGULATOR");
    const area = jurisdictionWord({ scheme: own.jurisdictionScheme, code: own.jurisdictionCode });
    const flagged = this.#queries.rows(
      claims,
      `SELECT * FROM claims WHERE flags <> '[]' AND decidedAt >= ?1
         AND (provider = ?2 OR insurer = ?2 OR ?3) ORDER BY block, log`,
      since,
      recipient,
      Number(regulates),
    );
    return flagged.flatMap(({ claim, provider, insurer, state, decidedAt, flags, header }) => {
      const roles: WarningRole[] = [];
      if (provider === recipient) roles.push("PROVIDER");
      if (insurer === recipient) roles.push("INSURER");
      if (regulates && unpackHeader(BigInt(header)).jurisdiction === area) roles.push("REGULATOR");
      return warningsFor(roles, flags as Flag[]).map((warning) => {
        return { claim, provider, insurer, state, decidedAt, ...warning };
      });
    });
  }
}
