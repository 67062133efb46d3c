import { expect } from "chai";
import { computeAddress, SigningKey } from "ethers";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { Accounts } from "../../src/cli/accounts.ts";
import { FOUR, json, type Made, text, Workshop } from "./fixtures/made.ts";

/** One line `key=["a","b"]` of TOML, which is JSON behind the sign. */
function allowList(toml: string): [key: string, values: string[]] {
  const [, key, list] = /^([a-z-]+)=(\[.*\])\n$/.exec(toml)!;
  return [key!, JSON.parse(list!) as string[]];
}

describe("network init: what each operator gets (ID-01)", () => {
  let workshop: Workshop;
  let made: Made;
  before(() => {
    workshop = new Workshop();
    made = workshop.init(FOUR);
  });
  after(() => workshop.close());

  const mode = (...parts: string[]): number =>
    statSync(path.join(made.folder, ...parts)).mode & 0o777;

  it("lists what it wrote, and nothing else lies there", () => {
    const found = readdirSync(made.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(made.folder, path.join(entry.parentPath, entry.name)));
    expect(found.toSorted()).deep.equal(made.files.toSorted());
    expect(readdirSync(workshop.folder).filter((name) => name.includes(".new-"))).deep.equal([]);
  });

  it("a node key each, its owner's alone, that makes its validator and its enode", () => {
    const keys = made.members.map(({ name, validator, enode, host, p2pPort, keyMade }) => {
      const key = text(made, "nodes", name, "key");
      expect(key).match(/^0x[0-9a-f]{64}\n$/);
      const { publicKey } = new SigningKey(key.trim());
      expect(computeAddress(publicKey)).equal(validator);
      expect(enode).equal(`enode://${publicKey.slice(4)}@${host}:${p2pPort}`);
      expect(keyMade).equal(true);
      expect(mode("nodes", name, "key")).equal(0o600);
      expect(mode("nodes", name)).equal(0o700);
      expect(mode("nodes", name, "start.sh")).equal(0o755);
      return key;
    });
    expect(new Set(keys).size).equal(4);
    expect(mode()).equal(0o700);
    const again = workshop.init(FOUR);
    expect(again.members[0]!.validator).not.equal(made.members[0]!.validator);
  });

  it("no private key anywhere but in its file", () => {
    const keys = made.members.map(({ name }) => text(made, "nodes", name, "key").trim().slice(2));
    const open = made.files.filter((file) => !file.endsWith("/key"));
    const said = [JSON.stringify(made), ...open.map((file) => text(made, file))].join("\n");
    for (const key of keys) expect(said.includes(key)).equal(false);
  });

  it("the others as static nodes, and all as the nodes it talks to", () => {
    const enodes = made.members.map(({ enode }) => enode);
    for (const { name, enode } of made.members) {
      expect(json(made, "nodes", name, "static-nodes.json")).deep.equal(
        enodes.filter((other) => other !== enode),
      );
      expect(allowList(text(made, "nodes", name, "nodes-permissions.toml"))).deep.equal([
        "nodes-allowlist",
        enodes,
      ]);
    }
  });

  it("the accounts of this command line as those whose transactions it takes", () => {
    const accounts = Accounts.development();
    const expected = Array.from({ length: 10 }, (_, i) => accounts.address(i).toLowerCase());
    expect(made.accounts).deep.equal(expected);
    for (const { name } of made.members) {
      expect(allowList(text(made, "nodes", name, "accounts-permissions.toml"))).deep.equal([
        "accounts-allowlist",
        expected,
      ]);
    }
  });

  it("a service in a compose file that mounts a folder which is there", () => {
    const { services } = parse(text(made, "compose.yaml")) as {
      services: Record<string, { image: string; entrypoint: string[]; volumes: string[] }>;
    };
    expect(Object.keys(services)).deep.equal(made.members.map(({ name }) => name));
    for (const [name, service] of Object.entries(services)) {
      expect(service).include({
        image: "hyperledger/besu:26.8.0",
        network_mode: "host",
        user: "${NODE_USER:-1000:1000}",
      });
      const [folder, inside] = service.volumes[0]!.split(":") as [string, string];
      expect(path.normalize(folder)).equal(path.join("nodes", name));
      const script = service.entrypoint[1]!.replace(inside, folder);
      expect(service.entrypoint[0]).equal("/bin/sh");
      expect(existsSync(path.join(made.folder, script))).equal(true);
    }
  });

  it("ports of its own, counted up from the usual ones", () => {
    const ports = made.members.map(({ host, p2pPort, rpcPort }) => [host, p2pPort, rpcPort]);
    expect(ports).deep.equal([0, 1, 2, 3].map((i) => ["127.0.0.1", 30_303 + i, 8545 + i]));
    const named = workshop.init([
      { name: "a" },
      { name: "b", p2pPort: 30_303, rpcPort: 30_304 },
      { name: "c" },
      { name: "d", rpcPort: 8546 },
    ]);
    expect(named.members.map(({ p2pPort, rpcPort }) => [p2pPort, rpcPort])).deep.equal([
      [30_305, 8545],
      [30_303, 30_304],
      [30_306, 8547],
      [30_307, 8546],
    ]);
  });

  it("on machines of their own, each the usual ports", () => {
    const hosts = FOUR.map(({ name }, i) => ({ name, host: `10.0.${i}.7` }));
    const accounts = [Accounts.development().address(3)];
    const { members } = workshop.init(hosts, { accounts });
    expect(members.map(({ host, p2pPort, rpcPort }) => [host, p2pPort, rpcPort])).deep.equal(
      hosts.map(({ host }) => [host, 30_303, 8545]),
    );
  });

  it("and all that is public once more in network.json, without the folder", () => {
    const { folder: _, files: __, ...open } = made;
    expect(json(made, "network.json")).deep.equal(open);
  });
});
