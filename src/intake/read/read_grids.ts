/** A file's bytes to the grids that may hold its tables. */
import { ReleaseError } from "@crosses/text";
import { decode } from "./decode.ts";
import type { Grid, Unreadable } from "./grid.ts";
import { kindOf } from "./file_kind.ts";
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

/** @throws {ReleaseError} where it is nothing that can be read */
export async function readGrids(file: SourceFile, options: ReadOptions = {}): Promise<Grid[]> {
  const read = await gridsOf(file, options);
  if ("found" in read) throw new ReleaseError([{ file: file.path, ...read }]);
  return read;
}

async function gridsOf(
  { path, bytes }: SourceFile,
  { page, sheet }: ReadOptions,
): Promise<Grid[] | Unreadable> {
  const kind = kindOf(bytes);
  if (typeof kind === "object") return kind;
  const name = path.split(/[/\\]/).at(-1)!.replace(/\.[^.]*$/, "");
  if (kind === "pdf") return await readPdf(bytes, path, name, page);
  if (kind === "xlsx") return await readXlsx(bytes, path, name, sheet);
  const decoded = decode(bytes);
  if ("found" in decoded) return decoded;
  const grid = readText(decoded.text, path, name, decoded.encoding);
  return "found" in grid ? grid : [grid];
}
