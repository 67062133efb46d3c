import { buildModule } from "@nomicfoundation/ignition-core";

/** The AccessManager (administration only) and the Directory, which all else builds upon. */
export default buildModule("governance", (m) => {
  const manager = m.contract("AccessManager", [m.getAccount(0)]);
  const directory = m.contract("Directory", [manager]);
  return { manager, directory };
});
