/** What a mark takes as data: rows, as Plot does, or a Polars frame. */
import { type ChannelValue, type ChannelValueSpec, type Data, valueof } from "@observablehq/plot";

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
  /** Its last rows. */
  tail(length?: number): FrameLike;
  /** One column. */
  getColumn(name: string): SeriesLike;
}

/** What is used here of a column of a frame. */
export interface SeriesLike {
  /** Its type; `variant` is the name, such as "Int64". */
  readonly dtype: { readonly variant: string };
  /** Its values; those of 64 bits as the nearest number. */
  toArray(): ArrayLike<unknown>;
  /** Where there is none. */
  isNull(): { toArray(): ArrayLike<unknown> };
  /** The column with 0 in the place of nulls. */
  fillNull(strategy: "zero"): { toTypedArray(): ArrayLike<number | bigint> };
}

/** Rows of any kind that Plot takes, or a Polars frame. */
export type MarkData = Data | FrameLike;

const RECORDS = new WeakMap<object, readonly Record<string, unknown>[]>();

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

const TOLD = new Set<string>();

/** Tells the author of a notebook what nothing else would, once, on stderr; in a page, which has readers, nothing. */
export function tellOnce(text: string): void {
  if (TOLD.has(text) || globalThis.document !== undefined) return;
  TOLD.add(text);
  console.error(text);
}

/** A frame's rows, the same array each time, so that marks of one frame share their facets; other data as they are. */
export function rowsOf(data: unknown): unknown {
  if (!isFrame(data)) return data;
  let records = RECORDS.get(data);
  if (records === undefined) RECORDS.set(data, records = recordsOf(data));
  return records;
}

/** The rows of a frame by its columns: `toRecords` rounds whole numbers beyond 2^53. */
function recordsOf(frame: FrameLike): Record<string, unknown>[] {
  const columns = frame.columns.map((name) => [name, valuesOf(frame.getColumn(name))] as const);
  return Array.from(
    { length: frame.height },
    (_, at) => Object.fromEntries(columns.map(([name, values]) => [name, values[at]])),
  );
}

function valuesOf(series: SeriesLike): ArrayLike<unknown> {
  const { variant } = series.dtype;
  if (variant === "Float32") {
    return Array.from(
      series.toArray(),
      (value) => typeof value === "number" ? shortest(value) : value,
    );
  }
  if (variant !== "Int64") return series.toArray();
  const nulls = series.isNull().toArray();
  return Array.from(
    series.fillNull("zero").toTypedArray(),
    (value, at) => nulls[at] ? null : Number.isSafeInteger(Number(value)) ? Number(value) : value,
  );
}

/** The shortest number that is the same in 32 bits: 0.0042 for 0.004199999943375587. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
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

/** What a row is called in a message: what these channels give it. */
export function placeOf(
  data: unknown,
  at: number,
  channels: readonly (ChannelValueSpec | null | undefined)[],
): string {
  const words = channels.flatMap((spec) => {
    const values = spec == null ? null : valueof(data as Data, valueOf(spec) as ChannelValue);
    return values ? [String(values[at])] : [];
  });
  return JSON.stringify(words.join(" · ") || `row ${at + 1}`);
}

/** What Plot would print beside an axis for a channel. */
export function labelOf(spec: ChannelValueSpec | null | undefined): string | undefined {
  if (typeof spec === "string") return spec;
  return (spec as { label?: string } | null | undefined)?.label;
}

/** What Plot's marks take, as its version 0.6.17 declares them. */
const PLOT_OPTIONS =
  ("ariaDescription ariaHidden ariaLabel channels className clip dx dy facet facetAnchor fill fillOpacity filter frameAnchor fx fy href imageFilter " +
    "initializer inset insetBottom insetLeft insetRight insetTop interval margin marginBottom marginLeft marginRight marginTop marker markerEnd markerMid " +
    "markerStart mixBlendMode opacity paintOrder pointerEvents render reverse rotate rx rx1 rx2 ry ry1 ry2 shapeRendering sort stroke strokeDasharray strokeDashoffset " +
    "strokeLinecap strokeLinejoin strokeMiterlimit strokeOpacity strokeWidth symbol target tip title transform x y z")
    .split(" ");

/**
 * Refuses options that neither Plot nor a mark of ours knows.
 * @throws {TypeError} naming the option, and what may have been meant
 */
export function requireKnown(mark: string, options: object, own: readonly string[]): void {
  const known = [...PLOT_OPTIONS, ...own];
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const meant = known.find((other) =>
      other[0] === name[0]?.toLowerCase() && Math.abs(other.length - name.length) < 3 &&
      [...name.toLowerCase()].every((letter) => other.toLowerCase().includes(letter))
    );
    throw new TypeError(
      `Cannot use the option "${name}" of ${mark}: ` +
        (meant === undefined ? `its own are ${own.join(", ")}` : `is it "${meant}"?`),
    );
  }
}
