/**
 * The code cells of the notebook that a new release starts with, as code that is checked: `new` copies them, with the release's
 * own names for those in capitals, and never runs this file. A cell starts at `// %%`.
 */
// %% import
import {
  compareAssumptions,
  figure,
  loadRelease,
  pl,
  Plot,
  protect,
  relationChecks,
  setLocale,
  show,
  suppressedBarX,
  suppressedBarY,
  table,
} from "@crosses/counts";

setLocale("en");
const release = await loadRelease("RELEASE");
const { cells, withheld } = await protect(release, { assumption: "ASSUMPTION", locale: "en" });

// %% counts
const COUNTS = cells.filter(pl.col("table").eq(pl.lit("TABLE")));

// %% printed
const PRINTED = COUNTS.withColumns(
  pl.when(pl.col("value").isNull()).then(pl.col("mark")).otherwise(pl.col("value").cast(pl.Utf8))
    .alias("printed"),
).pivot("printed", { index: ["ROWS"], on: "COLUMN", maintainOrder: true });

await show(table(PRINTED.head(40), { caption: "TITLE", note: "MARKS" }));

// %% bars
const BARS = COUNTS.filter(pl.col("isTotal").not()).head(60);

await show(figure(
  { title: "TITLE", alt: "ALT", note: "NOTE", data: BARS },
  (width) =>
    Plot.plot({
      width,
      marginLeft: Math.min(160, width / 3),
      x: { label: "MEASURE", grid: true },
      y: { type: "band", label: null, domain: [...new Set(BARS.getColumn("group"))] },
      fy: { label: null, domain: [...new Set(BARS.getColumn("COLUMN"))] },
      marks: [suppressedBarX(BARS, { y: "group", fy: "COLUMN" }), Plot.ruleX([0])],
    }),
));

// %% months
const MONTHS = COUNTS.filter(pl.col("isTotal").not()).head(120);

await show(figure(
  { title: "TITLE", alt: "ALT", note: "NOTE", data: MONTHS },
  (width) =>
    Plot.plot({
      width,
      marginBottom: 70,
      x: {
        type: "band",
        label: null,
        tickRotate: -45,
        domain: [...new Set(MONTHS.getColumn("COLUMN"))],
      },
      y: { label: "MEASURE", grid: true },
      fy: { label: null, domain: [...new Set(MONTHS.getColumn("group"))] },
      marks: [suppressedBarY(MONTHS, { x: "COLUMN", fy: "group" }), Plot.ruleY([0])],
    }),
));

// %% hidden
const hidden = cells.filter(pl.col("status").eq(pl.lit("suppressed")))
  .select("tableLabel", "group", "COLUMN", "lower", "upper", "range");

await show(table(hidden.head(60), { caption: "HIDDEN" }));

// %% assumptions
const assumption = pl.col("assumptionLabel").alias("ASSUMED");
const compared = (await compareAssumptions(release, { locale: "en" }))
  .select("tableLabel", "group", "COLUMN", assumption, "lower", "upper");

await show(table(compared.head(60), { caption: "COMPARED" }));

// %% relations
const columns = { relation: "RELATION", confirmed: "HOLDS", breaks: "BREAKS", open: "OPEN" };
const checks = relationChecks(release, { locale: "en" })
  .withColumns(pl.col("holds").plus(pl.col("equal")).alias("confirmed"));

await show(table(checks, { caption: "RELATIONS", columns }));

// %% withheld
await show(table(withheld.head(60), { caption: "WITHHELD" }));

// %% review
const review = release.review.map(({ path, inferred }) => ({
  ["NUMBER"]: path,
  ["INFERRED"]: inferred.en,
}));

await show(table(review, { caption: "REVIEW" }));
