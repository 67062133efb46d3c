import { expect } from "chai";
import { getAddress, Signature, Wallet } from "ethers";
import { signingDomain } from "../../src/chain/chain.ts";
import { Accounts, ADMINISTRATOR } from "../../src/cli/accounts.ts";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { callerCases } from "./fixtures/callers.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, mined, NORTH, type Place, SOUTH } from "./fixtures/place.ts";

const token = (place: Place, member: number) => place.as(member).settlementToken;
const STRANGER = getAddress(randomHex(20));
const NOBODY = "0x0000000000000000000000000000000000000000";

/** A permit of EIP-2612, by North's account for South. */
async function permit(place: Place, value: bigint) {
  const { chain } = place.careOf(NORTH);
  const deadline = (await place.now()) + 600;
  const [owner, spender] = [place.address(NORTH), place.address(SOUTH)];
  const nonce = await token(place, NORTH).nonces(owner);
  const types = {
    Permit: [
      { name: "owner", type: "address" },
      { name: "spender", type: "address" },
      { name: "value", type: "uint256" },
      { name: "nonce", type: "uint256" },
      { name: "deadline", type: "uint256" },
    ],
  };
  const { v, r, s } = Signature.from(
    await new Wallet(Accounts.fromEnvironment().key(NORTH)).signTypedData(
      signingDomain(chain, "SettlementToken"),
      types,
      { owner, spender, value, nonce, deadline },
    ),
  );
  return [owner, spender, value, deadline, v, r as Hex, s as Hex] as const;
}

describe("on a chain: money that institutions settle with (DT-10)", () => {
  functionTests("settlementToken", {
    ...callerCases("settlementToken"),
    issue: {
      succeeds: async (place) => {
        const to = place.address(NORTH);
        await mined(place, token(place, ADMINISTRATOR).issue(to, 1_000_000n, randomHex(32)));
        expect(await token(place, SOUTH).balanceOf(to)).equal(1_000_000n);
      },
      refused: async (place) => [
        token(place, ADMINISTRATOR).issue.staticCall(place.address(NORTH), 0n, ZERO32),
        "SettlementAmountZero",
      ],
    },
    redeem: {
      succeeds: async (place) => {
        await mined(place, token(place, NORTH).redeem(1n, randomHex(32)));
        expect(await token(place, NORTH).totalSupply()).equal(999_999n);
      },
      refused: async (place) => [
        token(place, SOUTH).redeem.staticCall(5n, ZERO32),
        "ERC20InsufficientBalance",
        { balance: 0n, needed: 5n },
      ],
    },
    transfer: {
      succeeds: async (place) => {
        await mined(place, token(place, NORTH).transfer(place.address(INSURER), 9n));
        expect(await token(place, NORTH).balanceOf(place.address(INSURER))).equal(9n);
      },
      refused: async (place) => [
        token(place, NORTH).transfer.staticCall(STRANGER, 9n),
        "ParticipantAccountUnknown",
        { account: STRANGER },
      ],
    },
    approve: {
      succeeds: async (place) => {
        await mined(place, token(place, NORTH).approve(place.address(INSURER), 7n));
      },
      refused: async (place) => [
        token(place, NORTH).approve.staticCall(NOBODY, 7n),
        "ERC20InvalidSpender",
        { spender: NOBODY },
      ],
    },
    allowance: {
      succeeds: async (place) => {
        const [owner, spender] = [place.address(NORTH), place.address(INSURER)];
        expect(await token(place, SOUTH).allowance(owner, spender)).equal(7n);
      },
    },
    transferFrom: {
      succeeds: async (place) => {
        const [from, to] = [place.address(NORTH), place.address(SOUTH)];
        await mined(place, token(place, INSURER).transferFrom(from, to, 7n));
        expect(await token(place, NORTH).balanceOf(to)).equal(7n);
      },
      refused: async (place) => [
        token(place, INSURER).transferFrom.staticCall(
          place.address(NORTH),
          place.address(SOUTH),
          1n,
        ),
        "ERC20InsufficientAllowance",
        { spender: place.address(INSURER), allowance: 0n, needed: 1n },
      ],
    },
    permit: {
      succeeds: async (place) => {
        await mined(place, token(place, INSURER).permit(...(await permit(place, 3n))));
      },
      refused: async (place) => {
        const [owner, spender, , ...rest] = await permit(place, 3n);
        return [
          token(place, INSURER).permit.staticCall(owner, spender, 4n, ...rest),
          "ERC2612InvalidSigner",
          { owner },
        ];
      },
    },
    nonces: {
      succeeds: async (place) => {
        expect(await token(place, SOUTH).nonces(place.address(NORTH))).equal(1n);
      },
    },
    balanceOf: {
      succeeds: async (place) => {
        expect(await token(place, SOUTH).balanceOf(STRANGER)).equal(0n);
      },
    },
    totalSupply: {
      succeeds: async ({ careOf }) => {
        expect(await careOf(SOUTH).insurance.supply()).equal(999_999n);
      },
    },
    currency: {
      succeeds: async (place) => {
        expect(await token(place, SOUTH).currency()).equal("0x434e59");
      },
    },
    symbol: {
      succeeds: async ({ careOf }) => {
        expect(await careOf(SOUTH).insurance.currency()).equal("CNY");
      },
    },
    name: {
      succeeds: async (place) => {
        expect(await token(place, SOUTH).name()).equal("CareLedger SettlementToken");
      },
    },
    decimals: {
      succeeds: async (place) => {
        expect(await token(place, SOUTH).decimals()).equal(2n);
      },
    },
    DOMAIN_SEPARATOR: {
      succeeds: async (place) => {
        expect(await token(place, SOUTH).DOMAIN_SEPARATOR()).match(/^0x[0-9a-f]{64}$/);
      },
    },
  });
});
