/**
 * Every kind of actor against every state-changing function (ID-01, ID-02): members write only
 * what their standing and kind allow, nobody else writes but by a patient's signature.
 */
import { expect } from "chai";
import type { Interface } from "ethers";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { shownGrant } from "../../src/core/calldata.ts";
import { type ContractName, contractNames } from "../../src/chain/contracts.ts";
import { maskOf } from "../../src/core/labels.ts";
import { entryId, type Enrolment, enrolmentHash } from "../../src/core/structs.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { type Actor, actors, kinds } from "../fixtures/actorRules.ts";
import { answers } from "../fixtures/actors.ts";
import { answerTo } from "../fixtures/answers.ts";
import { fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { emptyAddress, latestTime, mineAt, sendingAs } from "../fixtures/chain.ts";
import { deployWithPatient, granted } from "../fixtures/consents.ts";
import { receiptWord } from "../fixtures/openings.ts";
import { aProfile, ROLE, STATUS } from "../fixtures/participants.ts";
import {
  anEnrolment,
  anEntry,
  aRequest,
  domainOf,
  groupOf,
  hashed,
  LATER,
  signedGrant,
  signedRevocation,
} from "../fixtures/stories.ts";
import { actorClaims, claimArguments } from "../fixtures/actorClaims.ts";
import { supplementArguments } from "../fixtures/actorSupplements.ts";
import { actorFunds, fundArguments } from "../fixtures/actorFunds.ts";
import { actorGoods, goodsArguments } from "../fixtures/actorGoods.ts";
import { managerArguments } from "../fixtures/actorManager.ts";
import { actorTariffs, tariffArguments } from "../fixtures/actorTariffs.ts";
import { actorTrade, tradeArguments } from "../fixtures/actorTrade.ts";
import { aRotation, rotationDigest } from "../fixtures/subjects.ts";

const isWrite = (mutability: string) => mutability === "nonpayable" || mutability === "payable";

interface Place {
  account: string;
  /** The number of the actor's institution; hospital A's for those who have none. */
  institution: number;
}

/** The suite with an institution of each kind and all other actors; each custodian has a batch. */
async function peopled() {
  const all = await deployWithPatient();
  const { participantRegistry: registry, accounts, outsider, administrator, addresses } = all;
  const places = new Map<Actor, Place>();
  const admit = async (actor: Actor, mask: bigint) => {
    const account = emptyAddress(places.size + 1);
    await registry.admit(aProfile({ kinds: mask }), fixed(actor), actor, account);
    places.set(actor, { account, institution: Number(await registry.participantCount()) });
  };
  for (const kind of kinds) await admit(kind, maskOf("participantKinds", [kind]));
  for (const actor of ["LAPSED", "SUSPENDED"] as const) await admit(actor, 1n);
  const expiresAt = (await latestTime()) + 1_000;
  const ofA = registry.connect(accounts.hospitalA);
  for (const [actor, role, expiry] of [
    ["OPERATOR", ROLE.OPERATOR, 0],
    ["EXPIRED_ACCOUNT", ROLE.ADMINISTRATOR, expiresAt],
    ["CLOSED_ACCOUNT", ROLE.ADMINISTRATOR, 0],
  ] as const) {
    const account = emptyAddress(places.size + 1);
    await ofA.setAccount(account, role, expiry);
    places.set(actor, { account, institution: 1 });
  }
  await ofA.setAccount(places.get("CLOSED_ACCOUNT")!.account, ROLE.NONE, 0);
  for (const [actor, account] of [
    ["OUTSIDER", outsider.address],
    ["ADMINISTRATOR", administrator.address],
    ["ACCESS_DESK", addresses.accessDesk],
  ] as const) {
    places.set(actor, { account, institution: 1 });
  }
  const entries = [anEntry(all.subject, 0)];
  for (const actor of [...kinds, "OPERATOR"] as const) {
    if (answers.recordIndex.anchor!(actor) !== "ok") continue;
    const sender = await sendingAs(places.get(actor)!.account);
    await all.recordIndex.connect(sender).anchor(entries.map(entryId), ZERO32);
  }
  await granted(all.suite, all.signer, all.aGrant());
  const goods = await actorGoods(all.drugLedger, (actor) => places.get(actor)!);
  const trade = await actorTrade(all, (actor) => places.get(actor)!);
  const claimFile = await actorClaims(all.suite, (actor) => places.get(actor)!);
  const tariffs = await actorTariffs(all.suite, (actor) => places.get(actor)!);
  const funds = await actorFunds(all.suite, all, (actor) => places.get(actor)!);
  await registry.setStatus(places.get("LAPSED")!.institution, STATUS.LAPSED);
  await registry.setStatus(places.get("SUSPENDED")!.institution, STATUS.SUSPENDED);
  await mineAt(expiresAt + 1);
  const made = { goods, trade, tariffs, claimFile, funds, places };
  return { ...all, ...made, entries, group: groupOf(entries, [0]) };
}

type People = Awaited<ReturnType<typeof peopled>>;
type Args = readonly unknown[];
async function enrolment({ suite, signer }: People, voucher: number): Promise<[Enrolment, string]> {
  const asked = anEnrolment(signer, { voucher, salt: fixed("newcomer") });
  const digest = signingDigest(domainOf("SubjectRegistry", suite), enrolmentHash(asked));
  return [asked, await signer.sign(digest)];
}

type ArgumentTable = Record<string, (place: Place) => Args | Promise<Args>>;

/** Arguments that are right in all but, perhaps, the sender. */
function argumentsFor(people: People): Record<ContractName, ArgumentTable> {
  const { addresses, suite, signer, subject, aGrant, outsider, group, entries } = people;
  const pauseData = suite.participantRegistry.interface.encodeFunctionData("pause", [0, 5]);
  const target = addresses.participantRegistry;
  const evidence = {
    foundCallers: () => [[]],
    proposeCaller: () => [emptyAddress(99), true],
    vetoCaller: () => [emptyAddress(99)],
    setAuthority: () => [addresses.manager],
  };
  const setAuthority = () => [addresses.manager];
  const [fresh, root] = [aGrant({ maxUses: 3 }), group.root];
  const [trade, funds] = [tradeArguments(people.trade), fundArguments(people.funds)];
  return {
    manager: managerArguments(target, addresses.receipts, pauseData),
    directory: { register: () => [fixed("name"), addresses.receipts, false], setAuthority },
    participantRegistry: {
      admit: () => [aProfile(), fixed("key"), "", emptyAddress(99)],
      amend: () => [1, aProfile({ grade: 1 })],
      setStatus: () => [1, STATUS.SUSPENDED],
      appointAdministrator: () => [1, emptyAddress(99)],
      pause: () => [0, 5],
      setAccount: () => [emptyAddress(99), ROLE.OPERATOR, 0],
      rotateKey: () => [fixed("new key")],
      setEndpoint: () => ["new"],
      setAuthority,
    },
    subjectRegistry: {
      enrol: ({ institution }) => enrolment(people, institution),
      rotate: async () => {
        const rotation = aRotation(subject, suite.patientKeys.passkey);
        const digest = rotationDigest(domainOf("SubjectRegistry", suite), rotation);
        return [rotation, signer.bytes, await signer.sign(digest)];
      },
      listVerifier: () => [addresses.receipts, true],
      setAuthority,
    },
    recordIndex: {
      anchor: () => [[fixed("new id")], ZERO32],
      anchorArchive: () => [fixed("new root"), 1, ZERO32],
      end: () => [root, [0], 1],
    },
    consentRegistry: {
      grant: async () => [await signedGrant(suite, signer, fresh)],
      grantMany: async () => [[await signedGrant(suite, signer, fresh)]],
      revoke: async () => [
        hashed(aGrant()),
        LATER,
        signer.bytes,
        await signedRevocation(suite, signer, aGrant()),
      ],
      use: () => [hashed(aGrant())],
      ...evidence,
    },
    receipts: {
      issue: () => [
        fixed("grant"),
        randomHex(32),
        entries.map(entryId),
        receiptWord({ time: 1 }),
        outsider.address,
      ],
      ...evidence,
    },
    accessDesk: { open: () => [shownGrant(aGrant()), aRequest(), [group]] },
    drugLedger: { ...goodsArguments(people.goods), ...evidence },
    scanDesk: {},
    coldChain: trade.coldChain,
    procurement: trade.procurement,
    ...tariffArguments(people.tariffs),
    enrolment: funds.enrolment,
    ...claimArguments(people.claimFile, evidence),
    ...supplementArguments(evidence),
    fundLedger: { ...funds.fundLedger, ...evidence },
    settlementToken: { ...trade.settlementToken, ...funds.vouchers, ...evidence },
  };
}

describe("actors: how every state-changing function answers each of them (ID-01, ID-02)", () => {
  const shared = () => networkHelpers.loadFixture(peopled);

  it("the table names every state-changing function of every contract, and no other", async () => {
    const people = await shared();
    const inTable: string[] = [];
    const inAbis: string[] = [];
    for (const name of contractNames) {
      people[name].interface.forEachFunction((fn) => {
        if (isWrite(fn.stateMutability)) inAbis.push(`${name}.${fn.name}`);
      });
      inTable.push(...Object.keys(answers[name]).map((fn) => `${name}.${fn}`));
    }
    expect(inTable.toSorted()).to.deep.equal(inAbis.toSorted());
  });

  it("each actor is there", async () => {
    const { places } = await shared();
    expect([...places.keys()].toSorted()).to.deep.equal([...actors].toSorted());
  });

  for (const name of contractNames) {
    for (const [fn, rule] of Object.entries(answers[name])) {
      it(`${name}.${fn}`, async () => {
        const people = await shared();
        const found: Partial<Record<Actor, string>> = {};
        const expected: Partial<Record<Actor, string>> = {};
        for (const actor of actors) {
          const place = people.places.get(actor)!;
          const args = await argumentsFor(people)[name][fn]!(place);
          const data = (people[name].interface as Interface).encodeFunctionData(fn, args);
          found[actor] = await answerTo({ to: people[name], data, from: place.account });
          expected[actor] = rule(actor);
        }
        expect(found).to.deep.equal(expected);
      });
    }
  }

  it("every kind of institution may do something and may not do everything (ID-02)", () => {
    for (const kind of kinds) {
      const told = Object.values(answers).flatMap((table) =>
        Object.values(table).map((rule) => rule(kind)),
      );
      expect(told).to.include("ok");
      expect(told).to.include("AccessManagedUnauthorized");
    }
  });
});
