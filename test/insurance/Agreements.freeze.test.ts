import { expect } from "chai";
import { ethers } from "../fixtures/careLedger.ts";
import { agreed, DAY, DOCUMENT, party, slotOf, refusedOf } from "../fixtures/tariffs.ts";

describe("Agreements.freeze (RG-03)", () => {
  it("a frozen agreement says until when in its own slot; its institution appeals (RG-03)", async () => {
    const a = await agreed();
    const { suite, terms, id } = a;
    const { agreements, accounts, ids } = suite;
    const until = (terms.from + 20 - 40_587) * DAY;
    await expect(party(suite, "regulator").freeze(terms, until, DOCUMENT))
      .to.emit(agreements, "FreezeChanged")
      .withArgs(
        id,
        [until, 1n, 1 + 320_400 * 256, ids.hospitalA, accounts.regulator.address],
        DOCUMENT,
        accounts.regulator,
      );
    expect(await slotOf(a)).to.include({ state: "ACTIVE", frozenUntil: until });
    const other = party(suite, "hospitalB").appealFreeze(id, DOCUMENT);
    await refusedOf(a.suite, other, "FreezeNotParty", id, ids.hospitalA, ids.hospitalB);
    await party(suite, "hospitalA").appealFreeze(id, DOCUMENT);
    await party(suite, "regulator").liftFreeze(id, DOCUMENT);
    const slot = await slotOf(a);
    expect(slot.frozenUntil).to.equal((await ethers.provider.getBlock("latest"))!.timestamp);
    const unknown = { ...terms, factor: 3 };
    await expect(
      party(suite, "regulator").freeze(unknown, until, DOCUMENT),
    ).to.be.revertedWithCustomError(agreements, "AgreementStateWrong");
  });
});
