/** The description of a tidy frame that travels with it: a Frictionless Data Package. */
import type pl from "nodejs-polars";
import type { Release } from "../release/model.ts";

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
