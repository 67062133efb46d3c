import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import type { Addresses } from "../../src/chain/contracts.ts";
import { Network } from "../../src/chain/network.ts";
import { Accounts, ADMINISTRATOR, FIRST_INSTITUTION } from "../../src/cli/accounts.ts";
import { CareLedger } from "../../src/client.ts";
import { toHex } from "../../src/core/bytes.ts";
import { fail } from "../../src/core/errors.ts";
import { generateKeyPair, type HpkeKeyPair } from "../../src/vault/hpke.ts";
import { deploySuite } from "../../test/fixtures/anvil.ts";

/** A hospital on a chain with the suite, which is all that publishing needs. */
export interface Hospital {
  readonly id: number;
  readonly care: CareLedger;
  readonly keys: HpkeKeyPair;
  close(): Promise<void>;
}

interface Deployed {
  readonly url: string;
  readonly addresses: Addresses;
  close(): Promise<void>;
}

/** Admits a hospital on a fresh deployment: on the chain behind `rpc`, or on one of its own. */
export async function openHospital(rpc: string | undefined): Promise<Hospital> {
  const accounts = rpc === undefined ? Accounts.development() : Accounts.fromEnvironment();
  const chain =
    rpc === undefined
      ? await startChain()
      : { url: rpc, addresses: await deploySuite(rpc, accounts), close: async () => {} };
  const network = await Network.open({ url: chain.url, pollingInterval: 50 });
  const at = (index: number) => CareLedger.at(network, chain.addresses, accounts.key(index));
  const care = at(FIRST_INSTITUTION);
  const keys = generateKeyPair();
  const { event } = await at(ADMINISTRATOR)
    .identity.admit({
      kinds: ["HOSPITAL"],
      jurisdiction: { scheme: 1, code: 320_400 },
      grade: 3,
      accreditedUntil: 4_000_000_000,
      hpkeKey: toHex(keys.publicKey),
      endpoint: "",
      administrator: accounts.address(FIRST_INSTITUTION),
    })
    .send();
  return {
    id: event.participant,
    care,
    keys,
    close: async () => {
      network.close();
      await chain.close();
    },
  };
}

/** In another process, so that its work and memory are not taken for the publisher's. */
async function startChain(): Promise<Deployed> {
  const script = path.join(import.meta.dirname, "chainProcess.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    ended.then(() => fail("CHAIN_FAILED", { reason: "the bench's own chain did not start" })),
  ])) as [string];
  const { url, addresses } = JSON.parse(line) as Deployed;
  return {
    url,
    addresses,
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
