/** What an institution of this folder calls its sensors, and the salts of their names. */
import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { fromHex, type Hex, isHex, randomHex, sha256, toHex, utf8 } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { sensorId } from "../../core/monitoring.ts";
import { makeFolder, writeWhole } from "../../vault/disk.ts";
import { locked } from "../../vault/lock.ts";
import { readSmallFile } from "../files.ts";
import { custodyFolder, type Member } from "../members.ts";
import type { Session } from "../session.ts";

const hex = z.custom<Hex>((value) => isHex(value));
const kept = z.record(
  z.string(),
  z.object({
    sensor: hex,
    /** ERC-7913 bytes. */
    signer: hex,
    /** SHA-256 of salt and name: what the chain has of the name. */
    device: hex,
    salt: hex,
  }),
);
export type KeptSensor = z.infer<typeof kept>[string];

const fileOf = ({ state }: Session, { id }: Pick<Member, "id">): string =>
  path.join(custodyFolder(state, id), "sensors.json");

/** The sensors that an institution of the folder registered from here, by their names. */
export function sensorsKept(session: Session, member: Member): Record<string, KeptSensor> {
  const file = fileOf(session, member);
  if (!existsSync(file)) return {};
  const what = "The folder's list of sensors";
  const { data } = kept.safeParse(jsonOf(readSmallFile(file, what)));
  return data ?? fail("CLI_FILE", { what, reason: "it is damaged" });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A sensor by name; a new one is on disk, with the salt of its name, before it is registered. */
export function keepSensor(
  session: Session,
  member: Member,
  name: string,
  signer: Hex,
): KeptSensor {
  const file = fileOf(session, member);
  makeFolder(path.dirname(file));
  return locked(`${file}.lock`, () => {
    const all = sensorsKept(session, member);
    const known = Object.hasOwn(all, name) ? all[name] : undefined;
    if (known && known.signer === signer) return known;
    if (known) {
      return fail("CLI_OPTION", { reason: "a sensor of this name has another key: name it anew" });
    }
    const salt = randomHex(32);
    const device = toHex(sha256(fromHex(salt), utf8(name)));
    const sensor = sensorId({ owner: member.id, signer, device });
    const made = { sensor, signer, device, salt };
    writeWhole(file, `${JSON.stringify({ ...all, [name]: made }, null, 2)}\n`);
    return made;
  });
}

/** A sensor by the name that the institution gave it here, or by its id. @throws CLI_SENSOR */
export function sensorNamed(session: Session, member: Member, text: string): Hex {
  if (isHex(text, 32)) return text.toLowerCase() as Hex;
  const all = sensorsKept(session, member);
  if (Object.hasOwn(all, text)) return all[text]!.sensor;
  return fail("CLI_SENSOR", { name: text, known: Object.keys(all).join(", ") || "none" });
}

/** What to call a sensor. */
export function sensorTitles(session: Session, member: Member): (sensor: Hex) => string {
  const names = new Map(
    Object.entries(sensorsKept(session, member)).map(([name, { sensor }]) => [sensor, name]),
  );
  return (sensor) => names.get(sensor) ?? sensor;
}
