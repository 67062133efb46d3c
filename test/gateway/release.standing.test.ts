import { expect } from "chai";
import { randomHex } from "../../src/core/bytes.ts";
import { CareLedger } from "../../src/client.ts";
import { Gateway } from "../../src/gateway/server.ts";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import type { ReleaseMessage } from "../../src/wire/messages.ts";
import { refusalOf } from "../fixtures/failures.ts";
import { newSigner, type Patient, takeBack } from "../fixtures/people.ts";
import { LATER } from "../fixtures/stories.ts";
import { openNetwork, startWorld, type World } from "../fixtures/world.ts";
import { findUnder, opened, releaseOf } from "./fixtures/requests.ts";

describe("gateway: no key without a grant that stands (CA-06, CA-05)", () => {
  let world: World;
  let release: (message: ReleaseMessage) => ReturnType<GatewayClient["release"]>;
  before(async () => {
    world = await startWorld();
    release = (message) => world.north.at.gateway.release(message);
  });
  after(() => world.close());
  const setStatus = async (id: number, status: number): Promise<void> => {
    const { participantRegistry } = world.administrator.chain.contracts;
    await (await participantRegistry.setStatus(id, status)).wait();
  };

  it("gives nothing to a lapsed or suspended institution (CA-20)", async () => {
    const { grant, receipt } = await opened(world);
    for (const status of [2, 3]) {
      await setStatus(world.south.id, status);
      const message = await releaseOf(world, receipt, grant);
      const finding = await findUnder(world, grant);
      const find = () => world.north.at.gateway.find(finding);
      try {
        expect(await refusalOf(() => release(message))).equal("403 GATEWAY_NOT_GRANTEE");
        expect(await refusalOf(find)).equal("403 GATEWAY_NOT_GRANTEE");
      } finally {
        await setStatus(world.south.id, 1);
      }
    }
    expect((await release(await releaseOf(world, receipt, grant))).keys).length(2);
  });

  /** What ends a grant; whether it was used up before makes no difference. */
  const ends: Record<string, (patient: Patient, grant: Parameters<typeof takeBack>[1]) => unknown> =
    {
      REVOKED: (patient, grant) => takeBack(world, grant, patient),
      KEY_EPOCH_ENDED: async ({ subject, signer }) => {
        const rotation = {
          subject,
          signer: newSigner("p256", world).bytes,
          encryptionKey: randomHex(32),
          endsGrants: true,
          nonce: randomHex(32),
          deadline: LATER,
        };
        await world.north.care.identity.rotate(rotation, signer).send();
      },
      // The clock does not go back: this one comes last.
      EXPIRED: () => world.served.wait(1001),
    };
  for (const [standing, end] of Object.entries(ends)) {
    for (const [maxUses, what] of [
      [10, "a grant"],
      [1, "a grant that was used up"],
    ] as const) {
      it(`gives nothing under ${what} that is ${standing} since, not even again`, async () => {
        const notAfter = (await world.network.now()) + 1000;
        const { patient, grant, receipt } = await opened(world, { maxUses, notAfter });
        const released = await release(await releaseOf(world, receipt, grant));
        expect(released.keys).length(2);
        await end(patient, grant);
        const again = await releaseOf(world, receipt, grant);
        expect(await refusalOf(() => release(again))).equal("403 GATEWAY_GRANT");
      });
    }
  }

  it("still answers the receipt of a grant that it used up", async () => {
    const { grant, receipt } = await opened(world, { maxUses: 1 });
    expect(await world.south.care.consent.standing(grant)).equal("EXHAUSTED");
    expect((await release(await releaseOf(world, receipt, grant))).keys).length(2);
    const finding = await findUnder(world, grant);
    expect(await refusalOf(() => world.north.at.gateway.find(finding))).equal("403 GATEWAY_GRANT");
  });

  it("waits until the receipt is in a final block", async () => {
    const slow = await openNetwork(world.served.url, 2);
    const { north } = world;
    const care = CareLedger.at(slow, world.served.addresses, north.account);
    const gateway = await Gateway.start(care.chain, north.custody, { journal: ":memory:" });
    const client = new GatewayClient(gateway.url);
    try {
      const { grant, receipt } = await opened(world);
      const ask = async () => client.release(await releaseOf(world, receipt, grant));
      expect(await refusalOf(ask), "no block on top").equal("404 GATEWAY_RECEIPT");
      await world.served.mine();
      expect(await refusalOf(ask), "one block on top").equal("404 GATEWAY_RECEIPT");
      await world.served.mine();
      expect((await ask()).keys).length(2);
    } finally {
      await gateway.close();
      slow.close();
    }
  });
});
