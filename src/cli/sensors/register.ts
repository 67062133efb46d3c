import { existsSync } from "node:fs";
import { z } from "zod";
import { type Hex, isHex, randomHex } from "../../core/bytes.ts";
import { dayOf, fhirInterval } from "../../core/dates.ts";
import { fail } from "../../core/errors.ts";
import { accountSigner, type Signer } from "../../core/signers.ts";
import { readSmallFile, writeNew } from "../files.ts";
import type { Session } from "../session.ts";
import { digestOf } from "../trace/evidence.ts";
import { keepSensor } from "./names.ts";

interface Options {
  signer?: Hex;
  key?: string;
  calibratedUntil: string;
  certificate: string;
  as?: string;
}

const WHAT = "The sensor's key";
const keyFile = z.strictObject({ privateKey: z.custom<Hex>((value) => isHex(value, 32)) });

/** The key of a file, which signs as an account does. */
export function readSensorKey(file: string): Signer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readSmallFile(file, WHAT));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  const { data } = keyFile.safeParse(parsed);
  return accountSigner(
    (data ?? fail("CLI_FILE", { what: WHAT, reason: "it is no key of a sensor" })).privateKey,
  );
}

/** The same command again registers no second sensor, and keeps the key that is there. */
export async function run(session: Session, name: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { coldChain } = member.care;
  const certificate = await digestOf(options.certificate, "the certificate");
  const signer = signerOf(options);
  const { sensor, device } = keepSensor(session, member, name, signer);
  const until = fhirInterval(options.calibratedUntil).end;
  const isNew = (await coldChain.sensor(sensor)) === undefined;
  const transaction = isNew
    ? (await coldChain.registerSensor({ signer, device }, until, certificate).send()).transaction
    : undefined;
  session.output.result({ name, sensor, signer, device, registered: isNew, transaction }, [
    `${name} ${isNew ? `is registered, calibrated until ${dayOf(until)}` : "was registered before"}: ${sensor}`,
  ]);
}

function signerOf({ signer, key }: Options): Hex {
  if ((signer === undefined) === (key === undefined)) {
    return fail("CLI_OPTION", {
      reason: "give the sensor's key by --signer, or make one by --key",
    });
  }
  if (key === undefined) return signer!.toLowerCase() as Hex;
  if (!existsSync(key)) {
    writeNew(key, `${JSON.stringify({ privateKey: randomHex(32) })}\n`, WHAT);
  }
  return readSensorKey(key).bytes;
}
