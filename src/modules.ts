import type { Chain } from "./chain/chain.ts";
import { AgentProposalsModule } from "./ledger/agentProposals.ts";
import { AgreementsModule } from "./ledger/agreements.ts";
import { BenefitPlansModule } from "./ledger/benefitPlans.ts";
import { CatalogueModule } from "./ledger/catalogue.ts";
import { ClaimReviewModule } from "./ledger/claimReview.ts";
import { ClaimsModule } from "./ledger/claims.ts";
import { ColdChainModule } from "./ledger/coldChain.ts";
import { ConsentModule } from "./ledger/consent.ts";
import { EnrolmentModule } from "./ledger/enrolment.ts";
import { ExchangeModule } from "./ledger/exchange.ts";
import { Excursions } from "./ledger/excursions.ts";
import { FundLedgerModule } from "./ledger/fundLedger.ts";
import { GovernanceModule } from "./ledger/governance.ts";
import { IdentityModule } from "./ledger/identity.ts";
import { InsuranceModule } from "./ledger/insurance.ts";
import { ProcurementModule } from "./ledger/procurement.ts";
import { RecordsModule } from "./ledger/records.ts";
import { SupplementsModule } from "./ledger/supplements.ts";
import { SupplyModule } from "./ledger/supply.ts";

/** The suite on one chain: a module a domain. */
export class Modules {
  readonly chain: Chain;
  readonly governance: GovernanceModule;
  readonly identity: IdentityModule;
  readonly records: RecordsModule;
  readonly consent: ConsentModule;
  readonly exchange: ExchangeModule;
  readonly supply: SupplyModule;
  readonly coldChain: ColdChainModule;
  readonly excursions: Excursions;
  readonly procurement: ProcurementModule;
  readonly insurance: InsuranceModule;
  readonly enrolment: EnrolmentModule;
  readonly fundLedger: FundLedgerModule;
  readonly catalogue: CatalogueModule;
  readonly benefitPlans: BenefitPlansModule;
  readonly agreements: AgreementsModule;
  readonly claims: ClaimsModule;
  readonly claimReview: ClaimReviewModule;
  readonly supplements: SupplementsModule;
  readonly agentProposals: AgentProposalsModule;

  constructor(chain: Chain) {
    this.chain = chain;
    this.governance = new GovernanceModule(chain);
    this.identity = new IdentityModule(chain);
    this.records = new RecordsModule(chain);
    this.consent = new ConsentModule(chain);
    this.exchange = new ExchangeModule(chain);
    this.supply = new SupplyModule(chain);
    this.coldChain = new ColdChainModule(chain);
    this.excursions = new Excursions(chain);
    this.procurement = new ProcurementModule(chain);
    this.insurance = new InsuranceModule(chain);
    this.enrolment = new EnrolmentModule(chain);
    this.fundLedger = new FundLedgerModule(chain);
    this.catalogue = new CatalogueModule(chain);
    this.benefitPlans = new BenefitPlansModule(chain);
    this.agreements = new AgreementsModule(chain);
    this.claims = new ClaimsModule(chain);
    this.claimReview = new ClaimReviewModule(chain);
    this.supplements = new SupplementsModule(chain);
    this.agentProposals = new AgentProposalsModule(chain);
  }
}
