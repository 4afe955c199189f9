/** How rows with suppressed counts are told apart, whatever mark then draws them. */
import type {
  ChannelDomainSort,
  ChannelTransform,
  ChannelValue,
  ChannelValueSpec,
  Data,
  InitializerFunction,
  MarkOptions,
  RenderableMark,
} from "@observablehq/plot";
import { dot, filter, initializer, text as textMark, transform, valueof } from "@observablehq/plot";
import type { Axis } from "./hatch.ts";
import { requireKnown } from "./rows.ts";
import { columnsOf, labelOf, requireColumns, requireRows, rowsOf, valueOf } from "./rows.ts";

/**
 * Channels that tell a published count from a suppressed one. Each defaults to the column of its name in the frames of
 * `protect()`; give those that are called otherwise in rows of your own.
 */
export interface SuppressedChannels {
  /** The count; null where it is suppressed. Defaults to `value`. */
  value?: ChannelValueSpec;
  /** The least that a suppressed count can be. Defaults to `lower`, where there is such a column. */
  lower?: ChannelValueSpec;
  /** The most that it can be; null where nothing limits it. Defaults to `upper`. */
  upper?: ChannelValueSpec;
  /** What the source prints in place of the count, e.g. "x". Defaults to `mark`. */
  mark?: ChannelValueSpec;
  /** "suppressed" or "published". Defaults to `status`; without one, a null with a mark or a bound is suppressed. */
  status?: ChannelValueSpec;
  /** "withheld" where whoever made the rows withholds the range, "contradictory" where there can be none. Defaults to `range`. */
  range?: ChannelValueSpec;
  /** What is printed after the mark of such a row, "not given" for instance. Defaults to `says`. */
  says?: ChannelValueSpec;
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

/** The kinds of suppressed rows. */
export const SUPPRESSED: readonly RowKind[] = (Object.keys(IS_SUPPRESSED) as RowKind[])
  .filter((kind) => IS_SUPPRESSED[kind]);

/** One row, told apart. */
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
  & MarkOptions
  & { readonly [name in keyof SuppressedChannels]: ChannelValueSpec | null }
  & { x?: ChannelValueSpec; y?: ChannelValueSpec };

/** A scale as marks are given it. */
type Scale = ((value: unknown) => number) & { domain(): unknown[]; range(): number[] };

/** Where channels stand in pixels, once the counts' scale is known; null where nothing is drawn. */
type Place = (
  scale: Scale,
  values: Readonly<Record<string, readonly unknown[]>>,
  dimensions: Parameters<InitializerFunction>[4],
) => Record<string, readonly number[]> | null;

/** Scales run towards greater coordinates, or towards lesser ones. */
const WAYS = [1, -1] as const;

/** The rows of a mark, told apart when Plot asks for a channel: after its transforms. */
export class SuppressedRows {
  /** The data, a frame as its rows. */
  readonly rows: Data;
  /** The options that are Plot's own. */
  readonly options: MarkOptions;
  /** Whether the counts' scale of the plot being drawn is logarithmic. */
  isLog = false;
  readonly #channels: { [name in typeof NAMES[number]]?: ChannelValueSpec | null };
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
    this.rows = rowsOf(data) as Data;
  }

  /** The label of the counts' axis. */
  get label(): string | undefined {
    return labelOf(this.#channels.value);
  }

  /** A channel worked out from each row. */
  column(get: (part: Part) => unknown, label?: string): ChannelTransform {
    return { transform: (data) => this.parts(data).map(get), ...(label ? { label } : {}) };
  }

  /** A part of a composite mark: the rows of some kinds, drawn by one of Plot's marks; `place` moves channels once the scale is known. */
  part(
    name: string,
    kinds: readonly RowKind[],
    mark: PlotMark,
    options: object,
    place?: Place,
  ): RenderableMark {
    const isOne = this.column(({ kind }) => kinds.includes(kind));
    const met = transform(
      filter(isOne, options as object),
      ((data, facets, plot) => {
        this.#meet(data, plot as Record<string, { type?: string } | undefined> | undefined);
        return { data, facets };
      }) as Parameters<typeof transform>[1],
    );
    const placed = place ? this.#placed(met, place) : met;
    return Object.assign(mark(this.rows, placed as never), { ariaLabel: name });
  }

  /** Takes note of the counts' scale, and refuses rows that a logarithmic one cannot hold. */
  #meet(data: Data, plot: Record<string, { type?: string } | undefined> | undefined): void {
    this.isLog = plot?.[this.axis]?.type === "log";
    if (!this.isLog) return;
    const held = (part: Part) =>
      part.kind === "published"
        ? part.value > 0
        : part.kind === "bounded" || part.kind === "open"
        ? part.lower > 0
        : true;
    const wrong = this.parts(data).flatMap((part, at) => held(part) ? [] : [this.#place(data, at)]);
    if (wrong.length === 0) return;
    throw new RangeError(
      `Cannot draw ${this.mark} on a log scale, which holds no 0: ${wrong.join(", ")} ` +
        `start${
          wrong.length === 1 ? "s" : ""
        } there; choose another scale, such as "symlog", or leave these rows out`,
    );
  }

  /** What a row is called in a message: its places, as they were given. */
  #place(data: Data, at: number): string {
    const { x, y, fx, fy } = this.options as Record<string, ChannelValueSpec | undefined>;
    const other = this.axis === "x" ? y : x;
    const words = [fx, fy, other].flatMap((spec) => {
      const values = spec == null ? null : valueof(data, valueOf(spec) as ChannelValue);
      return values ? [String(values[at])] : [];
    });
    return JSON.stringify(words.join(" · ") || `row ${at + 1}`);
  }

  /**
   * Draws nothing: orders scales by all rows. A part alone would leave out of a scale, or a row of panels, what it does not draw.
   */
  sortedBy(sort: ChannelDomainSort, options: object): RenderableMark {
    const { axis } = this;
    const { fill, tip: _tip, ...rest } = options as Record<string, unknown>;
    const ends = Object.fromEntries(([["1", "lower"], ["2", "upper"]] as const).map(([at, end]) => [
      `${axis}${at}`,
      {
        value: this.column(({ value, [end]: own }) => Number.isNaN(value) ? own : value),
        scale: axis,
      },
    ]));
    const known = ({ value, lower }: Part) => Number.isNaN(value) ? lower : value;
    return Object.assign(
      dot(this.rows, {
        ...rest,
        sort,
        [axis]: this.column(known),
        ...(isColour(fill) ? {} : { fill: fill as ChannelValueSpec }),
        channels: ends,
        render: () => null,
      } as never),
      { ariaLabel: "order" },
    );
  }

  /** On a logarithmic scale bars start at its lower end: there is no 0. */
  readonly fromBase: Place = (scale, values) => {
    if (!this.isLog) return {};
    const ends = values[`${this.axis}2`]!;
    return {
      [`${this.axis}1`]: ends.map(() => lowerEnd(scale)),
      [`${this.axis}2`]: ends.map((value) => scale(value)),
    };
  };

  /** A line runs from its first end some pixels towards the scale's upper end; to the frame's edge, if no length is given. */
  toUpperEnd(length?: number): Place {
    return (scale, values, dimensions) => {
      const starts = values[`${this.axis}1`]!.map((value) => scale(value));
      const up = upwards(scale);
      const { width, height, marginLeft, marginRight, marginTop, marginBottom } = dimensions;
      const edge = this.axis === "x"
        ? up > 0 ? width - marginRight : marginLeft
        : up > 0
        ? height - marginBottom
        : marginTop;
      return {
        [`${this.axis}1`]: starts,
        [`${this.axis}2`]: starts.map((start) => length === undefined ? edge : start + up * length),
      };
    };
  }

  /** The source's marks, in a row of their own beside the axis: before the counts' lower end, wherever that is. */
  printedMarks(options: MarkOptions): readonly RenderableMark[] {
    const { axis } = this;
    const { title: _title, href: _href, ...given } = options;
    const rest = { ...given, clip: false };
    const text = this.column(({ printed }) => printed.join(axis === "x" ? ", " : "\n"));
    const look = { fill: "currentColor", fontWeight: 700, text };
    // Which way the scale runs is known only once it is made: one of the two draws nothing.
    return WAYS.map((way) => {
      const beside = axis === "x"
        ? { textAnchor: way > 0 ? "end" : "start", dx: -6 * way }
        : { lineAnchor: way < 0 ? "top" : "bottom", dy: -5 * way };
      const at = this.column((part) => this.isLog ? anyEnd(part) : 0);
      const options = { ...rest, ...look, ...beside, [axis]: at };
      return this.part("suppression mark", SUPPRESSED, textMark, options, (scale, values) => {
        const base = this.isLog ? lowerEnd(scale) : scale(0);
        return upwards(scale) === way ? { [axis]: values[axis]!.map(() => base) } : null;
      });
    });
  }

  /** Texts past the ends of bars, and of the arrows of those that have no upper end; the source's mark stands before its own. */
  textBeside(
    options: MarkOptions,
    arrow: number,
    text: ChannelValueSpec,
  ): readonly RenderableMark[] {
    const { axis } = this;
    const { title: _title, href: _href, ...given } = options;
    const rest = { ...given, clip: false };
    const words: ChannelTransform = {
      transform: (data) => {
        const texts = valueof(data, valueOf(text) as ChannelValue)!;
        return this.parts(data).map(({ printed }, at) =>
          [printed[0], String(texts[at] ?? "")].filter(Boolean).join(": ")
        );
      },
    };
    const ends = ({ kind, value, lower, upper }: Part) =>
      ({
        published: value,
        bounded: upper,
        open: lower,
        marked: this.isLog ? NaN : 0,
        absent: NaN,
      })[kind];
    return WAYS.map((way) => {
      const beside = axis === "x"
        ? { textAnchor: way > 0 ? "start" : "end", dx: 5 * way }
        : { lineAnchor: way < 0 ? "bottom" : "top", dy: 5 * way };
      const isOpen = this.column(({ kind }) => kind === "open");
      const look = { fill: "currentColor", fontWeight: 600, text: words };
      const channels = { isOpen: { value: isOpen, scale: null } };
      const options = { ...rest, ...look, ...beside, channels, [axis]: this.column(ends) };
      const kinds = ["published", ...SUPPRESSED] as const;
      return this.part("text", kinds, textMark, options, (scale, values) => {
        if (upwards(scale) !== way) return null;
        const start = (value: unknown) =>
          this.isLog && !(Number(value) > 0) ? lowerEnd(scale) : scale(value);
        const starts = values[axis]!.map(start);
        return { [axis]: starts.map((at, row) => at + (values.isOpen![row] ? way * arrow : 0)) };
      });
    });
  }

  /** Puts channels where a scale says once it is known, in pixels; null draws nothing. */
  #placed(options: object, place: Place): object {
    return initializer(
      options,
      ((data, facets, channels, scales, dimensions) => {
        const scale = (scales as unknown as Record<string, Scale>)[this.axis];
        if (scale === undefined) return {};
        const values = Object.fromEntries(
          Object.entries(channels).map(([name, channel]) => [
            name,
            Array.from(channel!.value as Iterable<unknown>),
          ]),
        );
        const placed = place(scale, values, dimensions);
        if (placed === null) return { data, facets: facets.map(() => []), channels: {} };
        const made = Object.entries(placed).map(([name, value]) => [name, { value, scale: null }]);
        return { data, facets, channels: Object.fromEntries(made) };
      }) as InitializerFunction,
    );
  }

  /** The rows of some data, each told apart. */
  parts(data: Data = this.rows): readonly Part[] {
    let parts = this.#known.get(data as object);
    if (parts === undefined) this.#known.set(data as object, parts = this.#read(data));
    return parts;
  }

  #read(data: Data): readonly Part[] {
    const read = (name: typeof NAMES[number]): ArrayLike<unknown> =>
      valueof(data, (valueOf(this.#channels[name]) ?? null) as ChannelValue) ?? [];
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

  /**
   * Where a range without an upper end has its second end, until the frame's edge is known. That is where it starts; but a scale
   * needs something above 0, or Plot would set 0 in the middle.
   */
  get openEnd(): ChannelTransform {
    const isFlat = this.parts().every(({ value, lower, upper }) =>
      ![value, lower, upper].some((end) => end > 0)
    );
    return this.column(({ lower }) => isFlat ? lower + 1 : lower);
  }

  /** The suppressed rows, as far as they can be told before Plot's transforms. */
  suppressed(): readonly Part[] {
    return this.parts().filter(({ kind }) => IS_SUPPRESSED[kind]);
  }
}

/** One of Plot's functions that make a mark. */
type PlotMark = (data: Data, options: never) => RenderableMark;

/** Whether Plot takes a string for a colour: then it makes no channel of it. */
export function isColour(spec: unknown): boolean {
  if (typeof spec !== "string") return false;
  const { channels } = dot([], { fill: spec }) as unknown as { channels: { fill?: unknown } };
  return channels.fill === undefined;
}

function number(value: unknown): number {
  return value === null || value === undefined ? NaN : Number(value);
}

/** An end that a row has, so that its scale takes it in; a row without one stands at 0. */
function anyEnd({ kind, lower, upper }: Part): number {
  return kind === "bounded" ? upper : kind === "open" ? lower : NaN;
}

/** Where the lower end of a scale stands, in pixels. */
function lowerEnd(scale: Scale): number {
  const [low] = scale.domain().map(Number).toSorted((a, b) => a - b);
  return scale(low);
}

/** 1 where greater values have greater coordinates, -1 where they have lesser ones. */
function upwards(scale: Scale): 1 | -1 {
  const numbers = scale.domain().map(Number).toSorted((a, b) => a - b);
  return scale(numbers.at(-1)) >= scale(numbers[0]) ? 1 : -1;
}
