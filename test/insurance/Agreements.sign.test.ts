import { expect } from "chai";
import { agreementId } from "../../src/core/agreement.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { deployCareLedger, ethers, fixed } from "../fixtures/careLedger.ts";
import { mineAt } from "../fixtures/chain.ts";
import { ROLE } from "../fixtures/participants.ts";
import { CHAIN_ID } from "../fixtures/stories.ts";
import {
  anAgreement,
  party,
  signatureBy,
  signedBy,
  slotOf,
  refusedOf,
} from "../fixtures/tariffs.ts";

const SIGNED = 2;

async function drafted() {
  const suite = await deployCareLedger();
  const terms = await anAgreement();
  await party(suite, "hospitalA").draft(terms);
  return { suite, terms, id: agreementId(terms) };
}

describe("Agreements.sign (ID-13)", () => {
  it("both administrators sign one digest; any member carries their signatures (ID-13)", async () => {
    const { suite, terms, id } = await drafted();
    const { agreements, accounts, ids } = suite;
    const byHospital = await signatureBy(suite, accounts.hospitalA, terms);
    await party(suite, "carrier").sign(terms, accounts.hospitalA, byHospital);
    expect(await slotOf({ suite, id })).to.include({ state: "DRAFT" });
    expect((await slotOf({ suite, id })).signedBy).to.deep.equal(["INSTITUTION"]);
    const byInsurer = await signatureBy(suite, accounts.insurer, terms);
    await expect(party(suite, "pharmacy").sign(terms, accounts.insurer, byInsurer)).to.emit(
      agreements,
      "AgreementChanged",
    );
    expect(await slotOf({ suite, id })).to.include({ state: "SIGNED" });
    const [event] = await agreements.queryFilter(agreements.filters.AgreementChanged(), "latest");
    expect([...event!.args]).to.deep.equal([
      id,
      await agreements.agreementOf(id),
      ZERO32,
      BigInt(ids.pharmacy),
      accounts.pharmacy.address,
    ]);
    const again = party(suite, "carrier").sign(terms, accounts.insurer, byInsurer);
    await refusedOf(suite, again, "AgreementStateWrong", id, SIGNED);
  });

  it("a signature over another text, for another contract or by another account does not count (ID-13)", async () => {
    const { suite, terms, id } = await drafted();
    const { accounts, addresses } = suite;
    const verifyingContract = addresses.agreements;
    const domain = { name: "CareLedger Agreements", version: "1", chainId: CHAIN_ID };
    const digest = signingDigest({ ...domain, verifyingContract }, id);
    const carry = (signature: string) =>
      party(suite, "carrier").sign(terms, accounts.insurer, signature);
    for (const signature of [
      await signatureBy(suite, accounts.insurer, { ...terms, text: fixed("another text") }),
      await signatureBy(suite, accounts.insurer, terms, addresses.procurement),
      await signatureBy(suite, accounts.hospitalA, terms),
      "0x",
    ]) {
      const wrong = [accounts.insurer.address, digest];
      await refusedOf(suite, carry(signature), "AgreementSignatureInvalid", ...wrong);
    }
  });

  it("administrators of the parties sign, each party once", async () => {
    const { suite, terms, id } = await drafted();
    const { accounts, outsider, participantRegistry: registry } = suite;
    const operator = party(suite, "carrier").sign(
      terms,
      outsider,
      await signatureBy(suite, outsider, terms),
    );
    await expect(operator)
      .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    await registry.connect(accounts.insurer).setAccount(outsider, ROLE.OPERATOR, 0);
    const signature = await signatureBy(suite, outsider, terms);
    const again = party(suite, "carrier").sign(terms, outsider, signature);
    await refusedOf(suite, again, "AgreementSignerWrong", id, outsider);
    const stranger = signedBy(suite, "hospitalB", terms);
    await refusedOf(suite, stranger, "AgreementSignerWrong", id, accounts.hospitalB);
    await signedBy(suite, "insurer", terms);
    await refusedOf(
      suite,
      signedBy(suite, "insurer", terms),
      "AgreementSignerWrong",
      id,
      accounts.insurer,
    );
  });

  it("a multisig signs as a contract (ERC-1271) (ID-13)", async () => {
    const { suite, terms, id } = await drafted();
    const { accounts, addresses, participantRegistry } = suite;
    const multisig = await (await ethers.getContractFactory("ContractSigner")).deploy();
    await participantRegistry
      .connect(accounts.hospitalA)
      .setAccount(multisig, ROLE.ADMINISTRATOR, 0);
    const domain = {
      name: "CareLedger Agreements",
      version: "1",
      chainId: CHAIN_ID,
      verifyingContract: addresses.agreements,
    };
    const digest = signingDigest(domain, id);
    const carry = () => party(suite, "carrier").sign(terms, multisig, "0x");
    const address = await multisig.getAddress();
    await refusedOf(suite, carry(), "AgreementSignatureInvalid", address, digest);
    await multisig.sign(digest);
    await carry();
    expect((await slotOf({ suite, id })).signedBy).to.deep.equal(["INSTITUTION"]);
  });

  it("nobody signs what was not drafted, or after the deadline", async () => {
    const { suite, terms, id } = await drafted();
    const other = { ...terms, factor: 1 };
    const unknown = signedBy(suite, "insurer", other);
    await refusedOf(suite, unknown, "AgreementStateWrong", agreementId(other), 0);
    await mineAt(terms.deadline);
    const { accounts } = suite;
    const late = signedBy(suite, "insurer", terms);
    const at = terms.deadline + 1;
    await refusedOf(suite, late, "AgreementDeadlinePassed", id, terms.deadline, at);
    await expect(
      suite.agreements.connect(suite.outsider).sign(terms, accounts.insurer, "0x"),
    ).to.be.revertedWithCustomError(suite.participantRegistry, "ParticipantAccountUnknown");
  });
});
