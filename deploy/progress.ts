import { ExecutionEventType, type ExecutionEventListener } from "@nomicfoundation/ignition-core";
import type { Hex } from "../src/core/bytes.ts";

/** A step of a deployment that is on the chain now. */
export interface Step {
  /** Its id in the module, `identity#ParticipantRegistry` for example. */
  id: string;
  /** Where the contract lies that the step deployed. */
  address?: Hex;
  /** How many steps of this run are done, and how many there are. */
  done: number;
  total: number;
}

type Event = { batches: string[][] } | { futureId: string; result: { result?: string } } | object;

const COMPLETE: ReadonlySet<ExecutionEventType> = new Set([
  ExecutionEventType.DEPLOYMENT_EXECUTION_STATE_COMPLETE,
  ExecutionEventType.CALL_EXECUTION_STATE_COMPLETE,
  ExecutionEventType.STATIC_CALL_EXECUTION_STATE_COMPLETE,
]);

interface Hearers {
  /** Before steps are sent that do not need each other. */
  onBatch?: (() => Promise<void>) | undefined;
  onStep?: ((step: Step) => void) | undefined;
}

/** Hears Ignition's events. */
export function listener({ onBatch, onStep }: Hearers): ExecutionEventListener {
  let total = 0;
  let done = 0;
  const hear = (type: ExecutionEventType) => async (event: Event) => {
    if (type === ExecutionEventType.BEGIN_NEXT_BATCH) await onBatch?.();
    if ("batches" in event) {
      total = event.batches.flat().length;
      done = 0;
    } else if ("futureId" in event && COMPLETE.has(type)) {
      const { result } = event.result;
      const isContract = type === ExecutionEventType.DEPLOYMENT_EXECUTION_STATE_COMPLETE;
      const step = { id: event.futureId, done: ++done, total };
      onStep?.(isContract && result ? { ...step, address: result as Hex } : step);
    }
  };
  return Object.fromEntries(
    Object.values(ExecutionEventType).map((type) => [
      type.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      hear(type),
    ]),
  ) as unknown as ExecutionEventListener;
}
