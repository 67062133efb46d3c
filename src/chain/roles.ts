import type { Hex } from "../core/bytes.ts";
import { AccessManagedUnauthorized } from "../core/contractErrors.ts";
import type { CareLedgerError } from "../core/errors.ts";
import type { Chain } from "./chain.ts";
import { allLogs } from "./transact.ts";

/** The account lacks a role of the AccessManager, which is named as the deployment labelled it. */
export class MissingRole extends AccessManagedUnauthorized {
  /** Role id, as in contracts/access/Roles.sol; 0: the AccessManager's administrator. */
  readonly role: bigint;
  /** Its label, such as ADMISSIONS; empty if it has none. */
  readonly label: string;

  constructor(caller: Hex, role: bigint, label: string, cause?: unknown) {
    const named = label ? `${label} (${role})` : `${role}`;
    super(
      { caller },
      {
        notice: `The account lacks the role ${named}.`,
        remedy: `Send from an account that holds it, or let its administrator call AccessManager.grantRole(${role}, ${caller}, 0).`,
        cause,
      },
    );
    this.role = role;
    this.label = label;
  }
}

/** Of a refusal for want of a role: the same with the role's name; any other error as it is. */
export async function withMissingRole(
  { contracts, network }: Chain,
  { to, data }: { to: Hex; data: Hex },
  error: CareLedgerError,
): Promise<CareLedgerError> {
  if (!(error instanceof AccessManagedUnauthorized)) return error;
  const { manager } = contracts;
  try {
    const role = await manager.getTargetFunctionRole(to, data.slice(0, 10));
    const labels = await allLogs(
      network.provider,
      {
        address: await manager.getAddress(),
        topics: await manager.filters.RoleLabel(role).getTopicFilter(),
      },
      { from: 0, to: await network.finalBlock() },
    );
    const last = labels.at(-1);
    const label = last && manager.interface.parseLog(last)?.args["label"];
    // Role 0 cannot be labelled.
    const name = role === 0n ? "ADMIN" : String(label ?? "");
    return new MissingRole(error.caller, role, name, error);
  } catch {
    // The refusal itself matters more than a name that the node does not tell now.
    return error;
  }
}
