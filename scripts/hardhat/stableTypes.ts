import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * TypeChain writes its exports in the order in which it is given the artifacts, and that depends on
 * what was compiled before. This plugin, listed before the toolbox, sorts them, so that the types,
 * which are committed, are the same after every build.
 */
export const stableTypes: HardhatPlugin = {
  id: "careledger-stable-types",
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        // The next handler in the row, TypeChain's, reads the same array.
        async processArtifactsAfterSuccessfulBuild(_context, artifactPaths: string[]) {
          artifactPaths.sort((a, b) => (a < b ? -1 : 1));
        },
      }),
    }),
  },
};
