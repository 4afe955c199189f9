/**
 * Plots of every kind of mark, transform, scale, facet and legend, over data that trip whoever redraws: negative, tiny, huge, reversed,
 * empty, one row, nulls, generators, seeds. Each is drawn by the bare library and by this one.
 */
import type * as Library from "@observablehq/plot";

/** Draws with a Plot that is handed in: the bare library, or this one. */
export type Draw = (Plot: typeof Library) => unknown;

const day = (at: number) => new Date(Date.UTC(2024, 0, 1 + at));
const month = (at: number) => new Date(Date.UTC(2024, at));
const hour = (at: number) => new Date(Date.UTC(2024, 0, 1, at));
const year = (at: number) => new Date(Date.UTC(1990 + at, 0));
/** The same "random" numbers each time. */
const noise = (at: number) => ((at * 9301 + 49297) % 233280) / 233280;
const range = (length: number) => Array.from({ length }, (_, at) => at);

const towns = [
  { town: "Québec", region: "north", n: 12, rate: 0.0042, born: 1990 },
  { town: "Montréal", region: "south", n: 45, rate: 0.0077, born: 1992 },
  { town: "Gatineau", region: "west", n: 7, rate: 0.0019, born: 1994 },
  { town: "Sherbrooke", region: "south", n: 19, rate: 0.0061, born: 1996 },
];
const long = [
  { name: "Prince Edward Island and the Magdalen Islands", n: 3 },
  { name: "Newfoundland and Labrador", n: 9 },
  { name: "BC", n: 14 },
];
const points = range(40).map((at) => ({
  x: noise(at) * 100,
  y: noise(at + 100) * 50 - 10,
  kind: "abc"[at % 3]!,
  size: at,
}));
const series = range(24).map((at) => ({
  at: month(at),
  value: noise(at) * 1e6,
  name: at % 2 ? "a" : "b",
}));
const grouped = range(60).map((at) => ({
  k: "abcde"[at % 5]!,
  g: at % 2 ? "odd" : "even",
  v: noise(at) * 10,
}));
const holes = [{ x: 1, y: 2 }, { x: 2, y: null }, { x: 3, y: NaN }, { x: 4, y: 5 }, {
  x: null,
  y: 1,
}];
const matrix = range(35).map((at) => ({ x: at % 7, y: Math.floor(at / 7), v: noise(at) }));
const rankings = range(12).map((at) => ({ a: at, b: 12 - at + noise(at), c: `item ${at}` }));
const links = [{ x1: 1, y1: 1, x2: 5, y2: 4 }, { x1: 2, y1: 5, x2: 4, y2: 1 }];
const spans = [{ who: "A", from: day(0), to: day(40) }, { who: "B", from: day(20), to: day(90) }];
const tree = ["/a/b/c", "/a/b/d", "/a/e", "/f"];
const square = {
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      properties: { n: 1 },
      geometry: { type: "Polygon", coordinates: [[[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]] },
    },
    { type: "Feature", properties: { n: 2 }, geometry: { type: "Point", coordinates: [20, 20] } },
  ],
} as const;
function* some() {
  yield 1;
  yield 3;
  yield 2;
}

export const PLOTS: Readonly<Record<string, Draw>> = {
  // Marks.
  "area, over time": (Plot) =>
    Plot.plot({ marks: [Plot.areaY(series, { x: "at", y: "value", z: "name", fill: "name" })] }),
  "area, upright": (Plot) =>
    Plot.plot({ marks: [Plot.areaX(range(9), { x: (d: number) => d * d, y: (d: number) => d })] }),
  "area, between two": (Plot) =>
    Plot.plot({
      marks: [Plot.area(range(9), { x1: (d: number) => d, y1: 0, y2: (d: number) => d % 4 })],
    }),
  "area, missing": (Plot) => Plot.areaY(holes, { x: "x", y: "y" }).plot(),
  "arrow": (Plot) =>
    Plot.plot({
      marks: [Plot.arrow(links, { x1: "x1", y1: "y1", x2: "x2", y2: "y2", bend: true })],
    }),
  "axis, by hand": (Plot) =>
    Plot.plot({
      marks: [
        Plot.axisX({ ticks: 3, label: "how many" }),
        Plot.axisY({ anchor: "right" }),
        Plot.dot(points, { x: "x", y: "y" }),
      ],
    }),
  "axis, none": (Plot) => Plot.plot({ axis: null, marks: [Plot.dot(points, { x: "x", y: "y" })] }),
  "axis, both sides": (Plot) =>
    Plot.plot({
      x: { axis: "both" },
      y: { axis: "both" },
      marks: [Plot.dot(points, { x: "x", y: "y" })],
    }),
  "axis, rotated ticks": (Plot) =>
    Plot.plot({
      x: { tickRotate: -30 },
      marginBottom: 60,
      marks: [Plot.barY(towns, { x: "town", y: "n" })],
    }),
  "axis, format of numbers": (Plot) =>
    Plot.plot({ y: { tickFormat: ".1%" }, marks: [Plot.barY(towns, { x: "town", y: "rate" })] }),
  "axis, format by function": (Plot) =>
    Plot.plot({
      x: { tickFormat: (d: unknown) => `<${d}>` },
      marks: [Plot.barY(towns, { x: "town", y: "n" })],
    }),
  "axis, own ticks": (Plot) =>
    Plot.plot({ y: { ticks: [0, 13, 26] }, marks: [Plot.barY(towns, { x: "town", y: "n" })] }),
  "bar, horizontal": (Plot) => Plot.barX(towns, { x: "n", y: "town" }).plot(),
  "bar, vertical": (Plot) => Plot.barY(towns, { x: "town", y: "n", fill: "region" }).plot(),
  "bar, stacked and negative": (Plot) =>
    Plot.plot({
      marks: [Plot.barY(range(12), {
        x: (d: number) => d % 4,
        y: (d: number) => d - 6,
        fill: (d: number) => d % 3,
      })],
    }),
  "bar, normalised": (Plot) =>
    Plot.plot({
      marks: [Plot.barX(grouped, Plot.stackX({ offset: "normalize", x: "v", y: "k", fill: "g" }))],
    }),
  "bar, centred": (Plot) =>
    Plot.plot({
      marks: [Plot.barX(grouped, Plot.stackX({ offset: "center", x: "v", y: "k", fill: "g" }))],
    }),
  "bar, sorted by value": (Plot) =>
    Plot.plot({ marks: [Plot.barX(towns, { x: "n", y: "town", sort: { y: "-x" } })] }),
  "bar, limited sort": (Plot) =>
    Plot.plot({ marks: [Plot.barX(towns, { x: "n", y: "town", sort: { y: "x", limit: 2 } })] }),
  "bar, rounded and inset": (Plot) =>
    Plot.plot({
      marks: [Plot.barY(towns, { x: "town", y: "n", rx: 4, inset: 3, stroke: "black" })],
    }),
  "bar, long names": (Plot) => Plot.plot({ marks: [Plot.barX(long, { x: "n", y: "name" })] }),
  "bar, long names and a margin": (Plot) =>
    Plot.plot({ marginLeft: 70, marks: [Plot.barX(long, { x: "n", y: "name" })] }),
  "bar, one of a date": (Plot) =>
    Plot.plot({
      x: { interval: "month" },
      marks: [Plot.barY(range(12), { x: month, y: (d: number) => d })],
    }),
  "bar, thousands in bands": (Plot) =>
    Plot.plot({
      width: 340,
      x: { type: "band" },
      marks: [Plot.barY(range(9), { x: (d: number) => d * 1000, y: 1 })],
    }),
  "bollinger": (Plot) => Plot.bollingerY(series, { x: "at", y: "value", n: 4 }).plot(),
  "box, horizontal": (Plot) => Plot.boxX(grouped, { x: "v", y: "k" }).plot(),
  "box, vertical": (Plot) => Plot.boxY(grouped, { y: "v", x: "g" }).plot(),
  "cell": (Plot) =>
    Plot.plot({ padding: 0, marks: [Plot.cell(matrix, { x: "x", y: "y", fill: "v" })] }),
  "cell, one row": (Plot) => Plot.cellX(range(9), { fill: (d: number) => d }).plot(),
  "contour": (Plot) =>
    Plot.plot({
      marks: [Plot.contour({
        fill: (x: number, y: number) => x * y,
        x1: -2,
        y1: -2,
        x2: 2,
        y2: 2,
        width: 40,
        height: 40,
      })],
    }),
  "crosshair": (Plot) =>
    Plot.plot({
      marks: [Plot.dot(points, { x: "x", y: "y" }), Plot.crosshair(points, { x: "x", y: "y" })],
    }),
  "delaunay": (Plot) =>
    Plot.plot({
      marks: [
        Plot.voronoiMesh(points, { x: "x", y: "y" }),
        Plot.delaunayLink(points, { x: "x", y: "y" }),
        Plot.hull(points, { x: "x", y: "y" }),
      ],
    }),
  "voronoi": (Plot) =>
    Plot.plot({ marks: [Plot.voronoi(points, { x: "x", y: "y", fill: "kind" })] }),
  "density": (Plot) =>
    Plot.plot({ marks: [Plot.density(points, { x: "x", y: "y", stroke: "blue" })] }),
  "difference": (Plot) => Plot.differenceY(series, { x: "at", y1: 4e5, y2: "value" }).plot(),
  "dot": (Plot) => Plot.dot(points, { x: "x", y: "y", stroke: "kind" }).plot(),
  "dot, by radius": (Plot) =>
    Plot.dot(points, { x: "x", y: "y", r: "size", fill: "kind", fillOpacity: 0.004 }).plot(),
  "dot, by symbol": (Plot) =>
    Plot.plot({
      symbol: { legend: true },
      marks: [Plot.dot(points, { x: "x", y: "y", symbol: "kind" })],
    }),
  "dot, one axis": (Plot) => Plot.dotX(range(9), { r: 3 }).plot(),
  "dot, pairs": (Plot) => Plot.dot([[1, 2], [2, 5], [3, 1]]).plot(),
  "dot, missing": (Plot) => Plot.dot(holes, { x: "x", y: "y" }).plot(),
  "dot, with title": (Plot) =>
    Plot.dot(points, {
      x: "x",
      y: "y",
      title: (d: { kind: string }) => `kind ${d.kind} p = 0.00123`,
    }).plot(),
  "dot, with link": (Plot) =>
    Plot.dot([[1, 1]], { href: () => "https://example.org/a?b=1&c=2" }).plot(),
  "dot, hexagon": (Plot) => Plot.hexagon(points, { x: "x", y: "y" }).plot(),
  "frame": (Plot) => Plot.plot({ height: 400, marks: [Plot.frame(), Plot.dot([[1, 1], [2, 3]])] }),
  "geo": (Plot) =>
    Plot.plot({
      projection: { type: "equirectangular", domain: square as never },
      marks: [Plot.graticule(), Plot.geo(square as never, { fill: "#ccc" }), Plot.sphere()],
    }),
  "geo, mercator": (Plot) =>
    Plot.plot({ projection: "mercator", marks: [Plot.geo(square as never, { stroke: "red" })] }),
  "grid": (Plot) => Plot.plot({ grid: true, marks: [Plot.dot(points, { x: "x", y: "y" })] }),
  "grid, by hand": (Plot) =>
    Plot.plot({
      marks: [
        Plot.gridX({ interval: 10, stroke: "red" }),
        Plot.gridY(),
        Plot.dot(points, { x: "x", y: "y" }),
      ],
    }),
  "hexgrid": (Plot) =>
    Plot.plot({
      marks: [Plot.hexgrid(), Plot.dot(points, Plot.hexbin({ r: "count" }, { x: "x", y: "y" }))],
    }),
  "image": (Plot) =>
    Plot.plot({
      marks: [Plot.image([[1, 1], [2, 2]], { src: "data:image/png;base64,AAAA", width: 20 })],
    }),
  "line": (Plot) => Plot.lineY([8000, 12000, 9000]).plot(),
  "line, tiny": (Plot) => Plot.lineY([0.001, 0.002, 0.004]).plot(),
  "line, huge": (Plot) => Plot.lineY([1e9, 3e12, 2e12]).plot(),
  "line, thousands and a margin": (Plot) =>
    Plot.plot({ marginLeft: 45, marks: [Plot.lineY([8000, 12000, 9000])] }),
  "line, negative": (Plot) => Plot.lineY([-5, -1000, -20]).plot(),
  "line, by series": (Plot) =>
    Plot.line(series, { x: "at", y: "value", stroke: "name", curve: "step", marker: true }).plot(),
  "line, missing": (Plot) => Plot.line(holes, { x: "x", y: "y" }).plot(),
  "line, low": (Plot) => Plot.plot({ height: 88, marks: [Plot.lineY([0, 4, 2, 9])] }),
  "linear regression": (Plot) =>
    Plot.plot({
      marks: [
        Plot.dot(points, { x: "x", y: "y" }),
        Plot.linearRegressionY(points, { x: "x", y: "y" }),
      ],
    }),
  "link": (Plot) =>
    Plot.link(links, { x1: "x1", y1: "y1", x2: "x2", y2: "y2", markerEnd: "arrow" }).plot(),
  "rect": (Plot) => Plot.rectY(points, Plot.binX({ y: "count" }, { x: "x" })).plot(),
  "rect, two ways": (Plot) =>
    Plot.rect(points, Plot.bin({ fill: "count" }, { x: "x", y: "y" })).plot(),
  "rule": (Plot) =>
    Plot.plot({
      marks: [Plot.ruleX([1, 4, 9]), Plot.ruleY([0], { stroke: "red", strokeDasharray: "2 3" })],
    }),
  "rule, spans": (Plot) => Plot.ruleY(spans, { x1: "from", x2: "to", y: "who" }).plot(),
  "text": (Plot) =>
    Plot.plot({
      marks: [
        Plot.text(towns, { x: "n", y: "born", text: "town", rotate: 10, fontWeight: "bold" }),
      ],
    }),
  "text, small numbers": (Plot) =>
    Plot.plot({
      marks: [
        Plot.dot([[1, 0.0002], [2, 0.0008]]),
        Plot.text([[1.5, 0.0005]], { text: () => "p = 0.0012" }),
      ],
    }),
  "text, words of code": (Plot) =>
    Plot.text([[1, 1]], { text: () => "currentColor var(--a, b) <b>&amp;</b> light-dark(a, b)" })
      .plot(),
  "text, lines": (Plot) =>
    Plot.text([[1, 1]], { text: () => "one\ntwo\nthree", lineAnchor: "bottom" }).plot(),
  "text, wrapped": (Plot) =>
    Plot.text([[1, 1]], { text: () => "a long sentence that is folded by Plot", lineWidth: 8 })
      .plot(),
  "text, cut": (Plot) =>
    Plot.text([[1, 1]], {
      text: () => "a long sentence that is cut by Plot",
      lineWidth: 8,
      textOverflow: "ellipsis",
    }).plot(),
  "text, no data": (Plot) => Plot.text(["one text"], { frameAnchor: "middle" }).plot(),
  "tick": (Plot) => Plot.tickX(grouped, { x: "v", y: "k" }).plot(),
  "tip": (Plot) =>
    Plot.plot({
      marks: [
        Plot.dot(points, { x: "x", y: "y", tip: true }),
        Plot.tip([points[0]], { x: "x", y: "y" }),
      ],
    }),
  "tree": (Plot) => Plot.tree(tree).plot(),
  "cluster": (Plot) => Plot.cluster(tree).plot(),
  "vector": (Plot) =>
    Plot.vector(points, { x: "x", y: "y", rotate: "size", length: "size" }).plot(),
  "spike": (Plot) => Plot.spike(points, { x: "x", y: "y", length: "size" }).plot(),
  "waffle": (Plot) => Plot.waffleY([5, 12, 3], { x: (_: number, at: number) => "abc"[at] }).plot(),
  "a function as a mark": (Plot) =>
    Plot.plot({
      marks: [(_i, _s, _v, _d, context) =>
        context.document.createElementNS("http://www.w3.org/2000/svg", "g"), Plot.dot([[1, 1]])],
    }),
  "marks in lists, and null": (Plot) =>
    Plot.plot({ marks: [null, [Plot.frame(), [Plot.dot([[1, 2]])]], undefined] }),
  "auto": (Plot) => Plot.auto(points, { x: "x", y: "y" }).plot(),
  "auto, one column": (Plot) => Plot.auto(points, { x: "x" }).plot(),
  "auto, time": (Plot) => Plot.auto(series, { x: "at", y: "value" }).plot(),
  "auto, colours": (Plot) => Plot.auto(grouped, { x: "k", y: "v", color: "g" }).plot(),

  // Transforms.
  "bin, by threshold": (Plot) =>
    Plot.rectY(points, Plot.binX({ y: "sum" }, { x: "x", y: "size", thresholds: 5 } as never))
      .plot(),
  "bin, cumulative": (Plot) =>
    Plot.rectY(points, Plot.binX({ y: "count" }, { x: "x", cumulative: true })).plot(),
  "bin, of days": (Plot) =>
    Plot.rectY(range(90), Plot.binX({ y: "count" }, { x: day, interval: "week" })).plot(),
  "centroid": (Plot) =>
    Plot.plot({
      projection: "equirectangular",
      marks: [Plot.dot(square.features as never, Plot.centroid())],
    }),
  "dodge": (Plot) => Plot.dotX(points, Plot.dodgeY({ x: "x" })).plot(),
  "filter": (Plot) =>
    Plot.dot(points, Plot.filter((d: { size: number }) => d.size > 20, { x: "x", y: "y" })).plot(),
  "reverse": (Plot) => Plot.dot(points, Plot.reverse({ x: "x", y: "y", fill: "kind" })).plot(),
  "sort of rows": (Plot) =>
    Plot.dot(points, Plot.sort("size", { x: "x", y: "y", r: "size" })).plot(),
  "shuffle with a seed": (Plot) =>
    Plot.dot([..."abcdefgh"], Plot.shuffle({ seed: 42, x: Plot.identity, fill: Plot.identity }))
      .plot(),
  "group": (Plot) => Plot.barY(grouped, Plot.groupX({ y: "count" }, { x: "k", fill: "g" })).plot(),
  "group, mean": (Plot) =>
    Plot.barX(grouped, Plot.groupY({ x: "mean" }, { y: "k", x: "v" })).plot(),
  "group, proportions": (Plot) =>
    Plot.plot({
      y: { percent: true },
      marks: [Plot.barY(grouped, Plot.groupX({ y: "proportion" }, { x: "k" }))],
    }),
  "group, all": (Plot) =>
    Plot.text(grouped, Plot.groupZ({ text: "count" }, { frameAnchor: "middle" })).plot(),
  "interval": (Plot) => Plot.barY(range(20), { x: day, y: 1, interval: "week" } as never).plot(),
  "map, running": (Plot) =>
    Plot.lineY(series, Plot.map({ y: "cumsum" }, { x: "at", y: "value" })).plot(),
  "normalise": (Plot) =>
    Plot.lineY(series, Plot.normalizeY("first", { x: "at", y: "value", stroke: "name" })).plot(),
  "select": (Plot) =>
    Plot.plot({
      marks: [
        Plot.line(series, { x: "at", y: "value" }),
        Plot.dot(series, Plot.selectMaxY({ x: "at", y: "value" })),
      ],
    }),
  "shift": (Plot) =>
    Plot.plot({
      marks: [Plot.differenceY(series, Plot.shiftX("3 months", { x: "at", y: "value" }))],
    }),
  "stack, in order": (Plot) =>
    Plot.areaY(
      series,
      { x: "at", y: "value", z: "name", fill: "name", order: "sum", offset: "wiggle" } as never,
    ).plot(),
  "window": (Plot) =>
    Plot.lineY(series, Plot.windowY({ k: 5, strict: true }, { x: "at", y: "value" })).plot(),
  "an accessor that counts": (Plot) => {
    let calls = 0;
    return Plot.plot({ marks: [Plot.dot([1, 2, 3], { x: (d: number) => d, y: () => ++calls })] });
  },
  "a generator": (Plot) => Plot.plot({ marks: [Plot.dotX(some(), { r: 5 })] }),
  "a generator of pairs": (Plot) => Plot.line(new Map([["a", 1], ["b", 4]])).plot(),
  "columns": (Plot) =>
    Plot.dot({ length: 3 }, { x: [1, 2, 3], y: Float64Array.of(3, 1, 2) }).plot(),
  "valueof": (Plot) =>
    Plot.plot({
      marks: [Plot.dot(towns, {
        x: { transform: (data: typeof towns) => Plot.valueof(data, "n")! },
        y: "born",
      })],
    }),
  "a column named like what all objects have": (Plot) =>
    Plot.dot([{ constructor: 1, valueOf: 2 }] as never, { x: "constructor", y: "valueOf" }).plot(),

  "thousands, ordinal and narrow": (Plot) =>
    Plot.plot({
      width: 320,
      x: { type: "band" },
      marks: [Plot.barY(range(9).map((at) => 1000 * (at + 1)), { x: Plot.identity, y: 2 })],
    }),
  "months, ordinal and narrow": (Plot) =>
    Plot.plot({
      width: 320,
      x: { type: "band" },
      marks: [Plot.barY(range(12).map(month), { x: Plot.identity, y: 2 })],
    }),
  "names that just fit": (Plot) =>
    Plot.plot({
      width: 320,
      marks: [Plot.barY(["Upper North", "Lower North", "Old Town", "The Port"], {
        x: Plot.identity,
        y: 1,
      })],
    }),
  "low": (Plot) => Plot.plot({ height: 90, marks: [Plot.lineY([0, 5, 1, 8])] }),
  "a plot as a panel": (Plot) =>
    Plot.plot({
      fx: { padding: 0.3 },
      marks: [Plot.dot(grouped, {
        fx: "g",
        x: "k",
        y: "v",
        render: (index, _scales, _values, { width, height }) =>
          Plot.plot({
            width,
            height,
            marks: [Plot.dot(Array.from(index, (at) => grouped[at]), { x: "k", y: "v" })],
          }) as SVGElement,
      })],
    }),

  // Scales.
  "log": (Plot) => Plot.plot({ y: { type: "log" }, marks: [Plot.lineY([1, 10, 100, 100000])] }),
  "log, base 2": (Plot) =>
    Plot.plot({ x: { type: "log", base: 2 }, marks: [Plot.dotX([1, 2, 4, 64])] }),
  "symlog": (Plot) =>
    Plot.plot({ y: { type: "symlog" }, marks: [Plot.lineY([-1000, -1, 0, 10, 100000])] }),
  "sqrt": (Plot) => Plot.plot({ y: { type: "sqrt" }, marks: [Plot.barY([1, 4, 9, 16])] }),
  "pow": (Plot) => Plot.plot({ y: { type: "pow", exponent: 3 }, marks: [Plot.lineY([1, 2, 3])] }),
  "reversed": (Plot) =>
    Plot.plot({
      x: { reverse: true },
      y: { reverse: true },
      marks: [Plot.dot(points, { x: "x", y: "y" })],
    }),
  "clamped and nice": (Plot) =>
    Plot.plot({
      x: { domain: [10, 47], clamp: true, nice: true },
      marks: [Plot.dot(points, { x: "x", y: "y" })],
    }),
  "zero": (Plot) => Plot.plot({ y: { zero: true }, marks: [Plot.lineY([100, 120, 110])] }),
  "percent": (Plot) =>
    Plot.plot({ y: { percent: true, grid: true }, marks: [Plot.lineY([0.011, 0.012, 0.017])] }),
  "inset": (Plot) =>
    Plot.plot({ inset: 20, marks: [Plot.frame(), Plot.dot(points, { x: "x", y: "y" })] }),
  "domain of words": (Plot) =>
    Plot.plot({
      x: { domain: ["c", "a", "b"] },
      marks: [Plot.barY(["a", "b"], { x: Plot.identity, y: 1 })],
    }),
  "ordinal numbers": (Plot) =>
    Plot.plot({ x: { type: "band" }, marks: [Plot.barY(towns, { x: "born", y: "n" })] }),
  "point": (Plot) =>
    Plot.plot({ x: { type: "point" }, marks: [Plot.line(towns, { x: "town", y: "n" })] }),
  "years as text": (Plot) =>
    Plot.plot({
      x: { type: "band" },
      marks: [Plot.barY([["2021", 1], ["2022", 4]], { x: "0", y: "1" })],
    }),
  "hours": (Plot) => Plot.lineY(range(30), { x: hour, y: (d: number) => d }).plot(),
  "days": (Plot) => Plot.lineY(range(30), { x: day, y: (d: number) => d }).plot(),
  "months": (Plot) => Plot.lineY(range(30), { x: month, y: (d: number) => d }).plot(),
  "years": (Plot) => Plot.lineY(range(30), { x: year, y: (d: number) => d }).plot(),
  "months in bands": (Plot) =>
    Plot.plot({
      width: 340,
      x: { type: "band" },
      marks: [Plot.barY(range(12), { x: month, y: 1 })],
    }),
  "local time": (Plot) =>
    Plot.plot({
      x: { type: "time" },
      marks: [Plot.lineY(range(9), { x: month, y: (d: number) => d })],
    }),
  "no domain": (Plot) =>
    Plot.plot({
      x: { domain: [0, 10] },
      y: { domain: [0, 1] },
      marks: [Plot.dot([], { x: "x", y: "y" })],
    }),
  "empty": (Plot) => Plot.plot({ marks: [Plot.dot([], { x: "x", y: "y" })] }),
  "one row": (Plot) => Plot.plot({ marks: [Plot.barY([["a", 1]], { x: "0", y: "1" })] }),
  "all nulls": (Plot) =>
    Plot.plot({ marks: [Plot.dot([{ x: null, y: null }], { x: "x", y: "y" })] }),
  "colour, sequential": (Plot) =>
    Plot.plot({
      color: { scheme: "blues" },
      marks: [Plot.dot(points, { x: "x", y: "y", fill: "size" })],
    }),
  "colour, diverging": (Plot) =>
    Plot.plot({
      color: { type: "diverging", pivot: 10 },
      marks: [Plot.dot(points, { x: "x", y: "y", fill: "y" })],
    }),
  "colour, quantile": (Plot) =>
    Plot.plot({
      color: { type: "quantile", n: 4 },
      marks: [Plot.dot(points, { x: "x", y: "y", fill: "y" })],
    }),
  "colour, threshold": (Plot) =>
    Plot.plot({
      color: { type: "threshold", domain: [0, 20] },
      marks: [Plot.dot(points, { x: "x", y: "y", fill: "y" })],
    }),
  "colour, by name": (Plot) =>
    Plot.plot({
      color: { domain: ["a", "b"], range: ["red", "#00f"], unknown: "gray" },
      marks: [Plot.dot(points, { x: "x", y: "y", fill: "kind" })],
    }),
  "colour, identity": (Plot) =>
    Plot.dot([["red", 1], ["rgb(0 0 255 / 50%)", 2]], { x: "1", fill: "0" }).plot(),
  "opacity": (Plot) =>
    Plot.plot({
      marks: [Plot.dot(points, { x: "x", y: "y", fillOpacity: "size", fill: "black" })],
    }),
  "opacity, tiny": (Plot) =>
    Plot.plot({
      axis: null,
      margin: 20,
      marks: [
        Plot.dot([[1, 1], [2, 2]], { fillOpacity: 0.004, strokeOpacity: 0.0125, fill: "red" }),
      ],
    }),
  "radius, bounded": (Plot) =>
    Plot.plot({ r: { range: [1, 9] }, marks: [Plot.dot(points, { x: "x", y: "y", r: "size" })] }),
  "aspect ratio": (Plot) =>
    Plot.plot({ aspectRatio: 1, marks: [Plot.dot(points, { x: "x", y: "y" })] }),
  "round": (Plot) => Plot.plot({ round: true, marks: [Plot.barY(towns, { x: "town", y: "n" })] }),
  "clip": (Plot) =>
    Plot.plot({
      clip: true,
      x: { domain: [20, 60] },
      marks: [Plot.line(points, { x: "x", y: "y" })],
    }),

  // Facets.
  "facets, left to right": (Plot) =>
    Plot.plot({ marks: [Plot.dot(points, { x: "x", y: "y", fx: "kind" })] }),
  "facets, top to bottom": (Plot) =>
    Plot.plot({
      marks: [Plot.barX(grouped, Plot.groupY({ x: "sum" }, { y: "k", x: "v", fy: "g" }))],
    }),
  "facets, both": (Plot) =>
    Plot.plot({
      grid: true,
      marks: [Plot.frame(), Plot.dot(grouped, { x: "v", fx: "g", fy: "k" })],
    }),
  "facets, of a plot": (Plot) =>
    Plot.plot({
      facet: { data: points, x: "kind" },
      marks: [Plot.dot(points, { x: "x", y: "y" }), Plot.ruleY([0])],
    }),
  "facets, excluded": (Plot) =>
    Plot.plot({
      facet: { data: points, x: "kind" },
      marks: [
        Plot.dot(points, { x: "x", y: "y", facet: "exclude", fill: "#ddd" }),
        Plot.dot(points, { x: "x", y: "y" }),
      ],
    }),
  "facets, axis at the bottom": (Plot) =>
    Plot.plot({
      fx: { axis: "bottom" },
      x: { axis: null },
      marks: [Plot.barY(grouped, Plot.groupX({ y: "sum" }, { fx: "k", x: "g", y: "v" }))],
    }),
  "facets, sorted": (Plot) =>
    Plot.plot({
      marks: [
        Plot.barY(
          grouped,
          Plot.groupX({ y: "sum" }, { fx: "k", x: "g", y: "v", sort: { fx: "-y" } }),
        ),
      ],
    }),
  "facets, labelled": (Plot) =>
    Plot.plot({
      fx: { label: "kind of point", tickFormat: (d: unknown) => `kind ${d}` },
      marks: [Plot.dot(points, { x: "x", y: "y", fx: "kind" })],
    }),
  "facets, long names": (Plot) => Plot.plot({ marks: [Plot.dot(long, { x: "n", fy: "name" })] }),
  "facets, reversed": (Plot) =>
    Plot.plot({
      fx: { reverse: true, padding: 0.3 },
      marks: [Plot.dot(points, { x: "x", y: "y", fx: "kind" })],
    }),
  "facets, one empty": (Plot) =>
    Plot.plot({
      fx: { domain: ["a", "z"] },
      marks: [Plot.dot(points, { x: "x", y: "y", fx: "kind" })],
    }),

  // What stands around.
  "title, subtitle, caption": (Plot) =>
    Plot.plot({
      title: "A title",
      subtitle: "Below",
      caption: "Source: p = 0.0012",
      marks: [Plot.dot(points, { x: "x", y: "y" })],
    }),
  "legend of swatches": (Plot) =>
    Plot.plot({
      color: { legend: true },
      marks: [Plot.dot(points, { x: "x", y: "y", fill: "kind" })],
    }),
  "legend alone, swatches": (Plot) =>
    Plot.legend({ color: { domain: ["a", "b", "c"], type: "categorical" } }),
  "legend alone, threshold": (Plot) =>
    Plot.legend(
      { color: { type: "threshold", domain: [1, 5, 9], scheme: "greens" }, label: "rate" } as never,
    ),
  "legend alone, symbols": (Plot) => Plot.legend({ symbol: { domain: ["a", "b"] } } as never),
  "legend of a plot, swatches": (Plot) =>
    (Plot.dot(points, { x: "x", y: "y", fill: "kind" }).plot() as unknown as {
      legend(name: string): unknown;
    }).legend("color"),
  "style, as text": (Plot) =>
    Plot.plot({ style: "background: lightyellow; padding: 4px;", marks: [Plot.dot([[1, 2]])] }),
  "style, as an object": (Plot) =>
    Plot.plot({
      style: { background: "beige", color: "red", fontFamily: "Georgia", fontSize: "14px" },
      marks: [Plot.dot([[1, 2]])],
    }),
  "words for who does not see": (Plot) =>
    Plot.plot({
      ariaLabel: "My chart",
      ariaDescription: "Says more",
      className: "mine",
      marks: [Plot.dot([[1, 2]])],
    }),
  "margins": (Plot) =>
    Plot.plot({
      margin: 7,
      marginLeft: 90,
      marginTop: 0,
      marks: [Plot.dot(points, { x: "x", y: "y" })],
    }),
  "size": (Plot) =>
    Plot.plot({ width: 200, height: 90, marks: [Plot.dot(points, { x: "x", y: "y" })] }),
  "narrow names": (Plot) =>
    Plot.plot({
      width: 330,
      marks: [
        Plot.barY(["North East", "North West", "South East", "South West"], {
          x: Plot.identity,
          y: 1,
        }),
      ],
    }),
  "labels of axes": (Plot) =>
    Plot.plot({
      x: { label: "how long →", labelAnchor: "center" },
      y: { label: null },
      marks: [Plot.dot(points, { x: "x", y: "y" })],
    }),
  "gradient by hand": (Plot) =>
    Plot.plot({
      marks: [(_i, _s, _v, _d, context) => {
        const create = (name: string) =>
          context.document.createElementNS("http://www.w3.org/2000/svg", name);
        const defs = create("defs");
        const gradient = create("linearGradient");
        gradient.setAttribute("id", "own");
        defs.append(gradient);
        return defs as SVGElement;
      }, Plot.barY([1, 2, 3], { fill: "url(#own)" })],
    }),
  "rankings": (Plot) =>
    Plot.plot({
      marks: [
        Plot.link(rankings, {
          x1: 1,
          x2: 2,
          y1: "a",
          y2: "b",
          stroke: (d: { a: number; b: number }) => d.b > d.a ? "up" : "down",
        }),
        Plot.text(rankings, { x: 2, y: "b", text: "c", textAnchor: "start", dx: 4 }),
      ],
    }),

  // What is painted on a canvas.
  "raster, of a function": (Plot) =>
    Plot.plot({
      marks: [Plot.raster({
        width: 3,
        height: 2,
        fill: (x: number, y: number) => x * y,
        x1: 0,
        x2: 3,
        y1: 0,
        y2: 2,
      })],
    }),
  "raster, of samples": (Plot) =>
    Plot.plot({
      marks: [Plot.raster(points, { x: "x", y: "y", fill: "size", interpolate: "nearest" })],
    }),
  "raster, of a grid": (Plot) =>
    Plot.plot({ marks: [Plot.raster([1, 2, 3, 4], { width: 2, height: 2 })] }),
  "legend of a plot, ramp": (Plot) =>
    (Plot.dot(points, { x: "x", y: "y", fill: "size" }).plot() as unknown as {
      legend(name: string, options?: object): unknown;
    }).legend("color", { opacity: 0.5 }),
  "legend alone, ramp": (Plot) =>
    Plot.legend({ color: { type: "linear", domain: [0, 1], scheme: "turbo" } } as never),
  "legend in a plot, ramp": (Plot) =>
    Plot.plot({
      color: { legend: true, scheme: "blues" },
      marks: [Plot.dot(points, { x: "x", y: "y", fill: "size" })],
    }),
};
