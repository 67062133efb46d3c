import { fail } from "../../core/errors.ts";
import { Progress } from "../progress.ts";
import { verifyRecords } from "../records/verifying.ts";
import type { Consortium } from "./consortium.ts";

/** Every record fetched back, opened by its custodian and compared; answers how many. */
export async function verifyAll({ hospitals }: Consortium, records: number): Promise<number> {
  const progress = new Progress("records verified", records);
  let verified = 0;
  try {
    for (const { care, custody } of hospitals) {
      const found = await verifyRecords(care, custody, custody.catalogue.records(), (done) =>
        progress.update(verified + done, ""),
      );
      verified += found.verified;
      const [failure] = found.failures;
      if (failure) fail("CLI_VERIFY", { ...failure });
    }
  } finally {
    progress.stop();
  }
  return verified;
}
