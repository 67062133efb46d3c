import type { Command } from "commander";
import { loaded, newCommand } from "../command.ts";
import { networks, webUrl, wholeNumber } from "../values.ts";

/** A custodian's HTTP service. */
export function gatewayCommand(): Command {
  const group = newCommand(
    "gateway",
    "A custodian's service, which gives records to whom they may be given.",
    'gateway serve --as "North Hospital"',
  );
  group.addCommand(
    newCommand(
      "serve",
      "Serves until Ctrl-C.",
      'gateway serve --as "North Hospital" --port 8701',
      "Others find it by the registry, where it puts its URL.",
    )
      .option("--as <institution>", "whose (default: the first of this folder)")
      .option("--host <address>", "address of this machine to listen on", "127.0.0.1")
      .option("--port <n>", "0: any that is free", wholeNumber(0, 65_535), 0)
      .option("--public-url <url>", "how others reach it (default: the address and port)", webUrl)
      .option("--scans-per-minute <n>", "from one address (default: 60)", wholeNumber(1, 1e6))
      .option(
        "--trust-proxy <list>",
        "addresses of reverse proxies before it, as 10.0.0.2,fd00::/8: they alone say who asks",
        networks,
      )
      .option(
        "--index",
        "keeps the index of this folder, and answers from it who may see something of claims and funds",
      )
      .action(loaded(() => import("./serve.ts"))),
  );
  return group;
}
