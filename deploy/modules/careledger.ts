import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { CallableContractFuture, Future } from "@nomicfoundation/ignition-core";
import { encodeBytes32String } from "ethers";
import consent from "./consent.ts";
import exchange from "./exchange.ts";
import governance from "./governance.ts";
import identity from "./identity.ts";
import records from "./records.ts";
import { permissions, roles } from "../roles.ts";

/** Policy contracts: their names in the Directory may one day point to a successor. */
const POLICY = new Set(["AccessDesk"]);

/**
 * The whole suite: contracts, roles, callers, verifiers and names. `npx hardhat ignition deploy
 * deploy/modules/careledger.ts` and `npm start` run this same module.
 */
export default buildModule("careledger", (m) => {
  const administrator = m.getAccount(0);
  const { manager, directory } = m.useModule(governance);
  const { participantRegistry, subjectRegistry, p256Verifier } = m.useModule(identity);
  const { recordIndex } = m.useModule(records);
  const { consentRegistry } = m.useModule(consent);
  const { receipts, accessDesk } = m.useModule(exchange);
  const suite = {
    directory,
    participantRegistry,
    subjectRegistry,
    recordIndex,
    consentRegistry,
    receipts,
    accessDesk,
  };

  const granted: Future[] = [];
  for (const [name, id] of Object.entries(roles)) {
    m.call(manager, "labelRole", [id, name], { id: `label_${name}` });
    granted.push(m.call(manager, "grantRole", [id, administrator, 0], { id: `grant_${name}` }));
  }
  for (const { role, contract, selectors } of permissions) {
    granted.push(
      m.call(manager, "setTargetFunctionRole", [suite[contract], selectors, roles[role]], {
        id: `permit_${role}_${contract}`,
      }),
    );
  }

  const administer = (
    contract: CallableContractFuture<string>,
    call: string,
    args: unknown[],
    id: string,
  ) => m.call(contract, call, args as [], { id, after: granted });
  administer(subjectRegistry, "listVerifier", [p256Verifier, true], "list_P256");
  administer(consentRegistry, "foundCallers", [[accessDesk]], "found_ConsentRegistry");
  administer(receipts, "foundCallers", [[accessDesk]], "found_Receipts");
  for (const module of [...Object.values(suite), p256Verifier]) {
    const name = module.contractName;
    administer(
      directory,
      "register",
      [encodeBytes32String(name), module, !POLICY.has(name)],
      `name_${name}`,
    );
  }
  return { manager, p256Verifier, ...suite };
});
