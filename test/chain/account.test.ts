import { expect } from "chai";
import { Wallet } from "ethers";
import { Account, type OnItsWay } from "../../src/chain/account.ts";
import { signingDomain } from "../../src/chain/chain.ts";
import type { Network } from "../../src/chain/network.ts";
import { CareLedger } from "../../src/client.ts";
import { ParticipantAccountUnknown } from "../../src/core/contractErrors.ts";
import { recoverAccount } from "../../src/core/signers.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { releaseRequestHash } from "../../src/core/structs.ts";
import { developmentKey } from "../../src/cli/accounts.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { errorOf } from "../fixtures/failures.ts";
import { ServedChain } from "../fixtures/servedChain.ts";
import { openNetwork } from "../fixtures/world.ts";

const nowhere = `0x${"00".repeat(19)}01`;

describe("chain: an institution's account and its nonces (ID-01)", () => {
  let served: ServedChain;
  let network: Network;
  let next = 10;
  before(async () => {
    served = await ServedChain.start();
    network = await openNetwork(served.url);
  });
  after(async () => {
    network.close();
    await served.close();
  });
  afterEach(async () => {
    served.fate = () => "answer";
    await served.resume();
  });

  const newAccount = (): Account => Account.fromKey(developmentKey(next++), network);
  const countOf = ({ address }: Account): Promise<number> =>
    network.provider.getTransactionCount(address, "latest");
  /** A plain transfer; what the contract refuses instead if `refused`. */
  const transfer = (refused: boolean) =>
    refused ? { to: served.addresses.recordIndex, data: "0xdeadbeef" } : { to: nowhere };
  const mined = async ({ hash }: OnItsWay) => (await network.provider.waitForTransaction(hash))!;

  for (const [how, send] of [
    ["by ethers", (account, refused = false) => account.sendTransaction(transfer(refused))],
    ["by itself", (account, refused = false) => account.send(transfer(refused))],
  ] as [string, (account: Account, refused?: boolean) => Promise<OnItsWay>][]) {
    describe(how, () => {
      it("has many transactions under way, in the order in which they were sent", async () => {
        const account = newAccount();
        await served.hold();
        const sent = await Promise.all(Array.from({ length: 20 }, () => send(account)));
        expect(sent.map(({ nonce }) => nonce)).deep.equal([...sent.keys()]);
        expect(await countOf(account)).equal(0);
        await served.release(20);
        const receipts = await Promise.all(sent.map(mined));
        expect(new Set(receipts.map((receipt) => receipt.blockNumber)).size).equal(1);
        expect([account.sent, await countOf(account)]).deep.equal([20, 20]);
      });

      it("leaves no gap where one among others is refused", async () => {
        const account = newAccount();
        await served.hold();
        const sent = await Promise.allSettled(
          [false, false, true, false, true, true, false].map((refused) => send(account, refused)),
        );
        expect(sent.map(({ status }) => status === "fulfilled")).deep.equal([
          true,
          true,
          false,
          true,
          false,
          false,
          true,
        ]);
        await served.release(4);
        expect([account.sent, await countOf(account)]).deep.equal([4, 4]);
      });

      it("goes on after a transaction that failed in its block", async () => {
        const account = newAccount();
        await served.hold();
        const failing = await account.sendTransaction({
          to: served.addresses.recordIndex,
          data: "0xdeadbeef",
          gasLimit: 100_000,
        });
        const after = await send(account);
        await served.release(2);
        await mined(after);
        const receipt = await network.provider.getTransactionReceipt(failing.hash);
        expect([receipt!.status, failing.nonce, after.nonce]).deep.equal([0, 0, 1]);
      });

      it("is not stuck where the node's answer got lost after it took the transaction", async () => {
        const account = newAccount();
        await send(account);
        served.fate = (method) => (method === "eth_sendRawTransaction" ? "lose" : "answer");
        const [lost] = await Promise.allSettled([send(account)]);
        // ethers does not ask whether it arrived.
        expect(lost.status).equal(how === "by itself" ? "fulfilled" : "rejected");
        served.fate = () => "answer";
        expect(await countOf(account), "it did arrive").equal(2);
        const after = await send(account);
        await mined(after);
        expect(after.nonce).equal(2);
      });

      it("is not stuck where the node never got the transaction", async () => {
        const account = newAccount();
        served.fate = (method) =>
          method === "eth_sendRawTransaction" ? { result: undefined } : "answer";
        const [lost] = await Promise.allSettled([send(account)]);
        expect(lost.status).equal("rejected");
        served.fate = () => "answer";
        const after = await send(account);
        await mined(after);
        expect([after.nonce, await countOf(account)]).deep.equal([0, 1]);
      });
    });
  }

  it("signs requests as the account that gateways know (RX-07)", async () => {
    const account = newAccount();
    const domain = signingDomain({ network, addresses: served.addresses }, "Gateway");
    const [receipt, nonce] = [fixed("receipt"), fixed("nonce")];
    const request = { receipt, custodian: 1, nonce, deadline: 4_000_000_000 };
    const signature = await account.signStruct(domain, "ReleaseRequest", request);
    const signerOf = (signed: typeof request) =>
      recoverAccount(signingDigest(domain, releaseRequestHash(signed)), signature);
    expect(signerOf(request)).equal(account.address.toLowerCase());
    expect(signerOf({ ...request, custodian: 2 })).not.equal(account.address.toLowerCase());
  });

  it("may have its key elsewhere: an ethers signer signs what it sends and asks (RX-07)", async () => {
    const keeper = new Wallet(developmentKey(next++));
    const { url: rpc, addresses } = served;
    const { directory } = addresses;
    const care = await CareLedger.connect({ rpc, directory, account: keeper });
    const account = care.chain.account!;
    await served.hold();
    const sent = await Promise.all([
      account.send(transfer(false)),
      account.sendTransaction(transfer(false)),
    ]);
    await served.release(2);
    expect(sent.map(({ from, nonce }) => [from, nonce])).deep.equal([
      [keeper.address, 0],
      [keeper.address, 1],
    ]);
    const domain = signingDomain(care.chain, "Gateway");
    const request = { receipt: fixed("r"), custodian: 1, nonce: fixed("n"), deadline: 1 };
    const signature = await account.signStruct(domain, "ReleaseRequest", request);
    const digest = signingDigest(domain, releaseRequestHash(request));
    expect(recoverAccount(digest, signature)).equal(keeper.address.toLowerCase());
    expect(await errorOf(() => care.identity.member())).instanceOf(ParticipantAccountUnknown);
    care.close();
  });
});
