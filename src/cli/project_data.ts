/** The release as files for others to read: tidy CSV and Parquet, and what describes them. */
import { cellFrame } from "../frames/cells.ts";
import { tidyPackage } from "../frames/tidy_package.ts";
import type { Release } from "../release/model.ts";

export interface DataFile {
  readonly name: string;
  readonly mime: string;
  readonly content: Uint8Array;
  /** What pages call it. */
  readonly label: "tidyData" | "tidyParquet" | "descriptor";
  /** True for a file that every page carries with it. */
  readonly isCarried: boolean;
}

/** The files of `data/` in the output folder. */
export function dataFiles(release: Release): DataFile[] {
  const frame = cellFrame(release);
  const encode = (text: string) => new TextEncoder().encode(text);
  const descriptor = tidyPackage(release, frame, [
    { path: "tidy.csv", format: "csv", mediatype: "text/csv" },
    { path: "tidy.parquet", format: "parquet", mediatype: "application/vnd.apache.parquet" },
  ]);
  return [
    {
      name: "tidy.csv",
      mime: "text/csv",
      content: frame.writeCSV(),
      label: "tidyData",
      isCarried: true,
    },
    {
      name: "tidy.parquet",
      mime: "application/vnd.apache.parquet",
      content: frame.writeParquet({ compression: "zstd" }),
      label: "tidyParquet",
      isCarried: false,
    },
    {
      name: "datapackage.json",
      mime: "application/json",
      content: encode(JSON.stringify(descriptor, null, 2) + "\n"),
      label: "descriptor",
      isCarried: true,
    },
  ];
}
