import { buildModule } from "@nomicfoundation/ignition-core";
import consent from "./consent.ts";
import governance from "./governance.ts";
import identity from "./identity.ts";
import { CALLER_NOTICE } from "../notice.ts";
import records from "./records.ts";

export default buildModule("exchange", (m) => {
  const { manager } = m.useModule(governance);
  const { participantRegistry } = m.useModule(identity);
  const { recordIndex } = m.useModule(records);
  const { consentRegistry } = m.useModule(consent);
  const receipts = m.contract("Receipts", [manager, m.getParameter("callerNotice", CALLER_NOTICE)]);
  const accessDesk = m.contract("AccessDesk", [
    participantRegistry,
    recordIndex,
    consentRegistry,
    receipts,
  ]);
  return { receipts, accessDesk };
});
