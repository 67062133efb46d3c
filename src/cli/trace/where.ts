import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { lotNamed } from "./lot.ts";
import { placesLines, placesValue } from "./places.ts";

export async function run(session: Session, name: string): Promise<void> {
  const { supply } = (await freshIndex(session)).reader;
  const places = supply.places(lotNamed(supply, name).lot)!;
  session.output.result(placesValue(places, session), placesLines(places, session));
}
