// Written by `npm run generate`. Do not edit: change networks/*/addresses.json.
import type { NetworkFile } from "./networks.ts";

/** Networks on which the suite lies, and where. */
export const shippedNetworks: readonly NetworkFile[] = [];
