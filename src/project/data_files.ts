/** The release as files for others to read: tidy CSV and Parquet, and what describes them. */
import { cellFrame, pl, tidyPackage } from "@crosses/counts";
import type { Release } from "@crosses/counts/release";
import { type Language, LANGUAGES } from "@crosses/text";
import { TIDY_WORDS } from "./words.ts";

export interface DataFile {
  readonly name: string;
  readonly mime: string;
  readonly content: Uint8Array;
  /** What pages call it. */
  readonly label: "tidyData" | "tidyParquet" | "descriptor";
  /** The languages whose pages carry the file with them. */
  readonly carriedIn: readonly Language[];
}

const CSV = "text/csv";
const PARQUET = "application/vnd.apache.parquet";

/** The files of `data/` in the output folder. */
export function dataFiles(release: Release): DataFile[] {
  const frame = cellFrame(release);
  const csv = frame.writeCSV();
  const parquet = frame.writeParquet({ compression: "zstd" });
  const described = tidyPackage(release, frame, [
    { path: "tidy.csv", format: "csv", mediatype: CSV },
    { path: "tidy.parquet", format: "parquet", mediatype: PARQUET },
  ]);
  const json = new TextEncoder().encode(JSON.stringify(described, null, 2) + "\n");
  const file = (
    name: string,
    mime: string,
    label: DataFile["label"],
    content: Uint8Array,
    carriedIn: readonly Language[],
  ) => ({ name, mime, label, content, carriedIn });
  return [
    file("tidy.csv", CSV, "tidyData", csv, ["en"]),
    ...(Object.keys(TIDY_WORDS) as (keyof typeof TIDY_WORDS)[]).map((language) =>
      file(`tidy.${language}.csv`, CSV, "tidyData", translated(release, language), [language])
    ),
    file("tidy.parquet", PARQUET, "tidyParquet", parquet, []),
    file("datapackage.json", "application/json", "descriptor", json, LANGUAGES),
  ];
}

/** The cells with heads, labels and words of another language than the code's. */
function translated(release: Release, locale: keyof typeof TIDY_WORDS): Uint8Array {
  const { columns, values } = TIDY_WORDS[locale];
  const word = (value: unknown): string | null => {
    if (value === null || value === undefined) return null;
    if (value instanceof Date) return value.toISOString().slice(0, 10);
    return values[String(value)] ?? String(value);
  };
  const rows = cellFrame(release, { locale }).toRecords().map((row) => {
    const byName = new Map<string, unknown>(Object.entries(row));
    return Object.fromEntries(
      Object.entries(columns).map(([from, to]) => [to, word(byName.get(from))]),
    );
  });
  return pl.DataFrame(rows).writeCSV();
}
