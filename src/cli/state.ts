import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Hex, randomHex, toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { Enrolment } from "../core/structs.ts";
import { generateKeyPair } from "../vault/hpke.ts";
import { FIRST_INSTITUTION } from "./accounts.ts";
import { writeWhole } from "./home.ts";

/** What a patient's phone would hold, and the enrolment that made the pseudonym. */
export interface PatientState {
  /** P-256 private key that signs. */
  signingKey: Hex;
  /** X25519 keys that decrypt. */
  encryptionPrivate: Hex;
  encryptionPublic: Hex;
  enrolment?: Enrolment;
}

/** What an institution's operator would hold. */
export interface InstitutionState {
  /** Index of its account among `Accounts`. */
  account: number;
  /** Participant id, once it is admitted. */
  id?: number;
  /** X25519 keys to which content keys are released; epoch 1 first. */
  keys: { private: Hex; public: Hex }[];
}

interface Saved {
  warning: string;
  /** By the name that this folder's owner gives them. */
  institutions: Record<string, InstitutionState>;
  /** By the name that this folder's owner gives them; the chain knows pseudonyms only. */
  patients: Record<string, PatientState>;
}

/**
 * Generated development keys and everything else that a run keeps: in the folder of `--state`, or
 * in a temporary one that goes when the run ends.
 */
export class State {
  readonly directory: string;
  readonly #saved: Saved;

  private constructor(directory: string, saved: Saved) {
    this.directory = directory;
    this.#saved = saved;
  }

  static async open(directory: string | undefined): Promise<State> {
    const fresh = {
      warning: "Development keys, generated here: never use them for real patients.",
      institutions: {},
      patients: {},
    };
    if (directory === undefined) {
      const temporary = await mkdtemp(path.join(tmpdir(), "careledger-"));
      // However the run ends, but by SIGKILL.
      process.once("exit", () => rmSync(temporary, { recursive: true, force: true }));
      return new State(temporary, fresh);
    }
    return new State(directory, (await savedIn(directory)) ?? fresh);
  }

  /** Institutions by name, in the order in which they came. */
  get institutions(): Readonly<Record<string, InstitutionState>> {
    return this.#saved.institutions;
  }

  get patients(): Readonly<Record<string, PatientState>> {
    return this.#saved.patients;
  }

  /** An institution by name; a new one gets keys, and the next account unless one is given. */
  institution(name: string, account?: number): InstitutionState {
    const { institutions } = this.#saved;
    const taken = Object.values(institutions).map((known) => known.account);
    institutions[name] ??= {
      account: account ?? Math.max(FIRST_INSTITUTION - 1, ...taken) + 1,
      keys: [newKeys()],
    };
    return institutions[name];
  }

  /** A patient by FHIR id, which a hospital knows and the chain does not. */
  patient(id: string): PatientState {
    const { patients } = this.#saved;
    if (!patients[id]) {
      const { private: encryptionPrivate, public: encryptionPublic } = newKeys();
      patients[id] = { signingKey: newSigningKey(), encryptionPrivate, encryptionPublic };
    }
    return patients[id];
  }

  /** Writes the keys, whole or not at all. */
  save(): void {
    writeWhole(path.join(this.directory, "keys.json"), JSON.stringify(this.#saved));
  }
}

/** New X25519 keys. */
export function newKeys(): { private: Hex; public: Hex } {
  const { privateKey, publicKey } = generateKeyPair();
  return { private: toHex(privateKey), public: toHex(publicKey) };
}

/** A new P-256 private key: below the order of the curve, whatever the random bytes. */
export const newSigningKey = (): Hex => `0x00${randomHex(31).slice(2)}`;

/** What an earlier run kept. Its records open with these keys alone: none is made anew over them. */
async function savedIn(directory: string): Promise<Saved | undefined> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return JSON.parse(await readFile(path.join(directory, "keys.json"), "utf8")) as Saved;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    return fail("START_STATE", { reason: code ?? "its keys.json is damaged" });
  }
}
