/**
 * Every cell of the settlement database's matrix, through the index, the SDK and a gateway. What is expected
 * stands here a second time: who changes src/core/settlementAccess.ts says so twice.
 */
import { expect } from "chai";
import type { Hex } from "../../src/core/bytes.ts";
import {
  allows,
  SETTLEMENT_FIELDS,
  type SettlementField,
  settlementFields,
  type SettlementThing,
} from "../../src/core/settlementAccess.ts";
import { type SettlementRole, settlementRoles } from "../../src/core/settlementRoles.ts";
import { foldedTables } from "../../src/indexer/folds.ts";
import type { SettlementRow } from "../../src/indexer/settlementViews.ts";
import { THINGS } from "../../src/indexer/settlementThings.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { type Asking, askings, keysOf } from "../fixtures/settlementCases.ts";
import { type SettlementWorld, startSettlementWorld } from "../fixtures/settlementWorld.ts";

const OPEN = "RL RL RL RL RL RL RL RL RL RL RL";
const LISTED = "L L L L L L L L L L L";
/** R: read by id; L: listed; A: flags acknowledged. Writes: see writes.test.ts. */
const MATRIX: Record<SettlementField, string> = {
  //                        person prov inst insr comm empl reg regE audit res anon
  "claim.header": "           RL   RL   -   RL   RL   -   RL   -   RL   -   -",
  "claim.state": "            RL   RL   -   RL   RL   -   RL   -   RL   -   -",
  "claim.amounts": "          RL   RL   -   RL   RL   -   RL   -   RL   -   -",
  "claim.account": "          RL   RL   -   RL   -    -   RL   -   -    -   -",
  "claim.insured": "          RL   RL   -   RL   RL   -   RL   -   -    -   -",
  "claim.flags": "            R    RLA  -   RLA  RLA  -   RLA  -   RL   -   -",
  "claim.bill": "             R    RL   -   RL   RL   -   R    -   -    -   -",
  "claim.lines": "            R    R    -   R    R    -   R    -   -    -   -",
  "claim.reasons": "          R    R    -   R    R    -   R    -   -    -   -",
  "claim.marks": "            -    -    -   R    -    -   R    -   -    -   -",
  "claim.decisions": "        R    R    -   R    R    -   R    -   R    -   -",
  "claim.reviews": "          R    R    -   R    R    -   R    -   -    -   -",
  "claim.supplement": "       R    R    -   R    R    -   R    -   R    -   -",
  "year.used": "              RL   -    -   RL   RL   -   -    -   -    -   -",
  "payment.amounts": "        RL   RL   -   RL   RL   -   RL   -   RL   -   -",
  "payment.account": "        RL   RL   -   RL   -    -   RL   -   -    -   -",
  "entry.amount": "           RL   -    -   RL   RL   -   RL   -   RL   -   -",
  "entry.sides": "            RL   -    -   RL   RL   -   RL   -   -    -   -",
  "account.balance": "        RL   -    -   R    -    -   -    -   -    -   -",
  "account.mandate": "        RL   -    -   R    -    -   -    -   -    -   -",
  "coverage.cover": "         RL   -    -   RL   RL   RL  RL   -   -    -   -",
  "coverage.death": "         RL   -    -   RL   RL   -   RL   -   -    -   -",
  "coverage.employer": "      RL   -    -   RL   -    RL  RL   -   -    -   -",
  "coverage.sealed": "        R    -    -   R    R    -   R    -   -    -   -",
  "coverage.entries": "       R    -    -   R    R    -   R    -   -    -   -",
  "coverage.corrections": "   R    -    -   R    R    -   R    -   -    -   -",
  "contribution.total": "     -    -    -   RL   RL   RL  RL   -   RL   -   -",
  "share.person": "           RL   -    -   RL   RL   RL  RL   -   -    -   -",
  "pool.terms": "             -    RL   -   RL   RL   -   RL   -   RL   -   -",
  "pool.balance": "           -    -    -   RL   RL   -   RL   -   RL   -   -",
  "receivable.payee": "       -    RL   -   RL   RL   -   RL   -   -    -   -",
  "receivable.amounts": "     -    RL   -   RL   RL   -   RL   -   RL   -   -",
  "voucher.terms": "          -    RL   -   RL   RL   -   RL   -   RL   -   -",
  "handOver.amount": OPEN,
  "token.balance": "          -    RL   -   -    -    -   RL   -   RL   -   -",
  "transfer.moved": "         -    RL   -   -    -    -   RL   -   RL   -   -",
  "mint.written": "           -    RL   -   -    -    -   RL   -   RL   -   -",
  "allowance.given": "        -    RL   -   -    -    -   RL   -   -    -   -",
  "agreement.designation": OPEN,
  "agreement.terms": "        -    RL   -   RL   RL   -   RL   -   RL   -   -",
  "agreement.breach": "       -    RL   -   RL   RL   -   RL   -   RL   -   -",
  "agreement.steps": "        -    R    -   R    R    -   R    -   R    -   -",
  "agreement.clauses": "      -    R    -   R    R    -   R    -   R    -   -",
  "rule.row": OPEN,
  "plan.version": OPEN,
  "freeze.decision": OPEN,
  "frozenRule.row": OPEN,
  "register.opened": LISTED,
  "proposal.effect": OPEN,
};

/** Tables of other domains, and, in the last line, those that no door tells of. */
const OTHERS = new Set(
  `modules callers participants participantKeys accounts pauses subjects verifiers batches entries
   entryStates grants uses receipts receiptEntries refusals products lots recalls parcels containers
   containerParcels units sales goodsSteps anchoredEvents sensors productLimits monitors readings
   goodsReadings gaps excursions pursuits orders orderSteps orderParcels stocks stockAlerts
   assignments supplements supplementBalances agents agentProposals`.split(/\s+/),
);

const thingOf = (field: SettlementField) => field.split(".")[0] as SettlementThing;
const cellOf = (field: SettlementField, role: SettlementRole): string =>
  MATRIX[field].trim().split(/\s+/)[settlementRoles.indexOf(role)]!;

describe("settlement database: role x field x action (ST-02)", function () {
  this.timeout(60_000);
  let world: SettlementWorld;
  let who: Record<SettlementRole, Asking>;
  const answers = new Map<string, Promise<SettlementRow[]>>();

  before(async () => {
    world = await startSettlementWorld();
    who = await askings(world);
  });
  after(() => world.close());

  /** What the three doors answer to a role, each asked once; none where it is refused as it must be. */
  const doors = {
    index: async ({ asker }: Asking, thing: SettlementThing, key?: Hex) => {
      const { views } = world.indexer.reader;
      return key === undefined ? views.list(asker, thing) : views.read(asker, thing, key);
    },
    SDK: async ({ care, as }: Asking, thing: SettlementThing, key?: Hex) => {
      const { settlement } = care;
      const { reader } = world.indexer;
      return key === undefined
        ? await settlement.list(reader, thing, as)
        : await settlement.read(reader, thing, key, as);
    },
    gateway: async ({ care, as }: Asking, thing: SettlementThing, key?: Hex) =>
      (await care.settlement.ask(world.asked, thing, key, as)).rows,
  };

  function asked(
    door: keyof typeof doors,
    role: SettlementRole,
    thing: SettlementThing,
    key?: Hex,
  ) {
    const name = [door, role, thing, key].join(" ");
    const answer = answers.get(name) ?? doors[door](who[role], thing, key).catch(refused);
    answers.set(name, answer);
    return answer;
  }

  /** A refusal is the one that tells nothing. */
  function refused(error: unknown): SettlementRow[] {
    if (isCareLedgerError(error, "GATEWAY_REFUSED")) {
      expect(error.details).deep.equal({ status: 404, reason: "SETTLEMENT_DENIED" });
    } else expect(isCareLedgerError(error, "SETTLEMENT_DENIED"), String(error)).equal(true);
    return [];
  }

  /** Whether rows show a field: all of its columns, or none. */
  function shows(rows: readonly SettlementRow[], field: SettlementField): boolean {
    const { table, columns } = SETTLEMENT_FIELDS[field];
    const isPart = THINGS[thingOf(field)].table.name !== table;
    const seen = isPart
      ? rows.flatMap((row) => (row[table] as SettlementRow[] | undefined) ?? [])
      : rows;
    // Of this claim there are none of them: that there is the list is what one may see.
    const isEmpty = isPart && seen.length === 0;
    if (isEmpty) return rows.some((row) => Object.hasOwn(row, table));
    const found = columns.filter((column) => seen.some((row) => Object.hasOwn(row, column)));
    expect([0, columns.length], found.join()).include(found.length);
    return found.length > 0;
  }

  it("every column of these tables is in one field of the matrix, and no other is", () => {
    const columns = settlementFields.flatMap((field) => {
      const { table, columns: some } = SETTLEMENT_FIELDS[field];
      return some.map((column) => `${table}.${column}`);
    });
    const tables = new Set<string>(settlementFields.map((field) => SETTLEMENT_FIELDS[field].table));
    const all = foldedTables
      .filter(({ name }) => tables.has(name))
      .flatMap(({ name, key, values }) =>
        Object.keys({ ...key, ...values }).map((column) => `${name}.${column}`),
      );
    expect(columns.toSorted()).deep.equal(all.toSorted());
    expect(Object.keys(MATRIX)).deep.equal(settlementFields);
    for (const { name } of foldedTables) {
      expect(tables.has(name), `${name} is in the matrix or of another domain`).equal(
        !OTHERS.has(name),
      );
    }
  });

  for (const field of settlementFields) {
    for (const role of settlementRoles) {
      const cell = cellOf(field, role);
      const title = `${field} to ${role}: ${cell}`;
      it(`${title} (${field.startsWith("account.") ? "RX-13" : "ST-02"})`, async () => {
        const thing = thingOf(field);
        const { key: column } = THINGS[thing];
        const key = keysOf(world, role)[thing];
        for (const door of ["index", "SDK", "gateway"] as const) {
          const read = await asked(door, role, thing, key);
          expect(shows(read, field), `${door} read`).equal(cell.includes("R"));
          const all = await asked(door, role, thing);
          const listed = all.filter((row) => thing === "register" || row[column] === key);
          const isPart = THINGS[thing].table.name !== SETTLEMENT_FIELDS[field].table;
          expect(shows(listed, field), `${door} list`).equal(cell.includes("L") && !isPart);
        }
        for (const [letter, action] of [
          ["R", "read"],
          ["L", "list"],
          ["A", "acknowledge"],
        ] as const) {
          expect(allows(field, role, action, "HPAYMT"), action).equal(cell.includes(letter));
        }
      });
    }
  }

  it("flags are acknowledged by whom they concern, at a gateway whose journal says so (ST-02, CL-13)", async () => {
    const { reader } = world.indexer;
    for (const role of settlementRoles) {
      const claim = keysOf(world, role).claim;
      const isAllowed = cellOf("claim.flags", role).includes("A");
      const { care, asker, as } = who[role];
      const flags = await Promise.resolve()
        .then(() => reader.views.flagsToAcknowledge(asker, claim))
        .catch(refused);
      expect(flags, role).deep.equal(isAllowed ? ["OVER_PRICE"] : []);
      // A person has no account of an institution to acknowledge with.
      if (as.subject) continue;
      const { rows } = await care.settlement
        .acknowledge(world.asked, claim)
        .catch((error: unknown) => ({ rows: refused(error) }));
      expect(rows, role).deep.equal(isAllowed ? [{ flags: ["OVER_PRICE"] }] : []);
    }
    const lines = [...world.desk.journal.lines()].filter(({ kind }) => kind === "acknowledged");
    const { north, insurer, commercial, regulator, ofPublic, ofCommercial } = world;
    const named = lines.map(({ participant, named: claim, result }) => [
      participant,
      claim,
      result,
    ]);
    expect(named).deep.equal([
      [north.id, ofPublic.claim, "OVER_PRICE"],
      [insurer.id, ofPublic.claim, "OVER_PRICE"],
      [commercial.id, ofCommercial.claim, "OVER_PRICE"],
      [regulator.id, ofPublic.claim, "OVER_PRICE"],
    ]);
  });
});
