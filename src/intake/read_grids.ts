/** A file's bytes to the grids that may hold its tables. */
import { type Problem, ReleaseError } from "../errors.ts";
import { decode } from "./decode.ts";
import type { Grid } from "./grid.ts";
import { kindOf } from "./kind.ts";
import { readPdf } from "./read_pdf.ts";
import { readText } from "./read_text.ts";
import { readXlsx } from "./read_xlsx.ts";

/** A file to read: its name as the user gave it, and what it holds. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ReadOptions {
  /** One-based. */
  readonly page?: number;
  readonly sheet?: string;
}

const WANTED = "what can be read is text (.csv, .tsv, pasted), .xlsx or .pdf";

/** @throws {ReleaseError} where it is nothing that can be read */
export async function readGrids(
  { path, bytes }: SourceFile,
  { page, sheet }: ReadOptions = {},
): Promise<Grid[]> {
  const refuse = (problem: Omit<Problem, "file">): never => {
    throw new ReleaseError([{ file: path, ...problem }]);
  };
  const kind = kindOf(bytes);
  if (typeof kind === "object") {
    return refuse({ ...kind, wanted: WANTED });
  }
  const name = path.split(/[/\\]/).at(-1)!.replace(/\.[^.]*$/, "");
  if (kind === "text") {
    const decoded = decode(bytes);
    if ("found" in decoded) {
      return refuse({ ...decoded, wanted: WANTED });
    }
    const grid = readText(decoded.text, path, name, decoded.encoding);
    return "found" in grid ? refuse(grid) : [grid];
  }
  const grids = kind === "pdf"
    ? await readPdf(bytes, path, name, page)
    : await readXlsx(bytes, path, name, sheet);
  return "found" in grids ? refuse(grids) : grids;
}
