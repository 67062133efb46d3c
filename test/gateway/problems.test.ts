import { expect } from "chai";
import { catalogue } from "../../src/core/catalogue.ts";
import { CareLedgerError, type ErrorCode } from "../../src/core/errors.ts";
import { problemOf } from "../../src/gateway/problems.ts";
import { problemAnswer } from "../../src/wire/messages.ts";

/** Codes of the gateway that it raises itself, with what it answers for each. */
const ANSWERS: Partial<Record<ErrorCode, string>> = {
  GATEWAY_BUSY: "503 transient",
  GATEWAY_CUSTODIAN: "404 not-found",
  GATEWAY_DEADLINE: "401 expired",
  GATEWAY_ENTRY: "404 not-found",
  GATEWAY_FORMAT: "406 not-supported",
  GATEWAY_GRANT: "403 forbidden",
  GATEWAY_GRANT_MISMATCH: "400 invalid",
  GATEWAY_MESSAGE: "400 structure",
  GATEWAY_NOT_GRANTEE: "403 forbidden",
  GATEWAY_RECEIPT: "404 not-found",
  GATEWAY_REPLAY: "409 duplicate",
  GATEWAY_SIGNATURE: "401 login",
  STORE_CID: "400 invalid",
  STORE_FILE_FORM: "400 invalid",
  STORE_MISSING: "404 not-found",
  STORE_TOO_LARGE: "400 too-costly",
};
/** What lies behind the gateway: addresses inside the house stay there. */
const BEHIND: ErrorCode[] = [
  "CHAIN_FAILED",
  "CHAIN_SILENT",
  "CHAIN_UNREACHABLE",
  "STORE_UNREACHABLE",
];
/** Codes of the gateway that are never an answer: askers and operators raise them. */
const ELSEWHERE: ErrorCode[] = [
  "GATEWAY_ANSWER",
  "GATEWAY_JOURNAL",
  "GATEWAY_PORT",
  "GATEWAY_REFUSED",
  "GATEWAY_UNREACHABLE",
  "GATEWAY_URL",
];

/** An error with whatever details its text asks for. */
function errorOf(code: ErrorCode): CareLedgerError {
  const names = [...catalogue[code].text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const details = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
  return new CareLedgerError(code, details as never);
}

const answered = (error: unknown) => {
  const { status, code, body } = problemOf(error);
  const issue = problemAnswer.parse(body).issue[0]!;
  return { said: `${status} ${issue.code}`, code, words: issue.diagnostics };
};

describe("gateway: what a refusal looks like", () => {
  it("knows every code of the gateway", () => {
    const all = Object.keys(catalogue).filter((code) => code.startsWith("GATEWAY_"));
    const known = [...Object.keys(ANSWERS), ...ELSEWHERE].filter((code) =>
      code.startsWith("GATEWAY_"),
    );
    expect(known.toSorted()).deep.equal(all.toSorted());
  });

  for (const [code, said] of Object.entries(ANSWERS) as [ErrorCode, string][]) {
    it(`${code} is ${said}, with what to do about it`, () => {
      const error = errorOf(code);
      expect(answered(error)).deep.equal({ said, code, words: error.message });
      expect(error.message).contain(catalogue[code].remedy);
    });
  }

  it("says of what lies behind it only that it does not answer", () => {
    for (const code of BEHIND) {
      const { said, words } = answered(errorOf(code));
      expect(said).equal("503 transient");
      expect(words).not.contain("value of");
    }
  });

  it("keeps what went wrong inside to itself", () => {
    for (const code of ["VAULT_UNWRAP", "KEYRING_SET_MISSING", "STORE_DATABASE"] as const) {
      const { said, words } = answered(errorOf(code));
      expect([said, words]).deep.equal(["500 exception", "The gateway failed."]);
    }
    for (const error of [new TypeError("a secret"), "a secret", undefined, null, 7]) {
      const { said, code, words } = answered(error);
      expect([said, code]).deep.equal(["500 exception", "INTERNAL"]);
      expect(words).not.contain("secret");
    }
  });

  it("says of what is no request only that it is none", () => {
    for (const [statusCode, said] of [
      [400, "400 structure"],
      [404, "404 not-found"],
      [413, "413 structure"],
      [429, "429 throttled"],
    ] as const) {
      const error = Object.assign(new Error("a secret"), { statusCode });
      expect(answered(error)).deep.equal({
        said,
        code: "GATEWAY_MESSAGE",
        words: "Not accepted.",
      });
    }
  });
});
