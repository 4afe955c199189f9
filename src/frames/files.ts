/** Tidy frames as files: CSV and Parquet out, and back without loss. */
import pl from "nodejs-polars";
import { asDate, PERIOD_DATES } from "./tidy.ts";

/**
 * A tidy frame as CSV: UTF-8, a header line, ISO dates. A suppressed value is an empty field whose `status` says why.
 */
export function tidyToCsv(frame: pl.DataFrame): string {
  return frame.writeCSV({ includeHeader: true }).toString("utf8");
}

/** The frame that {@link tidyToCsv} wrote, with the same schema. Every column is text but those the schema names. */
export function tidyFromCsv(csv: string): pl.DataFrame {
  const frame = pl.readCSV(csv, { inferSchemaLength: 0 });
  const dates = PERIOD_DATES.filter((name) => frame.columns.includes(name)).map(asDate);
  const flags = frame.columns.includes("isPartial")
    ? [pl.col("isPartial").eq(pl.lit("true")).alias("isPartial")]
    : [];
  return frame.withColumns(...dates, ...flags, pl.col("value").cast(pl.Int64, true));
}

/** A tidy frame as the bytes of a Parquet file. */
export function tidyToParquet(frame: pl.DataFrame): Uint8Array {
  return frame.writeParquet({ compression: "zstd" });
}

/** The frame that {@link tidyToParquet} wrote, with the same schema. */
export function tidyFromParquet(bytes: Uint8Array): pl.DataFrame {
  return pl.readParquet(bytes as Parameters<typeof pl.readParquet>[0]);
}
