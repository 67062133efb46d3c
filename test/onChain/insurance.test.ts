import { expect } from "chai";
import { getAddress, Signature, Wallet, ZeroAddress as NOBODY } from "ethers";
import { signingDomain } from "../../src/chain/chain.ts";
import { Accounts, ADMINISTRATOR } from "../../src/cli/accounts.ts";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { NO_END, type Voucher, voucherId } from "../../src/core/funds.ts";
import { callerCases } from "./fixtures/callers.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, mined, NORTH, type Place, SOUTH } from "./fixtures/place.ts";

const token = (place: Place, member: number) => place.as(member).settlementToken;
const STRANGER = getAddress(randomHex(20));

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

/** What other files of this run issued. */
let [others, insurers, norths] = [0n, 0n, 0n];
const REF = randomHex(32);
const aVoucher = (place: Place): Voucher => ({
  drawer: place.address(NORTH),
  amount: 3n,
  notAfter: NO_END,
  ref: REF,
});

describe("on a chain: money that institutions settle with (DT-10)", () => {
  functionTests("settlementToken", {
    ...callerCases("settlementToken"),
    issue: {
      succeeds: async (place) => {
        const to = place.address(NORTH);
        others = await token(place, SOUTH).totalSupply();
        insurers = await token(place, SOUTH).balanceOf(place.address(INSURER));
        norths = await token(place, SOUTH).balanceOf(to);
        await mined(place, token(place, ADMINISTRATOR).issue(to, 1_000_000n, randomHex(32)));
        expect(await token(place, SOUTH).balanceOf(to)).equal(norths + 1_000_000n);
      },
      refused: async (place) => [
        token(place, ADMINISTRATOR).issue.staticCall(place.address(NORTH), 0n, ZERO32),
        "SettlementAmountZero",
      ],
    },
    redeem: {
      succeeds: async (place) => {
        await mined(place, token(place, NORTH).redeem(1n, randomHex(32)));
        expect(await token(place, NORTH).totalSupply()).equal(others + 999_999n);
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
        expect(await token(place, NORTH).balanceOf(place.address(INSURER))).equal(insurers + 9n);
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
    drawVoucher: {
      succeeds: async (place) => {
        const { event } = await place
          .careOf(NORTH)
          .insurance.drawVoucher(aVoucher(place), place.address(SOUTH))
          .send();
        expect(event).include({ holder: place.address(SOUTH), state: "DRAWN" });
      },
      refused: async (place) => [
        token(place, NORTH).drawVoucher.staticCall(aVoucher(place), place.address(SOUTH)),
        "SettlementVoucherExists",
        { voucher: voucherId(aVoucher(place)) },
      ],
    },
    endorseVoucher: {
      succeeds: async (place) => {
        const { insurance } = place.careOf(SOUTH);
        await insurance.endorseVoucher(aVoucher(place), place.address(NORTH)).send();
        const held = { holder: place.address(NORTH).toLowerCase(), state: "DRAWN" };
        expect(await insurance.voucher(aVoucher(place))).deep.equal(held);
      },
      refused: async (place) => [
        token(place, SOUTH).endorseVoucher.staticCall(aVoucher(place), place.address(SOUTH)),
        "SettlementVoucherNotHeld",
        { sender: place.address(SOUTH) },
      ],
    },
    settleVoucher: {
      succeeds: async (place) => {
        const { insurance } = place.careOf(NORTH);
        await insurance.settleVoucher(aVoucher(place)).send();
        expect((await insurance.voucher(aVoucher(place)))?.state).equal("SETTLED");
      },
      refused: async (place) => [
        token(place, NORTH).settleVoucher.staticCall(aVoucher(place)),
        "SettlementVoucherStateWrong",
        { state: "SETTLED" },
      ],
    },
    redeemVoucher: {
      succeeds: async (place) => {
        const { insurance } = place.careOf(NORTH);
        const voucher = { ...aVoucher(place), ref: ZERO32 };
        await insurance.drawVoucher(voucher, place.address(NORTH)).send();
        await insurance.redeemVoucher(voucher, randomHex(32)).send();
        expect(await insurance.supply()).equal(others + 999_996n);
        await place
          .careOf(ADMINISTRATOR)
          .insurance.issue(place.address(NORTH), 3n, randomHex(32))
          .send();
      },
      refused: async (place) => [
        token(place, NORTH).redeemVoucher.staticCall(aVoucher(place), ZERO32),
        "SettlementVoucherStateWrong",
      ],
    },
    reclaimVoucher: {
      succeeds: async (place) => {
        const { insurance } = place.careOf(NORTH);
        const notAfter = (await place.now()) + 3;
        const voucher = { ...aVoucher(place), notAfter };
        await insurance.drawVoucher(voucher, place.address(SOUTH)).send();
        await place.until(notAfter + 1);
        await insurance.reclaimVoucher(voucher).send();
        expect((await insurance.voucher(voucher))?.state).equal("RECLAIMED");
      },
      refused: async (place) => [
        token(place, NORTH).reclaimVoucher.staticCall(aVoucher(place)),
        "SettlementVoucherStateWrong",
      ],
    },
    voucherOf: {
      succeeds: async (place) => {
        expect(await token(place, SOUTH).voucherOf(randomHex(32))).equal(0n);
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
        expect(await careOf(SOUTH).insurance.supply()).equal(others + 999_999n);
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
