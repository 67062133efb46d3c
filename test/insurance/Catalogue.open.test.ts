import { expect } from "chai";
import { deployCareLedger } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { AREA, asMember, NOTICE_DAYS, publish, aRow } from "../fixtures/tariffs.ts";

const REGISTER = `0x${AREA.toString(16).padStart(64, "0")}`;

describe("Catalogue.open (CL-09)", () => {
  it("a register is filled with rows of the past, in any number of steps, until it is opened", async () => {
    const suite = await deployCareLedger();
    const { catalogue, accounts } = suite;
    expect(await catalogue.noticeDays()).to.equal(BigInt(NOTICE_DAYS));
    expect(await catalogue.openedAt(REGISTER)).to.equal(0n);
    await publish(suite, aRow({ from: "1910-01-01" }));
    await publish(suite, aRow({ from: "2020-01-01" }, 2));
    const sent = asMember(suite, "regulator").open(AREA);
    await expect(sent)
      .to.emit(catalogue, "RegisterOpened")
      .withArgs(REGISTER, (await latestTime()) + 1, accounts.regulator);
    expect(await catalogue.openedAt(REGISTER)).to.equal(BigInt(await latestTime()));
  });

  it("it is opened once, and by its own jurisdiction's authorities", async () => {
    const suite = await deployCareLedger();
    await expect(asMember(suite).open(AREA + 256))
      .to.be.revertedWithCustomError(suite.catalogue, "CatalogueJurisdictionOther")
      .withArgs(AREA + 256, AREA);
    await asMember(suite).open(AREA);
    const at = await latestTime();
    await expect(asMember(suite).open(AREA))
      .to.be.revertedWithCustomError(suite.catalogue, "NoticeRegisterOpen")
      .withArgs(REGISTER, at);
  });
});
