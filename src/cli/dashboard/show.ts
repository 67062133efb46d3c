import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { FLAG_WORDS } from "../../core/flagWords.ts";
import { amountText } from "../../core/money.ts";
import { jurisdictionOf } from "../../core/rules.ts";
import { accessLogText } from "../../flows/accessLog.ts";
import { type FlagCount, type FlowEnd, type Shares, units } from "../../indexer/dashboardSums.ts";
import type { IndexReader } from "../../indexer/reader.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { lotNamed } from "../trace/lot.ts";

interface Options {
  as?: string;
  patient?: string[];
  lot?: string[];
}

/** How an amount is written. */
type Text = (amount: bigint) => string;

export async function run(session: Session, options: Options): Promise<void> {
  const { as, patient, lot } = options;
  if (patient && as !== undefined) {
    fail("CLI_OPTION", { reason: "--patient and --as exclude each other" });
  }
  if (lot && !patient) fail("CLI_OPTION", { reason: "--lot goes with --patient" });
  const { insurance } = await session.reader();
  const currency = await insurance.currency();
  const text: Text = (amount) => amountText(amount, currency);
  if (patient) {
    await showPatient(session, patient, lot ?? [], text);
    return;
  }
  const { id, care } = await session.member(as);
  const { kinds } = await care.identity.participant(id);
  const isInsurer = kinds.includes("INSURANCE_AGENCY") || kinds.includes("COMMERCIAL_INSURER");
  if (kinds.includes("REGULATOR")) await showRegulator(session, as, text);
  else if (isInsurer) await showInsurer(session, as, text);
  else fail("CLI_OPTION", { reason: `there is none for ${kinds.join(", ")} yet` });
}

async function showPatient(
  session: Session,
  labels: readonly string[],
  named: readonly string[],
  text: Text,
): Promise<void> {
  const { reader } = await freshIndex(session);
  const pseudonyms = await Promise.all(labels.map((label) => session.patient(label)));
  const lots = named.map((one) => lotNamed(reader.supply, one).lot);
  const { dashboards } = await session.reader();
  const all = await dashboards.patient(reader, pseudonyms, lots);
  const claims = all.claims.map((row) => ({
    claim: row["claim"] as Hex,
    provider: row["provider"] as number,
    state: row["state"] as string,
    billed: text(units(row["billed"])),
    fund: text(units(row["fund"])),
    person: text(units(row["person"])),
  }));
  session.output.result(
    { ...all, claims, shares: sharesText(all.shares, text), balance: text(all.balance) },
    [
      ...section("Grants", [
        table(
          ["grant", "standing", "uses"],
          all.grants.map(({ grant, standing, uses }) => [grant, standing, uses]),
        ),
      ]),
      ...section("Who looked", [accessLogText(all.accesses, session.nameOf)]),
      ...section("Claims", [
        table(
          ["claim", "at", "state", "billed", "by the fund", "by her"],
          claims.map((one) => [
            one.claim,
            session.nameOf(one.provider),
            one.state,
            one.billed,
            one.fund,
            one.person,
          ]),
        ),
        [`Of those that stand, ${sharesLine(all.shares, text)}.`],
        [`On her account: ${text(all.balance)}.`],
      ]),
      ...section("Recalls of her packs' lots", [
        all.recalls.map((one) => `${one.lot}: class ${one.class}`),
      ]),
    ],
  );
}

async function showInsurer(session: Session, as: string | undefined, text: Text): Promise<void> {
  const { reader } = await freshIndex(session);
  const all = await (await session.member(as)).care.dashboards.insurer(reader);
  const { nameOf } = session;
  const poolName = namesOfPools(session, reader);
  const amounts = (by: Readonly<Record<string, bigint>>) => mapped(by, text);
  const pools = all.pools.map(({ pool, balance, income, expense }) => ({
    pool,
    balance: text(balance),
    income: amounts(income),
    expense: amounts(expense),
  }));
  const claims = mapped(all.claims, (shares) => sharesText(shares, text));
  const providers = all.providers.map(({ pool, provider, due, debt }) => {
    return { pool, provider, due: text(due), debt: text(debt) };
  });
  session.output.result({ ...all, pools, claims, providers }, [
    ...section(
      "Pools",
      pools.map(({ pool, balance, income, expense }) => [
        `${poolName(pool)}: ${balance}`,
        ...Object.entries(income).map(([kind, amount]) => `  came by ${kind}: ${amount}`),
        ...Object.entries(expense).map(([kind, amount]) => `  went by ${kind}: ${amount}`),
      ]),
    ),
    ...section(
      "Claims",
      Object.entries(all.claims).map(([state, of]) => [`${state}: ${sharesLine(of, text)}`]),
    ),
    ...section("Flags", [flagLines(all.flags)]),
    ...section("Providers", [
      table(
        ["provider", "is owed", "owes"],
        providers.map(({ provider, due, debt }) => [nameOf(provider), due, debt]),
      ),
    ]),
    ...section("Orders that name it", [
      table(
        ["order", "buyer", "supplier", "state"],
        all.orders.map(({ order, buyer, supplier, state }) => [
          order,
          nameOf(buyer),
          nameOf(supplier),
          state,
        ]),
      ),
    ]),
  ]);
}

async function showRegulator(session: Session, as: string | undefined, text: Text): Promise<void> {
  const { reader } = await freshIndex(session);
  const all = await (await session.member(as)).care.dashboards.regulator(reader);
  const flows = all.flows.map((edge) => ({ ...edge, amount: text(edge.amount) }));
  const poolName = namesOfPools(session, reader);
  const endName = (end: FlowEnd): string => {
    if (typeof end === "number") return session.nameOf(end);
    return end === "person" || end === "outside" ? end : poolName(end);
  };
  session.output.result({ ...all, flows }, [
    ...section("Flow of funds", [
      table(
        ["kind", "from", "to", "amount", "entries"],
        flows.map(({ kind, from, to, amount, entries }) => [
          kind,
          endName(from),
          endName(to),
          amount,
          entries,
        ]),
      ),
    ]),
    ...section("Flags", [flagLines(all.flags)]),
    ...section("Recalls", [
      table(
        ["lot", "recovered"],
        all.recalls.map(({ lot, completeness }) => [
          `${lot.number}/${lot.lotNumber}`,
          `${Math.floor(100 * completeness)} %`,
        ]),
      ),
    ]),
    ...section("Refused openings", [
      table(
        ["institution", "opened", "refused"],
        all.refused.map(({ grantee, openings, refusals }) => [
          session.nameOf(grantee),
          openings,
          Object.entries(refusals)
            .map(([reason, times]) => `${reason} ${times}`)
            .join(", "),
        ]),
      ),
    ]),
  ]);
}

/** What people call a pool: whose it is, and where. */
function namesOfPools(session: Session, reader: IndexReader): (pool: Hex) => string {
  const pools = new Map(reader.funds.pools().map((row) => [row.pool, row]));
  return (pool) => {
    const { insurer, jurisdiction } = pools.get(pool)!;
    const { scheme, code } = jurisdictionOf(jurisdiction);
    return `${session.nameOf(insurer)}, ${scheme}:${code}`;
  };
}

const mapped = <V, W>(of: Readonly<Record<string, V>>, by: (value: V) => W): Record<string, W> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, by(value)]));

const sharesText = ({ claims, billed, fund, person, institution }: Shares, text: Text) => ({
  claims,
  billed: text(billed),
  fund: text(fund),
  person: text(person),
  institution: text(institution),
});

const sharesLine = ({ claims, billed, fund, person, institution }: Shares, text: Text): string =>
  `${claims}, billed ${text(billed)}: fund ${text(fund)}, patients ${text(person)}, institutions ${text(institution)}`;

const flagLines = (flags: readonly FlagCount[]): string[] =>
  flags.map(
    ({ flag, severity, claims }) =>
      `${flag} (${severity.toLowerCase()}), ${claims.length}: ${FLAG_WORDS[flag].means}`,
  );

const section = (title: string, blocks: readonly (readonly string[])[]): string[] => {
  const lines = blocks.flat();
  return [`${title}:`, ...(lines.length > 0 ? lines : ["(none)"]).map((line) => `  ${line}`), ""];
};
