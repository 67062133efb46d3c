import { expect } from "chai";
import { deployCareLedger } from "../fixtures/careLedger.ts";
import { ROLE, STATUS } from "../fixtures/participants.ts";

async function setUp() {
  const suite = await deployCareLedger();
  const registry = suite.participantRegistry.connect(suite.accounts.hospitalA);
  return { ...suite, registry };
}

describe("ParticipantRegistry.setEndpoint", () => {
  it("moves the gateway, to a long address and to none", async () => {
    const { registry, accounts } = await setUp();
    for (const endpoint of [`https://${"a".repeat(200)}.example`, "https://b.example", ""]) {
      await expect(registry.setEndpoint(endpoint))
        .to.emit(registry, "ParticipantEndpointChanged")
        .withArgs(1, endpoint, accounts.hospitalA);
      expect(await registry.endpoint(1)).to.equal(endpoint);
    }
    expect(await registry.endpoint(2)).to.equal("http://127.0.0.1/hospitalB");
    expect(await registry.endpoint(7)).to.equal("");
  });

  it("refuses the present endpoint: it would change nothing", async () => {
    const { registry } = await setUp();
    await expect(registry.setEndpoint("http://127.0.0.1/hospitalA"))
      .to.be.revertedWithCustomError(registry, "ParticipantEndpointUnchanged")
      .withArgs(1);
  });

  it("is for administrators of institutions that are not SUSPENDED", async () => {
    const { registry, participantRegistry, outsider } = await setUp();
    await expect(registry.connect(outsider).setEndpoint("x"))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    await registry.setAccount(outsider, ROLE.OPERATOR, 0);
    await expect(registry.connect(outsider).setEndpoint("x"))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountNotAdministrator")
      .withArgs(outsider, ROLE.OPERATOR);
    await participantRegistry.setStatus(1, STATUS.SUSPENDED);
    await expect(registry.setEndpoint("x"))
      .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
      .withArgs(1, STATUS.SUSPENDED);
  });
});
