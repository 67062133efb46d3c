import { buildModule } from "@nomicfoundation/ignition-core";
import governance from "./governance.ts";
import identity from "./identity.ts";
import { CALLER_NOTICE } from "../notice.ts";

export default buildModule("consent", (m) => {
  const { manager } = m.useModule(governance);
  const { participantRegistry, subjectRegistry } = m.useModule(identity);
  const notice = m.getParameter("callerNotice", CALLER_NOTICE);
  const consentRegistry = m.contract("ConsentRegistry", [
    manager,
    notice,
    participantRegistry,
    subjectRegistry,
  ]);
  return { consentRegistry };
});
