import { expect } from "chai";
import { clauseKey } from "../../src/core/agreement.ts";
import { Accounts } from "../../src/cli/accounts.ts";
import { randomHex } from "../../src/core/bytes.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, mined, NORTH, type Place, SOUTH } from "./fixtures/place.ts";
import { freezeCases } from "./fixtures/freezes.ts";
import * as t from "./fixtures/tariffs.ts";

const of = (place: Place, member = INSURER) => place.as(member).agreements;

describe("on a chain: agreements (ID-11, ID-12, ID-13, ID-24, RG-03)", () => {
  const key = () => clauseKey(t.made.id, t.CLAUSE);
  functionTests("agreements", {
    draft: {
      succeeds: async (place) => {
        await t.supervised(place);
        await t.drafted(place);
      },
      refused: async (place) => [
        of(place, SOUTH).draft.staticCall(t.made.agreement),
        "AgreementNotParty",
        { agreement: t.made.id, sender: SOUTH },
      ],
    },
    sign: {
      succeeds: async (place) => {
        const accounts = Accounts.fromEnvironment();
        for (const member of [INSURER, NORTH]) {
          const signer = accountSigner(accounts.key(member));
          await place.careOf(SOUTH).agreements.sign(t.made.agreement, signer).send();
        }
      },
      refused: async (place) => [
        of(place).sign.staticCall(t.made.agreement, place.address(NORTH), "0x"),
        "AgreementStateWrong",
        { state: "SIGNED" },
      ],
    },
    activate: {
      succeeds: async (place) => {
        await mined(place, of(place).activate(t.made.agreement, t.DOCUMENT));
      },
      refused: async (place) => [
        of(place).activate.staticCall(t.made.agreement, t.DOCUMENT),
        "AgreementStateWrong",
        { agreement: t.made.id, state: "ACTIVE" },
      ],
    },
    currentOf: {
      succeeds: async ({ careOf }) => {
        expect(await careOf(NORTH).agreements.current(INSURER, NORTH)).equal(t.made.id);
      },
    },
    fire: {
      succeeds: async (place) => {
        const { agreement } = t.made;
        await mined(place, of(place).fire(agreement, t.CLAUSE_SHOWN, t.PROOF, t.DOCUMENT));
      },
      refused: async (place) => [
        of(place).fire.staticCall(t.made.agreement, t.CLAUSE_SHOWN, t.PROOF, t.DOCUMENT),
        "AgreementClauseFired",
        { key: key() },
      ],
    },
    settle: {
      succeeds: async (place) => {
        const [payer, payee] = [place.address(INSURER), place.address(NORTH)];
        await place.careOf(0).insurance.issue(payer, 40n, randomHex(32)).send();
        const { insurance, agreements } = place.careOf(INSURER);
        await insurance.approve(place.addresses.agreements, 40n).send();
        const before = await insurance.balance(payee);
        await agreements.settle(t.made.agreement, t.CLAUSE, { payer, payee }).send();
        expect(await insurance.balance(payee)).equal(before + 40n);
      },
      refused: async (place) => [
        of(place).settle.staticCall(
          t.made.agreement,
          t.CLAUSE_SHOWN,
          place.address(INSURER),
          place.address(NORTH),
        ),
        "AgreementNothingDue",
        { key: key() },
      ],
    },
    clauseOf: {
      succeeds: async ({ careOf }) => {
        const found = await careOf(NORTH).agreements.clause(key());
        expect(found).deep.equal({ state: "DONE", debtor: INSURER, value: 40n });
      },
    },
    reportBreach: {
      succeeds: async (place) => {
        await mined(place, of(place).reportBreach(t.made.agreement, t.DOCUMENT));
      },
      refused: async (place) => [
        of(place).reportBreach.staticCall(t.made.agreement, t.DOCUMENT),
        "AgreementStateWrong",
        { state: "BREACHED" },
      ],
    },
    breachOf: {
      succeeds: async ({ careOf }) => {
        const breach = await careOf(NORTH).agreements.breach(t.made.id);
        expect(breach).include({ reporter: INSURER });
      },
    },
    confirmCure: {
      succeeds: async (place) => {
        await mined(place, of(place).confirmCure(t.made.agreement, t.DOCUMENT));
      },
      refused: async (place) => [
        of(place).confirmCure.staticCall(t.made.agreement, t.DOCUMENT),
        "AgreementStateWrong",
        { state: "ACTIVE" },
      ],
    },
    freeze: {
      succeeds: async (place) => {
        await mined(place, of(place).freeze(t.made.agreement, await t.soon(place), t.DOCUMENT));
      },
      refused: async (place) => [
        of(place).freeze.staticCall(t.made.agreement, await t.soon(place), t.DOCUMENT),
        "FreezeLasts",
        { key: t.made.id },
      ],
    },
    agreementOf: {
      succeeds: async (place) => {
        const found = await place.careOf(NORTH).agreements.agreement(t.made.id);
        expect(found).deep.include({ state: "ACTIVE", services: [3] });
        expect(found!.frozenUntil).greaterThan(await place.now());
      },
    },
    ...freezeCases(
      "agreements",
      () => t.made.id,
      async (place) =>
        await mined(place, of(place).freeze(t.made.agreement, await t.soon(place), t.DOCUMENT)),
    ),
    terminate: {
      succeeds: async (place) => {
        await mined(place, of(place, NORTH).terminate(t.made.agreement, t.DOCUMENT));
      },
      refused: async (place) => [
        of(place).terminate.staticCall(t.made.agreement, t.DOCUMENT),
        "AgreementStateWrong",
        { state: "TERMINATED" },
      ],
    },
    agreementOn: {
      succeeds: async ({ careOf }) => {
        const found = await careOf(NORTH).agreements.agreement(t.made.id, "2020-01-01");
        expect(found).include({ state: "TERMINATED", from: t.made.agreement.from });
      },
    },
  });
});
