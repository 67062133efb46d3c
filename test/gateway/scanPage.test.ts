/** The verdict that a gateway gives of a pack to everybody: as JSON, and as a page for a phone. */
import { expect } from "chai";
import { findingText } from "../../src/core/scanWords.ts";
import { commissionLot } from "../../src/flows/commissionLot.ts";
import { Gateway, type GatewayOptions } from "../../src/gateway/server.ts";
import { verdictPage } from "../../src/gateway/verdictPage.ts";
import { problemAnswer } from "../../src/wire/messages.ts";
import { scanVerdict } from "../../src/wire/scanVerdict.ts";
import { fixed } from "../fixtures/careLedger.ts";
import {
  DAY,
  GTIN,
  type GoodsWorld,
  type MadeLot,
  makeLot,
  moved,
  parcelOf,
  startGoodsWorld,
  type Trader,
} from "../fixtures/goodsWorld.ts";

/** As phones send it. */
const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
/** All that a page is made of: nothing that runs, loads or sends. */
const TAGS =
  "!doctype html head meta title style body main h1 h2 p dl dt dd ol li footer code".split(" ");

describe("gateway: what a phone sees of a pack", () => {
  let world: GoodsWorld;
  let lot: MadeLot;
  before(async () => {
    world = await startGoodsWorld();
    lot = await makeLot(world, { from: 0 });
    await moved(world, parcelOf(lot), "maker", "distributor", "pharmacy");
  });
  after(() => world.close());

  const link = (code: string) => `/01/${GTIN}/21/${encodeURIComponent(code)}`;
  const printed = (code = "") => `(01)${GTIN}(21)${code}`;
  const scan = (code: string) => `/v1/scan?code=${encodeURIComponent(code)}`;
  const get = async (path: string, accept?: string, url = world.maker.gateway.url) =>
    fetch(url + path, { headers: accept === undefined ? {} : { accept } });

  /** A page, which is safe whatever it shows. */
  async function page(path: string, status = 200, url?: string): Promise<string> {
    const response = await get(path, BROWSER, url);
    expect(response.status).to.equal(status);
    expect(response.headers.get("content-type")).to.equal("text/html; charset=utf-8");
    const policy = response.headers.get("content-security-policy");
    expect(policy).to.match(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'/);
    expect(response.headers.get("x-content-type-options")).to.equal("nosniff");
    expect(response.headers.get("cache-control")).to.equal("no-store");
    expect(response.headers.get("vary")).to.equal("accept");
    const text = await response.text();
    const tags = [...text.matchAll(/<\/?([^\s>]+)/g)].map(([, name]) => name);
    expect(TAGS).to.include.members(tags);
    expect(text).not.to.match(/<[^>]*\s(?:on\w+|src|href|style)\s*=/i);
    return text;
  }

  async function verdict(code: string, url?: string) {
    const response = await get(scan(code), undefined, url);
    expect(response.status).to.equal(200);
    return scanVerdict.parse(await response.json());
  }

  it("answers in words, with the pack's life and what to do (DT-11, DT-12)", async () => {
    const text = await page(link(lot.codes[3]!));
    const words = text.replace(/<style>.*?<\/style>|<[^>]*>/gs, " ").replace(/\s+/g, " ");
    const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
    expect(words).to.contain("GENUINE Compare product, lot and dates");
    expect(words).to.contain(`GTIN ${GTIN} Serial number ${lot.codes[3]} Lot ${lot.body.number}`);
    expect(words).to.contain(`Made ${day(lot.body.made)} Expires ${day(lot.body.expiry)}`);
    expect(words).to.match(/: drug maker \d{4}.*: distributor \d{4}.*: pharmacy Cold chain: no/);
    expect(words).to.contain(`institution ${world.maker.id} on chain`);
    const command = `careledger trace scan https://id.gs1.org/01/${GTIN}/21/${lot.codes[3]}`;
    expect(words).to.contain(command);
  });

  it("shows neither quantities nor proof, and JSON says no more than the page (DT-11)", async () => {
    const { unit, by, ...said } = await verdict(printed(lot.codes[3]));
    expect(said).to.deep.equal({
      answer: "GENUINE",
      findings: [{ answer: "GENUINE", reason: "", text: "GENUINE" }],
      advice: said.advice,
      product: { scheme: "GTIN", number: GTIN },
      code: lot.codes[3],
    });
    const coldChain = { monitored: false, missed: 0, late: 0, silent: 0, excursions: [] };
    expect(unit).to.deep.include({ lot: lot.body.number, coldChain });
    const kinds = unit!.steps.flatMap((step) => step.kinds);
    expect(kinds).to.deep.equal(["DRUG_MAKER", "DISTRIBUTOR", "PHARMACY"]);
    expect(by.custodian).to.equal(world.maker.id);
    for (const path of [link(lot.codes[3]!), scan(printed(lot.codes[3]))]) {
      expect(await page(path)).not.to.match(/0x[0-9a-f]|proof|salt|range|count/i);
    }
  });

  it("tells when it got warm, and at which step", async () => {
    const { unit, ...said } = await verdict(printed(lot.codes[3]));
    const warm = { step: 1, from: 1_767_225_600, temperature: 11.5 };
    const coldChain = { monitored: true, missed: 2, late: 0, silent: 0, excursions: [warm] };
    const text = verdictPage({ ...said, unit: { ...unit!, coldChain } });
    expect(text).to.contain("from 2026-01-01 00:00:00 on, at 11.5 °C, step 1.");
    expect(text)
      .to.match(/<li value="1">[\d :-]+: distributor</)
      .and.contain("watched, 1 excursion, 2 readings missing");
  });

  it("gives proof to who does not ask for a page, as before", async () => {
    for (const accept of [
      undefined,
      "*/*",
      "application/json",
      "application/json, text/html",
      "text/html;q=0.1, */*;q=0.5",
      "text/html;q=0",
      "nonsense",
    ]) {
      const response = await get(link(lot.codes[0]!), accept);
      expect(response.headers.get("content-type"), accept).to.match(/^application\/json/);
      expect(response.headers.get("vary")).to.equal("accept");
      expect(Object.keys((await response.json()) as object)).to.deep.equal(["candidates", "apart"]);
    }
  });

  it("says of bad packs what the command says, by national code too (DT-07, DT-12)", async () => {
    const national = await makeLot(world, { from: 50, claimable: true });
    const [code, fake] = [national.codes[2]!, "81234569999999999999"];
    const { supply } = world.regulator.care;
    await supply.quarantineLot(national.lot, true, fixed("evidence")).send();
    const recall = { class: "I", reason: 7, evidence: fixed("e") } as const;
    await supply.recall(national.lot, recall).send();
    const texts = [
      findingText({ answer: "RECALLED", reason: "CLASS_I" }),
      findingText({ answer: "QUARANTINED", reason: "REGULATOR" }),
    ];
    const recalled = await verdict(code);
    expect(recalled.findings.map(({ text }) => text)).to.deep.equal(texts);
    const text = await page(`/trace/${code}`);
    expect(text).to.contain(`<h1 class="bad">${texts[0]}</h1>`).and.contain(`Also: ${texts[1]}`);
    const unknown = findingText({ answer: "UNKNOWN", reason: "NO_UNIT" });
    expect(await page(`/trace/${fake}`)).to.contain(`<h1 class="bad">${unknown}</h1>`);
    expect((await verdict(fake)).unit).to.equal(undefined);
  });

  it("shows codes and lot numbers as text, whatever is in them", async () => {
    const { maker } = world;
    const [code, number] = ["<script>x()</script>", `"><img src=x onerror='x()'>&amp;`];
    const at = await world.now();
    await commissionLot(maker.care.chain, maker.custody, {
      product: { scheme: "GTIN", number: GTIN },
      number,
      made: at - DAY,
      expiry: at + DAY,
      materials: [],
      qcReport: fixed("qc"),
      codes: [code],
    });
    const escaped = "&lt;script&gt;x()&lt;/script&gt;";
    const text = await page(link(code));
    expect(text).to.contain("GENUINE").and.contain(`<dd>${escaped}</dd>`);
    expect(text).to.contain("<dd>&quot;&gt;&lt;img src=x onerror=&#39;x()&#39;&gt;&amp;amp;</dd>");
    // What is to be pasted into a shell has nothing that a shell reads.
    expect(text).to.contain(`scan https://id.gs1.org${link(code).replace("()", "%28%29")} --rpc`);
    expect((await verdict(printed(code.replace("(", "\\(")))).code).to.equal(code);
    expect(await page(link("<script>y()</script>"))).to.contain("UNKNOWN");
  });

  it("refuses what names no pack: by name, to browsers in a page, and repeats nothing", async () => {
    const hostile = {
      "/v1/scan": "400 GATEWAY_MESSAGE",
      "/v1/scan?code=a&code=b": "400 GATEWAY_MESSAGE",
      [scan("<script>alert(1)</script>")]: "400 GS1_CODE",
      [scan("HOSTILE\u0000\u202e")]: "400 GS1_CODE",
      [scan("8".repeat(5000))]: "400 GATEWAY_MESSAGE",
      [scan(GTIN)]: "400 TRACE_NO_SERIAL",
      [scan(`(01)${GTIN}(10)HOSTILE`)]: "400 TRACE_NO_SERIAL",
      [scan(`(01)${GTIN}(21)HOSTILE\u00e9`)]: "400 GS1_FORM",
      [scan(`(01)${GTIN}21HOSTILE`)]: "400 GS1_FORM",
      [scan(`(01)${GTIN}(`)]: "400 GS1_ELEMENTS",
      [scan("urn:epc:id:sgtin:<script>")]: "400 GS1_URN",
      [scan(`https://x.example/01/${GTIN.slice(0, 13)}3/21/S`)]: "400 GS1_CHECK_DIGIT",
      [scan("https://x.example/HOSTILE")]: "400 GS1_LINK",
      [`/01/${GTIN}/21/%3Cscript%3Ealert(1)%3C%2Fscript%3E`]: "400 GS1_FORM",
      "/trace/%3Cscript%3E": "400 GS1_FORM",
    };
    const found: Record<string, string> = {};
    for (const path of Object.keys(hostile)) {
      const response = await get(path);
      const problem = await response.text();
      const [issue] = problemAnswer.parse(JSON.parse(problem)).issue;
      found[path] = `${response.status} ${issue!.details.coding[0]!.code}`;
      const text = await page(path, response.status);
      expect(text).to.contain("NO ANSWER");
      expect(problem + text).not.to.match(/HOSTILE|<script|alert/);
    }
    expect(found).to.deep.equal(hostile);
  });

  async function started(trader: Trader, options: Partial<GatewayOptions>) {
    const { care, custody } = world[trader];
    return await Gateway.start(care.chain, custody, { journal: ":memory:", ...options });
  }

  it("answers only so many a minute from one address, in words too (DT-12)", async () => {
    const gateway = await started("maker", { scansPerMinute: 3 });
    try {
      const path = link(lot.codes[0]!);
      await page(path, 200, gateway.url);
      await page(path, 200, gateway.url);
      expect((await get(path, undefined, gateway.url)).status).to.equal(200);
      expect(await page(path, 429, gateway.url)).to.contain("Wait a minute");
      const refused = await get(path, BROWSER, gateway.url);
      expect(Number(refused.headers.get("retry-after"))).to.be.greaterThan(0);
      for (let i = 0; i < 3; i++) await verdict(printed(lot.codes[0]), gateway.url);
      expect((await get(scan("x"), undefined, gateway.url)).status).to.equal(429);
    } finally {
      await gateway.close();
    }
  });

  it("asks others of lots that it does not know, and never itself over HTTP", async () => {
    const gateway = await started("otherPharmacy", { scansPerMinute: 1 });
    try {
      await world.otherPharmacy.care.identity.setEndpoint(gateway.url).send();
      const code = printed(lot.codes[1]);
      expect((await verdict(code, gateway.url)).answer).to.equal("GENUINE");
      // The one question that this address has is still there.
      const proof = await get(link(lot.codes[1]!), undefined, gateway.url);
      expect(proof.status).to.equal(404);
    } finally {
      await gateway.close();
    }
  });

  it("does only so many at once", async () => {
    const path = scan(printed(lot.codes[0]));
    const all = await Promise.all(Array.from({ length: 60 }, () => get(path)));
    const codes = await Promise.all(
      all.map(async (response) => {
        const answer = await response.text();
        return response.status === 200 ? "GENUINE" : /GATEWAY_BUSY/.exec(answer)?.[0];
      }),
    );
    expect(new Set(codes)).to.have.all.keys("GENUINE", "GATEWAY_BUSY");
    expect((await get(path)).status).to.equal(200);
  });
});
