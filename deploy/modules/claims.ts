import { buildModule } from "@nomicfoundation/ignition-core";
import governance from "./governance.ts";
import identity from "./identity.ts";
import insurance from "./insurance.ts";
import { CALLER_NOTICE } from "../notice.ts";
import supply from "./supply.ts";

export default buildModule("claims", (m) => {
  const { manager } = m.useModule(governance);
  const { participantRegistry, subjectRegistry } = m.useModule(identity);
  const { catalogue, benefitPlans, agreements, enrolment, fundLedger } = m.useModule(insurance);
  const { drugLedger } = m.useModule(supply);
  const notice = m.getParameter("callerNotice", CALLER_NOTICE);
  const claims = m.contract("Claims", [manager, notice]);
  const rests = [participantRegistry, catalogue, benefitPlans, agreements, enrolment] as const;
  const paying = [...rests, fundLedger, drugLedger, claims] as const;
  const claimDesk = m.contract("ClaimDesk", [...paying]);
  const shadowDesk = m.contract("ShadowDesk", [...rests, drugLedger, claims]);
  const balanceDesk = m.contract("BalanceDesk", [participantRegistry, enrolment, claims]);
  const claimAppeals = m.contract("ClaimAppeals", [participantRegistry, subjectRegistry, claims]);
  const claimReview = m.contract("ClaimReview", [...paying, claimAppeals]);
  const claimReversal = m.contract("ClaimReversal", [...paying]);
  const reviews = { claimAppeals, claimReview, claimReversal };
  const supplements = m.contract("Supplements", [manager, notice, subjectRegistry]);
  const supplementDesk = m.contract("SupplementDesk", [
    participantRegistry,
    benefitPlans,
    enrolment,
    fundLedger,
    claims,
    supplements,
  ]);
  const agentProposals = m.contract("AgentProposals", [participantRegistry, claims]);
  const others = { supplements, supplementDesk, agentProposals };
  return { claims, claimDesk, shadowDesk, balanceDesk, ...reviews, ...others };
});
