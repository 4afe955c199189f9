/** Small inputs that once came out wrong, each in its shortest form; bare plots of this kind stand in `fidelity/`. */
import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import pl from "nodejs-polars";
import {
  DISPLAY,
  Plot,
  rangeX,
  suppressedBarX,
  suppressedBarY,
  suppressedCell,
} from "../../../src/counts/marks.ts";

/** What a cell shows of a plot. */
function shown(drawn: unknown): Record<string, string> {
  return (drawn as Record<symbol, () => Record<string, string>>)[DISPLAY]!();
}
const domain = (drawn: ReturnType<typeof Plot.plot>, name: Plot.ScaleName) => [
  ...drawn.scale(name)!.domain!,
];
const count = (drawn: Element, selector: string) => drawn.querySelectorAll(selector).length;

const hidden = { value: null, mark: "x", status: "suppressed" };
const known = (value: number) => ({ value, lower: value, upper: value, status: "published" });
const rows = [
  { year: "2022", town: "B", ...known(4) },
  { year: "2023", town: "B", ...hidden, lower: 1, upper: 3 },
  { year: "2022", town: "A", ...known(9) },
  { year: "2024", town: "A", ...hidden, lower: null, upper: null },
];

Deno.test("ticks of small numbers are shown as they are", () => {
  const svg = shown(Plot.lineY([0.001, 0.002, 0.004]).plot())["image/svg+xml"]!;
  assert.match(svg, />0\.0010<[^]*>0\.0040</);
});

Deno.test("no sort drops a period or a panel, or adds one", () => {
  for (const sort of [{ fx: "-y" }, { fx: null }, { x: null }, { x: "-y" }] as never[]) {
    const bars = Plot.plot({ marks: [suppressedBarY(rows, { fx: "town", x: "year", sort })] });
    assert.deepEqual(domain(bars, "fx").toSorted(), ["A", "B"]);
    assert.deepEqual(domain(bars, "x").toSorted(), ["2022", "2023", "2024"]);
  }
  const cells = suppressedCell(rows, { fx: "year", y: "town", sort: { fx: null } });
  assert.deepEqual(domain(Plot.plot({ marks: [cells] }), "fx"), ["2022", "2023", "2024"]);
  const ranges = rangeX(rows, { fy: "year", y: "town", sort: { fy: null } });
  assert.deepEqual(domain(Plot.plot({ marks: [ranges] }), "fy"), ["2022", "2023", "2024"]);
});

Deno.test("rangeX() is sorted by width, as ruleY is", () => {
  const ranges = [
    { town: "A", ...hidden, lower: 1, upper: 9 },
    { town: "B", ...hidden, lower: 2, upper: 3 },
  ];
  const order = (mark: Plot.Markish) => domain(Plot.plot({ marks: [mark] }), "y");
  for (const y of ["width", "-width"] as const) {
    const ends = { x1: "lower", x2: "upper" };
    const bare = order(Plot.ruleY(ranges, { y: "town", ...ends, sort: { y } }));
    assert.deepEqual(order(rangeX(ranges, { y: "town", sort: { y } })), bare);
  }
});

Deno.test("on a reversed axis an open range points to greater values", () => {
  const open = [{ town: "A", ...hidden, lower: 3, upper: null }, { town: "B", ...known(10) }];
  const drawn = Plot.plot({
    x: { reverse: true },
    marks: [suppressedBarX(open, { y: "town" })],
  });
  const arrow = drawn.querySelector('[aria-label="suppressed bar without upper bound"] line')!;
  assert.ok(Number(arrow.getAttribute("x2")) < Number(arrow.getAttribute("x1")));
});

Deno.test("a log scale keeps published bars, ranges and printed marks", () => {
  const some = [{ town: "A", ...hidden, lower: 1, upper: 4 }, { town: "B", ...known(10) }];
  const drawn = Plot.plot({ x: { type: "log" }, marks: [suppressedBarX(some, { y: "town" })] });
  assert.equal(count(drawn, '[aria-label="bar"] rect'), 1);
  assert.equal(count(drawn, '[aria-label="suppressed bar"] rect'), 1);
  assert.equal(count(drawn, '[aria-label="suppression mark"] text'), 1);
});

Deno.test("a frame is taken wherever Plot takes data", () => {
  const frame = pl.DataFrame({ x: [1, 2, 3], y: [2, 3, 1], g: ["a", "b", "a"] });
  const dots = Plot.auto(frame as never, { x: "x", y: "y", mark: "dot" }).plot();
  assert.equal(count(dots, "circle"), 3);
  const facets = Plot.plot({
    facet: { data: frame as never, x: "g" },
    marks: [Plot.dot(frame, { x: "x", y: "y" })],
  });
  assert.deepEqual(domain(facets, "fx"), ["a", "b"]);
  assert.deepEqual(Plot.valueof(frame as never, "x"), [1, 2, 3]);
});

Deno.test("a document without a canvas, or whose style takes no text, serves like any other", () => {
  const { document } = parseHTML("<html></html>") as unknown as { document: Document };
  const raster = Plot.raster([1, 2, 3, 4], { width: 2, height: 2 });
  const drawn = Plot.plot({ document, style: "color: #123456", marks: [raster] });
  assert.match(drawn.getAttribute("style")!, /#123456/);
  assert.match(drawn.querySelector("image")!.getAttribute("href")!, /^data:image\/png;base64,/);
});

Deno.test("a legend of a plot keeps its ramp, and shows itself", () => {
  const plot = Plot.dot([[1, 2, 3], [2, 3, 4]], { fill: "2" }).plot() as ReturnType<
    typeof Plot.plot
  >;
  const legend = plot.legend("color") as Element;
  assert.match(legend.querySelector("image")!.getAttribute("href")!, /^data:image\/png;base64,/);
  assert.match(shown(legend)["image/svg+xml"]!, /data:image\/png;base64,/);
});

Deno.test("style, words for who does not see, and captions stay in what a cell shows", () => {
  const said = { ariaLabel: "My chart", ariaDescription: "Says more" };
  const style = { background: "beige", color: "red", fontFamily: "Georgia", fontSize: "14px" };
  const bundle = shown(Plot.plot({ ...said, style, marks: [Plot.dot([[1, 2]])] }));
  assert.match(bundle["text/html"]!, /alt="My chart. Says more"/);
  for (const kept of ['fill="beige"', 'fill="red"', '"Georgia"', 'font-size="14"']) {
    assert.ok(bundle["image/svg+xml"]!.includes(kept), kept);
  }
  const words = { title: "T", subtitle: "S", caption: "Source: X" };
  const html = shown(Plot.plot({ ...words, marks: [Plot.dot([[1, 2]])] }))["text/html"]!;
  assert.match(html, /<strong>T<\/strong> S<\/figcaption>\n<img [^]*Source: X<\/p>/);
});
