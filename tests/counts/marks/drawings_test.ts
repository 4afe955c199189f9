/** Drawings as they were when somebody looked at them, and as another program draws them. */
import assert from "node:assert/strict";
import { Resvg } from "@resvg/resvg-js";
import {
  type Figure,
  figure,
  pairX,
  partsX,
  Plot,
  rangeX,
  suppressedBarX,
  suppressedBarY,
  suppressedCell,
} from "../../../src/counts/mod.ts";
import { births, own } from "./births.ts";
import { matchSnapshot } from "./snapshot.ts";

const sums = [
  { kind: "whole", value: 50, lower: 50, status: "published" },
  { kind: "part", value: null, lower: 30, status: "suppressed" },
];
const votes = [["Aa", 60, 36, 4], ["Bb", 9, 71, 0]].flatMap(([town, ...counts]) =>
  ["yes", "no", "spoilt"].map((vote, at) => ({ town, vote, n: Number(counts[at]) }))
);
const pairs = [
  { year: "2023", who: "men", n: 9 },
  { year: "2023", who: "women", n: 3 },
  { year: "2024", who: "men", n: 4 },
  { year: "2024", who: "women", n: null, mark: "x" },
  { year: "2025", who: "men", n: null, mark: "x" },
  { year: "2025", who: "women", n: null, mark: "x" },
];
const withheld = [
  { group: "A", value: 7, status: "published", mark: null, lower: 7, upper: 7, range: "exact" },
  {
    group: "B",
    value: null,
    status: "suppressed",
    mark: "x",
    lower: null,
    upper: null,
    range: "withheld",
  },
  {
    group: "C",
    value: null,
    status: "suppressed",
    mark: "x",
    lower: 2,
    upper: 9,
    range: "bounded",
  },
];
const DRAWINGS: Readonly<Record<string, (width: number) => Element>> = {
  bar_x: (width) =>
    Plot.plot({
      width,
      fy: { label: null },
      marks: [
        suppressedBarX(births, { x: "births", y: "town", fy: "year", ...own }),
        Plot.ruleX([0]),
      ],
    }),
  bar_y: (width) =>
    Plot.plot({
      width,
      fx: { label: null },
      color: { legend: true },
      marks: [
        suppressedBarY(births, { y: "births", x: "year", fx: "town", fill: "year", ...own }),
        Plot.ruleY([0]),
      ],
    }),
  cell: (width) =>
    Plot.plot({
      width,
      x: { axis: "top" },
      marks: [suppressedCell(births, { x: "year", y: "town", value: "births", mark: "flag" })],
    }),
  range: (width) =>
    Plot.plot({
      width,
      marks: [rangeX(births, { value: "births", y: "town", fy: "year", ...own })],
    }),
  at_least: (width) =>
    Plot.plot({
      width,
      marks: [suppressedBarX(sums, { y: "kind", mark: () => "" }), Plot.ruleX([0])],
    }),
  parts: (width) =>
    Plot.plot({
      width,
      marginRight: 80,
      x: { axis: null },
      y: { axis: null },
      color: { domain: ["yes", "no", "spoilt"], range: ["#851d05", "#6698b8", "#eef0f2"] },
      marks: [
        partsX(votes, {
          ...{ x: "n", y: "town", fill: "vote", head: "town", sort: { y: null } },
          order: ["yes", "no", "spoilt"],
        }),
      ],
    }),
  pair: (width) =>
    Plot.plot({
      width,
      y: { type: "band", label: null },
      marks: [pairX(pairs, { x: "n", y: "year", z: "who", stroke: "#2f6d92" })],
    }),
  withheld: (width) =>
    Plot.plot({ width, marks: [suppressedBarX(withheld, { y: "group" }), Plot.ruleX([0])] }),
};
const drawn = new Map<string, Figure>(
  Object.entries(DRAWINGS).map(([name, draw]) => [name, figure({ title: name }, draw)]),
);

for (const [name, { svg, narrowSvg }] of drawn) {
  Deno.test(`the drawing "${name}" looks as it did when it was last reviewed`, async () => {
    await matchSnapshot(name, svg);
    await matchSnapshot(`${name}.narrow`, narrowSvg);
  });
}

/** The pixels in the middle of the first rectangle of a fill. */
function pixelsOf(svg: string, fill: RegExp): string[] {
  const group = svg.slice(svg.search(fill));
  const number = (name: string) => Number(group.match(new RegExp(` ${name}="([\\d.]+)"`))![1]);
  const { width: row, pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  const bytes = pixels;
  const found: string[] = [];
  for (let y = Math.ceil(number("y")) + 2; y < number("y") + number("height") - 2; y++) {
    for (let x = Math.ceil(number("x")) + 2; x < number("x") + number("width") - 2; x++) {
      found.push(bytes.subarray(4 * (row * y + x), 4 * (row * y + x + 1)).join());
    }
  }
  return found;
}

Deno.test("a program that knows no page draws a saved file in its colours", () => {
  const { svg } = drawn.get("withheld")!;
  assert.deepEqual(new Set(pixelsOf(svg, /<g fill="#4f6d8f"/)), new Set(["79,109,143,255"]));
  const hatched = pixelsOf(svg, /<g fill="url\(/);
  const paper = hatched.filter((pixel) => pixel === "255,255,255,255").length / hatched.length;
  assert.ok(paper > 0.3 && paper < 0.8, `${paper} of the hatching is paper`);
  assert.ok(hatched.every((pixel) => pixel.endsWith(",255")), "opaque");
  assert.ok(hatched.some((pixel) => Number(pixel.split(",")[0]) < 140), "lines");
});
