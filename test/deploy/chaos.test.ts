/** A deployment whose chain goes away at every kind of moment, until it is complete. */
import { expect } from "chai";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { network } from "hardhat";
import { deployCareLedger } from "../../deploy/deploy.ts";
import { roleHolders } from "../../deploy/holders.ts";
import { ADMIN_ROLE, roles } from "../../deploy/roles.ts";
import { Accounts, ADMINISTRATOR, DEPLOYER } from "../../src/cli/accounts.ts";
import type { Addresses } from "../../src/chain/contracts.ts";
import { type Eip1193Provider, RpcError } from "../../src/chain/signingProvider.ts";
import { fail, isCareLedgerError } from "../../src/core/errors.ts";
import { AccessManager__factory } from "../../typechain-types/index.js";
import { errorOf } from "../fixtures/failures.ts";
import { STEPS } from "./fixtures/counts.ts";

const accounts = Accounts.development();
const deployer = accounts.address(DEPLOYER);
const administrator = accounts.address(ADMINISTRATOR);

/** Answers so many calls; of the one after them it may still do what was asked. */
function mortal(chain: Eip1193Provider, calls: number, doesLast: boolean): Eip1193Provider {
  let asked = 0;
  return {
    async request(call) {
      asked++;
      if (asked <= calls) return await chain.request(call);
      if (asked === calls + 1 && doesLast) await chain.request(call);
      return fail("CHAIN_UNREACHABLE", { url: "there" });
    },
  };
}

describe("a deployment that is cut off again and again", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-chaos-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** As if killed between two lines that stand in the journal without a call between them. */
  function dropRequestAtEnd(): boolean {
    const file = path.join(folder, "journal.jsonl");
    if (!existsSync(file)) return false;
    const lines = readFileSync(file, "utf8").split("\n");
    if (!lines.at(-1)!.includes('"type":"NETWORK_INTERACTION_REQUEST"')) return false;
    writeFileSync(file, lines.slice(0, -1).join("\n"));
    return true;
  }

  for (const doesLast of [true, false]) {
    it(`comes to its end and does nothing twice; the last call is ${doesLast ? "done, not answered" : "lost"}`, async function () {
      this.timeout(120_000);
      const connection = await network.create({ network: "default", chainType: "l1" });
      const chain = connection.provider as Eip1193Provider;
      const options = { deployer, administrator, journal: folder };
      let addresses: Addresses | undefined;
      let cut = 0;
      let dropped = 0;
      // Each run lives for one call more than the one before it.
      for (; !addresses; cut++) {
        const provider = mortal(chain, cut, doesLast);
        try {
          addresses = await deployCareLedger(provider, options);
        } catch (error) {
          if (!isCareLedgerError(error, "CHAIN_UNREACHABLE")) throw error;
          if (dropRequestAtEnd()) dropped++;
        }
      }
      expect(cut).to.be.greaterThan(40);
      expect(dropped).to.be.greaterThan(0);
      const nonce = await connection.ethers.provider.getTransactionCount(deployer);
      expect(nonce).to.equal(STEPS);
      const held = await roleHolders(connection.ethers.provider, addresses.manager);
      const all = [ADMIN_ROLE, ...Object.values(roles)];
      expect(held).to.deep.equal(new Map(all.map((id) => [id, [administrator]])));
      await connection.close();
    });
  }

  it("does a step anew that failed before", async function () {
    this.timeout(60_000);
    const connection = await network.create({ network: "default", chainType: "l1" });
    const chain = connection.provider as Eip1193Provider;
    const leaving = AccessManager__factory.createInterface().getFunction("renounceRole").selector;
    const refusing: Eip1193Provider = {
      async request(call) {
        const refuses = /^eth_(call|estimateGas)$/.test(call.method);
        if (!refuses || !JSON.stringify(call.params).includes(leaving)) {
          return await chain.request(call);
        }
        throw new RpcError({ code: 3, message: "execution reverted", data: "0x" });
      },
    };
    const options = { deployer, administrator, journal: folder };
    const error = await errorOf(() => deployCareLedger(refusing, options));
    expect(error.code).to.equal("DEPLOY_FAILED");
    expect((error.details as { reason: string }).reason).to.match(/^careledger#leave: /);
    const { manager } = await deployCareLedger(chain, options);
    const held = await roleHolders(connection.ethers.provider, manager);
    expect(held.get(ADMIN_ROLE)).to.deep.equal([administrator]);
    await connection.close();
  });
});
