import { expect } from "chai";
import { getAddress } from "ethers";
import { Accounts } from "../../src/cli/accounts.ts";
import { errorOf } from "../fixtures/failures.ts";
import { FOUR, text, Workshop } from "./fixtures/made.ts";

/** Of BIP 39's own test vectors. */
const OWN_PHRASE = `${"abandon ".repeat(11)}about`;
const ADDRESS = `0x${"ab".repeat(20)}`;
const OTHER = `0x${"cd".repeat(20)}`;
const FAR = FOUR.map(({ name }, i) => ({ name, host: `192.0.2.${i + 1}` }));

describe("network init: whose transactions the nodes take (ID-01)", () => {
  let workshop: Workshop;
  const mnemonic = process.env["CARELEDGER_MNEMONIC"];
  before(() => {
    workshop = new Workshop();
    delete process.env["CARELEDGER_MNEMONIC"];
  });
  after(() => {
    workshop.close();
    if (mnemonic !== undefined) process.env["CARELEDGER_MNEMONIC"] = mnemonic;
  });
  afterEach(() => delete process.env["CARELEDGER_MNEMONIC"]);

  it("those of CARELEDGER_MNEMONIC: administrator, deployer, an institution a member", () => {
    process.env["CARELEDGER_MNEMONIC"] = OWN_PHRASE;
    const own = Accounts.fromEnvironment();
    const addresses = (count: number) =>
      Array.from({ length: count }, (_, i) => own.address(i).toLowerCase());
    expect(workshop.init(FAR).accounts).deep.equal(addresses(10));
    const twelve = Array.from({ length: 12 }, (_, i) => ({ name: `hospital-${i}` }));
    expect(workshop.init(twelve).accounts).deep.equal(addresses(14));
  });

  it("never everybody's development accounts on a network that others reach", async () => {
    const { code, details } = await errorOf(() => workshop.init(FAR));
    expect(code).equal("NETWORK_ACCOUNTS");
    expect(details).deep.equal({ reason: "everybody has the keys of the development accounts" });
  });

  it("those that are named: addresses, and files of them", () => {
    const lines = workshop.file("lines.txt", `${getAddress(OTHER)}\n\n${ADDRESS}\r\n`);
    const list = workshop.file("list.json", [OTHER]);
    for (const [accounts, expected] of [
      [[getAddress(ADDRESS)], [ADDRESS]],
      [
        [ADDRESS, OTHER, ADDRESS],
        [ADDRESS, OTHER],
      ],
      [[lines], [OTHER, ADDRESS]],
      [
        [list, ADDRESS],
        [OTHER, ADDRESS],
      ],
    ] as const) {
      const made = workshop.init(FAR, { accounts: [...accounts] });
      expect(made.accounts).deep.equal(expected);
      expect(text(made, "nodes", "south", "accounts-permissions.toml")).equal(
        `accounts-allowlist=[${expected.map((address) => `"${address}"`).join(",")}]\n`,
      );
    }
  });

  it("no others, and no private key given by mistake is repeated", async () => {
    const key = `0x${"5e".repeat(32)}`;
    const bad = getAddress(ADDRESS).replace("aB", "Ab");
    const form = "not an address, 0x and 40 hexadecimal digits with their checksum";
    const file = workshop.file("keys.txt", `${ADDRESS} ${key}`);
    const empty = workshop.file("empty.txt", "\n");
    const gone = workshop.path("gone");
    for (const [given, reason] of [
      [key, `one is ${form}`],
      [bad, `one is ${form}`],
      [file, `number 2 of ${file} is ${form}`],
      [empty, `${empty} names none`],
      [gone, `${gone} cannot be read (ENOENT)`],
    ] as const) {
      const error = await errorOf(() => workshop.init(FOUR, { accounts: [given] }));
      expect([error.code, error.details]).deep.equal(["NETWORK_ACCOUNTS", { reason }]);
      expect(error.message).not.contain(key.slice(2));
    }
  });
});
