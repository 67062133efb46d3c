import { expect } from "chai";
import type { IncomingMessage, ServerResponse } from "node:http";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import { fakeGateway } from "../fixtures/fakeGateway.ts";

const ABOUT = { custodian: 7, chainId: "31337", receipts: `0x${"ab".repeat(20)}` };
const MEBIBYTE = Buffer.alloc(1024 * 1024, 0x20);

const outcome = (code: unknown) =>
  JSON.stringify({
    resourceType: "OperationOutcome",
    issue: [
      { severity: "error", code: "x", details: { coding: [{ code }] }, diagnostics: "words" },
    ],
  });

/** Asks a gateway that answers like this. */
async function asking<T>(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  work: (client: GatewayClient, url: string) => Promise<T>,
  timeout?: number,
): Promise<T> {
  const { url, close } = await fakeGateway(answer);
  try {
    return await work(new GatewayClient(url, timeout), url);
  } finally {
    await close();
  }
}

const aboutFrom = (status: number, body: string) =>
  errorOf(() =>
    asking(
      (_, response) => response.writeHead(status).end(body),
      (client) => client.about(),
    ),
  );

describe("wire: asking a gateway that is not trusted", () => {
  it("takes an answer of the right form", async () => {
    const answer = (_: IncomingMessage, response: ServerResponse) =>
      response.end(JSON.stringify(ABOUT));
    expect(await asking(answer, (client) => client.about())).deep.equal(ABOUT);
    const paths: string[] = [];
    await asking(
      (request, response) => {
        paths.push(request.url!);
        response.end(JSON.stringify(ABOUT));
      },
      (_, url) => new GatewayClient(`${url}/custodian/`).about(),
    );
    expect(paths).deep.equal(["/custodian/v1/about"]);
  });

  for (const body of [
    "",
    "junk",
    "null",
    "[]",
    "{}",
    JSON.stringify({ ...ABOUT, custodian: -1 }),
    JSON.stringify({ ...ABOUT, custodian: 2 ** 32 }),
    JSON.stringify({ ...ABOUT, receipts: "0xab" }),
    JSON.stringify({ ...ABOUT, more: 1 }),
  ]) {
    it(`takes nothing else: ${body || "an empty body"}`, async () => {
      const error = await aboutFrom(200, body);
      expect(error.code).equal("GATEWAY_ANSWER");
      expect(error.details).deep.equal({ path: "/v1/about" });
    });
  }

  it("says with which status and code it was refused", async () => {
    const error = await aboutFrom(403, outcome("GATEWAY_NOT_GRANTEE"));
    expect(error.code).equal("GATEWAY_REFUSED");
    expect(error.details).deep.equal({ status: 403, reason: "GATEWAY_NOT_GRANTEE" });
  });

  for (const body of [
    "",
    "<html>",
    "{}",
    outcome(undefined),
    outcome("\u001b[31mred"),
    outcome("a name".repeat(100)),
    outcome("CODE\nof two lines"),
    JSON.stringify({ resourceType: "OperationOutcome", issue: [] }),
  ]) {
    it(`passes on no words of its choice: ${JSON.stringify(body.slice(0, 160))}`, async () => {
      const error = await aboutFrom(500, body);
      expect(error.code).equal("GATEWAY_REFUSED");
      expect(error.details).deep.equal({ status: 500, reason: "no reason given" });
    });
  }

  it("reads no endless answer", async () => {
    const code = await asking(
      (_, response) => {
        const go = () => {
          while (!response.destroyed && response.write(MEBIBYTE));
        };
        response.on("drain", go);
        go();
      },
      (client) => codeOf(() => client.about()),
    );
    expect(code).equal("GATEWAY_ANSWER");
  });

  it("follows no redirect", async () => {
    let followed = false;
    const code = await asking(
      (_, elsewhere) => {
        followed = true;
        elsewhere.end(JSON.stringify(ABOUT));
      },
      (_client, url) =>
        asking(
          (_, response) => response.writeHead(307, { location: `${url}/v1/about` }).end(),
          (client) => codeOf(() => client.about()),
        ),
    );
    expect([code, followed]).deep.equal(["GATEWAY_UNREACHABLE", false]);
  });

  it("does not wait for ever, nor for what breaks off", async () => {
    const silent = await asking(
      () => {},
      (client) => codeOf(() => client.about()),
      50,
    );
    expect(silent, "no answer").equal("GATEWAY_UNREACHABLE");
    const slow = await asking(
      (_, response) => response.write("{"),
      (client) => codeOf(() => client.about()),
      50,
    );
    expect(slow, "half an answer").equal("GATEWAY_UNREACHABLE");
    const broken = await asking(
      (_, response) =>
        response.writeHead(200, { "content-length": 100 }).write("{", () => response.destroy()),
      (client) => codeOf(() => client.about()),
    );
    expect(broken, "an answer broken off").equal("GATEWAY_UNREACHABLE");
    expect(await codeOf(() => new GatewayClient("http://127.0.0.1:9").about())).equal(
      "GATEWAY_UNREACHABLE",
    );
  });

  it("knows what is no URL of a gateway", async () => {
    for (const url of ["", "gateway.example", "file:///etc/passwd", "ftp://127.0.0.1"]) {
      expect(await codeOf(() => new GatewayClient(url))).equal("GATEWAY_URL");
    }
  });
});
