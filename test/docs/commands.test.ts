import { expect } from "chai";
import type { Command } from "commander";
import { readFileSync } from "node:fs";
import path from "node:path";
import { careledger } from "../../src/cli/program.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Lines of shell that run the command line, as documents print them; continued ones joined. */
function commandLines(file: string): string[] {
  const text = readFileSync(path.join(root, file), "utf8").replaceAll("\\\n", " ");
  return text
    .split("\n")
    .map((line) => line.replace(/\s#.*$/, "").trim())
    .filter((line) => /^(npm run -s careledger --|careledger|npm start --)\s/.test(line));
}

/** What in a line the program does not know: a command, or an option of it. */
function unknownIn(line: string): string[] {
  const words = line
    .replace(/^npm start --/, "careledger start")
    .replace(/^npm run -s careledger --|^careledger/, "")
    .match(/"[^"]*"|\S+/g)!;
  let command: Command = careledger();
  const chain = [command];
  while (command.commands.length > 0) {
    const word = words.shift();
    const next = command.commands.find((child) => child.name() === word);
    // A group with options of its own does something itself.
    const isItself = chain.length > 1 && command.options.length > 0;
    if (!next && isItself && (word === undefined || word.startsWith("--"))) {
      words.unshift(...(word ? [word] : []));
      break;
    }
    if (!next) return [`command ${word}`];
    command = next;
    chain.push(next);
  }
  const known = new Set(chain.flatMap(({ options }) => options.map(({ long }) => long)));
  return words.filter((word) => word.startsWith("--") && !known.has(word));
}

describe("docs: commands in documents exist (CA-22)", () => {
  for (const file of ["README.md", "CONTRIBUTING.md", "networks/besu/README.md"]) {
    it(file, () => {
      const lines = commandLines(file);
      if (file !== "CONTRIBUTING.md") expect(lines.length).above(4);
      for (const line of lines) expect(unknownIn(line), line).deep.equal([]);
    });
  }
});
