/** What a gateway says of a pack to everybody: a scan's answer, which its reader has to believe. */
import { z } from "zod";
import { SCAN_ANSWERS } from "../core/scan.ts";
import { uint } from "./schema.ts";

/** Times are Unix seconds. No names, prices or quantities, and nothing that proves a code. */
export const scanVerdict = z.strictObject({
  answer: z.enum(SCAN_ANSWERS),
  /** All that holds, the gravest first, each in words too. */
  findings: z
    .array(z.strictObject({ answer: z.enum(SCAN_ANSWERS), reason: z.string(), text: z.string() }))
    .min(1),
  /** What to do. */
  advice: z.string(),
  product: z.strictObject({ scheme: z.enum(["GTIN", "NATIONAL"]), number: z.string() }),
  code: z.string(),
  /** What was proven; nothing where nothing was. */
  unit: z
    .strictObject({
      /** As printed. */
      lot: z.string(),
      made: uint(40),
      expiry: uint(40),
      steps: z.array(
        z.strictObject({ step: uint(32), kinds: z.array(z.string()), since: uint(40) }),
      ),
      coldChain: z.strictObject({
        monitored: z.boolean(),
        missed: z.number(),
        late: z.number(),
        silent: z.number(),
        until: z.number().optional(),
        excursions: z.array(
          z.strictObject({
            step: uint(32),
            from: uint(40),
            temperature: z.number(),
            humidity: z.number().optional(),
          }),
        ),
      }),
    })
    .optional(),
  /** Whose word it is: the gateway's institution, on which chain, and when. */
  by: z.strictObject({ custodian: uint(32), chainId: z.string(), at: uint(40) }),
});

export const verdictQuery = z.object({
  code: z.string().max(4096).describe("a pack's code in any form: Digital Link, 20 digits, (01)"),
});

export type ScanVerdict = z.infer<typeof scanVerdict>;
