import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Hex, randomHex, toHex } from "../../src/core/bytes.ts";
import { fail } from "../../src/core/errors.ts";
import type { Enrolment } from "../../src/core/structs.ts";
import { generateKeyPair } from "../../src/vault/hpke.ts";

/** What a patient's phone would hold, and the enrolment that made the pseudonym. */
export interface PatientState {
  /** P-256 private key that signs. */
  signingKey: Hex;
  /** X25519 keys that decrypt. */
  encryptionPrivate: Hex;
  encryptionPublic: Hex;
  enrolment?: Enrolment;
}

interface Saved {
  warning: string;
  institutions: Record<string, { private: Hex; public: Hex }>;
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

  /** HPKE keys (X25519) of an institution. */
  institution(name: string): { private: Hex; public: Hex } {
    const { institutions } = this.#saved;
    if (!institutions[name]) {
      const { privateKey, publicKey } = generateKeyPair();
      institutions[name] = { private: toHex(privateKey), public: toHex(publicKey) };
    }
    return institutions[name];
  }

  /** A patient by FHIR id, which a hospital knows and the chain does not. */
  patient(id: string): PatientState {
    const { patients } = this.#saved;
    if (!patients[id]) {
      const { privateKey, publicKey } = generateKeyPair();
      patients[id] = {
        // Below the order of the curve, whatever the random bytes.
        signingKey: `0x00${randomHex(31).slice(2)}`,
        encryptionPrivate: toHex(privateKey),
        encryptionPublic: toHex(publicKey),
      };
    }
    return patients[id];
  }

  /** Writes the keys, whole or not at all. */
  async save(): Promise<void> {
    const file = path.join(this.directory, "keys.json");
    await writeFile(`${file}.new`, JSON.stringify(this.#saved), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
}

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
