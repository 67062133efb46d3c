import colors from "picocolors";
import type { CareLedger } from "../../../client.ts";
import { isCareLedgerError } from "../../../core/errors.ts";
import { addressFileFor } from "../../addresses.ts";
import { Ending, EXIT } from "../../output.ts";
import type { Session } from "../../session.ts";
import { checkBlocks, checkChain, checkClock, checkGas, checkP256, watchHead } from "./chain.ts";
import { type Check, fault, guarded, warning } from "./check.ts";
import { checkGateways, checkStore } from "./services.ts";
import { checkCode, checkModules, checkRoles } from "./suite.ts";

/** Seconds to wait for the next block. */
const PATIENCE = 5;

/** Says what is wrong with a chain and all that stands on it; exit code 1 where there is a fault. */
export async function run(session: Session): Promise<void> {
  const checks = await diagnose(session);
  const well = checks.every(({ state }) => state !== "fault");
  session.output.result({ ok: well, checks }, checks.map(lineOf));
  if (!well) throw new Ending(EXIT.failed);
}

/** Ten checks, or seven where the suite is not to be found. */
export async function diagnose(session: Session, patience = PATIENCE): Promise<Check[]> {
  const { network } = session;
  const heads = watchHead(network, patience);
  const checks = await Promise.all([
    guarded("chain", () => checkChain(network)),
    guarded("blocks", () => checkBlocks(heads)),
    guarded("clock", () => checkClock(heads)),
    guarded("gas", () => checkGas(network)),
    guarded("p-256", () => checkP256(network)),
    diagnoseSuite(session),
    guarded("store", () => checkStore(session)),
  ]);
  return checks.flat();
}

async function diagnoseSuite(session: Session): Promise<Check[]> {
  try {
    const care = await session.reader();
    const from = deployedIn(session, care);
    return await Promise.all([
      guarded("code", () => checkCode(care)),
      guarded("modules", () => checkModules(care, from)),
      guarded("roles", () => checkRoles(care, from)),
      guarded("gateways", () => checkGateways(care)),
    ]);
  } catch (error) {
    if (isCareLedgerError(error, "CLI_NOT_DEPLOYED")) {
      const text = "not deployed here, as far as this folder knows";
      return [warning("suite", { text }, error.remedy)];
    }
    if (!isCareLedgerError(error)) throw error;
    const text = `no Directory answers where it should be (${error.code})`;
    const remedy =
      "the chain was reset, or the address is another chain's: deploy, or give --directory";
    return [fault("suite", { text }, remedy)];
  }
}

/** First block of the suite, where the folder knows it: nothing is to be found before. */
function deployedIn({ state, network }: Session, { chain }: CareLedger): number {
  const file = addressFileFor(state.directory, network);
  return file?.contracts.Directory.address === chain.addresses.directory ? file.block : 0;
}

const PAINT = { ok: colors.green, warning: colors.yellow, fault: colors.red };

function lineOf({ state, name, text, remedy }: Check): string {
  const line = `${PAINT[state](state.padEnd(7))}  ${name.padEnd(8)}  ${text}`;
  return remedy === undefined
    ? line
    : `${line}. ${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`;
}
