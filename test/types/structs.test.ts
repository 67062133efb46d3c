/** Ids are EIP-712 hashes: Solidity, src/core/structs.ts and ethers work out the same (RX-01). */
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { type Hex, toHex } from "../../src/core/bytes.ts";
import { domainSeparator, signingDigest } from "../../src/core/signing.ts";
import * as agreement from "../../src/core/agreement.ts";
import * as coverage from "../../src/core/coverage.ts";
import * as funds from "../../src/core/funds.ts";
import * as goods from "../../src/core/goods.ts";
import * as monitoring from "../../src/core/monitoring.ts";
import { planId } from "../../src/core/plans.ts";
import * as purchase from "../../src/core/purchase.ts";
import * as structs from "../../src/core/structs.ts";
import { goodsKeyHash } from "../../src/wire/goodsKey.ts";
import { orderRequestHash } from "../../src/wire/orderMessages.ts";
import { lotKeyRequestHash, memberScanHash } from "../../src/wire/resolverMessages.ts";
import { settlementRequestHash } from "../../src/wire/settlementMessages.ts";
import { type StructName, structTypes } from "../../src/core/structTypes.ts";
import { claimHashes } from "../fixtures/claimHashes.ts";
import { deployPureFunctions } from "../fixtures/pure.ts";

type Revocation = Parameters<typeof structs.revocationHash>[0];
type Receipt = Parameters<typeof structs.receiptId>[0] & { entries: Hex[] };

const hex = (length: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map(toHex);
const uint = (bits: number) =>
  fc.oneof(
    fc.constantFrom(0n, 1n, (1n << BigInt(bits)) - 1n),
    fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }),
  );

/** Any value of a field's type; numbers as the interfaces of structs.ts have them. */
function valueOf(type: string): fc.Arbitrary<unknown> {
  if (type.endsWith("[]")) return fc.array(valueOf(type.slice(0, -2)), { maxLength: 6 });
  if (type in structTypes) return anyStruct(type as StructName);
  if (type === "address") return hex(20);
  if (type === "bool") return fc.boolean();
  if (type === "bytes") return fc.uint8Array({ maxLength: 100 }).map(toHex);
  if (type.startsWith("bytes")) return hex(Number(type.slice(5)));
  const bits = Number(type.slice(4));
  return bits > 48 ? uint(bits) : uint(bits).map(Number);
}

function anyStruct<T>(name: StructName): fc.Arbitrary<T> {
  return fc.record(
    Object.fromEntries(structTypes[name].map((field) => [field.name, valueOf(field.type)])),
  ) as fc.Arbitrary<T>;
}

/** The types that a struct needs, as ethers wants them: no others. */
function typesOf(name: StructName): Record<string, { name: string; type: string }[]> {
  const all: Record<string, { name: string; type: string }[]> = {};
  const add = (struct: StructName): void => {
    all[struct] = [...structTypes[struct]];
    for (const { type } of structTypes[struct]) {
      const base = type.replace("[]", "");
      if (base in structTypes) add(base as StructName);
    }
  };
  add(name);
  return all;
}

type Body = Omit<Parameters<typeof goods.shownBodyHash>[0], "content"> & {
  content: goods.LotContent;
};

const bodyHash = ({ content, ...body }: Body): Hex =>
  goods.shownBodyHash({ ...body, content: goods.lotContentHash(content) });

/** Of goods, whose functions take text for bytes and parcels for words. */
const goodsHashes = {
  LotContent: goods.lotContentHash,
  LotBody: bodyHash,
  Lot: (l: { body: Body; codeRoot: Hex }) =>
    structs.hashStruct("Lot", [bodyHash(l.body), l.codeRoot]),
  Parcel: goods.parcelKey,
  Container: (c: { sscc: bigint; lots: Hex[]; contents: bigint[] }) =>
    structs.hashStruct("Container", [
      c.sscc,
      structs.hashArray(c.lots),
      goods.contentsHash(c.contents),
    ]),
  Sale: (s: { product: bigint; code: Hex }) => structs.hashStruct("Sale", [s.product, s.code]),
  Payer: goods.payerHash,
  GoodsKey: goodsKeyHash,
  LotKeyRequest: lotKeyRequestHash,
  OrderRequest: orderRequestHash,
  SettlementRequest: settlementRequestHash,
  MemberScan: memberScanHash,
  SaleTerms: (t: { payer: { pseudonym: Hex; salt: Hex }; dispenser: number }) =>
    goods.saleTermsHash(goods.payerHash(t.payer), t.dispenser),
};

type Terms = Omit<purchase.OrderTerms, "price"> & { price: purchase.Price };

const termsHash = ({ price, ...terms }: Terms): Hex =>
  purchase.orderTermsHash({ ...terms, price: purchase.priceHash(price) });

/** Of the cold chain and of purchases. */
const tradeHashes = {
  Sensor: monitoring.sensorId,
  Readings: monitoring.readingsHash,
  Price: purchase.priceHash,
  OrderTerms: termsHash,
  Order: ({ terms, ...order }: Omit<purchase.Order, "terms"> & { terms: Terms }) =>
    purchase.orderId({ ...order, terms: termsHash(terms) }),
};

/** Of enrolment, funds and vouchers. */
const fundHashes = {
  SegmentDetails: coverage.segmentDetailsHash,
  Segment: ({
    details,
    ...s
  }: Omit<coverage.Segment, "details"> & { details: coverage.SegmentDetails }) =>
    coverage.segmentId({ ...s, details: coverage.segmentDetailsHash(details) }),
  EnrolmentEntry: ({ kind, ...e }: Omit<coverage.EnrolmentEntry, "kind"> & { kind: number }) =>
    structs.hashStruct("EnrolmentEntry", [
      e.insured,
      e.previous,
      kind,
      e.segment,
      e.day,
      e.data,
      e.enteredAt,
    ]),
  Correction: coverage.correctionHash,
  Mandate: funds.mandateHash,
  CarryOver: funds.carryOverHash,
  Voucher: funds.voucherId,
};

/** The hash function of each struct; Provision has none of its own. */
const hashes: Record<Exclude<StructName, "Provision">, (value: never) => Hex> = {
  RecordContent: structs.contentHash,
  RecordEntry: structs.entryId,
  Terms: structs.termsHash,
  ConsentGrant: structs.grantId,
  Revocation: structs.revocationHash,
  AccessRequest: structs.requestHash,
  AccessReceipt: structs.receiptId,
  Enrolment: structs.enrolmentHash,
  Rotation: structs.rotationHash,
  FindRequest: structs.findRequestHash,
  ReleaseRequest: structs.releaseRequestHash,
  ...goodsHashes,
  ...tradeHashes,
  ...fundHashes,
  ...claimHashes,
  Plan: planId,
  Agreement: agreement.agreementId,
  Clause: agreement.clauseHash,
};

describe("struct hashes: src/core against ethers (RX-01)", () => {
  for (const [name, hash] of Object.entries(hashes)) {
    it(name, () => {
      const types = typesOf(name as StructName);
      fc.assert(
        fc.property(anyStruct<Record<string, unknown>>(name as StructName), (sample) => {
          expect(hash(sample as never)).to.equal(TypedDataEncoder.hashStruct(name, types, sample));
        }),
        { numRuns: 100, seed: 1 },
      );
    });
  }

  it("domain separator and digest", () => {
    const domain = fc.record({
      name: fc.string({ unit: "grapheme", maxLength: 40 }),
      version: fc.string({ maxLength: 4 }),
      chainId: uint(256),
      verifyingContract: hex(20),
    });
    fc.assert(
      fc.property(domain, anyStruct<Revocation>("Revocation"), (own, value) => {
        expect(domainSeparator(own)).to.equal(TypedDataEncoder.hashDomain(own));
        expect(signingDigest(own, structs.revocationHash(value))).to.equal(
          TypedDataEncoder.hash(own, typesOf("Revocation"), value),
        );
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});

describe("struct hashes: src/core against Solidity (RX-01)", () => {
  const runs = { numRuns: 60, seed: 3 };

  it("terms and grants", async () => {
    const functions = await deployPureFunctions();
    await fc.assert(
      fc.asyncProperty(anyStruct<structs.ConsentGrant>("ConsentGrant"), async (sample) => {
        const hash = structs.termsHash(sample.terms);
        expect(await functions.terms(sample.terms)).to.equal(hash);
        expect(await functions.consentGrant({ ...sample, terms: hash })).to.equal(
          structs.grantId(sample),
        );
      }),
      runs,
    );
  });

  it("entries, several at once", async () => {
    const functions = await deployPureFunctions();
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStruct<structs.RecordEntry>("RecordEntry"), { maxLength: 9 }),
        hex(32),
        fc.nat(2 ** 31),
        async (samples, subject, custodian) => {
          const entries = samples.map((sample) => ({ ...sample, subject, custodian }));
          expect([
            ...(await functions.recordEntries(
              subject,
              custodian,
              entries.map(({ header }) => header),
              entries.map((sample) => structs.contentHash(sample.content)),
            )),
          ]).to.deep.equal(entries.map(structs.entryId));
        },
      ),
      runs,
    );
  });

  it("requests and receipts", async () => {
    const functions = await deployPureFunctions();
    await fc.assert(
      fc.asyncProperty(
        anyStruct<structs.AccessRequest>("AccessRequest"),
        anyStruct<Receipt>("AccessReceipt"),
        async (asked, given) => {
          const { grant: of, grantee, purpose, action, nonce } = asked;
          expect(await functions.accessRequest(of, grantee, purpose, action, nonce)).to.equal(
            structs.requestHash(asked),
          );
          expect(await functions.accessReceipt(given.grant, given.request, given.entries)).to.equal(
            structs.receiptId(given),
          );
        },
      ),
      runs,
    );
  });
});
