import type { Command } from "commander";
import { newCommand, withSession } from "./command.ts";

/** Institutions as the registry knows them. */
export function participantsCommand(): Command {
  const group = newCommand("participants", "Institutions.", "participants list");
  group.addCommand(
    newCommand("list", "The institutions of this folder.", "participants list --json").action(
      withSession(async (session) => {
        const care = await session.reader();
        const rows = [];
        for (const [name, { id }] of Object.entries(session.state.institutions)) {
          if (id !== undefined) rows.push({ name, ...(await care.identity.participant(id)) });
        }
        session.output.result(
          { participants: rows },
          rows.map(
            ({ id, name, kinds, status }) => `${id}  ${name}  ${kinds.join(", ")}  ${status}`,
          ),
        );
      }),
    ),
  );
  return group;
}
