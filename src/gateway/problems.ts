import { type CareLedgerError, type ErrorCode, isCareLedgerError } from "../core/errors.ts";
import type { ProblemAnswer } from "../wire/messages.ts";

/** The one place where error codes become HTTP statuses and FHIR issue types. */
const STATUS: Partial<Record<ErrorCode, [status: number, issue: string]>> = {
  GATEWAY_MESSAGE: [400, "structure"],
  GATEWAY_GRANT_MISMATCH: [400, "invalid"],
  GATEWAY_SIGNATURE: [401, "login"],
  GATEWAY_DEADLINE: [401, "expired"],
  GATEWAY_REPLAY: [409, "duplicate"],
  GATEWAY_NOT_GRANTEE: [403, "forbidden"],
  GATEWAY_GRANT: [403, "forbidden"],
  GATEWAY_RECEIPT: [404, "not-found"],
  GATEWAY_ENTRY: [404, "not-found"],
  // Not 421: `fetch` of Node would send the request again, and break.
  GATEWAY_CUSTODIAN: [404, "not-found"],
  GATEWAY_FORMAT: [406, "not-supported"],
  GATEWAY_BUSY: [503, "transient"],
  GS1_CHECK_DIGIT: [400, "invalid"],
  GS1_CODE: [400, "invalid"],
  GS1_ELEMENTS: [400, "invalid"],
  GS1_FORM: [400, "invalid"],
  GS1_LINK: [400, "invalid"],
  GS1_PREFIX_LENGTH: [400, "invalid"],
  GS1_UNKNOWN_AI: [400, "invalid"],
  GS1_URN: [400, "invalid"],
  ORDER_NOT_PARTY: [403, "forbidden"],
  ORDER_UNKNOWN: [404, "not-found"],
  RESOLVER_NOT_HOLDER: [403, "forbidden"],
  RESOLVER_NOT_MEMBER: [403, "forbidden"],
  RESOLVER_TIME: [401, "expired"],
  RESOLVER_UNKNOWN: [404, "not-found"],
  // One answer, whether there is none or it is others'.
  SETTLEMENT_DENIED: [404, "not-found"],
  SETTLEMENT_NO_INDEX: [404, "not-supported"],
  SUPPLY_LOT_MISSING: [404, "not-found"],
  STORE_CID: [400, "invalid"],
  STORE_FILE_FORM: [400, "invalid"],
  STORE_MISSING: [404, "not-found"],
  STORE_TOO_LARGE: [400, "too-costly"],
  TRACE_NO_SERIAL: [400, "invalid"],
  CHAIN_FAILED: [503, "transient"],
  CHAIN_SILENT: [503, "transient"],
  CHAIN_UNREACHABLE: [503, "transient"],
  STORE_UNREACHABLE: [503, "transient"],
};

export interface Problem {
  status: number;
  /** Error code, as the journal notes it. */
  code: string;
  /** FHIR OperationOutcome. */
  body: ProblemAnswer;
}

/** An error as the asker may see it: ours by code and words, any other only by its kind. */
export function problemOf(error: unknown): Problem {
  if (!isCareLedgerError(error)) {
    const http = (error as { statusCode?: number } | null | undefined)?.statusCode;
    const client = http !== undefined && http >= 400 && http < 500;
    return client
      ? outcome(http, HTTP_ISSUES[http] ?? "structure", "GATEWAY_MESSAGE", "Not accepted.")
      : outcome(500, "exception", "INTERNAL", "The gateway failed. Its operator can see why.");
  }
  const [status, issue] = statusOf(error.code);
  return outcome(status, issue, error.code, wordsOf(error, status));
}

/** What went wrong behind the gateway may name addresses inside the house. */
function wordsOf({ code, message }: CareLedgerError, status: number): string {
  if (status === 500) return "The gateway failed.";
  const behind = status > 500 && !code.startsWith("GATEWAY_");
  return behind ? "What the gateway stands on does not answer. Try again later." : message;
}

/** HTTP status and FHIR issue type of an error. */
export const statusOf = (code: ErrorCode): [status: number, issue: string] =>
  STATUS[code] ?? [500, "exception"];

/** What HTTP itself refuses, where that is not the form of the message. */
const HTTP_ISSUES: Record<number, string> = { 404: "not-found", 429: "throttled" };

function outcome(status: number, issue: string, code: string, diagnostics: string): Problem {
  const details = { coding: [{ system: "urn:careledger:error", code }] };
  return {
    status,
    code,
    body: {
      resourceType: "OperationOutcome",
      issue: [{ severity: "error", code: issue, details, diagnostics }],
    },
  };
}
