import { ZERO32 } from "../../core/bytes.ts";
import { type Jurisdiction, type PackedRow } from "../../core/rules.ts";
import { RULE_FLAGS, unpackRule } from "../../core/tariff.ts";
import type { SuiteEvents } from "../../core/events.ts";
import type { TariffEvents } from "../../core/tariffEvents.ts";
import type { DomainFold, Place } from "../fold.ts";
import type { AgreementEvent } from "./agreements.ts";
import { type Assignment, change, put, table } from "../table.ts";

/**
 * Rows of catalogues: scheme and area are the jurisdiction's. Days are Modified Julian Days, `until` 0:
 * open. `word`: as `ruleOf` reads it, without the mark of a freeze.
 */
export const rules = table(
  "rules",
  { scheme: "integer", area: "integer", code: "bytes", version: "integer" },
  {
    from: "integer",
    until: "integer",
    published: "integer",
    word: "text",
    indications: "bytes?",
    proposal: "bytes?",
    document: "bytes",
    publisher: "integer",
  },
  ["code"],
);

/** When registers were opened: jurisdictions' of the catalogue, insurers' of the plans. */
export const registers = table(
  "registers",
  { contract: "text", register: "text" },
  { openedAt: "integer", actor: "bytes" },
);

/** Proposed rules (the id of a plan is its proposal's too), and what came of their shadow runs. */
export const proposals = table(
  "proposals",
  { proposal: "bytes" },
  {
    contract: "text",
    state: "text",
    since: "integer",
    document: "bytes",
    claims: "integer?",
    changed: "integer?",
    paidBefore: "text?",
    paidAfter: "text?",
    run: "bytes?",
    tester: "integer?",
  },
);

/** Freezes of rows, products and agreements, by key; `party` 0: anybody may appeal. */
export const freezes = table(
  "freezes",
  { contract: "text", key: "bytes" },
  {
    until: "integer",
    state: "text",
    scheme: "integer",
    area: "integer",
    party: "integer",
    account: "bytes",
    document: "bytes",
    changedAt: "integer",
  },
);

/** What rows keys of freezes stand for; `version` 0: all of the code. */
export const frozenRules = table(
  "frozenRules",
  { key: "bytes" },
  { scheme: "integer", area: "integer", code: "bytes", version: "integer" },
);

/** Versions of benefit plans; `until` 0: open. The words: see `planOf`. */
export const plans = table(
  "plans",
  { plan: "bytes" },
  {
    insurer: "integer",
    code: "bytes",
    version: "integer",
    from: "integer",
    until: "integer",
    published: "integer",
    limits: "text",
    shares: "text",
    terms: "text",
    weights: "bytes",
    chronic: "bytes",
    document: "bytes",
  },
  ["insurer", "code"],
);

type TariffEvent = Exclude<keyof TariffEvents, AgreementEvent>;

const FROZEN = RULE_FLAGS.FROZEN << 208n;

const areaOf = ({ scheme, code }: Jurisdiction) => ({ scheme, area: code });

/** What a rule's word says that rows are found by. */
function slotOf(word: bigint) {
  const { from, until, published } = unpackRule(word);
  return {
    from: Number(from),
    until: Number(until),
    published: Number(published),
    word: String(word & ~FROZEN),
  };
}

function publishedRows(event: SuiteEvents["RulesPublished"]): Assignment[] {
  const { jurisdiction, document, publisher, closed } = event;
  const area = areaOf(jurisdiction);
  const proposal = event.proposal === ZERO32 ? null : event.proposal;
  return event.rows.flatMap(({ code, version, rule, indications }: PackedRow, i) => {
    const former = closed[i]!;
    return [
      put(rules, {
        ...area,
        code,
        version,
        ...slotOf(rule),
        indications: indications === ZERO32 ? null : indications,
        proposal,
        document,
        publisher,
      }),
      ...(former === 0n
        ? []
        : [change(rules, { ...area, code, version: version - 1 }, slotOf(former))]),
    ];
  });
}

const wasPublished = (proposal: `0x${string}`, { time }: Place): Assignment =>
  change(proposals, { proposal }, { state: "PUBLISHED", since: time });

export const tariffs: DomainFold<TariffEvent> = {
  tables: { rules, registers, proposals, freezes, frozenRules, plans },
  folds: {
    RegisterOpened: ({ register, openedAt, actor }, { contract }) => [
      put(registers, { contract, register: String(register), openedAt, actor }),
    ],
    RulesPublished: (event, at) => [
      ...publishedRows(event),
      ...(event.proposal === ZERO32 ? [] : [wasPublished(event.proposal, at)]),
    ],
    RulesProposed: ({ proposal, document }, { contract, time }) => [
      put(proposals, { proposal, contract, state: "PROPOSED", since: time, document }),
    ],
    ProposalTried: ({ proposal, effect, tester }, { time }) => [
      change(
        proposals,
        { proposal },
        {
          state: "TRIED",
          since: time,
          claims: effect.claims,
          changed: effect.changed,
          paidBefore: String(effect.paidBefore),
          paidAfter: String(effect.paidAfter),
          run: effect.run,
          tester,
        },
      ),
    ],
    RuleFrozen: ({ jurisdiction, code, version, key }) => [
      put(frozenRules, { key, ...areaOf(jurisdiction), code, version }),
    ],
    FreezeChanged: ({ key, freeze, document }, { contract, time }) => {
      const { until, state, party, account } = freeze;
      return [
        put(freezes, {
          contract,
          key,
          until,
          state,
          ...areaOf(freeze.jurisdiction),
          party,
          account,
          document,
          changedAt: time,
        }),
      ];
    },
    PlanPublished: ({ planId: plan, plan: terms, document, ...e }, at) => {
      const { from, until, published, version } = e.slot;
      const { insurer, code, weights, chronic } = terms;
      return [
        put(plans, {
          plan,
          insurer,
          code,
          version,
          from,
          until,
          published,
          limits: String(terms.limits),
          shares: String(terms.shares),
          terms: String(terms.terms),
          weights,
          chronic,
          document,
        }),
        ...(e.former === ZERO32
          ? []
          : [change(plans, { plan: e.former }, { until: e.closed.until })]),
        ...(e.wasProposed ? [wasPublished(plan, at)] : []),
      ];
    },
    PlanProposed: ({ planId: proposal, document }, { contract, time }) => [
      put(proposals, { proposal, contract, state: "PROPOSED", since: time, document }),
    ],
  },
};
