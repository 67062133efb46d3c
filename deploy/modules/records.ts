import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import identity from "./identity.ts";

export default buildModule("records", (m) => {
  const { participantRegistry } = m.useModule(identity);
  const recordIndex = m.contract("RecordIndex", [participantRegistry]);
  return { recordIndex };
});
