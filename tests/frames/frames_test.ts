import assert from "node:assert/strict";
import { tidyFromCsv, tidyFromParquet, tidyToCsv, tidyToParquet } from "../../src/frames/files.ts";
import { tidyFrame } from "../../src/frames/tidy.ts";
import { wideFrame } from "../../src/frames/wide.ts";
import { smallRelease } from "./releases.ts";

const schemaOf = (frame: ReturnType<typeof tidyFrame>) =>
  frame.columns.map((name, index) => `${name}: ${frame.dtypes[index]!.variant}`);

Deno.test("tidyFrame() has one row per cell and the documented columns", () => {
  const frame = tidyFrame(smallRelease());
  assert.deepEqual(schemaOf(frame), [
    "table: String",
    "kind: String",
    "period: String",
    "periodStart: Date",
    "periodEnd: Date",
    "isPartial: Bool",
    "value: Int64",
    "status: String",
  ]);
  assert.deepEqual(frame.shape, { height: 6, width: 8 });
});

Deno.test("tidyFrame() keeps a true zero apart from a suppressed cell", () => {
  const rows = tidyFrame(smallRelease()).select("value", "status").rows();
  assert.deepEqual(rows.slice(0, 2), [[0, "published"], [null, "suppressed"]]);
});

Deno.test("tidyFrame() is null where a cell is suppressed and nowhere else", () => {
  const frame = tidyFrame(smallRelease());
  assert.deepEqual(frame.nullCount().rows()[0], [0, 0, 0, 0, 0, 0, 1, 0]);
});

Deno.test("tidyFrame() gives a total the span of its parts, partial where one of them is", () => {
  const total = tidyFrame(smallRelease()).select("periodStart", "periodEnd", "isPartial").row(2);
  assert.deepEqual(total, [new Date("2022-04-22"), new Date("2023-12-31"), true]);
});

Deno.test("tidyFrame() leaves the period columns out where no dimension has dates", () => {
  const release = smallRelease();
  const undated = {
    ...release,
    dimensions: release.dimensions.map((dimension) => ({
      ...dimension,
      categories: dimension.categories.map(({ start: _start, end: _end, ...rest }) => rest),
    })),
  };
  assert.deepEqual(tidyFrame(undated).columns, ["table", "kind", "period", "value", "status"]);
});

Deno.test("wideFrame() has the layout of the source", () => {
  const frame = wideFrame(smallRelease(), "received");
  assert.deepEqual(frame.columns, ["kind", "2022", "2023", "total"]);
  assert.deepEqual(frame.rows(), [["a, first", 0, null, 7], ["007", 3, 1, 4]]);
});

Deno.test("wideFrame() says which tables there are when asked for another", () => {
  assert.throws(() => wideFrame(smallRelease(), "recieved"), {
    name: "RangeError",
    message: 'Cannot find the table "recieved": this release has "received"',
  });
});

for (
  const [name, roundTrip] of [
    ["CSV", (frame: ReturnType<typeof tidyFrame>) => tidyFromCsv(tidyToCsv(frame))],
    ["Parquet", (frame: ReturnType<typeof tidyFrame>) => tidyFromParquet(tidyToParquet(frame))],
  ] as const
) {
  Deno.test(`a tidy frame comes back from ${name} with the same schema, order and nulls`, () => {
    const frame = tidyFrame(smallRelease());
    const back = roundTrip(frame);
    assert.deepEqual(schemaOf(back), schemaOf(frame));
    assert.ok(back.frameEqual(frame, true));
  });
}
