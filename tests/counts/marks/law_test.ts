/**
 * The law of the marks: under any sort, facet, reversal, clip, filter or scale, every suppressed row is drawn with its mark, or an error names
 * why. Ranges without an upper end run towards the scale's upper end.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  pairX,
  partsX,
  Plot,
  rangeX,
  suppressedBarX,
  suppressedBarY,
  suppressedCell,
} from "../../../src/counts/marks.ts";
import * as door from "../../../src/counts/marks.ts";

interface Row {
  place: string;
  panel: string;
  value: number | null;
  lower: number | null;
  upper: number | null;
  mark: string | null;
  status: string;
}

const ends = fc.oneof(
  fc.record({ lower: fc.nat(50), more: fc.nat(50) }).map(({ lower, more }) => ({
    lower,
    upper: lower + more,
  })),
  fc.record({ lower: fc.nat(50), upper: fc.constant(null) }),
  fc.constant({ lower: null, upper: null }),
);
const count = fc.oneof(
  fc.nat(100).map((value) => ({
    value,
    lower: value,
    upper: value,
    mark: null,
    status: "published",
  })),
  ends.map((ends) => ({ ...ends, value: null, mark: "x", status: "suppressed" })),
);
const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.tuple(fc.nat(5), fc.nat(2), count),
  { minLength: 1, maxLength: 12 },
).map((all) => {
  const byPlace = new Map(all.map(([place, panel, count]) => [
    `${place} ${panel}`,
    { place: `place ${place}`, panel: `panel ${panel}`, ...count },
  ]));
  return [...byPlace.values()];
});

/** What may be asked of a mark; `own` is the axis of its counts, `other` that of its places. */
const asked = fc.record({
  isUpright: fc.boolean(),
  facet: fc.constantFrom(undefined, "fx", "fy"),
  sort: fc.constantFrom(undefined, "place", "panel", "rows", "natural", "reversed"),
  negate: fc.boolean(),
  type: fc.constantFrom("linear", "sqrt", "symlog", "log"),
  reverse: fc.boolean(),
  clip: fc.boolean(),
  inset: fc.boolean(),
  order: fc.boolean(),
});

type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

function sortOf({ sort, negate, facet }: Asked, own: string, other: string): unknown {
  const by = `${negate ? "-" : ""}${own}`;
  if (sort === "place") return { [other]: by };
  if (sort === "panel" && facet) return { [facet]: by };
  if (sort === "rows") return "value";
  if (sort === "natural") return { [other]: null, ...(facet ? { [facet]: null } : {}) };
  if (sort === "reversed") return { [other]: null, reverse: true };
  return undefined;
}

/** Texts of suppressed rows, over all panels. */
const marksOf = (svg: Element) =>
  [...svg.querySelectorAll('[aria-label="suppression mark"] text')].map(({ textContent }) =>
    textContent
  );

function options(how: Asked, own: "x" | "y", other: "x" | "y"): Record<string, unknown> {
  return {
    [other]: "place",
    ...(how.facet ? { [how.facet]: "panel" } : {}),
    ...(sortOf(how, own, other) === undefined ? {} : { sort: sortOf(how, own, other) }),
    ...(how.clip ? { clip: true } : {}),
    ...(how.order ? { reverse: true } : {}),
  };
}

const suppressed = (all: readonly Row[]) => all.filter(({ status }) => status === "suppressed");

Deno.test("suppressedBarX() and suppressedBarY() draw every suppressed row, or name it", () => {
  fc.assert(
    fc.property(rows, asked, (all, how) => {
      const [own, other] = how.isUpright ? ["y", "x"] as const : ["x", "y"] as const;
      const mark = how.isUpright ? suppressedBarY : suppressedBarX;
      const scale = { type: how.type, reverse: how.reverse, ...(how.inset ? { inset: 4 } : {}) };
      const draw = () =>
        Plot.plot({ [own]: scale, marks: [mark(all, options(how, own, other))] } as never);
      const held = all.every(({ status, value, lower }) =>
        status === "published" ? value! > 0 : lower === null || lower > 0
      );
      if (how.type === "log" && !held) {
        assert.throws(draw, /Cannot draw suppressedBar[XY] on a log scale, which holds no 0: "/);
        return;
      }
      const svg = draw();
      const hidden = suppressed(all);
      assert.equal(marksOf(svg).length, hidden.length);
      const count = (label: string) =>
        svg.querySelectorAll(`[aria-label="${label}"] :is(rect, line)`).length;
      const open = hidden.filter(({ lower, upper }) => lower !== null && upper === null);
      const bounded = hidden.filter(({ upper }) => upper !== null);
      assert.equal(count("suppressed bar"), bounded.length);
      assert.equal(count("upper bound"), bounded.length);
      assert.equal(count("lower bound"), bounded.length + open.length);
      const arrows = [
        ...svg.querySelectorAll('[aria-label="suppressed bar without upper bound"] line'),
      ];
      assert.equal(arrows.length, open.length);
      const at = (value: number) => svg.scale(own)!.apply(value) as number;
      const [low, high] = [...svg.scale(own)!.domain!].map(Number).toSorted((a, b) => a - b);
      for (const arrow of arrows) {
        const length = Number(arrow.getAttribute(`${own}2`)) -
          Number(arrow.getAttribute(`${own}1`));
        assert.equal(Math.sign(length), Math.sign(at(high!) - at(low!)) || Math.sign(length));
      }
      // A row of panels, and a scale, holds what it held without a sort.
      const places = new Set(all.map(({ place }) => place));
      assert.deepEqual(new Set(svg.scale(other)!.domain), places);
      if (how.facet) {
        assert.deepEqual(
          new Set(svg.scale(how.facet)!.domain),
          new Set(all.map(({ panel }) => panel)),
        );
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("rangeX() and suppressedCell() draw every suppressed row", () => {
  fc.assert(
    fc.property(rows, asked, (all, how) => {
      const hidden = suppressed(all);
      const ranges = Plot.plot({
        x: { reverse: how.reverse },
        marks: [rangeX(all, options(how, "x", "y"))],
      } as never);
      const lines = (label: string) =>
        ranges.querySelectorAll(`[aria-label="${label}"] line`).length;
      assert.equal(lines("range"), hidden.filter(({ upper }) => upper !== null).length);
      assert.equal(
        lines("range without upper end"),
        hidden.filter(({ lower, upper }) => lower !== null && upper === null).length,
      );
      const sort = how.sort === "place" ? { y: "fill" } : how.sort === "rows" ? "value" : undefined;
      const cells = Plot.plot({
        marks: [
          suppressedCell(all, {
            x: "panel",
            y: "place",
            fill: "value",
            clip: how.clip,
            ...(sort ? { sort } : {}),
          }),
        ],
      } as never);
      assert.equal(marksOf(cells).length, hidden.length);
      assert.deepEqual(
        new Set(cells.scale("x")!.domain),
        new Set(all.map(({ panel }) => panel)),
      );
      assert.equal(
        cells.querySelectorAll('[aria-label="count"] text').length,
        all.length - hidden.length,
      );
    }),
    { numRuns: 200 },
  );
});

Deno.test("partsX() draws every part, or names the rows without a count", () => {
  fc.assert(
    fc.property(rows, asked, (all, how) => {
      const draw = () =>
        Plot.plot({
          marks: [partsX(all, { y: "place", fill: "panel", ...(how.clip ? { clip: true } : {}) })],
        });
      const hidden = suppressed(all);
      if (hidden.length > 0) {
        const { place, panel } = hidden[0]!;
        assert.throws(
          draw,
          (error: Error) => error.message.includes(`"${place} · ${panel}" is null`),
        );
        return;
      }
      const texts = [...draw().querySelectorAll("text")].map(({ textContent }) => textContent);
      for (const { value } of all.filter(({ value }) => value! > 0)) {
        assert.ok(texts.some((text) => text!.split(/\D+/).includes(String(value))), `${value}`);
      }
    }),
    { numRuns: 200 },
  );
});

Deno.test("pairX() draws each value, and in words which is missing", () => {
  fc.assert(
    fc.property(rows, asked, (all, how) => {
      const two = all.filter(({ panel }) => panel !== "panel 2");
      const svg = Plot.plot({
        x: { reverse: how.reverse },
        marks: [pairX(two, { x: "value", y: "place", z: "panel" })],
      });
      const said = [...svg.querySelectorAll("text")].map(({ textContent }) => textContent).join(
        "; ",
      );
      const count = (text: string) => said.split(text).length - 1;
      for (const panel of ["panel 0", "panel 1"]) {
        const missing = suppressed(two).filter((row) => row.panel === panel);
        assert.equal(count(`${panel}: x`), missing.length, said);
      }
      const known = two.filter(({ value }) => value !== null).length;
      assert.equal(svg.querySelectorAll("circle").length, known);
    }),
    { numRuns: 200 },
  );
});

Deno.test("every mark that the door gives is held to the law, drawn, attacked and documented", async () => {
  const marks = Object.entries(door).flatMap(([name, value]) =>
    typeof value === "function" ? name : []
  );
  assert.ok(marks.length >= 6);
  const files = ["law_test.ts", "drawings_test.ts", "every_surface.ts"]
    .map((name) => `tests/counts/marks/${name}`);
  const missing: string[] = [];
  for (const file of [...files, "docs/marks.md"]) {
    const text = await Deno.readTextFile(file);
    const use = file.endsWith(".md") ? "" : "(";
    const absent = marks.filter((name) => !text.includes(name + use));
    missing.push(...absent.map((name) => `${name} in ${file}`));
  }
  assert.deepEqual(missing, []);
});
