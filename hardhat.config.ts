import path from "node:path";
import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";
import {
  compilerPath,
  compilerSettings,
  compilerVersion,
  foreignContracts,
} from "./scripts/hardhat/compiler.ts";
import { stableTypes } from "./scripts/hardhat/stableTypes.ts";

/** Rules of every simulated chain: with osaka come the P-256 precompile and the gas cap. */
const simulated = { type: "edr-simulated", chainType: "l1", hardfork: "osaka" } as const;

const compiler = {
  // As the tests compiled it, so that a deployment finds it and does not compile again.
  isolated: false,
  toolVersionsInBuildInfo: false,
  version: compilerVersion,
  path: compilerPath,
  settings: compilerSettings,
};

/** Fuzz and invariant tests: the same cases in every run of the same number. */
const solidityTests = (runs: number) => ({
  blockTimestamp: 1_750_000_000n,
  fuzz: { runs: 32 * runs, seed: `0x${"ca7e".repeat(16)}` },
  invariant: { runs, depth: 128, failOnRevert: true },
});

const mnemonic = process.env["CARELEDGER_MNEMONIC"];

export default defineConfig({
  plugins: [stableTypes, hardhatToolboxMochaEthers],
  paths: { ignition: "./deploy", tests: { mocha: "./test", solidity: "./test" } },
  // One compiler for every profile: what is deployed is what was tested.
  solidity: {
    profiles: { default: compiler, production: compiler },
    npmFilesToBuild: foreignContracts,
  },
  test: {
    solidity: {
      profiles: {
        default: solidityTests(32),
        /** `hardhat test solidity --test-profile thorough`: before a release. */
        thorough: solidityTests(1_000),
      },
    },
  },
  // Blocks of a consortium's chain are final at once; Ignition would wait for four more.
  ignition: { requiredConfirmations: 1 },
  typechain: { outDir: path.join(import.meta.dirname, "typechain-types") },
  networks: {
    /** In-process, one block a transaction: tests. `npm start` configures its own. */
    default: simulated,
    /**
     * Any chain behind the URL of CARELEDGER_RPC. With CARELEDGER_MNEMONIC its account of index 9
     * deploys, as by `careledger deploy`; without it the node's own first account.
     */
    external: {
      type: "http",
      chainType: "l1",
      url: process.env["CARELEDGER_RPC"] ?? "http://127.0.0.1:8545",
      accounts: mnemonic ? { mnemonic, initialIndex: 9, count: 1 } : "remote",
    },
  },
});
