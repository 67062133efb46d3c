import type { Hex } from "../core/bytes.ts";
import { FREEZE_STATES } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";
import { jurisdictionOf } from "../core/rules.ts";
import type { Freeze } from "../core/tariffEvents.ts";
import type { Chain } from "./chain.ts";
import type { Contracts } from "./contracts.ts";
import { read } from "./transact.ts";
import { type Write, write } from "./write.ts";

type Change = Write<SuiteEvents["FreezeChanged"]>;

/** What becomes of freezes, in a contract that has them. */
export class Freezes {
  readonly #chain: Chain;
  readonly #contract: Contracts["catalogue" | "agreements"];

  constructor(chain: Chain, contract: Contracts["catalogue" | "agreements"]) {
    this.#chain = chain;
    this.#contract = contract;
  }

  /** Appeals against a freeze, as the party that it hits. `document`: digest of the appeal. */
  appeal(key: Hex, document: Hex): Change {
    return write(this.#chain, "FreezeChanged", () =>
      this.#contract.appealFreeze.populateTransaction(key, document),
    );
  }

  /** Decides an appeal, as a regulator's account that did not freeze. */
  decide(key: Hex, isLifted: boolean, document: Hex): Change {
    return write(this.#chain, "FreezeChanged", () =>
      this.#contract.decideAppeal.populateTransaction(key, isLifted, document),
    );
  }

  /** Ends a freeze before its end, as a regulator of the jurisdiction. */
  lift(key: Hex, document: Hex): Change {
    return write(this.#chain, "FreezeChanged", () =>
      this.#contract.liftFreeze.populateTransaction(key, document),
    );
  }

  /** A freeze as it stands, over or not; undefined: there never was one. */
  async of(key: Hex): Promise<Freeze | undefined> {
    const f = await read(this.#contract.freezeOf(key));
    if (f.state === 0n) return undefined;
    return {
      until: Number(f.until),
      state: FREEZE_STATES[Number(f.state)]!,
      jurisdiction: jurisdictionOf(f.jurisdiction),
      party: Number(f.party),
      account: f.account as Hex,
    };
  }
}
