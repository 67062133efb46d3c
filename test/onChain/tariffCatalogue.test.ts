import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { jurisdictionWord, rowsHash } from "../../src/core/rules.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, mined, NORTH, type Place, SOUTH } from "./fixtures/place.ts";
import { freezeCases } from "./fixtures/freezes.ts";
import * as t from "./fixtures/tariffs.ts";

const rules = (place: Place, member = INSURER) => place.as(member).catalogue;

const proposed = [t.aRow(3, "2025-01-01")];
const proposal = rowsHash(t.AREA, proposed);

describe("on a chain: catalogues (CL-03, CL-09, ID-19, RG-03)", () => {
  functionTests("catalogue", {
    publish: {
      succeeds: async (place) => {
        await t.supervised(place);
        const { event } = await place
          .careOf(INSURER)
          .catalogue.publish(
            t.AREA,
            [{ code: t.CODE, version: 1, rule: t.aRule({ indications: t.DOCUMENT }) }],
            t.DOCUMENT,
          )
          .send();
        expect(event).include({ publisher: INSURER, proposal: ZERO32 });
        await mined(
          place,
          rules(place).publish(t.AREA_WORD, [t.aRow(2, "2024-01-01")], t.DOCUMENT),
        );
      },
      refused: async (place) => [
        rules(place).publish.staticCall(t.AREA_WORD, [t.aRow(9)], t.DOCUMENT),
        "CatalogueVersionWrong",
        { code: t.CODE, version: 9 },
      ],
    },
    rulesOf: {
      succeeds: async ({ careOf }) => {
        const rows = [1, 2, 3].map((version) => ({ code: t.CODE, version }));
        const [first, second, third] = await careOf(NORTH).catalogue.rules(t.AREA, rows);
        expect(first).include({ from: "2020-01-01", until: "2024-01-01", isIndicated: true });
        expect(second).include({ from: "2024-01-01", isFrozen: false });
        expect(third).equal(undefined);
      },
    },
    indicationsOf: {
      succeeds: async ({ careOf }) => {
        const row = { code: t.CODE, version: 1 };
        expect(await careOf(NORTH).catalogue.indications(t.AREA, row)).equal(t.DOCUMENT);
      },
    },
    propose: {
      succeeds: async (place) => {
        await mined(place, rules(place).propose(t.AREA_WORD, proposed, t.DOCUMENT));
      },
      refused: async (place) => [
        rules(place).propose.staticCall(t.AREA_WORD, proposed, t.DOCUMENT),
        "ProposalExists",
        { proposal },
      ],
    },
    recordEffect: {
      succeeds: async (place) => {
        await mined(place, rules(place, SOUTH).recordEffect(proposal, t.EFFECT));
      },
      refused: async (place) => [
        rules(place, NORTH).recordEffect.staticCall(proposal, t.EFFECT),
        "ProposalNotTesters",
        { proposer: INSURER, sender: NORTH },
      ],
    },
    proposalOf: {
      succeeds: async ({ careOf }) => {
        const found = await careOf(NORTH).catalogue.proposals.of(proposal);
        expect(found).deep.include({ state: "TRIED", proposer: INSURER, effect: t.EFFECT });
      },
    },
    open: {
      succeeds: async (place) => {
        await mined(place, rules(place).open(t.AREA_WORD));
      },
      refused: async (place) => [
        rules(place).open.staticCall(jurisdictionWord({ scheme: 2, code: 1 })),
        "CatalogueJurisdictionOther",
        { sender: t.AREA_WORD },
      ],
    },
    openedAt: {
      succeeds: async ({ careOf, as }) => {
        const at = await careOf(NORTH).catalogue.openedAt(t.AREA);
        expect(at).greaterThan(0);
        expect(await as(NORTH).catalogue.openedAt(t.REGISTER)).equal(BigInt(at));
      },
    },
    noticeDays: {
      succeeds: async ({ careOf }) => {
        expect(await careOf(NORTH).catalogue.noticeDays()).equal(7);
      },
    },
    freezeProduct: {
      succeeds: async (place) => {
        const until = await t.soon(place);
        await mined(place, rules(place).freezeProduct(t.AREA_WORD, t.CODE, 2, until, t.DOCUMENT));
      },
      refused: async (place) => [
        rules(place).freezeProduct.staticCall(
          t.AREA_WORD,
          t.CODE,
          1,
          await t.soon(place),
          t.DOCUMENT,
        ),
        "CatalogueRowUnknown",
        { code: t.CODE, version: 1 },
      ],
    },
    freezeRule: {
      succeeds: async (place) => {
        const until = await t.soon(place);
        await mined(place, rules(place).freezeRule(t.AREA_WORD, t.CODE, 1, until, t.DOCUMENT));
      },
      refused: async (place) => [
        rules(place).freezeRule.staticCall(t.AREA_WORD, t.CODE, 1, await t.soon(place), t.DOCUMENT),
        "FreezeLasts",
        { key: t.ROW },
      ],
    },
    ...freezeCases(
      "catalogue",
      () => t.ROW,
      async (place) => {
        const until = await t.soon(place);
        await mined(place, rules(place).freezeRule(t.AREA_WORD, t.CODE, 1, until, t.DOCUMENT));
      },
    ),
  });
});
