import { buildModule } from "@nomicfoundation/ignition-core";
import identity from "./identity.ts";

export default buildModule("records", (m) => {
  const { participantRegistry } = m.useModule(identity);
  const recordIndex = m.contract("RecordIndex", [participantRegistry]);
  return { recordIndex };
});
