/** A token that calls back finds the invoice billed and the money locked (INV-CLAIMS-3, INV-CLAIMS-4). */
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { ZERO32 } from "../../src/core/bytes.ts";
import { claimStateOf } from "../../src/core/claims.ts";
import {
  CallingToken__factory,
  ClaimDesk__factory,
  Claims__factory,
  FundLedger__factory,
} from "../../typechain-types/index.js";
import { fixed } from "../fixtures/careLedger.ts";
import { aFile, deskOf, idOf, recordOf } from "../fixtures/claimFiles.ts";
import { deployClaims } from "../fixtures/claimsWorld.ts";
import { CITY, MEANS, MONTH } from "../fixtures/funds.ts";

/** The world with a fund ledger over a token that calls back, and a desk that pays from it. */
async function hostile() {
  const world = await deployClaims();
  const { administrator, addresses, accounts } = world;
  const { manager, participantRegistry, subjectRegistry } = addresses;
  const token = await new CallingToken__factory(administrator).deploy();
  const fundLedger = await new FundLedger__factory(administrator).deploy(
    manager,
    0,
    participantRegistry,
    subjectRegistry,
    token,
    ZeroAddress,
  );
  const claims = await new Claims__factory(administrator).deploy(manager, 0);
  const claimDesk = await new ClaimDesk__factory(administrator).deploy(
    participantRegistry,
    addresses.catalogue,
    addresses.benefitPlans,
    addresses.agreements,
    addresses.enrolment,
    fundLedger,
    addresses.drugLedger,
    claims,
  );
  await fundLedger.foundCallers([claimDesk]);
  await claims.foundCallers([claimDesk]);
  const funds = fundLedger.connect(accounts.insurer);
  await funds.openPool(CITY, ZERO32, 0);
  const { pool } = world;
  await fundLedger.connect(accounts.hospitalA).setPayee(pool, accounts.hospitalA, MEANS.TOKEN);
  await funds.contribute(pool, ZERO32, MONTH, [], 1_000_000, fixed("first"));
  // The token is an account of the hospital's: what it calls is asked as of a provider.
  const registry = world.participantRegistry.connect(accounts.hospitalA);
  await registry.setAccount(token, 1, 0);
  return { ...world, token, claims, claimDesk, fundLedger };
}

describe("ClaimDesk: a token that calls back (CL-15)", () => {
  it("bills nothing, pays nothing twice", async () => {
    const world = await hostile();
    const { token, claimDesk, claims, fundLedger, pool } = world;
    const desk = deskOf(world);
    const file = await aFile(world);
    const another = await aFile(world, { invoice: "another", lines: [["xray", 1_000n]] });
    const encoded = claimDesk.interface;
    const locked = fundLedger.interface.getError("FundReentered")!.selector;
    const exists = claims.interface.getError("ClaimExists")!.selector;

    await token.arm(claimDesk, encoded.encodeFunctionData("submit", [another]));
    await desk.submit(file);
    expect([await token.succeeded(), await token.answer()]).to.deep.equal([false, locked]);
    expect(claimStateOf(await claims.claimOf(idOf(world)))).to.equal("PAID");
    expect(await claims.claimOf(idOf(world, "another"))).to.equal(0n);
    expect(await token.payments()).to.equal(1n);

    await token.arm(claimDesk, encoded.encodeFunctionData("submit", [another]));
    const decision = await desk.submit.staticCall(another);
    await desk.submit(another);
    expect((await token.answer()).slice(0, 10)).to.equal(exists);
    const record = await recordOf(world, another, decision);

    const third = await aFile(world, { invoice: "third", lines: [["bloods", 1_000n]] });
    const id = idOf(world, "another");
    await token.arm(claimDesk, encoded.encodeFunctionData("payLater", [id, record]));
    await desk.submit(third);
    const unpayable = encoded.getError("ClaimNotPayable")!.selector;
    expect((await token.answer()).slice(0, 10)).to.equal(unpayable);
    expect(await token.payments()).to.equal(3n);
    expect((await fundLedger.poolOf(pool)) & (2n ** 128n - 1n)).to.equal(
      1_000_000n - 12_000n - 800n - 800n,
    );
  });
});
