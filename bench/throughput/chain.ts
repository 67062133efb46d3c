import { ADMINISTRATOR, FIRST_INSTITUTION } from "../../src/cli/accounts.ts";
import type { CareLedger } from "../../src/client.ts";
import { toHex } from "../../src/core/bytes.ts";
import { generateKeyPair, type HpkeKeyPair } from "../../src/vault/hpke.ts";
import { openChain } from "../chain.ts";

/** A hospital on a chain with the suite, which is all that publishing needs. */
export interface Hospital {
  readonly id: number;
  readonly care: CareLedger;
  readonly keys: HpkeKeyPair;
  close(): Promise<void>;
}

/** Admits a hospital on a fresh deployment: on the chain behind `rpc`, or on one of its own. */
export async function openHospital(rpc: string | undefined): Promise<Hospital> {
  const chain = await openChain(rpc);
  const keys = generateKeyPair();
  const { event } = await chain
    .at(ADMINISTRATOR)
    .identity.admit({
      kinds: ["HOSPITAL"],
      jurisdiction: { scheme: 1, code: 320_400 },
      grade: 3,
      accreditedUntil: 4_000_000_000,
      hpkeKey: toHex(keys.publicKey),
      endpoint: "",
      administrator: chain.accounts.address(FIRST_INSTITUTION),
    })
    .send();
  return {
    id: event.participant,
    care: chain.at(FIRST_INSTITUTION),
    keys,
    close: () => chain.close(),
  };
}
