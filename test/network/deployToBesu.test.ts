import { expect } from "chai";
import type { Command } from "commander";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readMembers } from "../../src/cli/network/members.ts";
import { careledger } from "../../src/cli/program.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** Its words, as the shell would take those that are used there. */
const words = (command: string): string[] =>
  [...command.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word);

/** The command that the words name; all options among them must be its own or everybody's. */
function understood(args: readonly string[]): Command {
  let command = careledger();
  const options = [...command.options];
  for (const arg of args) {
    const child = command.commands.find((one) => one.name() === arg);
    if (!child) break;
    command = child;
    options.push(...child.options);
  }
  for (const arg of args.filter((one) => one.startsWith("--"))) {
    expect(options.map(({ long }) => long)).include(arg);
  }
  return command;
}

describe("Deploy to Besu", () => {
  const commands = /^```sh\n([^]*?)^```$/m.exec(read("networks/besu/README.md"))![1]!;
  const lines = commands.trim().split("\n");

  it("takes at most eight commands", () => {
    expect(lines.length).within(4, 8);
  });

  for (const line of lines) {
    it(line, () => {
      const args = words(line).filter((word) => !/^\w+=/.test(word));
      const [program, ...rest] = args;
      if (program === "export") return expect(line).match(/^export [A-Z_]+=\S+$/);
      if (program === "node") return expect(existsSync(path.join(root, rest[0]!))).equal(true);
      if (program === "docker") return expect(rest).include(".careledger/besu/compose.yaml");
      expect(program).equal("npm");
      const given = rest.slice(rest.indexOf("--") + 1);
      if (rest[0] === "start") {
        expect(scripts["start"]).match(/main\.ts start$/);
        return expect(understood(["start", ...given]).name()).equal("start");
      }
      expect(rest.slice(0, 4)).deep.equal(["run", "-s", "careledger", "--"]);
      expect(scripts).property("careledger");
      return expect(understood(given).commands.length, "a group is no command").equal(0);
    });
  }

  it("begins with a list of members that is one", () => {
    const file = path.join(root, "networks/besu/members.example.json");
    expect(lines[1]).contain(" networks/besu/members.example.json ");
    expect(readMembers(file, false)).length(4);
  });
});
