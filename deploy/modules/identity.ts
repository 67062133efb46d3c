import { buildModule } from "@nomicfoundation/ignition-core";
import governance from "./governance.ts";

export default buildModule("identity", (m) => {
  const { manager } = m.useModule(governance);
  const participantRegistry = m.contract("ParticipantRegistry", [manager]);
  const subjectRegistry = m.contract("SubjectRegistry", [manager, participantRegistry]);
  const p256Verifier = m.contract("ERC7913P256Verifier");
  return { participantRegistry, subjectRegistry, p256Verifier };
});
