/** A JSON object as parsed. Input is not trusted: read members through the helpers below. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The values at a dotted path, through arrays: `valuesAt(claim, "item.encounter")` gives all
 * encounters of all items. What is missing or of another shape gives nothing.
 */
export function valuesAt(node: unknown, path: string): unknown[] {
  let level: unknown[] = [node];
  for (const name of path.split(".")) {
    level = level.flatMap((value) => (isObject(value) ? (value[name] ?? []) : []));
  }
  return level;
}

/** The strings among the values at any of the paths, in the order of the paths. */
export const textsAt = (node: unknown, ...paths: readonly string[]): string[] =>
  paths.flatMap((path) => valuesAt(node, path)).filter((value) => typeof value === "string");

/** Calls `visit` with every object inside `root`, itself included, and the member it stands under. */
export function walk(root: JsonObject, visit: (member: string, node: JsonObject) => void): void {
  // A stack of our own: hostile nesting must not exhaust the call stack.
  const rest: (readonly [member: string, node: object])[] = [["", root]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [member, node] = next;
    if (!isObject(node)) {
      for (const item of node as unknown[]) {
        if (typeof item === "object" && item !== null) rest.push([member, item]);
      }
      continue;
    }
    visit(member, node);
    for (const [name, value] of Object.entries(node)) {
      if (typeof value === "object" && value !== null) rest.push([name, value]);
    }
  }
}
