import { momentOf } from "../../core/dates.ts";
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { verifyProof } from "../../wire/verifyProof.ts";
import { readSmallFile } from "../files.ts";
import type { Output } from "../output.ts";
import { fields } from "../table.ts";

const WHAT = "The proof file";

/** Verifies a proof file, without chain, store or folder. */
export async function verifyFile(output: Output, file: string, blockHash?: Hex): Promise<void> {
  const proof = parsed(readSmallFile(file, WHAT));
  const proven = await verifyProof(proof, blockHash ? { blockHash } : {});
  const { id, custodian, root, position, hasFields, state } = proven;
  output.result({ ...proven, blockHash }, [
    ...fields({
      entry: id,
      custodian,
      batch: root,
      position,
      ...(hasFields ? { fields: "those of the entry's id" } : {}),
      ...(state
        ? { state: state.entry, anchored: `${momentOf(state.anchoredAt)} UTC`, block: state.hash }
        : {}),
    }),
    blockHash
      ? "It is proven down to the block that you named."
      : "It holds if the chain has that root, or the block of that hash: --block HASH checks against one that you trust.",
  ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail("CLI_FILE", { what: WHAT, reason: "it is not JSON" });
  }
}
