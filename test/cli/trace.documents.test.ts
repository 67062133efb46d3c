/** Documents of events by commands, and what people may give these instead of documents. */
import { expect } from "chai";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readEpcis } from "../../src/epcis/read.ts";
import { GTIN, PRODUCT, serial } from "../fixtures/goodsWorld.ts";
import { commissioning, document, GLN, sent, serialUris } from "../fixtures/tradeDocuments.ts";
import { type Json, Town } from "./fixtures/town.ts";

const DATA = path.join(import.meta.dirname, "../epcis/data/openepcis");
const VALID = ["capture-2.0/Documents", "capture-2.0/Events", "capture-1.2"].map((folder) =>
  path.join(DATA, folder),
);

describe("cli: trace import and export (CA-22, DT-03, IO-01)", () => {
  let town: Town;
  const file = (name: string) => path.join(town.folder, name);
  const write = (name: string, text: string | Uint8Array): string => {
    writeFileSync(file(name), text);
    return file(name);
  };
  before(async () => {
    town = await Town.start();
    for (const [name, kind] of [
      ["Maker", "DRUG_MAKER"],
      ["Pharmacy", "PHARMACY"],
      ["Insurer", "INSURANCE_AGENCY"],
    ] as const) {
      await town.json(0, "participants", "admit", name, "--kind", kind);
    }
    await town.within(async (session) => {
      const { supply } = await session.administrator();
      await supply.registerProduct(PRODUCT, 1, { claimable: false }).send();
    });
    write(
      "parties.json",
      JSON.stringify({
        [GLN.maker]: { institution: "Maker", name: "Maker Ltd", address: "1 North St" },
        [GLN.pharmacy]: { institution: 2, name: "Pharmacy Ltd", address: "2 South St" },
      }),
    );
  });
  after(() => town.close());

  const parties = () => ["--parties", file("parties.json")];
  const take = (...args: string[]) => ["trace", "import", ...args, ...parties()];
  const empty = { documents: 0, events: 0, applied: 0, recorded: 0, accepted: 0, refused: 0 };

  it("every published document is answered event by event, none refused for its form", async () => {
    const answer = await town.json(0, ...take(...VALID, "--as", "Pharmacy"));
    expect(answer).deep.equal({
      ...empty,
      documents: 44,
      events: 81,
      recorded: 81,
      accepted: 81,
      reasons: [],
    });
    const block = await town.served.blockNumber();
    expect(await town.json(0, ...take(...VALID, "--as", "Pharmacy"))).deep.equal(answer);
    expect(await town.served.blockNumber(), "nothing is anchored twice").equal(block);
  });

  it("every document that is invalid on purpose is refused with its rule", async () => {
    const folder = path.join(DATA, "capture-2.0/Invalid");
    const answer = await town.json(1, ...take(folder, "--as", "Pharmacy"));
    expect(answer).include({ documents: 15, accepted: 1, refused: 21, events: 22 });
    const files = new Set((answer["reasons"] as Json[]).map((reason) => reason["file"] as string));
    expect(files.size).equal(15);
    expect(answer["reasons"]).deep.include({
      file: path.join(folder, "ObjectEvent_with_invalid_action.json"),
      event: 1,
      rule: "action.enum",
      message: "/action: expected one of OBSERVE, ADD, DELETE",
    });
  });

  it("a lot is made and shipped by a document, and exported in every format", async () => {
    const now = await town.served.connection.provider
      .request({ method: "eth_getBlockByNumber", params: ["latest", false] })
      .then((block) => Number((block as { timestamp: string }).timestamp));
    const codes = Array.from({ length: 5 }, (_, i) => serial(i));
    const { bytes } = document(
      "lot.json",
      commissioning(now - 20, "CLI-1", codes),
      sent(now - 10, { epcList: serialUris(codes.slice(0, 3)) }, GLN.maker, GLN.pharmacy),
    );
    const lot = write("lot.json", bytes);
    const whole = { ...empty, documents: 1, events: 2, applied: 2, accepted: 2, reasons: [] };
    expect(await town.json(0, ...take(lot, "--as", "Maker"))).deep.equal(whole);
    expect(await town.json(0, ...take(lot, "--as", "Maker"))).deep.equal(whole);

    const out = ["trace", "export", `${GTIN}/CLI-1`, ...parties(), "--as"];
    const exported = await town.json(0, ...out, "Maker");
    const read = readEpcis(JSON.stringify(exported)).events;
    expect(read.map((one) => one.accepted && one.event.bizStep)).deep.equal([
      "commissioning",
      "shipping",
    ]);
    const xml = await town.run(...out, "Pharmacy", "--format", "xml");
    expect(xml.code).equal(0);
    const byClass = readEpcis(xml.stdout).events[1]!;
    expect(
      byClass.accepted && "quantityList" in byClass.event && byClass.event.quantityList,
    ).deep.equal([{ epcClass: `https://id.gs1.org/01/${GTIN}/10/CLI-1`, quantity: 3 }]);

    const event = (exported["epcisBody"] as Json)["eventList"][1] as Json;
    const wrong = ["--declare-error", event["eventID"] as string, "--reason", "did_not_occur"];
    const correction = await town.json(0, ...out, "Maker", ...wrong);
    const [taken] = (correction["epcisBody"] as Json)["eventList"] as Json[];
    expect(taken).deep.nested.include({
      eventID: event["eventID"],
      "errorDeclaration.reason": "did_not_occur",
    });
    const back = write("back.json", JSON.stringify(correction));
    expect(await town.json(0, ...take(back, "--as", "Maker"))).include({ recorded: 1, refused: 0 });
    const unknown = ["--declare-error", "ni:///nothing"];
    expect(await town.refused(1, ...out, "Maker", ...unknown)).include({
      code: "TRACE_EVENT_UNKNOWN",
    });

    const about = {
      productName: "Example",
      strength: "5 mg",
      dosageForm: "TABLET",
      ndc: "0777-3105-02",
      containerSize: "30",
    };
    const csv = await town.run(
      ...out,
      "Maker",
      "--format",
      "dscsa-csv",
      "--product",
      write("p.json", JSON.stringify(about)),
    );
    expect(csv.stdout).match(
      /^Example,5 mg,TABLET,0777-3105-02,30,3,CLI-1,\d{4}-\d\d-\d\d,,Maker Ltd,1 North St,Pharmacy Ltd,2 South St,0\r?$/m,
    );
    expect(await town.refused(2, ...out, "Maker", "--format", "dscsa-csv")).include({
      code: "CLI_OPTION",
    });
    expect(await town.refused(1, "trace", "export", `${GTIN}/NONE`)).include({
      code: "TRACE_LOT_UNKNOWN",
    });
  });

  it("hostile documents are refused by their rule, and the others are taken", async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>`;
    const huge = write("huge.json", "[");
    truncateSync(huge, 3 * 2 ** 30);
    const files = [
      write("bomb.xml", bomb),
      huge,
      write("latin.json", new Uint8Array([0x7b, 0xe9, 0x7d])),
      write("empty.json", ""),
      write("\u001b[31m.json", "no JSON"),
      write(
        "good.json",
        document("x", sent(1, { epcList: ["urn:x:1"] }, GLN.stranger, GLN.maker)).bytes,
      ),
    ];
    const answer = await town.json(1, ...take(...files, "--as", "Maker"));
    expect(answer).include({ documents: 6, refused: 5, recorded: 1 });
    expect((answer["reasons"] as Json[]).map((reason) => reason["rule"] as string)).deep.equal([
      "xml.doctype",
      "document.size",
      "document.encoding",
      "document.form",
      "document.form",
    ]);
    const { stdout } = await town.run(...take(...files, "--as", "Maker"));
    expect(stdout).not.contain("\u001b[31m");
  });

  it("what is no file is refused before anything is sent; links in a folder are not followed", async () => {
    const missing = await town.refused(1, ...take(file("none.json"), "--as", "Maker"));
    expect(missing).deep.include({
      code: "CLI_FILE",
      details: { what: "A file of events", reason: "ENOENT" },
    });
    expect(await town.refused(1, ...take("/dev/zero"))).deep.nested.include({
      "details.reason": "it is no file",
    });
    const folder = file("folder");
    mkdirSync(folder);
    symlinkSync("/etc/passwd", path.join(folder, "x.json"));
    symlinkSync("/", path.join(folder, "all"));
    expect(await town.refused(1, ...take(folder))).deep.nested.include({
      "details.reason": "an empty folder",
    });
  });

  it("a file of parties that says nothing, or too much", async () => {
    const cases: [text: string, reason: string][] = [
      ["[]", "it is no JSON object of GLNs and institutions"],
      [`{"9506000134368": 1}`, "check digit"],
      [`{"${GLN.maker}": 1, "https://id.gs1.org/414/${GLN.maker}": 2}`, "it names a GLN twice"],
    ];
    for (const [text, reason] of cases) {
      const named = ["trace", "import", file("good.json"), "--parties", write("bad.json", text)];
      const error = await town.refused(1, ...named);
      expect(error).include({ code: "CLI_PARTIES" });
      expect(error["message"]).contain(reason);
    }
    const nobody = [
      "trace",
      "import",
      file("good.json"),
      "--parties",
      write("bad.json", `{"${GLN.maker}": "Nobody"}`),
    ];
    expect(await town.refused(1, ...nobody)).include({ code: "CLI_INSTITUTION" });
  });

  it("an institution that has no goods may not anchor", async () => {
    expect(await town.refused(3, ...take(file("good.json"), "--as", "Insurer"))).include({
      revert: "ParticipantKindNotAllowed",
    });
  });
});
