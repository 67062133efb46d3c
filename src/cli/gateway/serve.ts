import { freshIndex } from "../index/fresh.ts";
import { untilInterrupted } from "../interrupt.ts";
import { serve } from "../members.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";

interface Options {
  as?: string;
  host: string;
  port: number;
  publicUrl?: string;
  scansPerMinute?: number;
  trustProxy?: string[];
  index?: boolean;
}

export async function run(session: Session, options: Options): Promise<void> {
  const { as, host, port, publicUrl, scansPerMinute, trustProxy } = options;
  const interrupted = untilInterrupted();
  const member = await session.member(as);
  const custody = await session.custody(member);
  const index = options.index ? await freshIndex(session) : undefined;
  const where = {
    host,
    port,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(scansPerMinute === undefined ? {} : { scansPerMinute }),
    ...(trustProxy === undefined ? {} : { trustProxy }),
    ...(index === undefined ? {} : { index: index.reader }),
  };
  const { url, isRegisteredNow, close } = await serve(member, custody, session.state, where);
  const stopping = new AbortController();
  const following = index?.follow(stopping.signal);
  try {
    const { id, name } = member;
    session.output.result({ id, name, url, registered: isRegisteredNow }, [
      `The gateway of ${name} listens at ${url}.`,
    ]);
    note(isRegisteredNow ? "The registry has its URL now." : "The registry had its URL already.");
    note("Ctrl-C ends it.");
    // Following fails where the index cannot be written or the chain became another one.
    await Promise.race([interrupted, following?.then(() => interrupted) ?? interrupted]);
  } finally {
    stopping.abort();
    await close();
    await following;
  }
}
