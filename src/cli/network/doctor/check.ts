import { isCareLedgerError } from "../../../core/errors.ts";

/** One line of the doctor's answer. */
export interface Check {
  name: string;
  state: "ok" | "warning" | "fault";
  /** What was found. */
  text: string;
  /** What to do about it. */
  remedy?: string;
  /** The same for programs. */
  data?: Record<string, unknown>;
}

type Found = Pick<Check, "text" | "data">;

export const ok = (name: string, text: string, data?: Record<string, unknown>): Check =>
  checkOf(name, "ok", { text, ...(data && { data }) });

export const warning = (name: string, found: Found, remedy: string): Check =>
  checkOf(name, "warning", found, remedy);

export const fault = (name: string, found: Found, remedy: string): Check =>
  checkOf(name, "fault", found, remedy);

const checkOf = (name: string, state: Check["state"], found: Found, remedy?: string): Check => ({
  name,
  state,
  ...found,
  ...(remedy !== undefined && { remedy }),
});

/** A check that cannot be carried out is a fault, with the error's own advice. */
export async function guarded(name: string, look: () => Promise<Check>): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    if (!isCareLedgerError(error)) throw error;
    const { message, remedy } = error;
    return fault(name, { text: message.slice(0, -remedy.length - 1) }, remedy);
  }
}

/** Of what a node or a gateway says about itself, no more than fits a line, and nothing but text. */
export const printable = (said: unknown): string =>
  typeof said === "string" ? said.replace(/[^ -~]/g, "").slice(0, 60) : "?";
