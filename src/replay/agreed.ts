import type { Agreement } from "../core/agreement.ts";
import { type Hex, randomHex, ZERO32 } from "../core/bytes.ts";
import { accountSigner } from "../core/signers.ts";
import type { AgreementsModule } from "../ledger/agreements.ts";

/** A party to an agreement: its administrator's key, and the account that brings the signature. */
export interface Party {
  readonly id: number;
  readonly key: Hex;
  readonly agreements: AgreementsModule;
}

type Terms = Pick<Agreement, "from" | "until" | "services">;

const DAY = 86_400;

/**
 * Signed by both and in force: what is shown of agreements has no text, law or route of disputes of its own.
 * @param now Seconds since 1970
 */
export async function agreed(
  insurer: Party,
  provider: Party,
  terms: Terms,
  now: number,
): Promise<Agreement> {
  const agreement: Agreement = {
    insurer: insurer.id,
    institution: provider.id,
    text: randomHex(32),
    law: randomHex(32),
    disputes: randomHex(32),
    ...terms,
    factor: 10_000,
    notice: 30,
    cure: 30,
    clauses: ZERO32,
    deadline: now + DAY,
  };
  await insurer.agreements.draft(agreement).send();
  await Promise.all(
    [insurer, provider].map(({ agreements, key }) =>
      agreements.sign(agreement, accountSigner(key)).send(),
    ),
  );
  await insurer.agreements.activate(agreement, randomHex(32)).send();
  return agreement;
}
