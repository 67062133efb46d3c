import { makeDigitalLink } from "../../epcis/digitalLink.ts";
import { readCode } from "../../epcis/codes.ts";
import { qrPng, qrSvg, qrTerminal } from "../../epcis/qr.ts";
import { writeNew } from "../files.ts";
import type { Output } from "../output.ts";

interface Options {
  resolver?: string;
  svg?: string;
  png?: string;
}

export async function run(output: Output, text: string, options: Options): Promise<void> {
  const link = linkOf(text, options.resolver?.replace(/\/$/, ""));
  const { svg, png } = options;
  if (svg !== undefined) writeNew(svg, await qrSvg(link), "The SVG image");
  if (png !== undefined) writeNew(png, await qrPng(link), "The PNG image");
  const isFile = svg !== undefined || png !== undefined;
  output.result({ text: link, svg, png }, isFile ? [link] : [await qrTerminal(link), link]);
}

/** National codes have no Digital Link: they are themselves, or lie at a resolver. */
function linkOf(text: string, resolver?: string): string {
  const code = readCode(text);
  if (code.kind === "gs1") return makeDigitalLink(code.elements, resolver);
  return resolver === undefined ? code.trace.code : `${resolver}/trace/${code.trace.code}`;
}
