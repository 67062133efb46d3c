/** Links in documents lead somewhere. */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { type Document, documents, root } from "./fixtures.ts";

const all = documents();

/** Text outside of code. */
const prose = (text: string): string =>
  text.replace(/^```[^]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");

/** As GitHub names the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

function anchorsOf({ text }: Document): Set<string> {
  const headings = text.replace(/^```[^]*?^```$/gm, "").matchAll(/^#+ (.+)$/gm);
  return new Set([...headings].map((match) => anchorOf(match[1]!.trim())));
}

/** What is wrong with a link, if anything is. */
function wrong({ file }: Document, link: string): string | undefined {
  const [target = "", anchor] = link.split("#");
  const place = target === "" ? file : path.posix.join(path.posix.dirname(file), target);
  if (!existsSync(path.join(root, place))) return `${file}: ${link} is not there`;
  if (anchor === undefined) return undefined;
  if (/^L\d+/.test(anchor) && statSync(path.join(root, place)).isFile()) return undefined;
  const document = all.find((other) => other.file === place);
  const known = document !== undefined && anchorsOf(document).has(anchor);
  return known ? undefined : `${file}: ${link} names no heading`;
}

describe("documents: links", () => {
  it("lead to files and headings that are there", () => {
    const found = all.flatMap((document) =>
      [...prose(document.text).matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => match[1]!)
        .filter((link) => !/^[a-z]+:/.test(link))
        .map((link) => wrong(document, link)),
    );
    expect(found.length).greaterThan(50);
    const broken = found.filter((one) => one !== undefined);
    expect(broken, `\n${broken.join("\n")}\n`).to.have.lengthOf(0);
  });
});
