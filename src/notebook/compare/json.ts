/** Comparing two JSON values: every place where they differ, whatever the order of their keys. */

/** How many differences are told one by one. */
const MOST = 20;

/** `data[2].count: 314 → 315`. */
export function compareJson(before: unknown, now: unknown): string[] {
  const found = [...differences(before, now, "")];
  const more = found.length - MOST;
  return more > 0 ? [...found.slice(0, MOST), `and ${more} more values`] : found;
}

function* differences(before: unknown, now: unknown, path: string): Generator<string> {
  if (isObject(before) && isObject(now) && Array.isArray(before) === Array.isArray(now)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
      const step = Array.isArray(now) ? `[${key}]` : path === "" ? key : `.${key}`;
      yield* differences(before[key], now[key], `${path}${step}`);
    }
  } else if (!Object.is(before, now)) {
    yield `${path || "value"}: ${JSON.stringify(before) ?? "nothing"} → ${
      JSON.stringify(now) ?? "nothing"
    }`;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
