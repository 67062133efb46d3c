import { shownGoods } from "../../src/core/monitoring.ts";
import { MAKER } from "./fixtures/drugs.ts";
import { functionTests } from "./fixtures/functions.ts";
import { mined, NORTH, SOUTH } from "./fixtures/place.ts";
import { sensor, watched } from "./fixtures/trade.ts";

// The shortest interval of readings is a minute: these come last, when most of it has passed.
describe("on a chain: sensors that fall silent (DT-05)", () => {
  functionTests("coldChain", {
    reportSilence: {
      succeeds: async (place) => {
        const { last } = (await place.careOf(SOUTH).coldChain.monitor(watched(), sensor()))!;
        await place.until(last + 61);
        await mined(
          place,
          place.as(NORTH).coldChain.reportSilence(shownGoods(watched()), sensor()),
        );
      },
      refused: async ({ as }) => [
        as(SOUTH).coldChain.reportSilence.staticCall(shownGoods(watched()), sensor()),
        "ColdChainNotOverdue",
      ],
    },
    endMonitoring: {
      succeeds: async (place) => {
        await mined(
          place,
          place.as(MAKER).coldChain.endMonitoring(shownGoods(watched()), sensor()),
        );
      },
      refused: async ({ as }) => [
        as(MAKER).coldChain.endMonitoring.staticCall(shownGoods(watched()), sensor()),
        "ColdChainNotMonitored",
        { sensor: sensor() },
      ],
    },
  });
});
