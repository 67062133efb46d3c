import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Hex, randomHex, toHex } from "../../src/core/bytes.ts";
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
  readonly #temporary: boolean;
  readonly #saved: Saved;

  private constructor(directory: string, temporary: boolean, saved: Saved) {
    this.directory = directory;
    this.#temporary = temporary;
    this.#saved = saved;
  }

  static async open(directory: string | undefined): Promise<State> {
    const fresh = {
      warning: "Development keys, generated here: never use them for real patients.",
      institutions: {},
      patients: {},
    };
    if (directory === undefined) {
      return new State(await mkdtemp(path.join(tmpdir(), "careledger-")), true, fresh);
    }
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const text = await readFile(path.join(directory, "keys.json"), "utf8").catch(() => undefined);
    return new State(directory, false, text === undefined ? fresh : (JSON.parse(text) as Saved));
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

  async close(): Promise<void> {
    if (this.#temporary) await rm(this.directory, { recursive: true, force: true });
  }
}
