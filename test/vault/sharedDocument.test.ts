import { expect } from "chai";
import { utf8 } from "../../src/core/bytes.ts";
import { generateKeyPair } from "../../src/vault/hpke.ts";
import {
  openDocument,
  readersOf,
  sealDocument,
  unsealerOf,
} from "../../src/vault/sharedDocument.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { CANARY, codeOf } from "./fixtures/vault.ts";

const ABOUT = fixed("an order");
const DOCUMENT = { mediaType: "text/plain", body: utf8(CANARY) };

describe("vault: documents for several institutions (DT-09)", () => {
  const keys = [3, 7, 9].map((id) => ({ id, epoch: id - 2, ...generateKeyPair() }));
  const [first, second, other] = keys as [Key, Key, Key];
  type Key = (typeof keys)[number];
  const readers = [first, second];
  const as = ({ id, epoch, privateKey }: Key) => unsealerOf(id, [{ epoch, privateKey }]);
  let sealed: Uint8Array;
  before(async () => {
    sealed = await sealDocument(ABOUT, readers, DOCUMENT);
  });

  it("each reader opens it; it shows who they are, and nothing of what it says", async () => {
    for (const reader of readers) {
      expect(await openDocument(ABOUT, as(reader), sealed)).deep.equal(DOCUMENT);
    }
    expect(readersOf(sealed)).deep.equal([3, 7]);
    expect(Buffer.from(sealed).includes(CANARY)).equal(false);
    expect(await sealDocument(ABOUT, readers, DOCUMENT)).not.deep.equal(sealed);
  });

  it("nobody else opens it, nor anybody as if it were about something else", async () => {
    expect(await codeOf(() => openDocument(ABOUT, as(other), sealed))).equal("VAULT_NOT_READER");
    const liar = { ...as(other), id: first.id };
    expect(await codeOf(() => openDocument(ABOUT, liar, sealed))).equal("KEYRING_EPOCH_UNKNOWN");
    const withKey = as({ ...other, id: first.id, epoch: first.epoch });
    expect(await codeOf(() => openDocument(ABOUT, withKey, sealed))).equal("VAULT_HPKE_OPEN");
    const elsewhere = () => openDocument(fixed("another order"), as(first), sealed);
    expect(await codeOf(elsewhere)).equal("VAULT_HPKE_OPEN");
  });

  it("no byte of it can be changed, cut off or added", async () => {
    for (let at = 0; at < sealed.length; at += at < 6 ? 1 : 7) {
      const changed = Uint8Array.from(sealed, (byte, i) => (i === at ? byte ^ 1 : byte));
      const code = await codeOf(() => openDocument(ABOUT, as(second), changed));
      expect(code, `byte ${at}`).match(/^(VAULT|KEYRING)_/);
    }
    for (const length of [0, 5, 6, 100, sealed.length - 1]) {
      const code = await codeOf(() => openDocument(ABOUT, as(second), sealed.slice(0, length)));
      expect(code, `${length} bytes`).match(/^VAULT_/);
    }
    const longer = Uint8Array.from([...sealed, 0]);
    expect(await codeOf(() => openDocument(ABOUT, as(second), longer))).equal("VAULT_UNSEALABLE");
  });

  it("is sealed for somebody", async () => {
    expect(await codeOf(() => sealDocument(ABOUT, [], DOCUMENT))).equal("VAULT_READERS");
  });
});
