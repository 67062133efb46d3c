import { buildModule, type ContractCallFuture } from "@nomicfoundation/ignition-core";
import { encodeBytes32String } from "ethers";
import claimsModule from "./claims.ts";
import consent from "./consent.ts";
import exchange from "./exchange.ts";
import governance from "./governance.ts";
import identity from "./identity.ts";
import insurance from "./insurance.ts";
import records from "./records.ts";
import supply from "./supply.ts";
import { POLICY } from "../policy.ts";
import { ADMIN_ROLE, permissions, roles } from "../roles.ts";

/**
 * The whole suite: contracts, callers, names and roles. `npx hardhat ignition deploy
 * deploy/modules/careledger.ts`, `careledger deploy` and `npm start` run this same module.
 *
 * Parameters (of the module `$global`, so that all modules see them):
 * - `administrator`: gets every role. Without it the deploying account, the network's first one,
 *   keeps them all: name a multisig for a chain that is not yours alone.
 * - `callerNotice`: seconds of notice before a caller of an evidence contract changes.
 * - `currency`: three bytes of the code of the currency that is settled in; without it CNY.
 * - `ruleNotice`: days between the publication of a rule and the first day on which it can hold.
 */
export default buildModule("careledger", (m) => {
  const deployer = m.getAccount(0);
  const administrator = m.getParameter("administrator", deployer);
  const { manager, directory } = m.useModule(governance);
  const { participantRegistry, subjectRegistry } = m.useModule(identity);
  const { recordIndex } = m.useModule(records);
  const { consentRegistry } = m.useModule(consent);
  const { receipts, accessDesk } = m.useModule(exchange);
  const { settlementToken, enrolment, fundLedger, catalogue, benefitPlans, agreements } =
    m.useModule(insurance);
  const { drugLedger, scanDesk, coldChain, procurement } = m.useModule(supply);
  const { claims, claimDesk, shadowDesk, balanceDesk, claimAppeals, claimReview, claimReversal } =
    m.useModule(claimsModule);
  const { supplements, supplementDesk, agentProposals } = m.useModule(claimsModule);
  const suite = {
    directory,
    participantRegistry,
    subjectRegistry,
    recordIndex,
    consentRegistry,
    receipts,
    accessDesk,
    drugLedger,
    scanDesk,
    settlementToken,
    enrolment,
    fundLedger,
    coldChain,
    procurement,
    catalogue,
    benefitPlans,
    agreements,
    claims,
    claimDesk,
    shadowDesk,
    balanceDesk,
    claimAppeals,
    claimReview,
    claimReversal,
    supplements,
    supplementDesk,
    agentProposals,
  };

  // While no role is set, all that is restricted belongs to the AccessManager's administrator: the
  // deployer founds the suite as such, and needs no other role for it.
  const founded: ContractCallFuture<string, string>[] = [
    m.call(consentRegistry, "foundCallers", [[accessDesk]], { id: "found_ConsentRegistry" }),
    m.call(receipts, "foundCallers", [[accessDesk]], { id: "found_Receipts" }),
    m.call(drugLedger, "foundCallers", [[coldChain, claimDesk, claimReview]], {
      id: "found_DrugLedger",
    }),
    m.call(settlementToken, "foundCallers", [[fundLedger]], { id: "found_SettlementToken" }),
    m.call(fundLedger, "foundCallers", [[claimDesk, claimReview, claimReversal, supplementDesk]], {
      id: "found_FundLedger",
    }),
    m.call(
      claims,
      "foundCallers",
      [[claimDesk, balanceDesk, claimAppeals, claimReview, claimReversal]],
      { id: "found_Claims" },
    ),
    m.call(supplements, "foundCallers", [[supplementDesk]], { id: "found_Supplements" }),
  ];
  for (const module of Object.values(suite)) {
    const name = module.contractName;
    const entry = [encodeBytes32String(name), module, !POLICY.has(name)];
    founded.push(m.call(directory, "register", entry, { id: `name_${name}` }));
  }

  const handedOver: ContractCallFuture<string, string>[] = [];
  for (const { role, contract, selectors } of permissions) {
    handedOver.push(
      m.call(manager, "setTargetFunctionRole", [suite[contract], selectors, roles[role]], {
        id: `permit_${role}_${contract}`,
        after: founded,
      }),
    );
  }
  for (const [name, id] of Object.entries(roles)) {
    handedOver.push(
      m.call(manager, "labelRole", [id, name], { id: `label_${name}` }),
      m.call(manager, "grantRole", [id, administrator, 0], { id: `grant_${name}` }),
    );
  }

  // When the administrator came to its role: never before now, unless it is the deployer.
  const since = m.staticCall(manager, "getAccess", [ADMIN_ROLE, administrator], "since");
  handedOver.push(
    m.call(manager, "grantRole", [ADMIN_ROLE, administrator, 0], {
      id: "grant_ADMIN",
      after: [since],
    }),
  );
  // Last of all the deployer drops the administrator's role, whose id is that "never": 0. If it is
  // itself the administrator, the id is a time, a role that nobody holds, and it keeps what it has.
  m.call(manager, "renounceRole", [since, deployer], { id: "leave", after: handedOver });
  return { manager, ...suite };
});
