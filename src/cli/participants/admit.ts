import type { ParticipantKind } from "../../core/codes.ts";
import { fhirInterval } from "../../core/dates.ts";
import { admit } from "../members.ts";
import type { Session } from "../session.ts";

interface Options {
  kind: ParticipantKind[];
  grade?: number;
  jurisdiction?: { scheme: number; code: number };
  accreditedUntil?: string;
}

export async function run(
  session: Session,
  name: string,
  { kind: kinds, grade, jurisdiction, accreditedUntil }: Options,
): Promise<void> {
  const { accounts, state } = session;
  const administrator = await session.administrator();
  const profile = {
    kinds,
    ...(grade === undefined ? {} : { grade }),
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(accreditedUntil === undefined
      ? {}
      : { accreditedUntil: fhirInterval(accreditedUntil).end }),
  };
  const { member, isNew } = await admit(name, profile, administrator, state, accounts);
  const { id, account } = member;
  const address = accounts.address(account);
  session.output.result({ id, name, kinds, account, address, admitted: isNew }, [
    isNew ? `${name} is institution ${id}.` : `${name} is institution ${id} already.`,
    `It acts with account ${account}, ${address}.`,
  ]);
}
