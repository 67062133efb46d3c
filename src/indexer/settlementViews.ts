import type { Chain } from "../chain/chain.ts";
import { fromHex, type Hex, toHex, ZERO32 } from "../core/bytes.ts";
import { jurisdictionWord } from "../core/rules.ts";
import { denied, type SettlementThing, visibleColumns } from "../core/settlementAccess.ts";
import type { SettlementAction, SettlementRole } from "../core/settlementRoles.ts";
import type { Participant } from "../core/slots.ts";
import type { Queries } from "./queries.ts";
import { type Relation, THINGS } from "./settlementThings.ts";
import { rowOf, type Table } from "./table.ts";

/** Who asks, as whoever lets them in found out: an institution, or a pseudonym's holder. */
export interface SettlementAsker {
  readonly participant?: Pick<Participant, "id" | "kinds" | "status" | "jurisdiction">;
  readonly subject?: Hex;
  /** For what is scoped; see `purposes` of the codes. */
  readonly purpose?: string;
}

/** What of a row the asker may see. Amounts are decimals in minor units. */
export type SettlementRow = Record<string, Cell | Record<string, Cell>[]>;
type Cell = string | number | null | string[];

/** The most rows of an answer. */
export const SETTLEMENT_PAGE = 500;

const RELATIONS: readonly Relation[] = ["person", "own", "payer", "employer", "area"];

/**
 * The settlement database through its table of access (core/settlementAccess.ts). What an asker may not
 * see is left out; where nothing is left it is as if there were no row.
 */
export class SettlementViews {
  readonly #queries: Queries;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /**
   * What has this id, with its parts, as far as the asker may see it; a page from `after` on.
   * @throws SETTLEMENT_DENIED where that is nothing, and where there is none
   */
  read(asker: SettlementAsker, thing: SettlementThing, key: Hex, after = 0): SettlementRow[] {
    const rows = this.#rows({ asker, thing, action: "read", key, after });
    return rows.length === 0 && after === 0 ? denied(thing) : rows;
  }

  /** All that the asker may list, a page from `after` on. */
  list(asker: SettlementAsker, thing: SettlementThing, after = 0): SettlementRow[] {
    return this.#rows({ asker, thing, action: "list", after });
  }

  /**
   * The flags of a claim, for one who may acknowledge them.
   * @throws SETTLEMENT_DENIED; where there are none too
   */
  flagsToAcknowledge(asker: SettlementAsker, claim: Hex): string[] {
    const [row] = this.#rows({ asker, thing: "claim", action: "acknowledge", key: claim });
    const flags = row?.["flags"] as string[] | undefined;
    return flags === undefined || flags.length === 0 ? denied("claim") : flags;
  }

  /** The last block of the index; undefined: it has none, or is of another chain or suite. */
  end({ network, addresses }: Pick<Chain, "network" | "addresses">) {
    const [cursor] = this.#queries.all("SELECT * FROM cursor");
    if (!cursor || cursor["block"] === null) return undefined;
    const [genesis, directory, hash] = ["genesis", "directory", "hash"].map((column) =>
      toHex(cursor[column] as Uint8Array),
    );
    const isOurs =
      genesis === network.genesis.toLowerCase() && directory === addresses.directory.toLowerCase();
    return isOurs ? { block: cursor["block"] as number, hash: hash! } : undefined;
  }

  #rows({ asker, thing, action, key, after = 0 }: Question): SettlementRow[] {
    const { table, key: column, whose, parts = [] } = THINGS[thing];
    const seen = (roles: ReadonlySet<SettlementRole>) =>
      visibleColumns(thing, roles, action, asker.purpose);
    // Rows of which the asker may see nothing are never found: no count and no page tells of them.
    const related = RELATIONS.filter(
      (relation) =>
        whose[relation] !== undefined && seen(rolesOf(asker, new Set([relation]))).size > 0,
    );
    const marks = related.map(
      (relation) => `, coalesce(${whose[relation]!}, 0) AS "is ${relation}"`,
    );
    const mine = related.map((relation) => `(${whose[relation]!})`).join(" OR ") || "0";
    const found = this.#queries.all(
      `SELECT *${marks.join("")} FROM "${table.name}"
       WHERE (${seen(baseRoles(asker)).size > 0 ? "1" : mine})
         AND ${key === undefined ? "?6 IS NULL" : `"${column}" = ?6`}
         AND coalesce(?1, ?2, ?3, ?4, ?5, 0) IS NOT NULL
       ORDER BY ${orderOf(table)} LIMIT ${SETTLEMENT_PAGE} OFFSET ?7`,
      ...valuesOf(asker),
      key === undefined ? null : fromHex(key),
      after,
    );
    return found.map((raw) => {
      const columns = seen(
        rolesOf(asker, new Set(related.filter((relation) => raw[`is ${relation}`] === 1))),
      );
      const row: SettlementRow = picked(rowOf(table, raw), columns.get(table.name) ?? []);
      if (action !== "read") return row;
      for (const { table: part, on } of parts) {
        const shown = columns.get(part.name);
        if (shown === undefined) continue;
        const sql = `SELECT * FROM "${part.name}" WHERE "${on}" = ? ORDER BY ${orderOf(part)}`;
        row[part.name] = this.#queries
          .rows(part, sql, raw[column] as Uint8Array)
          .map((one) => picked(one, shown));
      }
      return row;
    });
  }
}

interface Question {
  readonly asker: SettlementAsker;
  readonly thing: SettlementThing;
  readonly action: SettlementAction;
  readonly key?: Hex;
  readonly after?: number;
}

const orderOf = ({ key }: Table): string =>
  Object.keys(key)
    .map((column) => `"${column}"`)
    .join(", ");

/** What an asker is to a row. */
function rolesOf(asker: SettlementAsker, relations: ReadonlySet<Relation>): Set<SettlementRole> {
  const roles = baseRoles(asker);
  if (relations.has("person")) roles.add("person");
  if (relations.has("employer")) roles.add("employer");
  if (relations.has("own")) roles.add("provider");
  const { participant } = asker;
  if (participant === undefined || participant.status === "SUSPENDED") return roles;
  const is = (kind: Participant["kinds"][number]) => participant.kinds.includes(kind);
  if (relations.has("payer")) {
    if (is("INSURANCE_AGENCY")) roles.add("insurer");
    if (is("COMMERCIAL_INSURER")) roles.add("commercial");
  }
  if (relations.has("area")) {
    if (is("REGULATOR")) roles.add("regulator");
    if (is("HEALTH_COMMISSION")) roles.add("auditor");
  }
  return roles;
}

/** What somebody is to any row. */
function baseRoles({ participant }: SettlementAsker): Set<SettlementRole> {
  if (participant === undefined || participant.status === "SUSPENDED") {
    return new Set(["anonymous"]);
  }
  if (participant.kinds.includes("REGULATOR")) return new Set(["regulatorElsewhere"]);
  if (participant.kinds.includes("RESEARCH_INSTITUTION")) return new Set(["researcher"]);
  return new Set(["institution"]);
}

/** ?1 to ?5; zeros are nobody's number and nobody's pseudonym, whatever a row says. */
function valuesOf({ participant, subject }: SettlementAsker): (number | Uint8Array | null)[] {
  const { scheme, code } = participant?.jurisdiction ?? { scheme: null, code: null };
  return [
    participant?.id || null,
    subject === undefined || subject === ZERO32 ? null : fromHex(subject, 32),
    scheme === null || code === null ? null : jurisdictionWord({ scheme, code }),
    scheme,
    code,
  ];
}

const picked = (row: object, columns: readonly string[]): Record<string, Cell> =>
  Object.fromEntries(columns.map((column) => [column, (row as Record<string, Cell>)[column]!]));
