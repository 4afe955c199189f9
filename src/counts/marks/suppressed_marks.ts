/** The parts of a mark for suppressed counts: each row drawn where its scale says, or refused by name. */
import * as Plot from "@observablehq/plot";
import { placeOf, valueOf } from "../plot/rows.ts";
import { isColour, type Part, type RowKind, SUPPRESSED, SuppressedRows } from "./suppressed.ts";

type Scale = ((value: unknown) => number) & { domain(): unknown[]; range(): number[] };

/** Where channels stand in pixels, once the counts' scale is known; null where nothing is drawn. */
type Place = (
  scale: Scale,
  values: Readonly<Record<string, readonly unknown[]>>,
  dimensions: Parameters<Plot.InitializerFunction>[4],
) => Record<string, readonly number[]> | null;

type PlotMark = (data: Plot.Data, options: never) => Plot.RenderableMark;

export class SuppressedMarks extends SuppressedRows {
  /** Whether the counts' scale of the plot being drawn is logarithmic. */
  isLog = false;

  /** A part of a composite mark: the rows of some kinds, drawn by one of Plot's marks; `place` moves channels once the scale is known. */
  part(
    name: string,
    kinds: readonly RowKind[],
    mark: PlotMark,
    options: object,
    place?: Place,
  ): Plot.RenderableMark {
    const isOne = this.column(({ kind }) => kinds.includes(kind));
    const met = Plot.transform(
      Plot.filter(isOne, options as object),
      ((data, facets, plot) => {
        this.#meet(data, plot as Record<string, { type?: string } | undefined> | undefined);
        return { data, facets };
      }) as Parameters<typeof Plot.transform>[1],
    );
    const placed = place ? this.#placed(met, place) : met;
    return Object.assign(mark(this.rows, placed as never), { ariaLabel: name });
  }

  /** Takes note of the counts' scale; refuses groups of rows, and rows that a logarithmic scale cannot hold. */
  #meet(data: Plot.Data, plot: Record<string, { type?: string } | undefined> | undefined): void {
    const isOfArrays = (rows: Plot.Data) => Array.isArray((rows as readonly unknown[])[0]);
    if (isOfArrays(data) && !isOfArrays(this.rows)) {
      throw new TypeError(
        `Cannot draw ${this.mark} over groups of rows: a sum would hide the suppressed ones among them; ` +
          `group the frame first, by \`lowerBounds(frame, […])\` for instance`,
      );
    }
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
    const start = `${wrong.join(", ")} ${wrong.length === 1 ? "starts" : "start"}`;
    throw new RangeError(
      `Cannot draw ${this.mark} on a log scale, which holds no 0: ${start} there; ` +
        'choose another scale, such as "symlog", or leave these rows out',
    );
  }

  /** What a row is called in a message: its places, as they were given. */
  #place(data: Plot.Data, at: number): string {
    const { x, y, fx, fy } = this.options as Record<string, Plot.ChannelValueSpec | undefined>;
    return placeOf(data, at, [fx, fy, this.axis === "x" ? y : x]);
  }

  /**
   * Options without a sort of scales, and the mark that sorts them by all rows; null where none is asked for.
   * @param hasCounts whether the counts stand on a scale of place
   */
  sorted({ sort, ...options }: Plot.MarkOptions, fill: Plot.MarkOptions["fill"], hasCounts = true) {
    const isOfScale = isDomainSort(sort);
    const places = { ...options, ...hasCounts ? this.#ends() : {}, fill };
    const order = isOfScale ? this.#sortedBy(sort, places) : null;
    return { order, shared: sort === undefined || isOfScale ? options : { ...options, sort } };
  }

  /** Where a row stands and ends on the counts' scale. */
  #ends(): Plot.MarkOptions {
    const { axis: scale } = this;
    const end = (name: "lower" | "upper") =>
      this.column(({ value, [name]: end }) => Number.isNaN(value) ? end : value);
    const [lower, upper] = [{ value: end("lower"), scale }, { value: end("upper"), scale }];
    return { [scale]: end("lower"), channels: { [`${scale}1`]: lower, [`${scale}2`]: upper } };
  }

  /** Draws nothing: orders scales by all rows. A part alone would leave out of a scale, or a row of panels, what it does not draw. */
  #sortedBy(sort: Plot.ChannelDomainSort, options: Plot.MarkOptions): Plot.RenderableMark {
    const { fill, tip: _tip, ...rest } = options;
    const colour = isColour(fill) ? {} : { fill };
    const mark = Plot.dot(this.rows, { ...rest, ...colour, sort, render: () => null });
    return Object.assign(mark, { ariaLabel: "order" });
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
  printedMarks(options: Plot.MarkOptions): readonly Plot.RenderableMark[] {
    const text = this.column(({ printed }) => printed.join(this.axis === "x" ? ", " : "\n"));
    const at = (part: Part) => this.isLog ? anyEnd(part) : 0;
    const look = { ...options, fontWeight: 700, text };
    const side = { way: -1, gap: this.axis === "x" ? 6 : 5 };
    return this.#texts("suppression mark", SUPPRESSED, look, at, side, (scale, values) => {
      const base = this.isLog ? lowerEnd(scale) : scale(0);
      return values[this.axis]!.map(() => base);
    });
  }

  /** Texts past the ends of bars, and of the arrows of those that have no upper end; the source's mark stands before its own. */
  textBeside(
    options: Plot.MarkOptions,
    arrow: number,
    text: Plot.ChannelValueSpec,
  ): readonly Plot.RenderableMark[] {
    const words: Plot.ChannelTransform = {
      transform: (data) => {
        const texts = Plot.valueof(data, valueOf(text) as Plot.ChannelValue)!;
        return this.parts(data).map(({ printed }, at) =>
          [printed[0], String(texts[at] ?? "")].filter(Boolean).join(" · ")
        );
      },
    };
    const marked = () => this.isLog ? NaN : 0;
    const ends = ({ kind, value, lower, upper }: Part) =>
      ({ published: value, bounded: upper, open: lower, marked: marked(), absent: NaN })[kind];
    const isOpen = { value: this.column(({ kind }) => kind === "open"), scale: null };
    const look = { ...options, fontWeight: 600, text: words, channels: { isOpen } };
    const kinds = ["published", ...SUPPRESSED] as const;
    return this.#texts(
      "text",
      kinds,
      look,
      ends,
      { way: 1, gap: 5 },
      (scale, values, up) =>
        values[this.axis]!.map((value, row) =>
          (this.isLog && !(Number(value) > 0) ? lowerEnd(scale) : scale(value)) +
          (values.isOpen![row] ? up * arrow : 0)
        ),
    );
  }

  /** Texts some pixels before or past a place. Which way the scale runs is known only once it is made: one of the two draws nothing. */
  #texts(
    name: string,
    kinds: readonly RowKind[],
    { title: _title, href: _href, ...options }: Plot.MarkOptions,
    at: (part: Part) => number,
    { way, gap }: { readonly way: number; readonly gap: number },
    place: (scale: Scale, values: Parameters<Place>[1], up: number) => readonly number[],
  ): readonly Plot.RenderableMark[] {
    const { axis } = this;
    return [1, -1].map((up) => {
      const to = up * way;
      const beside = axis === "x"
        ? { textAnchor: to > 0 ? "start" : "end", dx: gap * to }
        : { lineAnchor: to > 0 ? "top" : "bottom", dy: gap * to };
      const look = { ...options, ...beside, clip: false, fill: "currentColor" };
      const channels = { ...look, [axis]: this.column(at) };
      return this.part(
        name,
        kinds,
        Plot.text,
        channels,
        (scale, values) => upwards(scale) === up ? { [axis]: place(scale, values, up) } : null,
      );
    });
  }

  /** Puts channels where a scale says once it is known, in pixels; null draws nothing. */
  #placed(options: object, place: Place): object {
    return Plot.initializer(
      options,
      ((data, facets, channels, scales, dimensions) => {
        const scale = (scales as unknown as Record<string, Scale>)[this.axis];
        if (scale === undefined) return {};
        const read = Object.entries(channels).map(([name, channel]) =>
          [name, Array.from(channel!.value as Iterable<unknown>)] as const
        );
        const values = Object.fromEntries(read);
        const placed = place(scale, values, dimensions);
        if (placed === null) return { data, facets: facets.map(() => []), channels: {} };
        const made = Object.entries(placed).map(([name, value]) => [name, { value, scale: null }]);
        return { data, facets, channels: Object.fromEntries(made) };
      }) as Plot.InitializerFunction,
    );
  }

  /**
   * Where a range without an upper end has its second end, until the frame's edge is known. That is where it starts; but a scale
   * needs something above 0, or Plot would set 0 in the middle.
   */
  get openEnd(): Plot.ChannelTransform {
    const isFlat = this.parts().every(({ value, lower, upper }) =>
      ![value, lower, upper].some((end) => end > 0)
    );
    return this.column(({ lower }) => isFlat ? lower + 1 : lower);
  }
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

/** `sort: { y: "x" }` orders a scale; anything else orders the rows. As Plot tells them apart. */
function isDomainSort(sort: unknown): sort is Plot.ChannelDomainSort {
  return typeof sort === "object" && sort !== null &&
    !["value", "channel", "transform"].some((name) => name in sort);
}
