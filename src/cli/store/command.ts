import type { Command } from "commander";
import { loaded, newCommand, withSession } from "../command.ts";

/** Where sealed records lie. */
export function storeCommand(): Command {
  const group = newCommand(
    "store",
    "The blocks of sealed records: what is there, what is kept, what goes.",
    "store status",
  );
  group.addCommand(
    newCommand("status", "How much the store holds.", "store status --check")
      .option("--check", "read every record of this folder's catalogues; ends with 1 if one lacks")
      .action(loaded(() => import("./status.ts"))),
  );
  group.addCommand(
    newCommand(
      "gc",
      "Removes every block that no pin keeps.",
      "store gc",
      "Publishing pins what it stores: gc may run beside it. The embedded store spares what was stored within the last hour; of an IPFS node all goes that is not pinned, whoever put it there.",
    ).action(
      withSession(async (session) => {
        const removed = await (await session.store()).gc();
        session.output.result({ removed }, [`${removed} blocks removed`]);
      }),
    ),
  );
  group.addCommand(
    newCommand("pin", "Keeps a block or file from gc.", "store pin bafkrei...")
      .argument("<cid>", "its CID")
      .option("--remove", "keep it no longer: the next gc removes it")
      .action(
        withSession(async (session, text: string, { remove = false }: { remove?: boolean }) => {
          const { parseCid } = await import("../../vault/cid.ts");
          const cid = parseCid(text);
          const store = await session.store();
          await (remove ? store.unpin(cid) : store.pin(cid));
          session.output.result({ cid: `${cid}`, pinned: !remove }, [
            remove ? `${cid} is no longer pinned` : `${cid} is pinned`,
          ]);
        }),
      ),
  );
  return group;
}
