import { existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { type Hex, keccak256, toHex, utf8 } from "../../core/bytes.ts";
import { makeFolder, writeWhole } from "../../vault/disk.ts";
import type { FoundRecord } from "../../wire/messages.ts";
import { type OpeningTicket, parseTicket, recordsOf } from "../../wire/openingTicket.ts";
import type { State } from "../state.ts";

/** An opening that was begun and has not ended, as far as this folder knows. */
export interface Ticket {
  text: string;
  opening: OpeningTicket;
  /** Once its records are there, or were refused. */
  done: () => void;
}

const BEGUN = ".json";
const ENDED = ".last";

/** What an institution opened under a grant: what it began, and what it asked each custodian last. */
export class Tickets {
  readonly directory: string;

  constructor({ directory }: State, grantee: number, grant: Hex) {
    this.directory = path.join(directory, "openings", `${grantee}-${grant}`);
  }

  /** Keeps a ticket, before anything of its opening is sent. */
  keep(text: string): Ticket {
    makeFolder(this.directory);
    const file = path.join(this.directory, `${toHex(keccak256(utf8(text)))}${BEGUN}`);
    writeWhole(file, text);
    return this.#ticket(file, text);
  }

  /** What was begun. @throws OPEN_TICKET for a damaged one */
  begun(): Ticket[] {
    if (!existsSync(this.directory)) return [];
    return readdirSync(this.directory)
      .filter((name) => name.endsWith(BEGUN))
      .toSorted()
      .map((name) => path.join(this.directory, name))
      .map((file) => this.#ticket(file, readFileSync(file, "utf8")));
  }

  /** The records that a custodian was asked for last. */
  lastOf(custodian: number): FoundRecord[] {
    const file = this.#last(custodian);
    return existsSync(file) ? recordsOf(parseTicket(readFileSync(file, "utf8"))) : [];
  }

  #ticket(file: string, text: string): Ticket {
    const opening = parseTicket(text);
    return { text, opening, done: () => renameSync(file, this.#last(opening.custodian)) };
  }

  #last(custodian: number): string {
    return path.join(this.directory, `${custodian}${ENDED}`);
  }
}
