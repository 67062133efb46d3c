import { createHash } from "node:crypto";

/** HTML that was made here. Only `html` makes it, so that whatever others wrote is escaped. */
export class Markup {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static of(parts: readonly string[], values: readonly Value[]): Markup {
    return new Markup(parts.map((part, i) => part + shown(values[i] ?? "")).join(""));
  }
}

type Value = string | number | Markup | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function shown(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return String(value).replace(/[&<>"']/g, (one) => ENTITIES[one]!);
}

/** HTML with values in it: as text, unless they are HTML from here. Attributes need their quotes. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Markup =>
  Markup.of(parts, values);

const STYLE =
  "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#111;background:#fff;overflow-wrap:anywhere}" +
  "h1{font-size:1.4rem;padding:1rem;border:.25rem solid #b00020;border-radius:.5rem}" +
  "h1.good{border-color:#1b7f3b}h1.wait{border-color:#a65f00}h2{font-size:1.1rem}" +
  "dt{color:#444}dd{margin:0 0 .5rem;font-weight:600}code{background:#eee;padding:.1rem .3rem}footer{color:#444;font-size:.95rem}";

const styleHash = createHash("sha256").update(STYLE).digest("base64");

/** Headers of a page: it loads nothing, runs nothing, sends nothing, and nobody keeps or frames it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  vary: "accept",
};

/** STYLE is no text of others, and stands as it is hashed. */
const style = Markup.of([`<style>${STYLE}</style>`], []);

/** A whole page. */
export const page = (title: string, body: Markup): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`.text + "\n";
