import { buildModule } from "@nomicfoundation/ignition-core";
import { hexlify, toUtf8Bytes, ZeroAddress } from "ethers";
import governance from "./governance.ts";
import identity from "./identity.ts";
import { CALLER_NOTICE, RULE_NOTICE } from "../notice.ts";

/** The three bytes of a currency's code. */
export const currencyBytes = (code: string): string => hexlify(toUtf8Bytes(code));

/**
 * Parameters: `currency`: the code of what is settled in (ISO 4217), as three bytes; `ruleNotice`: days
 * between the publication of a rule and the first day on which it can hold.
 */
export default buildModule("insurance", (m) => {
  const { manager } = m.useModule(governance);
  const { participantRegistry, subjectRegistry } = m.useModule(identity);
  const notice = m.getParameter("callerNotice", CALLER_NOTICE);
  const settlementToken = m.contract("SettlementToken", [
    manager,
    notice,
    participantRegistry,
    m.getParameter("currency", currencyBytes("CNY")),
  ]);
  const enrolment = m.contract("Enrolment", [participantRegistry, subjectRegistry]);
  const fundLedger = m.contract("FundLedger", [
    manager,
    notice,
    participantRegistry,
    subjectRegistry,
    settlementToken,
    // It takes over from no other ledger.
    ZeroAddress,
  ]);
  const ruleNotice = m.getParameter("ruleNotice", RULE_NOTICE);
  const catalogue = m.contract("Catalogue", [participantRegistry, ruleNotice]);
  const benefitPlans = m.contract("BenefitPlans", [participantRegistry, ruleNotice]);
  const agreements = m.contract("Agreements", [participantRegistry, settlementToken]);
  return { settlementToken, enrolment, fundLedger, catalogue, benefitPlans, agreements };
});
