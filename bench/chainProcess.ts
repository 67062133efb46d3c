/** A chain of its own in a process of its own, as a node is: says where it is and ends with stdin. */
import { startEmbeddedChain } from "../src/cli/start/embeddedChain.ts";

const chain = await startEmbeddedChain();
process.stdout.write(`${JSON.stringify({ url: chain.url, addresses: chain.addresses })}\n`);
process.stdin.resume();
process.stdin.once("end", () => {
  void chain.close().finally(() => process.exit());
});
