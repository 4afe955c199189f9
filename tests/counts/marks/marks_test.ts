/** The marks over rows that no release made: only marks and Plot are used. */
import assert from "node:assert/strict";
import {
  HATCH,
  pairX,
  partsX,
  pl,
  Plot,
  rangeX,
  suppressedBarX,
  suppressedBarY,
  suppressedCell,
} from "../../../src/counts/mod.ts";
import { parseHTML } from "linkedom/worker";
import { births, own } from "./births.ts";

const of2023 = births.slice(0, 3);

/** One unit of x is two pixels, a row 20. */
const ruler = {
  width: 240,
  height: 60,
  margin: 0,
  x: { domain: [0, 120], inset: 0 },
  y: { axis: null, padding: 0 },
} as const;

/** Number attributes of the elements in the group of that label, in order. */
function partsOf(svg: Element, label: string, names: readonly string[]): number[][] {
  const groups = [...svg.querySelectorAll(`[aria-label="${label}"]`)];
  return groups.flatMap(({ children }) => [...children])
    .filter(({ tagName }) => /^(rect|line|circle)$/i.test(tagName))
    .map((part) => names.map((name) => Math.round(Number(part.getAttribute(name)) * 100) / 100));
}

const textsOf = (svg: Element, label: string) =>
  [...svg.querySelectorAll(`[aria-label="${label}"] text`)].map(({ textContent }) => textContent);

Deno.test("suppressedBarX() draws counts from 0, and suppressed ones hatched between their bounds", () => {
  const svg = Plot.plot({
    ...ruler,
    marks: [suppressedBarX(of2023, { x: "births", y: "town", ...own })],
  });
  assert.deepEqual(partsOf(svg, "bar", ["x", "y", "width"]), [[0, 0, 80], [0, 40, 200]]);
  assert.deepEqual(partsOf(svg, "suppressed bar", ["x", "y", "width"]), [[2, 20, 6]]);
  assert.deepEqual(partsOf(svg, "lower bound", ["x1", "x2"]), [[2, 2]]);
  assert.deepEqual(partsOf(svg, "upper bound", ["x1", "x2"]), [[8, 8]]);
  assert.match(
    svg.querySelector('[aria-label="suppressed bar"]')!.getAttribute("fill")!,
    /^url\(#/,
  );
  assert.deepEqual(textsOf(svg, "suppression mark"), ["<5"]);
});

Deno.test("a range without an upper bound is a foot, a tick and a short arrow; a mark without bounds stands alone", () => {
  const of2024 = births.slice(3);
  const svg = Plot.plot({
    ...ruler,
    marks: [suppressedBarX(of2024, { x: "births", y: "town", ...own })],
  });
  const label = "suppressed bar without upper bound";
  assert.deepEqual(partsOf(svg, label, ["x1", "x2"]), [[40, 64]]);
  assert.deepEqual(partsOf(svg, "known part", ["x", "width"]), [[0, 40]]);
  assert.deepEqual(partsOf(svg, "lower bound", ["x1", "x2"]), [[40, 40]]);
  assert.deepEqual(textsOf(svg, "suppression mark"), ["..", ".."]);
  assert.ok(!svg.querySelector('[aria-label="suppressed bar"]'));
  assert.ok(!svg.querySelector('[aria-label="bar"]'));
});

Deno.test("marks stand beside the axis, in room of their own", () => {
  const svg = Plot.plot({
    width: 240,
    margin: 0,
    x: { domain: [0, 100], axis: null },
    marks: [suppressedBarX(of2023, { x: "births", y: "town", ...own })],
  });
  const zero = svg.scale("x")!.apply(0) as number;
  assert.equal(zero, 13 + 2 * 8);
  const group = svg.querySelector('[aria-label="suppression mark"]')!;
  assert.equal(group.getAttribute("text-anchor"), "end");
  assert.match(group.getAttribute("transform")!, /^translate\(-6,/);
  assert.match(group.querySelector("text")!.getAttribute("transform")!, new RegExp(`\\(${zero},`));
});

Deno.test("a range that its maker withholds says so after the source's mark, and no hatching", () => {
  const rows = [{
    value: null,
    mark: "x",
    status: "suppressed",
    lower: null,
    upper: null,
    range: "withheld",
  }];
  const svg = Plot.plot({ marks: [suppressedBarX(rows)] });
  assert.deepEqual(textsOf(svg, "suppression mark"), ["x, not given"]);
  assert.ok(!svg.querySelector("[aria-label*=bar], [aria-label*=bound]"));
});

Deno.test("suppressedBarY() is suppressedBarX() upright", () => {
  const svg = Plot.plot({
    width: 60,
    height: 240,
    margin: 0,
    y: { domain: [0, 120], inset: 0, axis: null },
    x: { axis: null, padding: 0 },
    marks: [suppressedBarY(of2023, { x: "town", y: "births", ...own })],
  });
  assert.deepEqual(partsOf(svg, "bar", ["x", "y", "height"]), [[0, 160, 80], [40, 40, 200]]);
  assert.deepEqual(partsOf(svg, "suppressed bar", ["x", "y", "height"]), [[20, 232, 6]]);
});

Deno.test("suppressedCell() hatches beside the mark and never under it", () => {
  const svg = Plot.plot({
    width: 300,
    height: 60,
    margin: 0,
    x: { axis: null, padding: 0 },
    y: { axis: null },
    marks: [suppressedCell(of2023, { x: "town", y: "year", value: "births", ...{ mark: "flag" } })],
  });
  assert.deepEqual(textsOf(svg, "count"), ["40", "100"]);
  assert.deepEqual(textsOf(svg, "suppression mark"), ["<5"]);
  const [[left, width], [right]] = partsOf(svg, "suppressed cell", ["x", "width"]) as [
    number[],
    number[],
  ];
  assert.equal(left, 101);
  assert.ok(left! + width! <= 150 - 13 && right! >= 150 + 13, `${left} ${width} ${right}`);
});

Deno.test("rangeX() draws a dot where a number is known, a line where it is a range, an arrow where it has no end", () => {
  const svg = Plot.plot({
    ...ruler,
    marks: [rangeX(births.slice(1, 4), { value: "births", y: "town", ...own })],
  });
  assert.deepEqual(partsOf(svg, "value", ["cx"]), [[200]]);
  assert.deepEqual(partsOf(svg, "range", ["x1", "x2"]), [[2, 8]]);
  assert.deepEqual(partsOf(svg, "range without upper end", ["x1", "x2"]), [[40, 240]]);
});

Deno.test("a published 0 is a line at 0, and no count at all is nothing", () => {
  const rows = [{ town: "A", value: 0 }, { town: "B", value: null }, { town: "C", value: 5 }];
  const svg = Plot.plot({ ...ruler, marks: [suppressedBarX(rows, { y: "town" })] });
  assert.deepEqual(partsOf(svg, "zero", ["x1", "x2"]), [[0, 0]]);
});

Deno.test("text on a filled cell contrasts with it", () => {
  const rows = [1, 90].map((value) => ({ town: `t${value}`, value }));
  const svg = Plot.plot({
    color: { scheme: "blues", domain: [0, 100] },
    marks: [suppressedCell(rows, { x: "town", fill: "value" })],
  });
  const fills = [...svg.querySelectorAll('[aria-label="count"] text')]
    .map((text) => text.getAttribute("fill"));
  assert.deepEqual(fills, [null, "white"]);
});

Deno.test("a cell stays in its place, whichever scales are sorted", () => {
  for (const sort of [{ x: null, y: null }, { y: "fill" }, { x: "-fill" }] as never[]) {
    const drawn = Plot.plot({
      color: { type: "log" },
      marks: [suppressedCell(births, {
        ...{ x: "year", y: "town", value: "births", mark: "flag", fill: "births", sort },
      })],
    });
    assert.deepEqual(new Set(drawn.scale("x")!.domain), new Set(["2023", "2024"]));
    const cells = [...drawn.querySelectorAll('[aria-label$="cell"] rect')];
    assert.ok(cells.length >= births.length);
    assert.ok(cells.every((cell) => Number(cell.getAttribute("width")) > 50));
  }
});

Deno.test("what stands past the end of a long bar has room there, and is not cut", () => {
  const hidden = { value: null, status: "suppressed", mark: "x" };
  const rows = [
    { k: "a", ...hidden, lower: 0, upper: 100, says: "0% to 100% of those asked" },
    { k: "b", value: 40, status: "published", says: "40%" },
  ];
  for (const mark of [suppressedBarX, rangeX]) {
    const drawn = Plot.plot({ width: 400, marks: [mark(rows, { y: "k", text: "says" })] });
    const [, from] = /translate\(([\d.]+),/.exec(
      drawn.querySelector('[aria-label="text"] text')!.getAttribute("transform")!,
    )!;
    assert.ok(Number(from) + 5.5 * "x · 0% to 100% of those asked".length < 400, from);
  }
});

Deno.test("a cell too narrow for words prints the source's mark alone", () => {
  const hidden = { value: null, status: "suppressed", mark: "x", range: "withheld" };
  const rows = [{ k: "a", ...hidden }, { k: "b", ...hidden }];
  const texts = (width: number) =>
    textsOf(Plot.plot({ width, marks: [suppressedCell(rows, { x: "k" })] }), "suppression mark");
  assert.deepEqual(texts(600), ["x, not given", "x, not given"]);
  assert.deepEqual(texts(160), ["x", "x"]);
});

Deno.test("a clipped cell keeps the place of its mark free of hatching", () => {
  const rows = [{ town: "A", value: null, mark: "x", status: "suppressed" }];
  const svg = Plot.plot({
    width: 300,
    margin: 0,
    clip: true,
    marks: [suppressedCell(rows, { x: "town" })],
  });
  const rects = [...svg.querySelectorAll('[aria-label="suppressed cell"] rect')];
  assert.equal(rects.length, 2);
});

Deno.test("partsX() prints count and share in each part, and beside the bar where it does not fit", () => {
  const rows = [["yes", 97], ["no", 3], ["spoilt", 0]].map(([vote, n]) => ({ vote, n, town: "A" }));
  const svg = Plot.plot({
    width: 300,
    color: { domain: ["yes", "no", "spoilt"], range: ["#851d05", "#eef0f2", "#ffffff"] },
    marks: [partsX(rows, { x: "n", y: "town", fill: "vote", order: ["yes", "no", "spoilt"] })],
  });
  const texts = textsOf(svg, "parts");
  assert.deepEqual(texts, ["97 · 97%", "3 · 3%"]);
  assert.equal(svg.querySelectorAll('[aria-label="parts"] rect').length, 2);
  assert.equal(
    svg.querySelector('[aria-label="parts"] rect[stroke]')!.getAttribute("stroke"),
    "#868d96",
  );
});

Deno.test("pairX() writes two values outwards, and says which is missing", () => {
  const rows = [
    { year: "2023", who: "men", n: 9 },
    { year: "2023", who: "women", n: 3 },
    { year: "2024", who: "men", n: 4 },
    { year: "2024", who: "women", n: null, mark: "x" },
    { year: "2025", who: "men", n: null, mark: "x" },
    { year: "2025", who: "women", n: null, mark: "x" },
  ];
  const svg = Plot.plot({
    y: { type: "band" },
    marks: [pairX(rows, { x: "n", y: "year", z: "who" })],
  });
  assert.equal(svg.querySelectorAll('[aria-label="first value"] circle').length, 2);
  assert.equal(svg.querySelectorAll('[aria-label="second value"] circle').length, 1);
  const texts = (anchor: string) =>
    [...svg.querySelectorAll(`[text-anchor="${anchor}"] text`)].map(({ textContent }) =>
      textContent
    );
  assert.ok(texts("end").includes("3"));
  for (const text of ["9", "4", "women: x", "men: x, women: x"]) {
    assert.ok(texts("start").includes(text), text);
  }
});

Deno.test("a frame is drawn as its rows are", () => {
  const draw = (data: typeof births | pl.DataFrame) =>
    Plot.plot({ marks: [suppressedBarX(data, { x: "births", y: "town", fy: "year", ...own })] })
      .outerHTML.replaceAll(/(suppressed|plot-marker)-\d+/g, "id");
  assert.equal(draw(pl.DataFrame(births)), draw(births));
  const dots = Plot.plot({ marks: [Plot.dot(pl.DataFrame(births), { x: "births", y: "town" })] });
  assert.equal(dots.querySelectorAll("circle").length, 2);
});

Deno.test("facets, sort, filter and other transforms work as in any mark", () => {
  const draw = (options: Plot.BarXOptions) =>
    Plot.plot({ marks: [suppressedBarX(births, { ...own, x: "births", y: "town", ...options })] });
  const facets = draw({ fy: "year" });
  assert.deepEqual([...facets.scale("fy")!.domain!], ["2023", "2024"]);
  assert.equal(facets.querySelectorAll('[aria-label="suppression mark"] text').length, 3);
  assert.deepEqual([...draw({ sort: { y: "-x" } }).scale("y")!.domain!], ["Cc", "Aa", "Bb"]);
  assert.deepEqual([...draw({ sort: { y: null, reverse: true } }).scale("y")!.domain!], [
    "Cc",
    "Bb",
    "Aa",
  ]);
  const later = draw({ filter: (row: { year: string }) => row.year === "2024" });
  assert.deepEqual(textsOf(later, "suppression mark"), ["..", ".."]);
  assert.ok(!later.querySelector('[aria-label="bar"]'));
  const first = draw(Plot.selectFirst({ z: "town", ...own, x: "births", y: "town" }));
  assert.deepEqual(textsOf(first, "suppression mark"), ["<5"]);
});

Deno.test("groups of rows are refused: their sums would hide what is suppressed", () => {
  assert.throws(
    () =>
      Plot.plot({
        marks: [
          suppressedBarX(births, Plot.groupY({ x: "sum" }, { ...own, y: "year", x: "births" })),
        ],
      }),
    {
      name: "TypeError",
      message: /^Cannot draw suppressedBarX over groups of rows: .*lowerBounds/,
    },
  );
});

Deno.test("Plot's own mark says on stderr that it leaves out suppressed counts, once", () => {
  const frame = pl.DataFrame([
    { town: "A", value: 12, status: "published" },
    { town: "B", value: null, status: "suppressed" },
  ]);
  const { error } = console;
  const told: unknown[] = [];
  console.error = (text) => told.push(text);
  try {
    const draw = (mark: Plot.Markish) => Plot.plot({ marks: [mark] });
    draw(suppressedBarY(frame, { x: "town" }));
    draw(Plot.text(frame, { x: "town", text: "town" }));
    draw(Plot.barY(frame.head(1), { x: "town", y: "value" }));
    assert.deepEqual(told, []);
    draw(Plot.barY(frame, { x: "town", y: "value" }));
    draw(Plot.barY(frame, { x: "town", y: "value" }));
    draw(Plot.dot(frame, { x: "town", y: "value" }));
    assert.deepEqual(told.map((text) => String(text).slice(0, 51)), [
      "Plot.barY draws nothing for 1 suppressed of 2 count",
      "Plot.dot draws nothing for 1 suppressed of 2 counts",
    ]);
  } finally {
    console.error = error;
  }
});

Deno.test("every mark of a page has paints of its own, once a plot", () => {
  const mark = () => suppressedBarX(births, { x: "births", y: "town", fy: "year", ...own });
  const [one, two] = [Plot.plot({ marks: [mark(), mark()] }), Plot.plot({ marks: [mark()] })];
  const page = one.outerHTML + two.outerHTML;
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  // Hatching, and the head of an arrow.
  assert.equal(ids.length, 6);
  assert.equal(new Set(ids).size, ids.length);
  for (const [, id] of page.matchAll(/url\(#([^)]+)\)/g)) assert.ok(ids.includes(id), id);
});

Deno.test("HATCH is a fill in any mark", () => {
  const svg = Plot.plot({ marks: [Plot.barX([1, 2], { fill: HATCH })] });
  const [, id] = svg.outerHTML.match(/fill="url\((#[^)]+)\)"/)!;
  assert.equal(svg.querySelector(id!)!.tagName.toLowerCase(), "pattern");
});

Deno.test("a channel that names no column is told, with the columns there are", () => {
  assert.throws(
    () => suppressedBarX(births, { x: "briths", y: "town" }),
    {
      name: "RangeError",
      message: 'Cannot find the column "briths" (value of suppressedBarX): these rows have ' +
        '"town", "year", "births", "flag", "least", "most"',
    },
  );
  assert.throws(
    () => Plot.plot({ marks: [Plot.dot(pl.DataFrame(births), { x: "births", fx: "twon" })] }),
    /Cannot find the column "twon" \(fx of Plot\.dot\)/,
  );
  assert.throws(
    () => Plot.plot({ marks: [Plot.barX(pl.DataFrame(births), { x: "births", y: "twon" })] }),
    /Cannot find the column "twon" \(y of Plot\.barX\)/,
  );
});

Deno.test("a lazy frame and a promise are told, where Plot would draw nothing", () => {
  const lazy = pl.DataFrame(births).lazy() as never;
  assert.throws(
    () => suppressedBarX(lazy, own),
    /Cannot draw a lazy frame: give `await frame\.collect\(\)`/,
  );
  const later = Promise.resolve(births) as never;
  assert.throws(() => Plot.plot({ marks: [Plot.dot(later)] }), /Cannot draw a promise/);
});

Deno.test("rows that are neither published nor suppressed draw nothing", () => {
  const svg = Plot.plot({
    marks: [suppressedBarX([births[5]!], { x: "births", y: "town", ...own })],
  });
  assert.ok(!svg.querySelector("[aria-label*=bar], [aria-label='suppression mark']"));
});

Deno.test("a misspelt option is underlined, and refused", () => {
  for (
    const mark of [
      // @ts-expect-error: fill
      () => suppressedBarX(births, { x: "births", y: "town", fil: "red" }),
      // @ts-expect-error: lower
      () => suppressedBarY(births, { y: "births", x: "town", lowr: "least" }),
      // @ts-expect-error: text
      () => suppressedCell(births, { value: "births", x: "year", txt: null }),
      // @ts-expect-error: upper
      () => rangeX(births, { value: "births", y: "town", uper: "most" }),
      // @ts-expect-error: a bar of suppressed counts is not stacked
      () => suppressedBarX(births, { x: "births", y: "town", offset: "normalize" }),
    ]
  ) {
    assert.throws(
      mark,
      /Cannot use the option ("fil" .* "fill"|"lowr" .* "lower"|"txt" .* "text"|"uper" .* "upper"|"offset" of )/,
    );
  }
});

Deno.test("Plot.plot() draws on the document that it is given, or on one of its own", () => {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const marks = () => [Plot.dot(births, { x: "births", y: "town" })];
  const given = Plot.plot({ document: document as unknown as Document, marks: marks() });
  assert.equal(given.ownerDocument, document as unknown as Document);
  assert.notEqual(Plot.plot({ marks: marks() }).ownerDocument, given.ownerDocument);
  assert.equal(Plot.dot(births, { x: "births" }).plot().tagName.toLowerCase(), "svg");
  assert.match(Plot.legend({ color: { domain: ["a", "b"] } }).outerHTML, />b</);
});

Deno.test("rows of which nothing is known have 0 at the base, not in the middle", () => {
  const rows = [{ town: "A", value: null, mark: "x", lower: 0, upper: null, status: "suppressed" }];
  for (const mark of [suppressedBarX(rows, { y: "town" }), rangeX(rows, { y: "town" })]) {
    assert.deepEqual([...Plot.plot({ marks: [mark] }).scale("x")!.domain!], [0, 1]);
  }
});

Deno.test("a misspelt column is told also where it was to fill the bars; a colour is no column", () => {
  const rows = [{ town: "A", value: 3, status: "published" }];
  assert.throws(
    () => suppressedBarX(rows, { y: "town", fill: "twon" }),
    /Cannot find the column "twon"/,
  );
  assert.doesNotThrow(() =>
    suppressedBarX(rows, { y: "town", fill: "steelblue", stroke: "var(--ink)" })
  );
});

Deno.test("what is not available has its mark, and no arrow, foot or hatching", () => {
  const row = { place: "A", value: null, mark: "n.d.", lower: 0, upper: null };
  const draw = (status: string) =>
    Plot.plot({ marks: [suppressedBarX([{ ...row, status }], { y: "place" })] });
  const arrows = (svg: Element) =>
    partsOf(svg, "suppressed bar without upper bound", ["x1"]).length;
  assert.equal(arrows(draw("suppressed")), 1);
  const svg = draw("notAvailable");
  assert.equal(arrows(svg) + partsOf(svg, "lower bound", ["x1"]).length, 0);
  assert.deepEqual(textsOf(svg, "suppression mark"), ["n.d."]);
});
