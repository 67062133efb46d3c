/**
 * A hospital enrols a patient and publishes one record of hers. Its keys, catalogue and sealed
 * records lie in FOLDER, as in the state folder of `careledger`: a gateway on it answers for them.
 */
import path from "node:path";
import { getBytes, hexlify, randomBytes } from "ethers";
import {
  accountSigner,
  BlockStore,
  CareLedger,
  Custody,
  EmbeddedBlocks,
  generateKeyPair,
  type Hex,
  recordHeader,
  SUBJECT_KIND,
  VOUCH_METHOD,
} from "../../src/index.ts";
import { given } from "./lib/given.ts";

const input = given("ACCOUNT_KEY", "HPKE_KEY", "PATIENT_KEY", "RPC_URL", "DIRECTORY", "FOLDER");
const { RPC_URL: rpc, DIRECTORY: directory, ACCOUNT_KEY: account } = input;
const care = await CareLedger.connect({ rpc, directory, account });
const hospital = await care.identity.member();

// The patient: one key signs, another decrypts. Her pseudonym is the hash of what she signs.
const patient = accountSigner(input.PATIENT_KEY);
const { publicKey } = generateKeyPair();
const enrolment = {
  kind: SUBJECT_KIND.PATIENT,
  signer: patient.bytes,
  encryptionKey: hexlify(publicKey) as Hex,
  voucher: hospital.id,
  method: VOUCH_METHOD.IN_PERSON,
  salt: hexlify(randomBytes(32)) as Hex,
  deadline: (await care.chain.network.now()) + 600,
};
const { subject } = (await care.identity.enrol(enrolment, patient).send()).event;

const store = new BlockStore(EmbeddedBlocks.open(path.join(input.FOLDER, "blocks.sqlite")));
const custody = new Custody({
  custodian: hospital.id,
  keys: [{ privateKey: getBytes(input.HPKE_KEY), epoch: hospital.keyEpoch }],
  directory: path.join(input.FOLDER, `custodian-${hospital.id}`),
  store,
});
const body = new TextEncoder().encode("Blood glucose 5.4 mmol/L");
const header = recordHeader({
  kinds: ["LABORATORY"],
  categories: ["DIABETES"],
  date: "2024-03-01",
});
const record = { subject, header, canonical: body, body, mediaType: "text/plain" };
await care.publishRecord(custody, { ...record, patient: { publicKey, epoch: 1 } });
const { ids, block } = (await care.records.batches(hospital.id)).at(-1)!;
console.log(`patient ${subject}\nrecord ${ids[0]} in block ${block}`);
custody.close();
await store.close();
care.close();
