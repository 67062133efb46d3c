import { expect } from "chai";
import { decodeRevert } from "../../src/chain/reverts.ts";
import { abis } from "../../src/chain/contracts.ts";
import type { Hex } from "../../src/core/bytes.ts";
import {
  AccessManagerLockedRole,
  ConsentExists,
  ConsentExpired,
  contractErrors,
  DirectoryNameTaken,
  ParticipantKindNotAllowed,
  RecordBatchEmpty,
  SubjectEnrolmentIncomplete,
} from "../../src/core/contractErrors.ts";
import { CareLedgerError, ContractRevert } from "../../src/core/errors.ts";
import { remedies } from "../../src/core/remedies.ts";
import { fixed } from "../fixtures/careLedger.ts";

/** What a contract answers, decoded. */
function refused(contract: keyof typeof abis, name: string, ...values: unknown[]): ContractRevert {
  const error = decodeRevert(abis[contract].encodeErrorResult(name, values));
  if (!error) throw new TypeError(`${name} was not decoded`);
  return error;
}

describe("core: what contracts refuse, as classes", () => {
  it("has the Solidity arguments as fields", () => {
    const grant = fixed("grant");
    const e: Error = refused("consentRegistry", "ConsentExpired", grant, 100n, 200n);
    if (!(e instanceof ConsentExpired)) throw e;
    // Typed: none of these is `unknown`.
    const [id, expiredAt, now]: [Hex, number, number] = [e.grant, e.expiredAt, e.now_];
    expect([id, expiredAt, now]).deep.equal([grant, 100, 200]);
    expect(e).instanceOf(ContractRevert).instanceOf(CareLedgerError);
    expect(e.errorName).equal("ConsentExpired");
    expect(e.args).deep.equal({ grant, expiredAt: 100, now_: 200 });
    expect(e.message).equal(
      `The contract refused: ConsentExpired(grant: ${grant}, expiredAt: 100, now_: 200). ` +
        `The grant could never be used. ${remedies.ConsentExpired}`,
    );
  });

  it("names the members of enums, and leaves numbers beyond 48 bits exact", () => {
    const known = refused("consentRegistry", "ConsentExists", fixed("grant"), 2n);
    expect(known).instanceOf(ConsentExists).property("state", "REVOKED");
    const incomplete = refused("subjectRegistry", "SubjectEnrolmentIncomplete", 1n, 3n, fixed("k"));
    expect(incomplete)
      .instanceOf(SubjectEnrolmentIncomplete)
      .include({ kind: "PATIENT", method: "FEDERATED" });
    const kinds = refused("participantRegistry", "ParticipantKindNotAllowed", 7n, 2n ** 31n, 1n);
    expect(kinds)
      .instanceOf(ParticipantKindNotAllowed)
      .property("kinds", 2 ** 31);
    const role = refused("manager", "AccessManagerLockedRole", 2n ** 64n - 1n);
    expect(role)
      .instanceOf(AccessManagerLockedRole)
      .property("roleId", 2n ** 64n - 1n);
  });

  it("does not let an argument take the place of a field that every error has", () => {
    const module = `0x${"11".repeat(20)}`;
    const e = refused("directory", "DirectoryNameTaken", fixed("name"), module);
    expect(e).instanceOf(DirectoryNameTaken);
    expect(e.name).equal("CareLedgerError");
    expect(e).include({ name_: fixed("name"), module });
    expect(e.args["name"]).equal(fixed("name"));
  });

  it("decodes every error of every contract into its class, each with its own words", () => {
    const names = new Set<string>();
    for (const abi of Object.values(abis)) {
      abi.forEachError((fragment) => {
        const values = fragment.inputs.map(({ baseType }) =>
          baseType.startsWith("uint")
            ? 1n
            : baseType === "bool"
              ? true
              : baseType === "string"
                ? "x"
                : baseType === "address"
                  ? `0x${"22".repeat(20)}`
                  : `0x${"33".repeat(Number(/^bytes(\d+)$/.exec(baseType)?.[1] ?? 20))}`,
        );
        const e = decodeRevert(abi.encodeErrorResult(fragment, values));
        const { type } = contractErrors[fragment.name as keyof typeof contractErrors];
        expect(e, fragment.name).instanceOf(type);
        expect(Object.keys(e!.args)).deep.equal(fragment.inputs.map(({ name }) => name));
        expect(e!.message, fragment.name).match(
          /^The contract refused: \w+\(.*\)\. [A-Z].*\. .*\.$/,
        );
        names.add(fragment.name);
      });
    }
    expect([...names].toSorted()).deep.equal(Object.keys(contractErrors));
    expect(Object.keys(remedies).toSorted()).deep.equal([...names].toSorted());
  });

  it("makes no class of what is not ours", () => {
    const abi = abis.recordIndex;
    expect(decodeRevert("0xdeadbeef")).equal(undefined);
    expect(decodeRevert(abi.encodeErrorResult("RecordBatchEmpty"))).instanceOf(RecordBatchEmpty);
    const panic = decodeRevert(`0x4e487b71${"11".padStart(64, "0")}`);
    expect(panic).instanceOf(ContractRevert).property("errorName", "Panic");
  });
});
