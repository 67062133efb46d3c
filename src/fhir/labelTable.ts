import { readFile } from "node:fs/promises";
import { categories, sensitivities } from "../core/codes.ts";
import { fail } from "../core/errors.ts";
import { maskOf, withAncestors } from "../core/labels.ts";

/** What an entry says of its record's content, as masks; categories with all their ancestors. */
export interface Labels {
  readonly categories: bigint;
  readonly sensitivities: bigint;
}

export const NO_LABELS: Labels = { categories: 0n, sensitivities: 0n };

/** What every record carries. */
export const HEALTH = maskOf("categories", ["HEALTH"]);

export const joinLabels = (a: Labels, b: Labels): Labels => ({
  categories: a.categories | b.categories,
  sensitivities: a.sensitivities | b.sensitivities,
});

/** The code system of FHIR's own security labels: a record may say itself that it is sensitive. */
const SECURITY = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

/**
 * The labels of codes. The file is CSV without quotes, `system,code,categories,sensitivities`; a
 * list is names of codes.json between spaces or `|`; `#` starts a comment line. A row names at
 * least one label: HEALTH says that a code is known and stands for nothing special.
 */
export class LabelTable {
  readonly #rows: ReadonlyMap<string, Labels>;

  private constructor(rows: ReadonlyMap<string, Labels>) {
    this.#rows = rows;
  }

  /** @throws LABELS_FILE if the file cannot be read, and what parse throws */
  static async load(path: string): Promise<LabelTable> {
    const text = await readFile(path, "utf8").catch(() => fail("LABELS_FILE", {}));
    return LabelTable.parse(text);
  }

  /** @throws LABELS_ROW, LABELS_NAME, LABELS_REPEATED (each with the line, from 1), LABELS_EMPTY */
  static parse(text: string): LabelTable {
    const rows = new Map<string, Labels>();
    for (const [index, raw] of text
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .entries()) {
      const row = raw.trim();
      if (row === "" || row.startsWith("#")) continue;
      const line = index + 1;
      const [system, code, ...lists] = row.split(",").map((field) => field.trim());
      if (!system || !code || lists.length !== 2) fail("LABELS_ROW", { line });
      const key = `${system}|${code}`;
      if (rows.has(key)) fail("LABELS_REPEATED", { line });
      rows.set(key, readLabels(lists[0]!, lists[1]!, line));
    }
    if (rows.size === 0) fail("LABELS_EMPTY", {});
    return new LabelTable(rows);
  }

  /** Number of codes. */
  get size(): number {
    return this.#rows.size;
  }

  /** The labels of a code; undefined if the table does not know it. */
  lookup(system: string, code: string): Labels | undefined {
    if (system === SECURITY && Object.hasOwn(sensitivities, code)) {
      return { categories: 0n, sensitivities: maskOf("sensitivities", [code]) };
    }
    return this.#rows.get(`${system}|${code}`);
  }
}

function readLabels(inCategories: string, inSensitivities: string, line: number): Labels {
  const names = (list: string, known: object): string[] => {
    const all = list.split(/[\s|]+/).filter((name) => name !== "");
    const stranger = all.find((name) => !Object.hasOwn(known, name));
    return stranger === undefined ? all : fail("LABELS_NAME", { line, name: stranger });
  };
  const labels = {
    categories: maskOf("categories", withAncestors("categories", names(inCategories, categories))),
    sensitivities: maskOf("sensitivities", names(inSensitivities, sensitivities)),
  };
  if ((labels.categories | labels.sensitivities) === 0n) fail("LABELS_ROW", { line });
  return labels;
}
