import { fail } from "../../core/errors.ts";
import { lockGateway } from "../members.ts";
import type { Session } from "../session.ts";
import { newKeys } from "../state.ts";

/** A new HPKE key. It is kept before it is sent, so that a kill between the two loses nothing. */
export async function run(session: Session, institution: string): Promise<void> {
  const { id, name, care } = await session.member(institution);
  // A gateway that runs would meet record sets sealed to a key that it does not have.
  session.onClose(lockGateway({ id, name }, session.state));
  const { keyEpoch } = await care.identity.participant(id);
  const next = session.state.update((change) => {
    const { keys } = change.institution(name);
    // One more than the chain knows: an earlier command was ended before it was sent.
    if (keys.length === keyEpoch) keys.push(newKeys());
    return keys[keyEpoch] ?? fail("KEYRING_EPOCH_UNKNOWN", { epoch: keyEpoch });
  });
  const { event, transaction } = await care.identity.rotateKey(next.public).send();
  session.output.result({ id, name, keyEpoch: event.epoch, key: event.key, transaction }, [
    `${name} has key epoch ${event.epoch} now. Its older keys are kept: what was sealed to them still opens.`,
  ]);
}
