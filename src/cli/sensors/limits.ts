import { fail } from "../../core/errors.ts";
import { productId } from "../../core/goods.ts";
import type { Limits } from "../../core/monitoring.ts";
import type { Session } from "../session.ts";
import { fields } from "../table.ts";
import { productNamed } from "../trace/code.ts";

interface Options {
  temperature?: [number, number];
  humidity?: [number, number];
  interval?: number;
  tolerated?: number;
  as?: string;
}

/** Sets the limits of a product, or shows them. */
export async function run(session: Session, text: string, options: Options): Promise<void> {
  const { scheme, number } = productNamed(text);
  const product = productId(scheme, number);
  const wanted = limitsIn(options);
  const { coldChain } = wanted ? (await session.member(options.as)).care : await session.reader();
  const before = await coldChain.limits(product);
  const isSo =
    before && wanted && Object.entries(wanted).every(([k, v]) => before[k as keyof Limits] === v);
  let transaction;
  if (wanted && !isSo) ({ transaction } = await coldChain.setLimits(product, wanted).send());
  const limits = transaction ? await coldChain.limits(product) : before;
  session.output.result(
    {
      product: { scheme, number },
      limits: limits ?? null,
      set: transaction !== undefined,
      transaction,
    },
    limits
      ? fields({
          temperature: `${limits.minTemperature} to ${limits.maxTemperature} °C`,
          humidity: `${limits.minHumidity} to ${limits.maxHumidity} %`,
          readings: `every ${limits.interval} minutes`,
          tolerated: `${limits.tolerated} minutes outside`,
          version: limits.version,
        })
      : ["(none: goods of this product are not watched)"],
  );
}

function limitsIn({ temperature, humidity, interval, tolerated }: Options): Limits | undefined {
  if (!temperature && !humidity && interval === undefined && tolerated === undefined) {
    return undefined;
  }
  if (!temperature || interval === undefined) {
    return fail("CLI_OPTION", { reason: "limits are --temperature and --interval at least" });
  }
  const [minTemperature, maxTemperature] = temperature;
  const [minHumidity, maxHumidity] = humidity ?? [0, 100];
  return {
    minTemperature,
    maxTemperature,
    minHumidity,
    maxHumidity,
    interval,
    tolerated: tolerated ?? 0,
  };
}
