/** Slips of whoever edits a cell, on the real kernel: the message says what to write instead. */
import assert from "node:assert/strict";
import { startKernel } from "../../../src/notebooks/kernel/start_kernel.ts";

const START = `
import * as all from "@crosses/counts";
const { cellFrame, loadRelease, pl, Plot, protect, show, suppressedBarY, table } = all;
const release = await loadRelease("28731");
const { cells } = await protect(release);
const received = cells.filter(pl.col("table").eq(pl.lit("received")));
`;

/** A cell, and how what the kernel says of it begins. */
const MISTAKES: readonly (readonly [cell: string, message: string])[] = [
  ['await loadRelease("28732")', 'Cannot find the release "28732": data/ has "28731"'],
  [
    'await loadRelease("../data/28731")',
    'Cannot read "../data/28731": it does not exist; a release is a folder with a datapackage.json',
  ],
  [
    'await protect(release, { locale: "de" })',
    'Cannot find the locale "de": choose one of "en", "fr"',
  ],
  [
    'await protect(release, { assumption: "Cohort" })',
    'Cannot find the assumption "Cohort": this release has "none", "cumulative", "cohort"',
  ],
  [
    'await protect(release, { reading: "cohort" })',
    'Cannot use the option "reading": protect(release, …) takes "assumption", "minWidth", "locale"',
  ],
  [
    "await protect(release, { minWidth: 1 })",
    "Cannot use a least width of 1: give a whole number, 2 or more",
  ],
  [
    'await protect(loadRelease("28731"))',
    "Cannot read this as a release: it is not there yet: write `await loadRelease(…)`",
  ],
  [
    "cellFrame(cells)",
    "Cannot read this as a release: this is a frame; give what `await loadRelease(…)` gives",
  ],
  [
    "await all.explain(cells)",
    "Cannot read this as a protection: give what `await protect(release)` gives, whole",
  ],
  [
    "all.thresholds(protect(release))",
    "Cannot read this as a protection: it is not there yet: write `await protect(…)`",
  ],
  [
    'all.lowerBounds(release, "table")',
    "Cannot read this as a frame: give `cells` of `await protect(release)`",
  ],
  [
    '(await protect(release)).table("recieved")',
    'Cannot find the table "recieved": this release has "received", "refused", "accepted"',
  ],
  [
    'all.lowerBounds(cells, "componnt")',
    'Cannot find the column "componnt": this frame has table,',
  ],
  [
    'all.blockOrders(release, "componnt")',
    'Cannot find the dimension "componnt": this release has "component", "profile", "period"',
  ],
  [
    'Plot.plot({ marks: [suppressedBarY(received, { x: "peroid" })] })',
    'Cannot find the column "peroid"',
  ],
  ["table(received, { captoin: 1 })", 'Cannot use the option "captoin"'],
  ["await show(protect(release))", "Cannot show [object Promise]"],
  [
    'all.assertClaims([["48 tables", release.tables.length === 48]])',
    'The data do not bear out: "48 tables"',
  ],
];

Deno.test("a slip in a cell is answered by what to write instead", async () => {
  await using kernel = await startKernel({ cwd: "notebooks/en" });
  const { status, evalue } = await kernel.execute(START);
  assert.equal(status, "ok", evalue);
  for (const [cell, message] of MISTAKES) {
    const { status, evalue } = await kernel.execute(cell);
    assert.deepEqual([cell, status, evalue.slice(0, message.length)], [cell, "error", message]);
  }
});
