/** What every reader gives, whatever came in: a grid of text in which each field has a place. */
import type { Problem } from "@crosses/text";
import type { LocalText } from "@crosses/counts/release";

export interface Grid {
  /** The file as the user named it, with its sheet or page. */
  readonly file: string;
  /** What a table of it is called where nothing else names it. */
  readonly name: string;
  /** What it was taken to be, such as CSV with semicolons, in Windows-1252. */
  readonly format: string;
  /** Whether commas part its columns, and so no decimals. */
  readonly hasCommas?: boolean;
  /** What the file hides, and so is not read. */
  readonly leftOut?: readonly LocalText[];
  readonly lines: readonly GridLine[];
}

/** Why a file gives no grid. */
export type Unreadable = Omit<Problem, "file">;

export interface GridLine {
  /** One-based, as an editor or a spreadsheet counts them. */
  readonly line: number;
  /** Without spaces around them; `""` where nothing stands. */
  readonly fields: readonly string[];
  /** Whether an empty line, or a wide gap, comes before it. */
  readonly afterGap: boolean;
}

/** Unicode composed, each run of spaces one, none at the ends, nothing invisible: so labels are compared. */
export function plain(text: string): string {
  return text.normalize("NFC").replaceAll(/(?![\n\t])\p{Cf}/gu, "").replaceAll(/\s+/gu, " ").trim();
}

/** The lines that hold something, each as wide as the widest; columns in which nothing stands go. */
export function gridLines(rows: Iterable<{ line: number; fields: readonly string[] }>): GridLine[] {
  const read: GridLine[] = [];
  let afterGap = false;
  for (const { line, fields } of rows) {
    const trimmed = fields.map(plain);
    if (trimmed.some((field) => field !== "")) read.push({ line, fields: trimmed, afterGap });
    afterGap = trimmed.every((field) => field === "");
  }
  const width = Math.max(0, ...read.map(({ fields }) => fields.length));
  const isUsed = Array.from({ length: width }, (_, at) => read.some(({ fields }) => fields[at]));
  return read.map(({ fields, ...rest }) => ({
    ...rest,
    fields: isUsed.flatMap((used, at) => used ? [fields[at] ?? ""] : []),
  }));
}

/** How many fields of a line hold something. */
export function filledFields({ fields }: Pick<GridLine, "fields">): number {
  return fields.filter((field) => field !== "").length;
}
