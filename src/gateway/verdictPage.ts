/** A verdict as a page for a phone that scanned a pack: no script, nothing loaded, nothing kept. */
import { dayOf, momentOf } from "../core/dates.ts";
import type { ScanAnswer } from "../core/scan.ts";
import { coldChainText, kindsText } from "../core/scanWords.ts";
import { makeDigitalLink } from "../epcis/digitalLink.ts";
import type { ScanVerdict } from "../wire/scanVerdict.ts";
import { html, type Markup, page } from "./markup.ts";
import type { Problem } from "./problems.ts";

const TONE: Partial<Record<ScanAnswer, string>> = {
  GENUINE: "good",
  DISPENSED: "wait",
  CANNOT_VERIFY: "wait",
  QUARANTINED: "wait",
};

export function verdictPage(verdict: ScanVerdict): string {
  const { answer, findings, advice, product, code, unit } = verdict;
  const [first, ...others] = findings;
  const isGtin = product.scheme === "GTIN";
  return page(
    "Is this pack what it says?",
    html`<h1 class="${TONE[answer] ?? "bad"}">${first!.text}</h1>
      ${others.map(({ text }) => html`<p>Also: ${text}</p>`)}
      <p>${advice}</p>
      <h2>The pack</h2>
      <dl>
        ${row(isGtin ? "GTIN" : "Product", product.number)}
        ${row(isGtin ? "Serial number" : "Code", code)}${
          unit
            ? html`${row("Lot", unit.lot)} ${row("Made", dayOf(unit.made))}
              ${row("Expires", dayOf(unit.expiry))}`
            : ""
        }
      </dl>
      ${unit ? way(unit) : ""}${trust(verdict)}`,
  );
}

const row = (name: string, value: string): Markup =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

const way = ({ steps, coldChain }: NonNullable<ScanVerdict["unit"]>): Markup =>
  html`<h2>Who had it, and from when on (UTC)</h2>
    <ol>
      ${steps.map(
        ({ step, kinds, since }) =>
          html`<li value="${step}">${momentOf(since)}: ${kindsText(kinds)}</li>`,
      )}
    </ol>
    ${coldChainText(coldChain).map((line) => html`<p>${line}.</p>`)}`;

/** The code percent-encoded, or digits: it can be pasted into a shell. */
const pasted = ({ product, code }: ScanVerdict): string =>
  product.scheme === "GTIN"
    ? makeDigitalLink(
        new Map([
          ["01", product.number],
          ["21", code],
        ]),
      )
    : code;

const trust = (verdict: ScanVerdict): Markup => {
  const { custodian, chainId, at } = verdict.by;
  return html`<footer>
    <h2>Whose word this is</h2>
    <p>
      This is what the gateway of institution ${custodian} on chain ${chainId} found at
      ${momentOf(at)} UTC. Reading it here, you trust this gateway. A forged pack can name an
      address of its forger: look at the one above this page, and whether you know it.
    </p>
    <p>To check without trusting it, ask a node of the chain that you trust:</p>
    <p><code>careledger trace scan ${pasted(verdict)} --rpc URL-OF-THE-NODE</code></p>
  </footer>`;
};

/** What was refused, for who has a browser. */
export const problemPage = ({ status, body }: Problem): string =>
  page(
    "No answer about this pack",
    html`<h1 class="wait">NO ANSWER: take the pack for neither genuine nor fake.</h1>
      <p>
        ${
          status === 429
            ? "Too many questions came from your address. Wait a minute, then scan again."
            : body.issue[0]!.diagnostics
        }
      </p>`,
  );
