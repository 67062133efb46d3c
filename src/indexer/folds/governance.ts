import type { DomainFold } from "../fold.ts";
import { put, table } from "../table.ts";

/** The names of the Directory: which module has each now. */
export const modules = table(
  "modules",
  { name: "text" },
  { module: "bytes", codeHash: "bytes", permanent: "integer", block: "integer" },
);

/** When a policy contract may write to an evidence contract, Unix seconds. */
export const callers = table(
  "callers",
  { contract: "text", caller: "bytes" },
  { from: "integer", until: "integer" },
);

export const governance: DomainFold<"ModuleRegistered" | "CallerChanged"> = {
  tables: { modules, callers },
  folds: {
    ModuleRegistered: ({ name, module, codeHash, permanent }, { block }) => [
      put(modules, { name, module, codeHash, permanent: Number(permanent), block }),
    ],
    CallerChanged: ({ caller, from, until }, { contract }) => [
      put(callers, { contract, caller, from, until }),
    ],
  },
};
