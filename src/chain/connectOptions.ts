import type { Signer } from "ethers";
import type { Hex } from "../core/bytes.ts";
import type { NetworkFile } from "./networks.ts";

interface Connecting {
  /** JSON-RPC URL of a node. */
  rpc: string;
  /**
   * An institution's account: its private key, or an ethers signer whose key lies elsewhere (HSM,
   * KMS); without one, reading only.
   */
  account?: Hex | Signer;
  /** Blocks on top of the one that counts as final; 0 where blocks are final at once. */
  confirmations?: number;
}

/** Where the suite lies: by its Directory, or by the address file of a network. */
export type ConnectOptions = Connecting &
  (
    | {
        /** The suite's Directory, which leads to all other modules. */
        directory: Hex;
        /** Refuse any other chain. */
        chainId?: bigint;
      }
    | {
        /** `networks/<name>/addresses.json`: refuses any other chain; tells what is final there. */
        network: NetworkFile;
      }
  );
