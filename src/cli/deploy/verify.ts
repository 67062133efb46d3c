import { verifyDeployment } from "../../../deploy/verify/verify.ts";
import { addressesIn } from "../../chain/networks.ts";
import type { Hex } from "../../core/bytes.ts";
import { addressFileFor } from "../addresses.ts";
import { Ending, EXIT } from "../output.ts";
import { packageVersion } from "../package.ts";
import type { Session } from "../session.ts";

/** Compares what is on the chain with this version, check by check. */
export async function verify(session: Session, administrator: Hex | undefined): Promise<void> {
  const { network, state } = session;
  const addresses = await session.addresses();
  const file = addressFileFor(state.directory, network);
  const isOurs = file && addressesIn(file).directory === addresses.directory;
  const fromBlock = isOurs ? file.block : 0;
  const checks = await verifyDeployment(network, addresses, { administrator, fromBlock });
  const wrong = checks.filter(({ ok }) => !ok);
  session.output.result({ ok: wrong.length === 0, version: packageVersion(), addresses, checks }, [
    ...checks.map(({ what, ok, detail }) => `${ok ? "✓" : "✗"} ${what}: ${detail}`),
    wrong.length === 0
      ? `The suite at Directory ${addresses.directory} is version ${packageVersion()}.`
      : `${wrong.length} of ${checks.length} differ from version ${packageVersion()}.`,
  ]);
  if (wrong.length > 0) throw new Ending(EXIT.failed);
}
