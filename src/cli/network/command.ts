import type { Command } from "commander";
import { loaded, newCommand, withOutput } from "../command.ts";
import { wholeNumber } from "../values.ts";
import type { InitOptions } from "./init.ts";

/** A network of plain Besu nodes: what its members need, and whether a chain is well. */
export function networkCommand(): Command {
  return newCommand(
    "network",
    "A QBFT network of Besu nodes.",
    "network doctor --rpc http://127.0.0.1:8545",
  )
    .addCommand(init())
    .addCommand(key())
    .addCommand(doctor());
}

const DEFAULT_CHAIN_ID = 20_260;
/** As far as wallets go. */
const MAX_CHAIN_ID = 4_503_599_627_370_476;

function init(): Command {
  return newCommand(
    "init",
    "Makes genesis, node keys, allow-lists, start scripts, a compose file and a guide for the operators of a QBFT network.",
    "network init --members networks/besu/members.example.json --out my-network",
  )
    .requiredOption(
      "--members <file>",
      "JSON list of {name, host, p2pPort, rpcPort, nodePublicKey}",
    )
    .requiredOption("--out <dir>", "folder to make; it must not be there yet")
    .option("--chain-id <number>", "chain id", wholeNumber(1, MAX_CHAIN_ID), DEFAULT_CHAIN_ID)
    .option(
      "--accounts <address...>",
      "whose transactions the nodes take: addresses, or files of them (default: those of CARELEDGER_MNEMONIC)",
    )
    .option("--trial", "allow fewer than four members: without one of them the chain stands still")
    .action(
      withOutput(async (output, options: InitOptions) => {
        const { initNetwork } = await import("./init.ts");
        initNetwork(output, options);
      }),
    );
}

function key(): Command {
  return newCommand(
    "key",
    "Makes a node key that stays with its member, and says what the others need to know of it.",
    "network key --out node.key",
  )
    .requiredOption("--out <file>", "file to make; it must not be there yet")
    .action(
      withOutput(async (output, options: { out: string }) => {
        const { makeNodeKey } = await import("./key.ts");
        makeNodeKey(output, options);
      }),
    );
}

function doctor(): Command {
  return newCommand(
    "doctor",
    "Examines a chain, the suite on it, store and gateways; says in ten lines what is wrong and what to do.",
    "network doctor --rpc http://127.0.0.1:8545",
  ).action(loaded(() => import("./doctor/doctor.ts")));
}
