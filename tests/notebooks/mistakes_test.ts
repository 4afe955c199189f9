/** Slips of whoever edits a cell, on the real kernel: the message says what to write instead. */
import assert from "node:assert/strict";
import { startKernel } from "../../src/notebook/start_kernel.ts";

const START = `
import * as all from "../../src/mod.ts";
const { loadRelease, openView, releaseFolder, show, tidyFrame } = all;
const release = await loadRelease(releaseFolder("28731"));
const view = await openView(release, { locale: "en" });
`;

const NO_TABLE =
  'Cannot find the table "recieved": this release has "received", "refused", "accepted"';
const NO_DIMENSION =
  'Cannot find the dimension "componnt": this release has "component", "profile", "period"';
const NO_QUANTITY =
  'Cannot find the quantity "aceptance": this release declares "undecided", "acceptance"';
const NO_VIEW = "Cannot read this as a view: ";
const NO_RELEASE = "Cannot read this as a release: ";

/** A cell, and what the kernel says of it. */
const MISTAKES: readonly (readonly [cell: string, message: string])[] = [
  ['releaseFolder("28732")', 'Cannot find the release "28732": data/ has "28731"'],
  [
    'await loadRelease("../data/28731")',
    'Cannot read "../data/28731": it does not exist; a release is a folder with a datapackage.json',
  ],
  [
    'await openView(release, { locale: "de" })',
    'Cannot find the locale "de": choose one of "en", "fr"',
  ],
  [
    "await openView(release)",
    'Cannot find the locale "undefined": choose one of "en", "fr"',
  ],
  [
    'await openView(release, { locale: "fr", assumption: "Cohort" })',
    'Cannot find the assumption "Cohort": this release has "none", "cumulative", "cohort"',
  ],
  [
    'await openView(loadRelease(releaseFolder("28731")), { locale: "en" })',
    `${NO_RELEASE}it is not there yet: write \`await loadRelease(…)\``,
  ],
  [
    "tidyFrame(view)",
    `${NO_RELEASE}give what \`await loadRelease(…)\` gives; of a view, that is \`view.release\``,
  ],
  ['all.countsTable(view, "recieved")', NO_TABLE],
  ['all.countsFigure(view, "recieved")', NO_TABLE],
  ['all.wideFrame(release, "recieved")', NO_TABLE],
  ['all.comparisonFigure(view, ["recieved"])', NO_TABLE],
  [
    'all.comparisonFigure(view, "received")',
    'Cannot compare the tables: give a list of their names, such as ["one", "two"]',
  ],
  ['all.sumsTable(view, "componnt")', NO_DIMENSION],
  ['all.totalsFigure(view, "componnt")', NO_DIMENSION],
  ['all.orderFigure(view, "componnt")', NO_DIMENSION],
  ['all.derivedFigure(view, "aceptance")', NO_QUANTITY],
  ['all.naiveFigure(view, "aceptance")', NO_QUANTITY],
  [
    'all.naiveFigure(view, "undecided")',
    'Cannot compare "undecided": it is a difference, and this figure takes a share: "acceptance"',
  ],
  ['all.cellNote(view, "recieved", {})', NO_TABLE],
  [
    'all.cellNote(view, "refused", { component: "AI", profile: "Francophone", period: "2026" })',
    'Cannot find "2026" in the dimension "period": it has "2022", "2023", "2024", "2025"',
  ],
  [
    'all.cellNote(view, "refused", { component: "AI" })',
    'Cannot tell which cell is meant: give its "profile" and its "period" too',
  ],
  [
    'await show(openView(release, { locale: "en" }))',
    "Cannot show [object Promise]: show takes a figure, a table or a Polars frame; put `await` before it",
  ],
  ["await show(42)", "Cannot show [object Number]: show takes a figure, a table or a Polars frame"],
  [
    'all.checkClaims(view, [["48 cells", release.tables.length === 48]])',
    'The data do not bear out: "48 cells"',
  ],
  ...[
    "matrixFigure",
    "crossesFigure",
    "lengthsFigure",
    "rangesFigure",
    "relationsTable",
    "notSmallTable",
    "withheldTable",
  ].flatMap((name) =>
    [
      [
        `all.${name}(openView(release, { locale: "en" }))`,
        `${NO_VIEW}it is not there yet: write \`await openView(…)\``,
      ],
      [
        `all.${name}(release)`,
        `${NO_VIEW}give what \`await openView(release, { locale })\` gives`,
      ],
    ] as const
  ),
];

Deno.test("a slip in a cell is answered by what to write instead", async () => {
  await using kernel = await startKernel({ cwd: "notebooks/en" });
  const { status, evalue } = await kernel.execute(START);
  assert.equal(status, "ok", evalue);
  for (const [cell, message] of MISTAKES) {
    const { status, evalue } = await kernel.execute(cell);
    assert.deepEqual([cell, status, evalue.split("\n")[0]], [cell, "error", message]);
  }
});
