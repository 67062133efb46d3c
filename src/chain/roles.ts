import type { Hex } from "../core/bytes.ts";
import { AccessManagedUnauthorized } from "../core/contractErrors.ts";
import type { CareLedgerError } from "../core/errors.ts";
import type { Chain } from "./chain.ts";

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
  { contracts }: Chain,
  { to, data }: { to: Hex; data: Hex },
  error: CareLedgerError,
): Promise<CareLedgerError> {
  if (!(error instanceof AccessManagedUnauthorized)) return error;
  const { manager } = contracts;
  try {
    const role = await manager.getTargetFunctionRole(to, data.slice(0, 10));
    const labels = await manager.queryFilter(manager.filters.RoleLabel(role));
    // Role 0 cannot be labelled.
    const label = role === 0n ? "ADMIN" : (labels.at(-1)?.args.label ?? "");
    return new MissingRole(error.caller, role, label, error);
  } catch {
    // The refusal itself matters more than a name that the node does not tell now.
    return error;
  }
}
