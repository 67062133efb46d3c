import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import { type Hex, randomHex, ZERO32 } from "../core/bytes.ts";
import { type Purpose, purposes } from "../core/codes.ts";
import { ContractRevert, fail } from "../core/errors.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import {
  type ConsentGrant,
  entryId,
  type FindRequest,
  findRequestHash,
  grantId,
} from "../core/structs.ts";
import { isProven } from "../core/tree.ts";
import { RecordsModule } from "../ledger/records.ts";
import { type CustodianAt, requestDeadline } from "../wire/gatewayClient.ts";
import type { FoundRecord } from "../wire/messages.ts";

/** What to ask for: a grant's entries as its grantee, or all of one's own as the patient. */
export type FindOptions = { readonly purpose?: Purpose } & (
  { readonly grant: ConsentGrant } | { readonly subject: Hex; readonly patient: Signer }
);

/** Asks a custodian which records may be opened, and checks every answer against the chain. */
export async function findRecords(
  chain: Chain,
  { custodian, gateway }: CustodianAt,
  options: FindOptions,
): Promise<FoundRecord[]> {
  const own = "patient" in options;
  const subject = own ? options.subject : options.grant.subject;
  const found = new Map<Hex, FoundRecord>();
  const check = checkerOf(chain);
  let after: string | undefined;
  do {
    const request: FindRequest = {
      subject,
      grant: own ? ZERO32 : grantId(options.grant),
      custodian,
      purpose: purposes[options.purpose ?? "TREAT"].bit,
      nonce: randomHex(32),
      deadline: requestDeadline(),
    };
    const answer = await gateway.find({
      request,
      ...(own ? {} : { grant: options.grant }),
      ...(after === undefined ? {} : { after }),
      ...(own
        ? await signedBy(options.patient, chain, request)
        : await signedByAccount(chain, request)),
    });
    for (const entry of answer.entries) {
      const record = { ...entry, subject, custodian };
      await check(record);
      if (found.has(entry.id)) fail("OPEN_ENTRY", { reason: "it was answered before" });
      found.set(entry.id, record);
    }
    after = answer.after;
    // Pages without entries could follow each other for ever.
    if (after !== undefined && answer.entries.length === 0) {
      fail("GATEWAY_ANSWER", { path: "/v1/find" });
    }
  } while (after !== undefined);
  return [...found.values()];
}

async function signedBy(patient: Signer, chain: Chain, request: FindRequest) {
  const digest = signingDigest(signingDomain(chain, "Gateway"), findRequestHash(request));
  return { signer: patient.bytes, signature: await patient.sign(digest) };
}

async function signedByAccount(chain: Chain, request: FindRequest) {
  const account = accountOf(chain);
  const domain = signingDomain(chain, "Gateway");
  return {
    signer: account.address,
    signature: await account.signStruct(domain, "FindRequest", request),
  };
}

/** A gateway can withhold, but not invent: ids, positions and roots must hold. */
function checkerOf(chain: Chain): (record: FoundRecord) => Promise<void> {
  const records = new RecordsModule(chain);
  const counts = new Map<Hex, Promise<number>>();
  const countOf = (custodian: number, root: Hex): Promise<number> => {
    const count = counts.get(root) ?? sizeOf(records, custodian, root);
    counts.set(root, count);
    return count;
  };
  return async (record) => {
    const { custodian, root, count, position, siblings, id } = record;
    if ((await countOf(custodian, root)) !== count) {
      fail("OPEN_ENTRY", { reason: "its batch has another size" });
    }
    if (entryId({ ...record, content: record }) !== id) {
      fail("OPEN_ENTRY", { reason: "its fields are not those of its id" });
    }
    if (position >= count || !isProven(root, count, [position], [id], siblings)) {
      fail("OPEN_ENTRY", { reason: "it is not in its batch" });
    }
  };
}

async function sizeOf(records: RecordsModule, custodian: number, root: Hex): Promise<number> {
  try {
    return (await records.batch(custodian, root)).count;
  } catch (error) {
    // The chain refuses to tell of a batch that it does not have.
    if (!(error instanceof ContractRevert)) throw error;
    return fail("OPEN_ENTRY", { reason: "its batch is not on the chain" }, { cause: error });
  }
}
