/** The contract against the suite itself, deployed into this test's own chain. */
import {
  accountSigner,
  actions,
  buildGrant,
  CareLedger,
  type Hex,
  packHeader,
  purposes,
  recordHeader,
  SUBJECT_KIND,
  termsHash,
  VOUCH_METHOD,
} from "careledger";
import { deployCareLedger } from "careledger/deploy";
import { expect } from "chai";
import { HDNodeWallet, Mnemonic } from "ethers";
import { network } from "hardhat";

/** Hardhat's public development accounts: 0 administers, 1 is a hospital, 2 a research institution. */
const phrase = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const account = (index: number) => HDNodeWallet.fromMnemonic(phrase, `m/44'/60'/0'/0/${index}`);
const key = (index: number) => account(index).privateKey as Hex;
const bytes32 = (digit: number): Hex => `0x${String(digit).repeat(64)}`;
const LATER = 4_000_000_000;

const header = (category: "DIABETES_TYPE_2" | "HIV") =>
  packHeader({ ...recordHeader({ kinds: ["LABORATORY"], categories: [category] }), flags: 0n });

describe("ConsentGate", () => {
  const closers: (() => Promise<void> | void)[] = [];
  after(async () => {
    for (const close of closers.toReversed()) await close();
  });

  it("follows the patient's consent, and its end", async () => {
    const server = await network.createServer("default", "127.0.0.1", 0);
    const { address, port } = await server.listen();
    closers.push(() => server.close());
    const rpc = `http://${address}:${port}`;
    const connection = await network.create({ network: "served", override: { url: rpc } });
    closers.push(() => connection.close());

    const addresses = await deployCareLedger(connection.provider, {
      deployer: account(9).address as Hex,
      administrator: account(0).address as Hex,
    });
    const as = async (index: number) => {
      const { directory } = addresses;
      const care = await CareLedger.connect({ rpc, directory, account: key(index) });
      closers.push(() => care.close());
      return care;
    };

    const administrator = await as(0);
    for (const [index, kind] of [
      [1, "HOSPITAL"],
      [2, "RESEARCH_INSTITUTION"],
    ] as const) {
      const member = {
        kinds: [kind],
        jurisdiction: { scheme: 1, code: 320_400 },
        grade: 3,
        accreditedUntil: LATER,
        hpkeKey: bytes32(index),
        endpoint: "",
        administrator: account(index).address as Hex,
      };
      await administrator.identity.admit(member).send();
    }

    const hospital = await as(1);
    const patient = accountSigner(bytes32(7));
    const enrolment = {
      kind: SUBJECT_KIND.PATIENT,
      signer: patient.bytes,
      encryptionKey: bytes32(8),
      voucher: 1,
      method: VOUCH_METHOD.IN_PERSON,
      salt: bytes32(9),
      deadline: LATER,
    };
    const { event } = await hospital.identity.enrol(enrolment, patient).send();
    const grant = buildGrant({
      subject: event.subject,
      grantee: 2,
      purposes: ["HRESCH"],
      categories: ["DIABETES"],
      access: { until: LATER },
      uses: 1,
      deadline: LATER,
    });

    const gate = await connection.ethers.deployContract("ConsentGate", [
      addresses.consentRegistry,
      addresses.accessDesk,
    ]);
    const hashed = { ...grant, terms: termsHash(grant.terms) };
    const isCovered = (headers: bigint[], purpose: "HRESCH" | "TREAT" = "HRESCH") =>
      gate.isCovered(hashed, grant.terms, headers, purposes[purpose].bit, actions.access.bit);

    expect(await isCovered([header("DIABETES_TYPE_2")])).to.equal(false);
    await hospital.consent.grant(grant, await hospital.consent.sign(grant, patient)).send();
    expect(await isCovered([header("DIABETES_TYPE_2")])).to.equal(true);
    expect(await isCovered([header("HIV")])).to.equal(false);
    expect(await isCovered([header("DIABETES_TYPE_2")], "TREAT")).to.equal(false);

    const ending = await hospital.consent.signRevocation(grant, LATER, patient);
    await hospital.consent.revoke(grant, ending).send();
    expect(await isCovered([header("DIABETES_TYPE_2")])).to.equal(false);
  });
});
