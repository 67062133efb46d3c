/**
 * A hospital enrols a patient and publishes one record of hers:
 *
 *   node --import tsx scripts/examples/publishOne.ts RPC_URL DIRECTORY [ACCOUNT_KEY]
 *
 * Without a key it sends as the first hospital of `npm start`, whose account everybody knows.
 */
import { HDNodeWallet, hexlify, Mnemonic, randomBytes } from "ethers";
import {
  accountSigner,
  BlockStore,
  CareLedger,
  clinicalDateOf,
  Custody,
  EmbeddedBlocks,
  generateKeyPair,
  maskOf,
  SUBJECT_KIND,
  VOUCH_METHOD,
  withAncestors,
} from "../../src/index.ts";

type Hex = `0x${string}`;

/** Hardhat's public development phrase. */
const phrase = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const firstHospital = HDNodeWallet.fromMnemonic(phrase, "m/44'/60'/0'/0/1").privateKey as Hex;
const [rpc, directory, account = firstHospital] = process.argv.slice(2) as [string, Hex, Hex?];
const care = await CareLedger.connect({ rpc, directory, account });
const hospital = await care.identity.member();

// The patient: one key signs, another decrypts. Her pseudonym is the hash of what she signs.
const signer = accountSigner(hexlify(randomBytes(32)) as Hex);
const { publicKey } = generateKeyPair();
const enrolment = {
  kind: SUBJECT_KIND.PATIENT,
  signer: signer.bytes,
  encryptionKey: hexlify(publicKey) as Hex,
  voucher: hospital.id,
  method: VOUCH_METHOD.IN_PERSON,
  salt: hexlify(randomBytes(32)) as Hex,
  deadline: (await care.chain.network.now()) + 600,
};
const { event } = await care.identity.enrol(enrolment, signer).send();
const { subject } = event;

// The hospital's keys, catalogue and store, all in memory: they go when this program ends.
const { privateKey } = generateKeyPair();
const store = new BlockStore(EmbeddedBlocks.open(":memory:"));
const keys = [{ privateKey, epoch: hospital.keyEpoch }] as const;
const custody = new Custody({ custodian: hospital.id, keys, directory: ":memory:", store });

const body = new TextEncoder().encode("Blood glucose 5.4 mmol/L");
const report = await care.publishRecord(custody, {
  subject,
  patient: { publicKey, epoch: 1 },
  header: {
    kinds: maskOf("kinds", ["LABORATORY"]),
    sensitivities: 0n,
    categories: maskOf("categories", withAncestors("categories", ["DIABETES"])),
    clinicalDate: BigInt(clinicalDateOf("2024-03-01")),
    version: 1n,
  },
  canonical: body,
  body,
  mediaType: "text/plain",
});
const batch = (await care.records.batches(hospital.id)).at(-1)!;
console.log(`patient ${subject}`);
console.log(`record ${batch.ids[0]} in block ${batch.block}, ${report.gasUsed} gas`);
custody.close();
care.close();
