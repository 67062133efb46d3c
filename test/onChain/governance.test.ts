import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import { ADMINISTRATOR } from "../../src/cli/accounts.ts";
import { functionTests } from "./fixtures/functions.ts";
import { mined, NORTH } from "./fixtures/place.ts";

const name = encodeBytes32String("Example");
const own = encodeBytes32String("RecordIndex");

describe("on a chain: names and callers (ID-01, CA-22)", () => {
  functionTests("directory", {
    register: {
      succeeds: async (place) => {
        const { directory } = place.as(ADMINISTRATOR);
        await mined(place, directory.register(name, place.addresses.accessDesk, false));
        expect(await directory.moduleOf(name)).equal(place.addresses.accessDesk);
      },
      refused: async (place) => [
        place.as(NORTH).directory.register.staticCall(name, place.addresses.receipts, false),
        "AccessManagedUnauthorized",
        { caller: place.address(NORTH) },
      ],
    },
    moduleOf: {
      succeeds: async ({ as, addresses }) => {
        expect(await as(NORTH).directory.moduleOf(own)).equal(addresses.recordIndex);
      },
      refused: async ({ as }) => [
        as(NORTH).directory.moduleOf(encodeBytes32String("Nobody")),
        "DirectoryNameUnknown",
        { name: encodeBytes32String("Nobody") },
      ],
    },
    isPermanent: {
      succeeds: async ({ as }) => {
        expect(await as(NORTH).directory.isPermanent(own)).equal(true);
      },
    },
  });
});
