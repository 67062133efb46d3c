import { expect } from "chai";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import path from "node:path";
import { fromHex } from "../../src/core/bytes.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { grantId } from "../../src/core/structs.ts";
import { Journal } from "../../src/gateway/journal.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { codeOf, refusalOf } from "../fixtures/failures.ts";
import {
  aRecord,
  asSouth,
  give,
  newPatient,
  newSigner,
  publish,
  takeBack,
} from "../fixtures/people.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { findOwn, findUnder } from "./fixtures/requests.ts";

const inFolder = <T>(work: (folder: string) => T): T => {
  const folder = mkdtempSync(path.join(tmpdir(), "careledger-journal-"));
  const remove = () => rmSync(folder, { recursive: true });
  let result: T;
  try {
    result = work(folder);
  } catch (error) {
    remove();
    throw error;
  }
  if (result instanceof Promise) return result.finally(remove) as T;
  remove();
  return result;
};

const aLine = (n: number) =>
  ({ kind: "found", participant: n, named: fixed(`grant ${n}`), result: "1" }) as const;

/** The number of the line at which a journal is found out; undefined where it is whole. */
function foundOutAt(journal: Journal): unknown {
  try {
    journal.verify();
    return undefined;
  } catch (error) {
    if (isCareLedgerError(error, "GATEWAY_JOURNAL")) return error.details.number;
    throw error;
  }
}

describe("gateway: its journal (CA-06, CA-15)", () => {
  describe("the hash chain", () => {
    /** A journal of five lines, after an edit of its file. */
    const edited = (sql: string) =>
      inFolder((folder) => {
        const file = path.join(folder, "journal.sqlite");
        const journal = new Journal(file);
        for (let n = 1; n <= 5; n++) journal.note(aLine(n));
        const head = journal.head();
        expect(foundOutAt(journal)).equal(undefined);
        const db = new DatabaseSync(file);
        db.exec(sql);
        db.close();
        const result = { at: foundOutAt(journal), sameHead: journal.head() === head };
        journal.close();
        return result;
      });
    const swap = (column: string) =>
      `UPDATE journal SET ${column} = (SELECT ${column} FROM journal o WHERE o.number = 7 - journal.number)
       WHERE number IN (3, 4)`;

    for (const [what, sql, at] of [
      ["nothing", "SELECT 1", undefined],
      [
        "an edited line",
        `UPDATE journal SET line = replace(line, '"1"', '"2"') WHERE number = 3`,
        3,
      ],
      ["an edited hash", "UPDATE journal SET hash = zeroblob(32) WHERE number = 3", 3],
      ["another number", "UPDATE journal SET number = 7 WHERE number = 5", 5],
      ["the first line deleted", "DELETE FROM journal WHERE number = 1", 1],
      ["a line deleted", "DELETE FROM journal WHERE number = 3", 3],
      [
        "a line deleted and the numbers mended",
        "DELETE FROM journal WHERE number = 3; UPDATE journal SET number = number - 1 WHERE number > 3",
        3,
      ],
      ["two lines swapped", swap("line"), 3],
      ["two lines swapped with their hashes", `${swap("line")}; ${swap("hash")}`, 3],
      [
        "a line put in",
        "UPDATE journal SET number = 6 WHERE number = 5; INSERT INTO journal SELECT 5, line, hash FROM journal WHERE number = 4",
        5,
      ],
    ] as const) {
      it(`shows ${what}`, () => {
        expect(edited(sql).at).equal(at);
      });
    }

    it("cut off at the end has another head than the one that is anchored", () => {
      expect(edited("DELETE FROM journal WHERE number = 5")).deep.equal({
        at: undefined,
        sameHead: false,
      });
    });

    it("goes on over a restart", () =>
      inFolder((folder) => {
        const file = path.join(folder, "journal.sqlite");
        const first = new Journal(file);
        expect(first.head()).equal(`0x${"00".repeat(32)}`);
        first.note(aLine(1));
        first.useNonce(fixed("nonce"), 1000, 900);
        const head = first.head();
        first.close();
        const second = new Journal(file);
        expect(second.head()).equal(head);
        second.note(aLine(2));
        expect([...second.lines()].map(({ participant }) => participant)).deep.equal([1, 2]);
        expect(foundOutAt(second)).equal(undefined);
        second.close();
      }));
  });

  it("takes a nonce once until its deadline, over a restart too (RX-07)", () =>
    inFolder(async (folder) => {
      const file = path.join(folder, "journal.sqlite");
      const [one, other] = [fixed("nonce 1"), fixed("nonce 2")];
      const first = new Journal(file);
      first.useNonce(one, 1000, 900);
      first.useNonce(other, 1000, 900);
      first.close();
      const second = new Journal(file);
      expect(await codeOf(() => second.useNonce(one, 1000, 900))).equal("GATEWAY_REPLAY");
      expect(await codeOf(() => second.useNonce(one, 2000, 1000)), "the last second").equal(
        "GATEWAY_REPLAY",
      );
      second.useNonce(fixed("nonce 3"), 2000, 1001);
      const kept = new DatabaseSync(file, { readOnly: true });
      expect(kept.prepare("SELECT count(*) AS n FROM nonces").get()!["n"], "forgotten").equal(1);
      kept.close();
      second.close();
    }));

  describe("of a whole story", () => {
    const CANARY = "canary-of-a-patient-4711";
    let world: World;
    let folder: string;
    before(async () => {
      folder = mkdtempSync(path.join(tmpdir(), "careledger-story-"));
      world = await startWorld({ directory: folder });
    });
    after(async () => {
      await world.close();
      rmSync(folder, { recursive: true });
    });

    it("has every find, release and refusal by its ids and codes, and no subject", async () => {
      const patient = await newPatient(world);
      await publish(world.north, [aRecord(patient, CANARY), aRecord(patient, `${CANARY} 2`)]);
      const grant = await give(world, patient);
      const { care } = world.south;
      const { gateway } = world.north.at;
      const found = await care.findRecords(world.north.at, { grant });
      const opened = await care.openRecords(world.north.at, found, asSouth(world, grant));
      await gateway.find(await findOwn(world, patient));
      await takeBack(world, grant, patient);
      const late = await findUnder(world, grant);
      expect(await refusalOf(() => gateway.find(late))).equal("403 GATEWAY_GRANT");
      const stranger = await findOwn(world, { ...patient, signer: newSigner("p256", world) });
      expect(await refusalOf(() => gateway.find(stranger))).equal("401 GATEWAY_SIGNATURE");
      await fetch(`${world.north.gateway.url}/v1/find`, { method: "POST", body: CANARY });

      const { journal } = world.north.gateway;
      const none = `0x${"00".repeat(32)}`;
      const { id } = world.south;
      expect([...journal.lines()].map(({ time: _, ...line }) => line)).deep.equal([
        { kind: "found", participant: id, named: grantId(grant), result: "2" },
        { kind: "released", participant: id, named: opened[0]!.receipt, result: "2" },
        { kind: "found", participant: 0, named: none, result: "2" },
        { kind: "refused", participant: 0, named: grantId(grant), result: "GATEWAY_GRANT" },
        { kind: "refused", participant: 0, named: none, result: "GATEWAY_SIGNATURE" },
        { kind: "refused", participant: 0, named: none, result: "GATEWAY_MESSAGE" },
      ]);
      expect(foundOutAt(journal)).equal(undefined);

      const released = [...journal.lines()].filter(({ kind }) => kind === "released");
      const receipts = await care.exchange.receipts();
      expect(
        released.map(({ named }) => named),
        "reconciled with the chain",
      ).deep.equal(receipts.map(({ event }) => event.receipt));

      const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) =>
        /\.sqlite(-wal)?$/.test(name),
      );
      expect(files).include.members([
        "blocks.sqlite",
        `custodian-${world.north.id}/journal.sqlite`,
      ]);
      for (const file of files) {
        const bytes = readFileSync(path.join(folder, file));
        expect(bytes.includes(CANARY), `plaintext in ${file} (RX-06)`).equal(false);
        if (!/blocks|journal/.test(file)) continue;
        for (const subject of [patient.subject, patient.subject.slice(2)]) {
          expect(bytes.includes(subject), `subject in ${file}`).equal(false);
        }
        expect(bytes.includes(Buffer.from(fromHex(patient.subject))), `subject in ${file}`).equal(
          false,
        );
      }
    });
  });
});
