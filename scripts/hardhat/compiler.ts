import { createRequire } from "node:module";

/** How every contract of this project is compiled; hardhat.config.ts and the generators read it. */
export const compilerVersion = "0.8.37";

/** The compiler comes from the npm package, so that a build needs no download. */
export const compilerPath = createRequire(import.meta.url).resolve("solc/soljson.js");

export const compilerSettings = {
  // First, where Hardhat puts it in the profile of deployments: with another order of the same
  // settings it would compile all again.
  optimizer: { enabled: true, runs: 20_000 },
  evmVersion: "cancun",
  viaIR: true,
  // A changed comment must not change the bytecode, and with it the committed factories.
  metadata: { bytecodeHash: "none" },
} as const;

/** Contracts of OpenZeppelin that are deployed as they are: the second as a verifier to be listed. */
export const foreignContracts = [
  "@openzeppelin/contracts/access/manager/AccessManager.sol",
  "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol",
];
