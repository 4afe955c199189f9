/** A frame of cells in other layouts: as the source prints a table, as sums, and described for others to read. */
import pl from "nodejs-polars";
import { requireCells } from "./frame.ts";
import type { Release } from "../release/model.ts";

/** A column that is there only while sums are made; no dimension's name begins with a space. */
const PLACE = " place";

/**
 * What the published cells add up to, by one or more columns: exact where nothing is suppressed, else "at least". Rests on
 * published counts alone, and holds under every assumption. Cells that sum up others are left out.
 *
 * One row a combination, in the order of the cells. Columns: those of `by`; `cells` and `suppressed` (how many);
 * `lower` (Int64: the sum of the published counts); `value` (Int64: the same, null where a cell is suppressed); `status`.
 * @throws {RangeError} when there is no such column; says which there are
 */
export function lowerBounds(cells: pl.DataFrame, by: string | readonly string[]): pl.DataFrame {
  const names = typeof by === "string" ? [by] : [...by];
  const missing = names.find((name) => !requireCells(cells).columns.includes(name));
  if (missing !== undefined) {
    throw new RangeError(
      `Cannot find the column "${missing}": this frame has ${cells.columns.join(", ")}`,
    );
  }
  // A sum lacks what is not available, too.
  const isSuppressed = pl.col("status").isIn(["suppressed", "notAvailable"]);
  const sums = cells.filter(pl.col("isTotal").not()).withColumns(
    isSuppressed.cast(pl.Int64).alias("suppressed"),
  )
    .withRowIndex(PLACE)
    .groupBy(names)
    .agg(
      pl.col(PLACE).min(),
      pl.col("status").count().cast(pl.Int64).alias("cells"),
      pl.col("suppressed").sum(),
      pl.col("value").sum().alias("lower"),
    );
  const isWhole = pl.col("suppressed").eq(pl.lit(0));
  return sums.sort(PLACE).drop(PLACE).withColumns(
    pl.when(isWhole).then(pl.col("lower")).otherwise(pl.lit(null)).alias("value"),
    pl.when(isWhole).then(pl.lit("published")).otherwise(pl.lit("suppressed")).alias("status"),
  );
}

/** A file of the package. */
export interface TidyFile {
  /** Beside the descriptor. */
  readonly path: string;
  /** Its format in the words of a data package. */
  readonly format: "csv" | "parquet";
  /** Its media type. */
  readonly mediatype: string;
}

/** Table Schema types by Polars' own. */
const TYPES: Readonly<Record<string, string>> = {
  String: "string",
  Date: "date",
  Bool: "boolean",
  Int64: "integer",
};

/**
 * A `datapackage.json` for the files of one tidy frame: their fields, and the release's provenance, dimensions,
 * assumptions, relations and caveats. An empty value is a suppressed cell: its row's `status` says so.
 * @see https://datapackage.org/standard/data-package/
 */
export function tidyPackage(
  release: Release,
  frame: pl.DataFrame,
  files: readonly TidyFile[],
): Record<string, unknown> {
  const fields = frame.columns.map((name, index) => ({
    name,
    type: TYPES[String(frame.dtypes[index]!.variant)] ?? "any",
  }));
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: `${release.name}-tidy`,
    title: release.title.en,
    labels: release.title,
    sources: [{ title: `${release.provenance.publisher.en}, ${release.provenance.reference}` }],
    provenance: release.provenance,
    resources: files.map((file) => ({
      name: `tidy-${file.format}`,
      ...file,
      encoding: "utf-8",
      schema: {
        fields,
        missingValues: [{ value: "", label: "suppressed by the source: see status" }],
        primaryKey: ["table", ...release.dimensions.map(({ name }) => name)],
      },
    })),
    tables: release.tables.map(({ name, title, measure, marks }) => ({
      name,
      title,
      measure,
      marks,
    })),
    dimensions: release.dimensions,
    assumptions: release.assumptions,
    defaultAssumption: release.defaultAssumption,
    relations: release.relations,
    derived: release.derived,
    caveats: release.caveats,
    ...(release.review.length > 0 ? { review: release.review } : {}),
    sourceFiles: release.files,
  };
}
