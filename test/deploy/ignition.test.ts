/** The modules under `npx hardhat ignition deploy`, as in any Hardhat project. */
import { expect } from "chai";
import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { network } from "hardhat";
import { roleHolders } from "../../deploy/holders.ts";
import careledger from "../../deploy/modules/careledger.ts";
import { ADMIN_ROLE, roles } from "../../deploy/roles.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { Accounts, ADMINISTRATOR } from "../../src/cli/accounts.ts";
import { Anvil } from "../fixtures/anvil.ts";
import { Place } from "./fixtures/cli.ts";

const root = path.resolve(import.meta.dirname, "../..");
const deployments = path.join(root, "deploy/deployments");
const administrator = Accounts.development().address(ADMINISTRATOR);

/** Hardhat asks before it sends to a chain that is not its own. */
const answers = { HARDHAT_IGNITION_CONFIRM_DEPLOYMENT: "true" };
const MNEMONIC = "test test test test test test test test test test test junk";

describe("npx hardhat ignition deploy", () => {
  const chains: Anvil[] = [];
  const ids: string[] = [];
  const start = async (): Promise<Anvil> => {
    const anvil = await Anvil.start("--block-time", "1", "--chain-id", "31338");
    chains.push(anvil);
    return anvil;
  };
  after(async () => {
    for (const id of ids) rmSync(path.join(deployments, id), { recursive: true, force: true });
    for (const anvil of chains) await anvil.close();
  });

  /** Runs it on a chain; answers what it wrote. */
  async function ignition(url: string, parameters: object, env: object): Promise<string> {
    const id = `test-${process.pid}-${ids.length}`;
    ids.push(id);
    const module = "deploy/modules/careledger.ts";
    const named = ["--deployment-id", id, "--parameters", JSON.stringify(parameters)];
    await promisify(execFile)(
      process.execPath,
      [
        path.join(root, "node_modules/hardhat/dist/src/cli.js"),
        "ignition",
        "deploy",
        module,
        "--network",
        "external",
        ...named,
      ],
      { cwd: root, env: { ...process.env, ...answers, CARELEDGER_RPC: url, ...env } },
    );
    return readFileSync(path.join(deployments, id, "deployed_addresses.json"), "utf8");
  }

  it("gives the same address file as careledger deploy on an equal chain", async function () {
    this.timeout(240_000);
    const parameters = { $global: { administrator } };
    const [one, other] = [await start(), await start()];
    const place = new Place(other.url);
    const [theirs] = await Promise.all([
      ignition(one.url, parameters, { CARELEDGER_MNEMONIC: MNEMONIC }),
      place.json("deploy"),
    ]);
    const ours = readFileSync(place.state("ignition/deployed_addresses.json"), "utf8");
    place.remove();
    expect(JSON.parse(theirs)).to.deep.equal(JSON.parse(ours));
    const directory = (JSON.parse(theirs) as Record<string, string>)["governance#Directory"]!;
    const verifying = new Place(one.url);
    const named = ["--directory", directory, "--administrator", administrator];
    const verified = await verifying.json("deploy", "--verify", ...named);
    verifying.remove();
    expect(verified).to.include({ ok: true });
  });

  it("without an administrator leaves the roles with the account that deploys, locking nobody out", async () => {
    const connection = await network.create({ network: "default", chainType: "l1" });
    const { manager } = await connection.ignition.deploy(careledger);
    const address = (await manager.getAddress()) as Hex;
    const held = await roleHolders(connection.ethers.provider, address);
    await connection.close();
    const all = [ADMIN_ROLE, ...Object.values(roles)];
    expect(held).to.deep.equal(new Map(all.map((id) => [id, [administrator]])));
  });
});
