/** Roles and actions of the settlement database, and what a field of it is: see settlementAccess.ts. */

/** Who somebody is to a row; one may be several. How it is proved stands in the words. */
export const SETTLEMENT_ROLES = {
  person:
    "The insured person of the row, by the signature of her pseudonym; for a ward's pseudonym that is the guardian, whose key it was enrolled with",
  provider: "The institution that billed, that is designated, or whose money it is",
  institution: "Any other institution",
  insurer: "The row's insurer, an INSURANCE_AGENCY",
  commercial: "The row's insurer, a COMMERCIAL_INSURER",
  employer: "The enterprise of the row, by the signature of its pseudonym",
  regulator: "A REGULATOR of the place of treatment or of insurance",
  regulatorElsewhere: "A REGULATOR of another jurisdiction",
  auditor:
    "A HEALTH_COMMISSION of the place of treatment or of insurance, which follows money and not persons",
  researcher: "A RESEARCH_INSTITUTION",
  anonymous: "Whoever proves none of these; a SUSPENDED institution is only this and provider",
} as const;
export type SettlementRole = keyof typeof SETTLEMENT_ROLES;
export const settlementRoles = Object.keys(SETTLEMENT_ROLES) as SettlementRole[];

/** READ by id, LIST what one may see, WRITE through the contracts, ACKNOWLEDGE a warning. */
export const SETTLEMENT_ACTIONS = { R: "read", L: "list", W: "write", A: "acknowledge" } as const;
export type SettlementAction = (typeof SETTLEMENT_ACTIONS)[keyof typeof SETTLEMENT_ACTIONS];

/** Columns of the index by field; `part`: rows that stand under the main one, told with it by id. */
export interface Field {
  readonly table: string;
  readonly columns: readonly string[];
  /** Sensitive (RX-13): anybody but the person needs a purpose of payment or coverage as well. */
  readonly isScoped?: true;
  /** A letter for each allowed action and role, in the order of the roles; -: none. */
  readonly cells: string;
}

export const field = (table: string, columns: string, cells: string, isScoped?: true): Field => ({
  table,
  columns: columns.split(" "),
  cells: cells.trim().replaceAll(/\s+/g, " "),
  ...(isScoped ? { isScoped } : {}),
});

export const PLACE = "block log transaction";
export const EVERYBODY = "RL RL RL RL RL RL RL RL RL RL RL";
export const LISTED = "L L L L L L L L L L L";
