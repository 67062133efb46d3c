import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { type Hex, isHex, randomHex, toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { makeFolder, writeWhole } from "../vault/disk.ts";
import { generateKeyPair } from "../vault/hpke.ts";
import { DEPLOYER, FIRST_INSTITUTION } from "./accounts.ts";
import { locked } from "../vault/lock.ts";

const hex = z.custom<Hex>((value) => isHex(value));
const keyPair = z.object({ private: hex, public: hex });

/** What a patient's phone would hold. Encryption keys are X25519, signing keys P-256. */
const patientKeys = z.object({
  signingKey: hex,
  encryptionPrivate: hex,
  encryptionPublic: hex,
});
const patient = patientKeys.extend({
  /** What made the pseudonym: signed by the first key, whichever signs now. */
  enrolment: z
    .object({
      kind: z.number(),
      signer: hex,
      encryptionKey: hex,
      voucher: z.number(),
      method: z.number(),
      salt: hex,
      deadline: z.number(),
    })
    .optional(),
  /** Keys of a rotation that is on its way to the chain. */
  next: patientKeys.optional(),
  /** Keys that rotations replaced: what was sealed to them opens with them. */
  retired: z.array(patientKeys).optional(),
});
const institution = z.object({
  /** Index of its account among `Accounts`. */
  account: z.number(),
  /** Participant id, once it is admitted. */
  id: z.number().optional(),
  /** X25519 keys to which content keys are released; epoch 1 first. The last may be on its way. */
  keys: z.array(keyPair).min(1),
});
const saved = z.object({
  warning: z.string(),
  /** By the name that this folder's owner gives them. */
  institutions: z.record(z.string(), institution),
  /** By the name that this folder's owner gives them; the chain knows pseudonyms only. */
  patients: z.record(z.string(), patient),
});

export type PatientKeys = z.infer<typeof patientKeys>;
export type PatientState = z.infer<typeof patient>;
export type InstitutionState = z.infer<typeof institution>;
type Saved = z.infer<typeof saved>;

/** What a change may do. */
export interface Changes {
  /** An institution by name; a new one gets keys, and the next account unless one is given. */
  institution(name: string, account?: number): InstitutionState;
  /** A patient by label; a new one gets keys. */
  patient(label: string): PatientState;
}

/**
 * Generated keys and everything else that the commands keep for one chain: in a folder, or in a
 * temporary one that goes when the process ends.
 */
export class State {
  readonly directory: string;
  #saved: Saved;

  private constructor(directory: string, kept: Saved) {
    this.directory = directory;
    this.#saved = kept;
  }

  static async open(directory: string | undefined): Promise<State> {
    if (directory === undefined) {
      const temporary = mkdtempSync(path.join(tmpdir(), "careledger-"));
      // However the run ends, but by SIGKILL.
      process.once("exit", () => rmSync(temporary, { recursive: true, force: true }));
      return new State(temporary, nothing());
    }
    return new State(directory, savedIn(directory) ?? nothing());
  }

  /** Institutions by name, in the order in which they came. */
  get institutions(): Readonly<Record<string, Readonly<InstitutionState>>> {
    return this.#saved.institutions;
  }

  get patients(): Readonly<Record<string, Readonly<PatientState>>> {
    return this.#saved.patients;
  }

  /**
   * Changes what is kept, whole or not at all. The change acts on what is on disk now, under a
   * lock: commands that run at the same time lose nothing of each other's.
   */
  update<T>(change: (changes: Changes) => T): T {
    return locked(path.join(this.directory, "keys.lock"), () => {
      const kept = savedIn(this.directory) ?? this.#saved;
      const result = change({
        institution: (name, account) => institutionIn(kept, name, account),
        patient: (label) => patientIn(kept, label),
      });
      writeWhole(path.join(this.directory, "keys.json"), JSON.stringify(kept));
      this.#saved = kept;
      return result;
    });
  }
}

const nothing = (): Saved => ({
  warning: "Development keys, generated here: never use them for real patients.",
  institutions: {},
  patients: {},
});

function institutionIn({ institutions }: Saved, name: string, account?: number): InstitutionState {
  if (!Object.hasOwn(institutions, name)) {
    const taken = Object.values(institutions).map((known) => known.account);
    const next = Math.max(FIRST_INSTITUTION - 1, ...taken) + 1;
    institutions[name] = {
      account: account ?? (next === DEPLOYER ? next + 1 : next),
      keys: [newKeys()],
    };
  }
  return institutions[name]!;
}

function patientIn({ patients }: Saved, label: string): PatientState {
  if (!Object.hasOwn(patients, label)) patients[label] = newPatientKeys();
  return patients[label]!;
}

/** New X25519 keys. */
export function newKeys(): { private: Hex; public: Hex } {
  const { privateKey, publicKey } = generateKeyPair();
  return { private: toHex(privateKey), public: toHex(publicKey) };
}

export function newPatientKeys(): PatientKeys {
  const { private: encryptionPrivate, public: encryptionPublic } = newKeys();
  // Below the order of the curve, whatever the random bytes.
  const signingKey: Hex = `0x00${randomHex(31).slice(2)}`;
  return { signingKey, encryptionPrivate, encryptionPublic };
}

/** What an earlier run kept. Its records open with these keys alone: none is made anew over them. */
function savedIn(directory: string): Saved | undefined {
  makeFolder(directory);
  try {
    return saved.parse(JSON.parse(readFileSync(path.join(directory, "keys.json"), "utf8")));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    return fail("START_STATE", { reason: code ?? "its keys.json is damaged" });
  }
}
