import { rowsIn } from "./table.ts";

/** Codes of the diagnoses of each claim in csv/claims, by its id, as many as it names. */
export async function readDiagnoses(dir: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const columns = ["Id", ...PLACES.map((place) => `DIAGNOSIS${place}?`)];
  for await (const row of rowsIn(dir, "claims", columns)) {
    const codes = PLACES.flatMap((place) => row[`DIAGNOSIS${place}?`] || []);
    found.set(row["Id"]!, codes);
  }
  return found;
}

const PLACES = [1, 2, 3, 4, 5, 6, 7, 8];
