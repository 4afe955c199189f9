/** The release as files for others to read: tidy CSV and Parquet, and what describes them. */
import { cellFrame, tidyPackage } from "@crosses/counts";
import type { Release } from "@crosses/counts/release";

export interface DataFile {
  readonly name: string;
  readonly mime: string;
  readonly content: Uint8Array;
  /** What pages call it. */
  readonly label: "tidyData" | "tidyParquet" | "descriptor";
  /** True for a file that every page carries with it. */
  readonly isCarried: boolean;
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
  const file = (name: string, mime: string, label: DataFile["label"], content: Uint8Array) => ({
    name,
    mime,
    label,
    content,
    isCarried: label !== "tidyParquet",
  });
  return [
    file("tidy.csv", CSV, "tidyData", csv),
    file("tidy.parquet", PARQUET, "tidyParquet", parquet),
    file("datapackage.json", "application/json", "descriptor", json),
  ];
}
