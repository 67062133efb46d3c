/** Which institution is behind a GLN: a file, for the chain knows institutions by number. */
import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import { checkedKey } from "../../epcis/checkDigit.ts";
import { partyKey } from "../../epcis/goods.ts";
import { readSmallFile } from "../files.ts";
import type { Session } from "../session.ts";

const institution = z.union([z.string().min(1), z.number().int().positive()]);
const partner = z.strictObject({
  institution,
  /** Business name and address, for the transaction information of the DSCSA. */
  name: z.string().optional(),
  address: z.string().optional(),
});
const file = z.record(z.string(), z.union([institution, partner]));

/** An institution as a file of parties has it. */
export interface Party {
  id: number;
  /** GLN of 13 digits, or a URI. */
  key: string;
  name?: string;
  address?: string;
}

/** How the help tells of the file. */
export const PARTIES_HELP = `
A file of parties says which institution is behind a GLN (or behind a URI of your own):
  {"9506000134369": "North Maker",
   "9506000149301": {"institution": 3, "name": "Pharmacy Ltd",
                     "address": "1 High St"}}
Institutions go by their names in this folder, or their numbers; name and address go into dscsa-csv. Without --parties it is parties.json in the state folder (.careledger), if that is there.`;

const refuse = (reason: string): never => fail("CLI_PARTIES", { reason });

/** @throws CLI_PARTIES, CLI_INSTITUTION */
export async function readParties(session: Session, given: string | undefined): Promise<Party[]> {
  const usual = path.join(session.home.directory, "parties.json");
  if (given === undefined && !existsSync(usual)) return [];
  const text = readSmallFile(given ?? usual, "The file of parties");
  const parties: Party[] = [];
  for (const [written, value] of Object.entries(parsed(text))) {
    const { institution: named, ...about } =
      typeof value === "object" ? value : { institution: value };
    const key = keyOf(written);
    if (parties.some((party) => party.key === key)) refuse("it names a GLN twice");
    const id = await session.institutionId(String(named));
    parties.push({ id, key, ...(about as Omit<Party, "id" | "key">) });
  }
  return parties;
}

function parsed(text: string): z.infer<typeof file> {
  try {
    return file.parse(JSON.parse(text));
  } catch {
    return refuse("it is no JSON object of GLNs and institutions");
  }
}

function keyOf(written: string): string {
  try {
    return /^\d+$/.test(written) ? checkedKey("GLN", written) : partyKey(written);
  } catch (error) {
    if (!isCareLedgerError(error)) throw error;
    return fail("CLI_PARTIES", { reason: error.message }, { cause: error });
  }
}
