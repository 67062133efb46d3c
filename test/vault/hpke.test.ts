import { expect } from "chai";
import { fromHex, randomHex, utf8 } from "../../src/core/bytes.ts";
import {
  generateKeyPair,
  infoOf,
  openWith,
  publicKeyOf,
  releaseInfo,
  sealTo,
} from "../../src/vault/hpke.ts";
import { CANARY, codeOf } from "./fixtures/vault.ts";

const info = infoOf("test");

describe("vault: HPKE (RX-06, SC-09)", () => {
  const { publicKey, privateKey } = generateKeyPair();

  it("opens what it sealed; 48 bytes are added, nothing shows", async () => {
    expect(publicKeyOf(privateKey)).deep.equal(publicKey);
    const sealed = await sealTo(publicKey, info, utf8(CANARY));
    expect(sealed.length).equal(CANARY.length + 48);
    expect(Buffer.from(sealed).includes(CANARY)).equal(false);
    expect(await openWith(privateKey, info, sealed)).deep.equal(utf8(CANARY));
    expect(await sealTo(publicKey, info, utf8(CANARY))).not.deep.equal(sealed);
  });

  it("opens our own fixed vector", async () => {
    const holder = new Uint8Array(32).fill(7);
    const release = releaseInfo(`0x${"aa".repeat(32)}`, `0x${"bb".repeat(32)}`);
    const sealed = fromHex(
      "0x948a24044fbe900fc78aa2ee732df31ba06152323ad98b275304184360ea7616465de4bd3843a316f1bd023dc1272553ae5c6e33ca98145d8240cca1aba1ee3b5162d2facef21c75f62be27116e131dc",
    );
    expect(await openWith(holder, release, sealed)).deep.equal(new Uint8Array(32).fill(0x5a));
  });

  it("refuses another key, another info, and any changed byte", async () => {
    const sealed = await sealTo(publicKey, info, new Uint8Array(32));
    const other = generateKeyPair().privateKey;
    const opening = (bytes: Uint8Array, key = privateKey, where = info) =>
      codeOf(() => openWith(key, where, bytes));
    expect(await opening(sealed, other)).equal("VAULT_HPKE_OPEN");
    expect(await opening(sealed, privateKey, infoOf("tests"))).equal("VAULT_HPKE_OPEN");
    for (let at = 0; at < sealed.length; at++) {
      const bent = sealed.slice();
      bent[at]! ^= 1;
      expect(await opening(bent), `byte ${at}`).equal("VAULT_HPKE_OPEN");
    }
    for (const length of [0, 31, 32, 47, 79]) {
      expect(await opening(sealed.subarray(0, length))).equal("VAULT_HPKE_OPEN");
    }
  });

  it("binds a release to its receipt and its entry, in their order", async () => {
    const [receipt, entry] = [randomHex(32), randomHex(32)];
    const sealed = await sealTo(publicKey, releaseInfo(receipt, entry), new Uint8Array(32));
    const opening = (where: Uint8Array) => codeOf(() => openWith(privateKey, where, sealed));
    expect(await opening(releaseInfo(entry, receipt))).equal("VAULT_HPKE_OPEN");
    expect(await opening(releaseInfo(receipt, randomHex(32)))).equal("VAULT_HPKE_OPEN");
    expect(await opening(releaseInfo(randomHex(32), entry))).equal("VAULT_HPKE_OPEN");
    expect(await openWith(privateKey, releaseInfo(receipt, entry), sealed)).length(32);
    expect(await codeOf(() => releaseInfo("0x12", entry))).equal("BYTES_NOT_HEX");
  });

  it("refuses what is no key, and points of small order", async () => {
    for (const key of [new Uint8Array(31), new Uint8Array(33), new Uint8Array(32)]) {
      expect(await codeOf(() => sealTo(key, info, utf8("x")))).equal("VAULT_HPKE_KEY");
    }
    expect(await codeOf(() => publicKeyOf(new Uint8Array(5)))).equal("VAULT_HPKE_KEY");
    const none = new Uint8Array();
    expect(await codeOf(() => openWith(none, info, none))).equal("VAULT_HPKE_KEY");
  });
});
