/** How rows with suppressed counts are told apart, whatever mark then draws them. */
import * as Plot from "@observablehq/plot";
import type { Axis, Room } from "../plot/look.ts";
import {
  columnsOf,
  labelOf,
  requireColumns,
  requireKnown,
  requireRows,
  rowsOf,
  valueOf,
} from "../plot/rows.ts";

/**
 * Channels that tell a published count from a suppressed one. Each defaults to the column of its name in the frames of
 * `protect()`; give those that are called otherwise in rows of your own.
 */
export interface SuppressedChannels {
  /** The count; null where it is suppressed. Defaults to `value`. */
  value?: Plot.ChannelValueSpec;
  /** The least that a suppressed count can be. Defaults to `lower`, where there is such a column. */
  lower?: Plot.ChannelValueSpec;
  /** The most that it can be; null where nothing limits it. Defaults to `upper`. */
  upper?: Plot.ChannelValueSpec;
  /** What the source prints in place of the count, e.g. "x". Defaults to `mark`. */
  mark?: Plot.ChannelValueSpec;
  /** "suppressed", "notAvailable" or "published". Defaults to `status`; without one, a null with a mark or a bound is suppressed. */
  status?: Plot.ChannelValueSpec;
  /** "withheld" where whoever made the rows withholds the range, "contradictory" where there can be none. Defaults to `range`. */
  range?: Plot.ChannelValueSpec;
  /** What is printed after the mark of such a row, "not given" for instance. Defaults to `says`. */
  says?: Plot.ChannelValueSpec;
}

/** How a row is drawn: `marked` has a mark and no range; `absent` is neither published nor suppressed. */
export type RowKind = "published" | "bounded" | "open" | "marked" | "absent";

const IS_SUPPRESSED: Readonly<Record<RowKind, boolean>> = {
  published: false,
  bounded: true,
  open: true,
  marked: true,
  absent: false,
};

export const SUPPRESSED: readonly RowKind[] = (Object.keys(IS_SUPPRESSED) as RowKind[])
  .filter((kind) => IS_SUPPRESSED[kind]);

export interface Part {
  readonly kind: RowKind;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** What is printed beside the axis: the source's mark, and that no range is given. */
  readonly printed: readonly string[];
}

/** What is printed where no range is given and the rows have no words for it: no degree and no reason. */
const NO_RANGE: Readonly<Record<string, string>> = {
  withheld: "not given",
  contradictory: "contradictory",
};

const NAMES = ["value", "lower", "upper", "mark", "status", "range", "says"] as const;

/** Options of a mark: Plot's own, and the channels that tell what is suppressed; null for one that the mark does not have. */
export type SuppressedOptions =
  & Plot.MarkOptions
  & { readonly [name in keyof SuppressedChannels]: Plot.ChannelValueSpec | null }
  & { x?: Plot.ChannelValueSpec; y?: Plot.ChannelValueSpec };

/** The rows of a mark, told apart when Plot asks for a channel: after its transforms. */
export class SuppressedRows {
  /** The data, a frame as its rows. */
  readonly rows: Plot.Data;
  readonly options: Plot.MarkOptions;
  readonly #channels: { [name in typeof NAMES[number]]?: Plot.ChannelValueSpec | null };
  readonly #known = new WeakMap<object, readonly Part[]>();

  /**
   * @param axis along which the counts run
   * @param defaultMark what a suppressed row prints that has no mark
   * @param own options of the mark that are not Plot's
   * @throws {RangeError} when a channel names a column that there is not; says which there are
   * @throws {TypeError} when an option is not known
   */
  constructor(
    readonly mark: string,
    readonly axis: Axis,
    data: unknown,
    given: SuppressedOptions,
    readonly defaultMark: string,
    own: Readonly<Record<string, unknown>> = {},
  ) {
    requireRows(data);
    const { value, lower, upper, mark: printed, status, range, says, ...options } = given;
    requireKnown(mark, options, [...NAMES, ...Object.keys(own)]);
    const channels = { value, lower, upper, mark: printed, status, range, says };
    const columns = columnsOf(data);
    this.#channels = Object.fromEntries(NAMES.map((name) => {
      // Rows of ranges alone have no values.
      const isThere = columns === undefined || columns.includes(name) ||
        name === "value" && !columns.includes("lower");
      return [name, channels[name] === undefined ? isThere ? name : null : channels[name]];
    }));
    const { x, y, fx, fy, fill, stroke } = options;
    const colours = Object.entries({ fill, stroke }).filter(([, spec]) => !isColour(spec));
    const places = { x, y, fx, fy, ...Object.fromEntries(colours), text: own.text };
    requireColumns(data, { ...places, ...this.#channels }, mark);
    this.options = options;
    this.rows = rowsOf(data) as Plot.Data;
  }

  get label(): string | undefined {
    return labelOf(this.#channels.value);
  }

  /** A channel worked out from each row. */
  column(get: (part: Part) => unknown, label?: string): Plot.ChannelTransform {
    return { transform: (data) => this.parts(data).map(get), ...(label ? { label } : {}) };
  }

  parts(data: Plot.Data = this.rows): readonly Part[] {
    let parts = this.#known.get(data as object);
    if (parts === undefined) this.#known.set(data as object, parts = this.#read(data));
    return parts;
  }

  #read(data: Plot.Data): readonly Part[] {
    const read = (name: typeof NAMES[number]): ArrayLike<unknown> =>
      Plot.valueof(data, (valueOf(this.#channels[name]) ?? null) as Plot.ChannelValue) ?? [];
    const [values, lowers, uppers, marks, statuses, ranges, words] = NAMES.map(read);
    const { length } = Array.from(data);
    return Array.from({ length }, (_, index) => {
      const [value, lower, upper] = [values, lowers, uppers].map((ends) =>
        number(ends![index])
      ) as [number, number, number];
      const mark = marks![index] ?? null;
      const isSuppressed = statuses!.length > 0
        ? statuses![index] === "suppressed"
        : Number.isNaN(value) && (mark !== null || !Number.isNaN(lower) || !Number.isNaN(upper));
      if (statuses![index] === "notAvailable") {
        // Nobody hides it: no bar and no arrow, but its mark.
        const printed = mark === null ? [] : [String(mark)];
        return { kind: "marked", value: NaN, lower: NaN, upper: NaN, printed };
      }
      if (!isSuppressed) {
        const kind = Number.isNaN(value) ? "absent" : "published";
        return { kind, value, lower, upper, printed: [] };
      }
      const kind = !Number.isNaN(upper) ? "bounded" : !Number.isNaN(lower) ? "open" : "marked";
      const none = NO_RANGE[String(ranges![index])];
      const printed = [
        String(mark ?? this.defaultMark),
        none === undefined ? "" : String(words![index] ?? none),
      ].filter(Boolean);
      return { kind, value: NaN, lower: lower || 0, upper, printed };
    });
  }
}

/** Whether Plot takes a string for a colour: then it makes no channel of it. */
export function isColour(spec: unknown): boolean {
  if (typeof spec !== "string") return false;
  const { channels } = Plot.dot([], { fill: spec }) as unknown as { channels: { fill?: unknown } };
  return channels.fill === undefined;
}

function number(value: unknown): number {
  return value === null || value === undefined ? NaN : Number(value);
}

/** Pixels of the arrow of a range without an upper end. */
export const ARROW = 24;

/** A frame is hardly narrower than this, in pixels. */
const NARROW = 150;

/** Pixels that the marks take beside the axis, and what stands past the bars' ends. */
export function roomFor(axis: Axis, rows: SuppressedRows, text?: Plot.ChannelValueSpec): Room {
  const parts = rows.parts();
  const arrow = parts.some(({ kind }) => kind === "open") ? ARROW + 6 : 0;
  if (text === undefined) {
    const sizes = parts.filter(({ printed }) => printed.length > 0).map(({ printed }) =>
      axis === "y" ? 6 + 14 * printed.length : 13 + 8 * printed.join(", ").length
    );
    return { scale: axis, before: Math.max(0, ...sizes), after: arrow };
  }
  if (axis === "y") return { scale: axis, before: 0, after: arrow + 18 };
  const words = Plot.valueof(rows.rows, valueOf(text) as Plot.ChannelValue)!;
  const ends = parts.map(({ value, upper, lower }) =>
    [value, upper, lower].find((end) => !Number.isNaN(end)) ?? 0
  );
  const most = Math.max(...ends, 1e-9);
  // Shorter bars leave their words the room up to the end of the longest one.
  const sizes = parts.map(({ kind, printed: [mark] }, at) => {
    const letters = (mark ? mark.length + 2 : 0) + String(words[at] ?? "").length;
    return 8 + 7 * letters + (kind === "open" ? ARROW : 0) - NARROW * (1 - ends[at]! / most);
  });
  return { scale: axis, before: 0, after: Math.max(8, ...sizes) };
}

/** The options that were given: Plot takes one that is undefined as given. */
export function onlyGiven(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
