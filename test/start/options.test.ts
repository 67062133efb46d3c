import { expect } from "chai";
import { CommanderError } from "commander";
import { careledger } from "../../src/cli/program.ts";
import { chooseStory } from "../../src/cli/start/story.ts";
import type { Patient } from "../../src/cli/patients.ts";
import type { Covered } from "../../src/cli/start/publish.ts";
import { errorOf } from "../fixtures/failures.ts";

/** The program, its words caught. */
async function parse(args: readonly string[]): Promise<string> {
  let said = "";
  const program = careledger();
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeErr: (text) => (said += text),
      writeOut: (text) => (said += text),
    });
  }
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  }
  return said;
}

describe("start and up: options (CA-22)", () => {
  for (const name of ["start", "up"]) {
    it(`${name} --help names them all, with an example`, async () => {
      const help = await parse([name, "--help"]);
      for (const option of ["--data", "--labels", "--state", "--verify-all"]) {
        expect(help).contain(option);
      }
      expect(help).contain(`$ careledger ${name}`);
    });
  }

  for (const [args, words] of [
    [["start", "--jsn"], "unknown option '--jsn'"],
    [["start", "--data"], "option '--data <dir>' argument missing"],
    [["start", "somewhere"], "too many arguments"],
    [["up", "--once"], "unknown option '--once'"],
  ] as const) {
    it(`are refused: ${args.join(" ")}`, async () => {
      expect(await parse(args))
        .contain(words)
        .and.contain("--help");
    });
  }

  it("are refused: --once with --stay", async () => {
    const error = await errorOf(() => parse(["start", "--once", "--stay"]));
    expect(error).include({ code: "CLI_OPTION" });
    expect(error.message).contain("--once and --stay").and.contain("--help");
  });
});

describe("start: whose story is told", () => {
  const covered = (id: string, year: number, hospital: 0 | 1, records: number): Covered => ({
    patient: { label: id } as Patient,
    year,
    hospital,
    records,
  });

  it("hers with the most covered records; ties go to the smaller id, year and hospital", () => {
    const most = covered("c", 2001, 1, 9);
    const tied = [
      covered("b", 1990, 0, 9),
      covered("a", 1999, 1, 9),
      covered("a", 1999, 0, 9),
      covered("a", 2000, 0, 9),
    ];
    expect(chooseStory([covered("a", 1990, 0, 8), most])).equal(most);
    for (const order of [tied, tied.toReversed(), [most, ...tied]]) {
      expect(chooseStory(order)).equal(tied[2]);
    }
    expect(chooseStory(tied.filter(({ patient }) => patient.label === "b"))).equal(tied[0]);
  });

  it("nobody's where no record is about diabetes", () => {
    expect(chooseStory([])).equal(undefined);
  });
});
