/** What a mark takes as data: rows, as Plot does, or a Polars frame. */
import type { ChannelValue, ChannelValueSpec, Data } from "@observablehq/plot";

/** What is used here of a Polars frame: the marks do without Polars itself, and without its types. */
export interface FrameLike {
  /** The names of its columns. */
  readonly columns: string[];
  /** How many rows it has. */
  readonly height: number;
  /** Its rows. */
  toRecords(): Record<string, unknown>[];
  /** Its first rows. */
  head(length?: number): FrameLike;
  /** One column; `variant` is the name of its type, such as "Int64". */
  getColumn(name: string): { readonly dtype: { readonly variant: string } };
}

/** Rows of any kind that Plot takes, or a Polars frame. */
export type MarkData = Data | FrameLike;

const RECORDS = new WeakMap<object, readonly Record<string, unknown>[]>();

/** Whether a value is a Polars frame. */
export function isFrame(value: unknown): value is FrameLike {
  return Object.prototype.toString.call(value) === "[object DataFrame]";
}

/** Whether a value is a Polars frame that is still to be collected. */
export function isLazy(value: unknown): value is { collect(): Promise<unknown> } {
  return Object.prototype.toString.call(value) === "[object LazyDataFrame]";
}

/**
 * Refuses what Plot would take for no rows at all, without a word.
 * @throws {TypeError} when the data are a promise, or a lazy frame; says what to write
 */
export function requireRows(data: unknown): void {
  if (isLazy(data)) {
    throw new TypeError("Cannot draw a lazy frame: give `await frame.collect()`");
  }
  if (data instanceof Promise) {
    throw new TypeError("Cannot draw a promise: give what it comes to, with `await`");
  }
}

/** A frame's rows, the same array each time, so that marks of one frame share their facets; other data as they are. */
export function rowsOf(data: unknown): unknown {
  if (!isFrame(data)) return data;
  let records = RECORDS.get(data);
  if (records === undefined) RECORDS.set(data, records = data.toRecords());
  return records;
}

/** The columns of rows, as far as the first hundred show them; undefined where rows are not objects with names. */
export function columnsOf(data: unknown): readonly string[] | undefined {
  if (isFrame(data)) return data.columns;
  if (!Array.isArray(data) || data.length === 0) return;
  const rows = data.slice(0, 100);
  if (rows.some((row) => typeof row !== "object" || row === null || Array.isArray(row))) return;
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/**
 * Refuses a channel that names a column that there is not: Plot would draw nothing, without a word.
 * @throws {RangeError} naming the channel and the columns there are
 */
export function requireColumns(
  data: unknown,
  channels: Readonly<Record<string, unknown>>,
  mark: string,
): void {
  const known = columnsOf(data);
  if (known === undefined) return;
  for (const [channel, spec] of Object.entries(channels)) {
    const value = valueOf(spec as ChannelValueSpec);
    if (typeof value !== "string" || known.includes(value)) continue;
    const has = known.map((name) => `"${name}"`).join(", ");
    throw new RangeError(
      `Cannot find the column "${value}" (${channel} of ${mark}): these rows have ${has}`,
    );
  }
}

/** A channel without the label or scale that may be given with it. */
export function valueOf(spec: ChannelValueSpec | null | undefined): ChannelValue | undefined {
  const isSpec = typeof spec === "object" && spec !== null && "value" in spec;
  return isSpec ? spec.value : spec as ChannelValue | undefined;
}

/** What Plot would print beside an axis for a channel. */
export function labelOf(spec: ChannelValueSpec | null | undefined): string | undefined {
  if (typeof spec === "string") return spec;
  return (spec as { label?: string } | null | undefined)?.label;
}
