import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail } from "../../core/errors.ts";
import type { Output } from "../output.ts";
import { newNodeKey, publicKeyOf, validatorOf } from "./plan.ts";

/** Makes a node key that stays with its member, and tells what the others need to know of it. */
export function makeNodeKey(output: Output, { out }: { out: string }): void {
  const file = path.resolve(out);
  const privateKey = newNodeKey();
  writeNew(file, `${privateKey}\n`);
  const publicKey = publicKeyOf(privateKey);
  const nodePublicKey = publicKey.slice(4);
  const validator = validatorOf(publicKey);
  output.result({ file, nodePublicKey, validator }, [
    `${file}: the node's private key, for its owner only`,
    `  nodePublicKey ${nodePublicKey}`,
    `  validator     ${validator}`,
    "Next: send nodePublicKey to whoever runs careledger network init, and keep the file.",
  ]);
}

/** Never over a key that is there. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  } catch (cause) {
    const { code = "?" } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") fail("NETWORK_EXISTS", { path: file }, { cause });
    // A full disk may have taken half of it.
    rmSync(file, { force: true });
    fail("NETWORK_WRITE", { path: file, reason: code }, { cause });
  }
}
