import { Indexer, type IndexStep } from "../../indexer/indexer.ts";
import { untilInterrupted } from "../interrupt.ts";
import { note, Progress } from "../progress.ts";
import type { Session } from "../session.ts";
import { indexFile } from "./file.ts";
import { statusLines } from "./status.ts";

interface Options {
  db?: string;
  once?: boolean;
  rebuild?: boolean;
}

export async function run(session: Session, options: Options): Promise<void> {
  const { db = indexFile(session.state), once = false, rebuild: anew = false } = options;
  const { chain } = await session.reader();
  const indexer = new Indexer(chain, db, { anew });
  session.onClose(() => indexer.close());
  const telling = new Telling(await chain.network.finalBlock());
  const started = performance.now();
  try {
    await indexer.catchUp({ onStep: telling.step });
    const seconds = (performance.now() - started) / 1000;
    telling.caughtUp();
    const folded = telling.events;
    if (!once) {
      const stopping = new AbortController();
      const interrupted = untilInterrupted().then(() => stopping.abort());
      note("Following the chain; Ctrl-C ends it.");
      const onTrouble = (error: Error) => telling.trouble(error);
      // It ends by the signal alone, or fails.
      await indexer.follow({ signal: stopping.signal, onStep: telling.step, onTrouble });
      await interrupted;
    }
    const status = indexer.reader.status();
    const eventsPerSecond = Math.round(folded / seconds);
    session.output.result(
      {
        db,
        ...status,
        folded: telling.events,
        seconds: Number(seconds.toFixed(3)),
        eventsPerSecond,
      },
      statusLines(status),
    );
  } finally {
    telling.caughtUp();
  }
}

/** What is said on the way: a bar up to the head, then a line for what is new. */
class Telling {
  /** Folded by this command. */
  events = 0;
  #progress: Progress | undefined;
  #isAway = false;

  constructor(final: number) {
    this.#progress = new Progress("blocks", final);
  }

  readonly step = ({ block, events, undoneTo }: IndexStep): void => {
    this.events += events;
    this.#isAway = false;
    if (undoneTo !== undefined) note(`The chain changed: gone back to block ${undoneTo}.`);
    else if (this.#progress) this.#progress.update(block, `${this.events} events`);
    else if (events > 0) note(`Block ${block}: ${events} events.`);
  };

  trouble({ message }: Error): void {
    if (!this.#isAway) note(`Waiting for the node. ${message}`);
    this.#isAway = true;
  }

  caughtUp(): void {
    this.#progress?.stop();
    this.#progress = undefined;
  }
}
