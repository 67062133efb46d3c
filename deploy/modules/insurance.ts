import { buildModule } from "@nomicfoundation/ignition-core";
import { hexlify, toUtf8Bytes } from "ethers";
import governance from "./governance.ts";
import identity from "./identity.ts";
import { CALLER_NOTICE } from "../notice.ts";

/** The three bytes of a currency's code. */
export const currencyBytes = (code: string): string => hexlify(toUtf8Bytes(code));

/** Parameter `currency`: the code of what is settled in (ISO 4217), as three bytes. */
export default buildModule("insurance", (m) => {
  const { manager } = m.useModule(governance);
  const { participantRegistry } = m.useModule(identity);
  const settlementToken = m.contract("SettlementToken", [
    manager,
    m.getParameter("callerNotice", CALLER_NOTICE),
    participantRegistry,
    m.getParameter("currency", currencyBytes("CNY")),
  ]);
  return { settlementToken };
});
