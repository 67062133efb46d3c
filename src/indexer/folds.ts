import { sha256, toHex, utf8 } from "../core/bytes.ts";
import type { EventName } from "../core/events.ts";
import { topicOf } from "../chain/events.ts";
import type { Fold, Folds } from "./fold.ts";
import { agentFold } from "./folds/agentProposals.ts";
import { agreementFold } from "./folds/agreements.ts";
import { claimFold } from "./folds/claims.ts";
import { coldChain } from "./folds/coldChain.ts";
import { consent } from "./folds/consent.ts";
import { enrolment } from "./folds/enrolment.ts";
import { exchange } from "./folds/exchange.ts";
import { funds } from "./folds/funds.ts";
import { governance } from "./folds/governance.ts";
import { identity } from "./folds/identity.ts";
import { purchases } from "./folds/purchases.ts";
import { records } from "./folds/records.ts";
import { settlement } from "./folds/settlement.ts";
import { supplementFold } from "./folds/supplements.ts";
import { supply } from "./folds/supply.ts";
import { tariffs } from "./folds/tariffs.ts";
import { type Table, tableSql } from "./table.ts";

/** A domain that is added stands here too. */
const domains = [
  governance,
  identity,
  records,
  consent,
  exchange,
  supply,
  coldChain,
  purchases,
  settlement,
  tariffs,
  agreementFold,
  enrolment,
  funds,
  claimFold,
  supplementFold,
  agentFold,
] as const;

/** Raised where a fold makes something else of the same events, in the same columns. */
const FOLDS_VERSION = 1;

/** What becomes of each event. Another event of the suite without a fold does not compile. */
export const folds: Folds = {
  ...governance.folds,
  ...identity.folds,
  ...records.folds,
  ...consent.folds,
  ...exchange.folds,
  ...supply.folds,
  ...coldChain.folds,
  ...purchases.folds,
  ...settlement.folds,
  ...enrolment.folds,
  ...funds.folds,
  ...tariffs.folds,
  ...agreementFold.folds,
  ...claimFold.folds,
  ...supplementFold.folds,
  ...agentFold.folds,
};

/** The fold of an event. */
export const foldOf = <N extends EventName>(name: N): Fold<N> => folds[name];

/** Every table that is folded, in a fixed order. */
export const foldedTables: readonly Table[] = domains.flatMap(({ tables }) =>
  Object.values<Table>(tables),
);

/** Creates them. */
export const foldedSql = foldedTables.map(tableSql).join("; ");

/** Tells indexes that other folds, tables or events made: they are made anew. 31 bits. */
export const foldsVersion = (mechanics: string): number => {
  const topics = Object.keys(folds).map((name) => topicOf(name as EventName));
  const said = JSON.stringify([FOLDS_VERSION, mechanics, foldedSql, topics]);
  return Number.parseInt(toHex(sha256(utf8(said))).slice(2, 10), 16) & 0x7fff_ffff || 1;
};
