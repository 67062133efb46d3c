/**
 * The last that happens to the fund ledger of a run: its money goes to a successor. Files run in
 * the order of their names, and whoever pays comes before this one.
 */
import { expect } from "chai";
import { FundLedger__factory } from "../../typechain-types/index.js";
import { read } from "../../src/chain/transact.ts";
import { ADMINISTRATOR } from "../../src/cli/accounts.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { functionTests } from "./fixtures/functions.ts";
import { mined, NOTICE } from "./fixtures/place.ts";

describe("on a chain: the fund ledger's successor (CL-04)", () => {
  functionTests("fundLedger", {
    handOver: {
      succeeds: async (place) => {
        const { addresses, as, careOf } = place;
        const { fundLedger, settlementToken } = as(ADMINISTRATOR);
        const next = await new FundLedger__factory(fundLedger.runner as never).deploy(
          addresses.manager,
          NOTICE,
          addresses.participantRegistry,
          addresses.subjectRegistry,
          addresses.settlementToken,
          addresses.fundLedger,
        );
        await mined(place, Promise.resolve(next.deploymentTransaction()!));
        const successor = (await next.getAddress()) as Hex;
        await mined(place, settlementToken.proposeCaller(successor, true));
        await place.until((await place.now()) + NOTICE + 1);
        const held = await careOf(ADMINISTRATOR).insurance.balance(addresses.fundLedger);
        const { event } = await careOf(ADMINISTRATOR).fundLedger.handOver(successor).send();
        expect(event.amount).equal(held);
        expect(await read(fundLedger.successor())).equal(successor);
      },
      refused: async (place) => {
        const { fundLedger } = place.as(ADMINISTRATOR);
        return [
          fundLedger.handOver.staticCall(place.addresses.fundLedger),
          "FundHandedOverTo",
          { successor: await read(fundLedger.successor()) },
        ];
      },
    },
  });
});
