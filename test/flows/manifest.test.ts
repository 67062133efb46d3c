import { expect } from "chai";
import { randomHex, toHex, uintBytes, ZERO32 } from "../../src/core/bytes.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { digestOf, isFile } from "../../src/vault/cid.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { generateKeyPair, infoOf, sealTo } from "../../src/vault/hpke.ts";
import {
  manifestCid,
  type ManifestEntry,
  openManifest,
  sealManifest,
} from "../../src/vault/manifest.ts";
import { readSealed, storeFiles } from "../../src/vault/sealRecords.ts";
import { codeOf } from "../fixtures/failures.ts";

const CUSTODIAN = 7;
const id = randomHex(32);
const entriesOf = (count: number): ManifestEntry[] =>
  Array.from({ length: count }, (_, n) => ({
    subject: id,
    header: BigInt(n) << 240n,
    fingerprint: toHex(uintBytes(n, 32)),
    cid: id,
    previous: ZERO32,
  }));

describe("flows: the manifest of a batch (RX-01, RX-06)", () => {
  const keys = generateKeyPair();
  const own = { publicKey: keys.publicKey, epoch: 1 };
  const store = new BlockStore(EmbeddedBlocks.open(":memory:"));
  after(() => store.close());

  for (const [count, file] of [
    [1, false],
    [6_553, false],
    [6_554, true],
    [10_000, true],
  ] as const) {
    it(`of ${count} entries is read back by the digest that the chain has`, async () => {
      const entries = entriesOf(count);
      const stored = await storeFiles(store, [await sealManifest(entries, CUSTODIAN, own)]);
      await store.putBlocks(stored.blocks);
      const [cid] = stored.cids;
      const found = manifestCid(digestOf(cid!), count);
      expect([isFile(found), found.equals(cid)]).deep.equal([file, true]);
      const [sealed] = await readSealed(store, [found]);
      const opened = await openManifest(sealed!, CUSTODIAN, { ...keys, epoch: 1 });
      expect(opened).deep.equal(entries);
    });
  }

  it("is not taken for one where something else was sealed", async () => {
    const info = infoOf("manifest", uintBytes(CUSTODIAN, 4), uintBytes(1, 4));
    for (const plain of [[], [2], [1, 0], Array<number>(161).fill(0)]) {
      const sealed = await sealTo(keys.publicKey, info, Uint8Array.from(plain));
      expect(await codeOf(() => openManifest(sealed, CUSTODIAN, { ...keys, epoch: 1 }))).equal(
        "VAULT_FORMAT",
      );
    }
    expect(
      await codeOf(() => openManifest(new Uint8Array(80), CUSTODIAN, { ...keys, epoch: 1 })),
    ).equal("VAULT_HPKE_OPEN");
  });
});
