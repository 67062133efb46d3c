import { expect } from "chai";
import { Account } from "../../src/chain/account.ts";
import type { Network } from "../../src/chain/network.ts";
import { recoverAccount } from "../../src/core/signers.ts";
import { developmentKey } from "../../src/cli/accounts.ts";
import { fixed } from "../fixtures/careLedger.ts";
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

  const newAccount = (): Account => new Account(developmentKey(next++), network);
  const countOf = ({ address }: Account): Promise<number> =>
    network.provider.getTransactionCount(address, "latest");
  /** A plain transfer; what the contract refuses instead if `refused`. */
  const send = (account: Account, refused = false) =>
    account.sendTransaction(
      refused
        ? { to: served.addresses.recordIndex, data: "0xdeadbeef" }
        : { to: nowhere, value: 1n },
    );

  it("has many transactions under way, in the order in which they were sent", async () => {
    const account = newAccount();
    await served.hold();
    const sent = await Promise.all(Array.from({ length: 20 }, () => send(account)));
    expect(sent.map(({ nonce }) => nonce)).deep.equal([...sent.keys()]);
    expect(await countOf(account)).equal(0);
    await served.release(20);
    const receipts = await Promise.all(sent.map((response) => response.wait()));
    expect(new Set(receipts.map((receipt) => receipt!.blockNumber)).size).equal(1);
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
    await after.wait();
    const receipt = await network.provider.getTransactionReceipt(failing.hash);
    expect([receipt!.status, failing.nonce, after.nonce]).deep.equal([0, 0, 1]);
  });

  it("is not stuck where the node's answer got lost after it took the transaction", async () => {
    const account = newAccount();
    await send(account);
    served.fate = (method) => (method === "eth_sendRawTransaction" ? "lose" : "answer");
    const [lost] = await Promise.allSettled([send(account)]);
    expect(lost.status).equal("rejected");
    served.fate = () => "answer";
    expect(await countOf(account), "it did arrive").equal(2);
    const after = await send(account);
    await after.wait();
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
    await after.wait();
    expect([after.nonce, await countOf(account)]).deep.equal([0, 1]);
  });

  it("signs digests as the account that gateways know (RX-07)", async () => {
    const account = newAccount();
    const signature = await account.signDigest(fixed("digest"));
    expect(recoverAccount(fixed("digest"), signature)).equal(account.address.toLowerCase());
    expect(recoverAccount(fixed("another digest"), signature)).not.equal(
      account.address.toLowerCase(),
    );
  });
});
