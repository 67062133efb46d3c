import { buildModule } from "@nomicfoundation/ignition-core";
import governance from "./governance.ts";
import identity from "./identity.ts";
import { CALLER_NOTICE } from "../notice.ts";

export default buildModule("supply", (m) => {
  const { manager } = m.useModule(governance);
  const { participantRegistry } = m.useModule(identity);
  const notice = m.getParameter("callerNotice", CALLER_NOTICE);
  const drugLedger = m.contract("DrugLedger", [manager, notice, participantRegistry]);
  const scanDesk = m.contract("ScanDesk", [drugLedger]);
  return { drugLedger, scanDesk };
});
