/** Names that the frames keep for themselves. */
import assert from "node:assert/strict";
import {
  cellFrame,
  compareAssumptions,
  explain,
  lowerBounds,
  pl,
  protect,
} from "../../../src/counts/mod.ts";
import { RESERVED_COLUMNS } from "../../../src/counts/release/names.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import { load, small } from "../release/folders.ts";

Deno.test("every column of a frame with dimensions is a dimension's own, or is reserved", async () => {
  const letter = await loadRelease("28731");
  const dimensions = letter.dimensions.map(({ name }) => name);
  const protection = await protect(letter);
  const frames: Record<string, pl.DataFrame> = {
    cellFrame: cellFrame(letter),
    cells: protection.cells,
    quantities: protection.quantities,
    compareAssumptions: await compareAssumptions(letter),
    explain: await explain(protection),
    lowerBounds: lowerBounds(protection.cells, dimensions),
  };
  for (const [name, { columns }] of Object.entries(frames)) {
    assert.deepEqual(dimensions.filter((dimension) => !columns.includes(dimension)), [], name);
    const others = columns.filter((column) => !dimensions.includes(column));
    assert.deepEqual(others.filter((column) => !RESERVED_COLUMNS.includes(column)), [], name);
  }
});

Deno.test("loadRelease() refuses a dimension of any reserved name before a frame is made", async () => {
  for (const name of RESERVED_COLUMNS) {
    const descriptor = small()["datapackage.json"] as string;
    const files = small({
      "datapackage.json": descriptor.replace('"name":"kind"', `"name":"${name}"`),
      "received.csv": `${name},2023,2024\nPaper,0,x\nOnline,12,7\n`,
    });
    await assert.rejects(load(files), new RegExp(`names a dimension "${name}"; .* \\(those are`));
  }
});
