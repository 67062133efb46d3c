import { expect } from "chai";
import { startOptions, USAGE } from "../../src/cli/start/options.ts";
import { chooseStory } from "../../src/cli/start/story.ts";
import type { Covered, Patient } from "../../src/cli/start/publish.ts";
import { errorOf } from "../fixtures/failures.ts";

describe("start: options", () => {
  const DEFAULTS = {
    data: "samples/fhir",
    labels: "samples/labels.csv",
    state: undefined,
    json: false,
    stay: false,
    verifyAll: false,
  };

  it("have defaults, and stay up on a terminal only", () => {
    expect(startOptions([], false)).deep.equal(DEFAULTS);
    expect(startOptions([], true)).deep.equal({ ...DEFAULTS, stay: true });
    expect(startOptions(["--once"], true)).deep.equal(DEFAULTS);
    expect(startOptions(["--stay"], false)).deep.equal({ ...DEFAULTS, stay: true });
  });

  it("are all understood", () => {
    const args = "--once --json --verify-all --data a --labels=b --state c".split(" ");
    expect(startOptions(args, true)).deep.equal({
      data: "a",
      labels: "b",
      state: "c",
      json: true,
      stay: false,
      verifyAll: true,
    });
    expect(startOptions(["--json", "--help"], false)).equal("help");
    for (const name of Object.keys({ ...DEFAULTS, "verify-all": 0, once: 0 })) {
      if (name !== "verifyAll") expect(USAGE).contain(`--${name} `);
    }
  });

  for (const [args, words] of [
    [["--jsn"], "'--jsn'"],
    [["--data"], "'--data <value>'"],
    [["--json=yes"], "'--json'"],
    [["somewhere"], "'somewhere'"],
    [["--once", "--stay"], "--once and --stay"],
  ] as const) {
    it(`are refused: ${args.join(" ")}`, async () => {
      const error = await errorOf(() => startOptions([...args], false));
      expect(error.code).equal("START_OPTION");
      expect(error.message).contain(words).and.contain("--help");
    });
  }
});

describe("start: whose story is told", () => {
  const covered = (id: string, year: number, hospital: 0 | 1, records: number): Covered => ({
    patient: { id } as Patient,
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
    expect(chooseStory(tied.filter(({ patient }) => patient.id === "b"))).equal(tied[0]);
  });

  it("nobody's where no record is about diabetes", () => {
    expect(chooseStory([])).equal(undefined);
  });
});
