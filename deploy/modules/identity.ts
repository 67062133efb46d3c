import { buildModule } from "@nomicfoundation/ignition-core";
import governance from "./governance.ts";

export default buildModule("identity", (m) => {
  const { manager } = m.useModule(governance);
  const participantRegistry = m.contract("ParticipantRegistry", [manager]);
  const subjectRegistry = m.contract("SubjectRegistry", [manager, participantRegistry]);
  return { participantRegistry, subjectRegistry };
});
