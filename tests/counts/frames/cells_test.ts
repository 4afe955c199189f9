/** The cells of a release as a frame: one row a cell, labels in the locale, null where suppressed and only then. */
import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { cellFrame } from "../../../src/counts/frames/cells.ts";
import { lowerBounds } from "../../../src/counts/frames/frame.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import { smallRelease } from "./releases.ts";

const schemaOf = (frame: pl.DataFrame) =>
  frame.columns.map((name, index) => `${name}: ${frame.dtypes[index]!.variant}`);

Deno.test("cellFrame() has the documented columns", () => {
  assert.deepEqual(schemaOf(cellFrame(smallRelease())), [
    "table: String",
    "tableLabel: String",
    "kind: String",
    "period: String",
    "group: String",
    "periodStart: Date",
    "periodEnd: Date",
    "isPartial: Bool",
    "isTotal: Bool",
    "value: Int64",
    "status: String",
    "mark: String",
  ]);
});

Deno.test("cellFrame() keeps a true zero apart from a suppressed cell", () => {
  const rows = cellFrame(smallRelease()).head(2).toRecords().map((
    { value, status, mark },
  ) => [value, status, mark]);
  assert.deepEqual(rows, [[0, "published", null], [null, "suppressed", "x"]]);
});

Deno.test("cellFrame() gives a total the span of its parts, partial where one of them is", () => {
  const total = cellFrame(smallRelease()).toRecords()[2]!;
  assert.deepEqual(
    [total.isTotal, total.periodStart, total.periodEnd, total.isPartial],
    [true, new Date("2022-04-22"), new Date("2023-12-31"), true],
  );
});

Deno.test("cellFrame() leaves the period columns out where no dimension has days", () => {
  const release = smallRelease();
  const undated = {
    ...release,
    dimensions: release.dimensions.map((dimension) => ({
      ...dimension,
      categories: dimension.categories.map(({ start: _start, end: _end, ...rest }) => rest),
    })),
  };
  assert.ok(!cellFrame(undated).columns.some((name) => /period[SE]|isPartial/.test(name)));
});

Deno.test("cellFrame() speaks the language that it is given", async () => {
  const release = await loadRelease("28731");
  const { tableLabel, group, period } = cellFrame(release, { locale: "fr" }).toRecords<
    "period"
  >()[7]!;
  assert.deepEqual([tableLabel, group, period], ["Reçues", "IA · Francisation", "janv. 2025"]);
});

Deno.test("cellFrame() names the options that there are when given another", () => {
  assert.throws(() => cellFrame(smallRelease(), { language: "fr" } as never), {
    name: "TypeError",
    message: 'Cannot use the option "language": cellFrame(release, …) takes "locale"',
  });
});

Deno.test("lowerBounds() is exact where nothing is suppressed and says at least elsewhere; totals are left out", () => {
  const sums = lowerBounds(cellFrame(smallRelease()), "kind");
  assert.deepEqual(sums.columns, ["kind", "cells", "suppressed", "lower", "value", "status"]);
  assert.deepEqual(sums.rows(), [["a, first", 2, 1, 0, null, "suppressed"], [
    "007",
    2,
    0,
    4,
    4,
    "published",
  ]]);
});

Deno.test("lowerBounds() names the columns that there are", () => {
  assert.throws(
    () => lowerBounds(cellFrame(smallRelease()), "knd"),
    /Cannot find the column "knd": this frame has table,/,
  );
});
