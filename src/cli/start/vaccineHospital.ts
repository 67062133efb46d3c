/** The vaccines at the hospital: taken in, given to patients, scanned, recalled and sent back. */
import { randomHex } from "../../core/bytes.ts";
import { type Parcel, payerHash } from "../../core/goods.ts";
import type { ScanReport } from "../../flows/scanUnit.ts";
import { bad, good, note } from "../progress.ts";
import { coldChainWords, kindsText } from "../../core/scanWords.ts";
import type { Consortium } from "./consortium.ts";
import type { Vaccines } from "./vaccineGoods.ts";

/** Doses that are given in one transaction. */
const GIVEN = 120;

/** A scan by anybody: the hospital's gateway is asked, the chain decides. */
const scanOnce = (
  { administrator, hospitals }: Consortium,
  { product }: Vaccines,
  code: string,
): Promise<ScanReport> =>
  administrator.scan(product, code, { resolvers: [hospitals[0].serving.url] });

/** The lot's file comes with the goods; the pallets that came are opened, one dose of each scanned. */
export async function takeIn(consortium: Consortium, vaccines: Vaccines): Promise<Parcel[]> {
  const { maker, hospitals } = consortium;
  const [{ care, custody, id, name }] = hospitals;
  const { lot, codes, pallets } = vaccines;
  const key = await maker.care.lots(maker.custody).pass(lot, id);
  await care.lots(custody).receive(key, [maker.serving.url]);
  const came = pallets.slice(0, -1);
  for (const pallet of came) await care.supply.unpack(pallet).send();
  const parcels = came.map((pallet) => pallet.parcels[0]);
  const answers: string[] = [];
  for (const { first } of parcels) {
    answers.push(said(await scanOnce(consortium, vaccines, codes[first]!)));
  }
  good(
    `${name} scans at intake: ${answers.join(", ")}; the lot's file came with the goods, the chain checked its proofs`,
  );
  return parcels;
}

/** A vaccination day: each dose is dispensed by its code, once. */
export async function dispense(
  consortium: Consortium,
  vaccines: Vaccines,
  { first, count }: Parcel,
): Promise<void> {
  const { care, custody, name } = consortium.hospitals[0];
  const { product, codes } = vaccines;
  const lots = await custody.lots();
  const given = codes.slice(first, first + GIVEN);
  const shown = lots.show(product, given, { range: { first, count } });
  const payers = given.map(() => payerHash({ pseudonym: randomHex(32), salt: randomHex(32) }));
  await care.supply.dispense(shown, payers).send();
  good(`${name} gives ${GIVEN} doses in one transaction`);
  const patient = await scanOnce(consortium, vaccines, given[0]!);
  good(`a patient scans hers: ${said(patient)}`);
  for (const line of pastOf(patient)) note(line);
}

/** What a scan says, in a line. */
const said = ({ findings }: ScanReport): string =>
  findings.map(({ answer }) => answer.toLowerCase().replaceAll("_", " ")).join(", ");

/** The past of a unit, as everybody may read it. */
function pastOf({ unit }: ScanReport): string[] {
  if (!unit) return [];
  const at = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19);
  const steps = unit.steps.map(({ kinds, since }) => `${at(since)}Z ${kindsText(kinds)}`);
  const made = `lot ${unit.number}, ${unit.materials.length} lots of raw material`;
  return [made, `cold chain: ${coldChainWords(unit.coldChain)}`, ...steps];
}

/** A recall by the maker: one transaction; seconds until scans of all pallets say so. */
export async function recall(consortium: Consortium, vaccines: Vaccines): Promise<number> {
  const { maker } = consortium;
  const { lot, codes, pallets } = vaccines;
  const began = performance.now();
  const found = { class: "II", reason: 1, evidence: randomHex(32) } as const;
  await maker.care.supply.recall(lot, found).send();
  const reports = await Promise.all(
    pallets.map((pallet) => scanOnce(consortium, vaccines, codes[pallet.parcels[0].first]!)),
  );
  const seconds = (performance.now() - began) / 1000;
  bad(
    `${maker.name} recalls the lot in one transaction; ${seconds.toFixed(1)} s later scans of its pallets say: ${reports.map(said).join(" | ")}`,
  );
  return seconds;
}

/** Each holder sees what it is to return; what patients have is theirs. */
export async function sendBack(
  { maker, hospitals, indexer }: Consortium,
  { lot }: Vaccines,
  parcels: readonly Parcel[],
): Promise<void> {
  const [{ care, name }] = hospitals;
  const tell = async (): Promise<string> => {
    await indexer.catchUp();
    const { units, expected } = indexer.reader.supply.places(lot)!;
    return `${units.recovered} of ${expected}`;
  };
  const before = await tell();
  for (const parcel of parcels) {
    await care.supply.ship(parcel, maker.id).send();
    await maker.care.supply.receive(parcel).send();
  }
  good(`${name} sends back what it has: recovered ${before} before, ${await tell()} now`);
}
