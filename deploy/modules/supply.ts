import { buildModule } from "@nomicfoundation/ignition-core";
import governance from "./governance.ts";
import identity from "./identity.ts";
import insurance from "./insurance.ts";
import { CALLER_NOTICE } from "../notice.ts";

export default buildModule("supply", (m) => {
  const { manager } = m.useModule(governance);
  const { participantRegistry, subjectRegistry } = m.useModule(identity);
  const { settlementToken } = m.useModule(insurance);
  const notice = m.getParameter("callerNotice", CALLER_NOTICE);
  const drugLedger = m.contract("DrugLedger", [manager, notice, participantRegistry]);
  // An airliner's, in kilometres an hour.
  const maxSpeed = m.getParameter("maxSpeed", 1_000);
  const scanDesk = m.contract("ScanDesk", [drugLedger, maxSpeed]);
  const coldChain = m.contract("ColdChain", [participantRegistry, subjectRegistry, drugLedger]);
  const procurement = m.contract("Procurement", [participantRegistry, drugLedger, settlementToken]);
  return { drugLedger, scanDesk, coldChain, procurement };
});
