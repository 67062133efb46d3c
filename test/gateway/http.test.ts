import { expect } from "chai";
import { CareLedger } from "../../src/client.ts";
import { Gateway } from "../../src/gateway/server.ts";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import { problemAnswer } from "../../src/wire/messages.ts";
import { codeOf, errorOf, refusalOf } from "../fixtures/failures.ts";
import { aRecord, give, newPatient, publish } from "../fixtures/people.ts";
import { openNetwork, startWorld, type World } from "../fixtures/world.ts";
import { findOwn, findUnder } from "./fixtures/requests.ts";

interface Asked {
  body?: string | Uint8Array;
  type?: string;
  method?: string;
}

describe("gateway: over HTTP", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());
  afterEach(() => {
    world.served.fate = () => "answer";
  });

  /** Status and code of the refusal; it is a FHIR OperationOutcome and says so. */
  async function refused(path: string, { body, type, method = "POST" }: Asked): Promise<string> {
    const response = await fetch(world.north.gateway.url + path, {
      method,
      ...(body === undefined ? {} : { body: body as string }),
      headers: { "content-type": type ?? "application/json" },
    });
    expect(response.headers.get("content-type")).match(/^application\/fhir\+json/);
    const problem = problemAnswer.parse(await response.json());
    return `${response.status} ${problem.issue[0]!.details.coding[0]!.code}`;
  }

  it("says whose it is", async () => {
    expect(await world.north.at.gateway.about()).deep.equal({
      custodian: world.north.id,
      chainId: "31337",
      receipts: world.served.addresses.receipts,
    });
  });

  it("describes itself in OpenAPI, as it behaves", async () => {
    const response = await fetch(`${world.north.gateway.url}/openapi.json`);
    const api = (await response.json()) as {
      openapi: string;
      paths: Record<
        string,
        {
          post?: { requestBody: { content: Record<string, unknown> } };
          get?: {
            parameters: { name: string; schema: object }[];
            responses: Record<string, { content: object }>;
          };
        }
      >;
    };
    expect(api.openapi).equal("3.1.0");
    expect(Object.keys(api.paths)).deep.equal([
      "/v1/find",
      "/v1/release",
      "/v1/about",
      "/01/{gtin}/21/{serial}",
      "/trace/{code}",
      "/v1/scan",
      "/v1/scans",
      "/v1/order",
      "/v1/settlement",
      "/v1/goods-key",
      "/ipfs/{cid}",
    ]);
    const { content } = api.paths["/v1/find"]!.post!.requestBody;
    const text = JSON.stringify(content["application/json"]);
    expect(text).contain('"nonce":{"type":"string","pattern":"^0x([0-9a-fA-F]{2})*$"}');
    expect(text).contain('"additionalProperties":false');
    const { parameters, responses } = api.paths["/ipfs/{cid}"]!.get!;
    expect(parameters.map(({ name }) => name)).deep.equal([
      "cid",
      "format",
      "dag-scope",
      "entity-bytes",
      "car-version",
      "car-order",
      "car-dups",
    ]);
    expect(parameters[2]!.schema).deep.include({ enum: ["block", "entity", "all"] });
    expect(Object.keys(responses["200"]!.content)).deep.equal([
      "application/vnd.ipld.raw",
      "application/vnd.ipld.car",
    ]);
  });

  const wrongForms: Record<string, Asked> = {
    nothing: {},
    "no JSON": { body: "hello" },
    "half a JSON": { body: '{"request":' },
    "JSON of another form": { body: "[]" },
    "an empty object": { body: "{}" },
    "a hostile prototype": { body: '{"__proto__":{"grant":1},"request":{}}' },
    "a deep one": { body: "[".repeat(100_000) + "]".repeat(100_000) },
  };
  for (const [what, asked] of Object.entries(wrongForms)) {
    it(`refuses ${what}`, async () => {
      for (const path of ["/v1/find", "/v1/release"]) {
        expect(await refused(path, asked)).equal("400 GATEWAY_MESSAGE");
      }
    });
  }

  it("refuses what is too large, another type and another place", async () => {
    const large = `{"comment":"${"x".repeat(1024 * 1024)}"}`;
    expect(await refused("/v1/find", { body: large })).equal("413 GATEWAY_MESSAGE");
    expect(await refused("/v1/find", { body: "<a/>", type: "text/xml" })).equal(
      "415 GATEWAY_MESSAGE",
    );
    for (const path of ["/", "/v1/findings", "/v1/find/../../etc/passwd", "/v2/find"]) {
      expect(await refused(path, { body: "{}" })).equal("404 GATEWAY_MESSAGE");
      expect(await refused(path, { method: "GET" })).equal("404 GATEWAY_MESSAGE");
    }
    expect(await refused("/v1/find", { method: "GET" })).equal("404 GATEWAY_MESSAGE");
  });

  it("repeats nothing of what it was sent", async () => {
    const canary = "canary-of-a-patient-4711";
    const message = await findOwn(world, await newPatient(world));
    for (const [path, body] of [
      ["/v1/find", JSON.stringify({ [canary]: 1 })],
      ["/v1/find", JSON.stringify({ ...message, request: { ...message.request, [canary]: 1 } })],
      ["/v1/release", canary],
      [`/${canary}`, "{}"],
    ] as const) {
      const response = await fetch(world.north.gateway.url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      expect(response.ok).equal(false);
      expect(await response.text()).not.contain(canary);
    }
  });

  it("answers while the chain does not, and says so", async () => {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient)]);
    const grant = await give(world, patient);
    const messages = [await findUnder(world, grant), await findOwn(world, patient)];
    world.served.fate = () => "lose";
    for (const message of messages) {
      const ask = () => world.north.at.gateway.find(message);
      expect(await refusalOf(ask)).equal("503 CHAIN_SILENT");
    }
    world.served.fate = () => "answer";
    for (const message of messages) {
      const { entries } = await world.north.at.gateway.find(message);
      expect(entries, "the same request once the chain is back").length(1);
    }
  });

  it("answers so many requests a minute, and no more", async () => {
    const { north } = world;
    const gateway = await Gateway.start(north.care.chain, north.custody, {
      journal: ":memory:",
      requestsPerMinute: 3,
    });
    try {
      const client = new GatewayClient(gateway.url);
      for (let i = 0; i < 3; i++) await client.about();
      expect(await refusalOf(() => client.about())).equal("429 GATEWAY_MESSAGE");
      const message = await findOwn(world, await newPatient(world));
      expect(await refusalOf(() => client.find(message))).equal("429 GATEWAY_MESSAGE");
      const nowhere = await fetch(`${gateway.url}/nowhere`);
      expect(nowhere.status).equal(429);
    } finally {
      await gateway.close();
    }
  });

  it("behind a proxy it counts who asks; whom it was not told of, it believes nothing", async () => {
    const { chain } = world.north.care;
    const { custody } = world.north;
    const limits = { journal: ":memory:", requestsPerMinute: 2 };
    const behind = (proxies: string[]) =>
      Gateway.start(chain, custody, { ...limits, trustProxy: proxies });
    const ask = async ({ url }: Gateway, ...from: string[]): Promise<number> =>
      (await fetch(`${url}/v1/about`, { headers: { "x-forwarded-for": from.join(", ") } })).status;
    const trusting = await behind(["127.0.0.0/8", "203.0.113.7"]);
    const other = await behind(["203.0.113.7"]);
    const none = await Gateway.start(chain, custody, limits);
    try {
      for (let i = 0; i < 3; i++) {
        const expected = i < 2 ? 200 : 429;
        expect(await ask(trusting, "198.51.100.1"), "one address").equal(expected);
        expect(await ask(trusting, "2001:db8::1"), "another").equal(expected);
        // What stands before the address that the nearest strange hop has is that hop's word.
        expect(await ask(trusting, `192.0.2.${i}`, "198.51.100.3"), "forged").equal(expected);
        expect(await ask(trusting, "198.51.100.4", "203.0.113.7"), "two hops").equal(expected);
        for (const gateway of [other, none]) {
          expect(await ask(gateway, `198.51.100.${i}`), "not trusted").equal(expected);
        }
      }
    } finally {
      for (const gateway of [trusting, other, none]) await gateway.close();
    }
  });

  it("says that its port is taken, and its journal another's file", async () => {
    const { chain } = world.north.care;
    const { custody, gateway } = world.north;
    const port = Number(new URL(gateway.url).port);
    const start = () => Gateway.start(chain, custody, { journal: ":memory:", port });
    const error = await errorOf(start);
    expect([error.code, error.details]).deep.equal(["GATEWAY_PORT", { port }]);
    const journal = "/proc/version";
    expect(await codeOf(() => Gateway.start(chain, custody, { journal }))).equal("STORE_DATABASE");
  });

  it("is found where the registry says (client)", async () => {
    const network = await openNetwork(world.served.url);
    const care = CareLedger.at(network, world.served.addresses, world.south.account);
    const { custodian, gateway } = await care.custodian(world.north.id);
    expect(custodian).equal(world.north.id);
    expect(await gateway.about()).property("custodian", world.north.id);
    expect(await codeOf(() => care.custodian(world.insurer.id))).equal("GATEWAY_URL");
    network.close();
  });
});
