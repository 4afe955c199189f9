/** The error classes that callers catch, and how a list of problems reads. Messages are English; what readers see is localised elsewhere. */

/** One thing that is wrong in an input file, with where it is and how to mend it. */
export interface Problem {
  /** The file as the user would name it, e.g. `accepted.csv`. */
  readonly file: string;
  /** One-based line in the file, where the problem has a place. */
  readonly line?: number;
  /** One-based: the field of a CSV row, the character of a JSON line. */
  readonly column?: number;
  /** The header of that column, for a CSV. */
  readonly columnName?: string;
  readonly table?: string;
  /** What the file holds there, in a few quoted words. */
  readonly found: string;
  /** What would be right there. */
  readonly wanted: string;
  readonly hint?: string;
}

/** A problem of a file that the caller knows. */
export type FileProblem = Omit<Problem, "file" | "table">;

/** What a step calls with each problem it finds, one at a time, so that none hides another. */
export type OnProblem = (problem: FileProblem) => void;

/**
 * `Cannot read "accepted.csv": line 4, column 3 ("2023") holds "n/a"; a cell is …`. Without a place, the
 * file itself is the subject: `Cannot read "accepted.csv": it is empty; …`.
 */
export function describeProblem(problem: Problem): string {
  const { file, line, column, columnName, found, wanted, hint } = problem;
  const named = columnName === undefined ? "" : ` (${quote(columnName)})`;
  const place = [line && `line ${line}`, column && `column ${column}${named}`]
    .filter(Boolean).join(", ") || "it";
  return `Cannot read ${quoteWhole(file)}: ${place} ${found}; ${wanted}${hint ? ` (${hint})` : ""}`;
}

/**
 * Quotes text from a file for a message: one line of at most 60 characters, in which whatever is invisible, steers
 * a terminal or looks like a plain space is escaped.
 */
export function quote(text: string): string {
  return quoteWhole(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}

/** Quotes text whole, however long: a path that is cut names nothing. */
function quoteWhole(text: string): string {
  return JSON.stringify(text).replace(/(?! )[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/gu, escaped);
}

/** Control and bidirectional characters escaped, so that no text from a file, and no file name, steers a terminal. */
export function terminalSafe(text: string): string {
  return text.replace(
    // deno-lint-ignore no-control-regex
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    escaped,
  );
}

/** A character as a JSON escape: `\u001b`. */
function escaped(character: string): string {
  const units = character.split("").map((unit) => unit.charCodeAt(0).toString(16));
  return units.map((unit) => `\\u${unit.padStart(4, "0")}`).join("");
}

/** A release folder that cannot be read as it stands: every problem found, in the order of the files. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(describeProblem).join("\n"));
  }
}

/** Where in a notebook something went wrong. Line and column are one-based and count inside the cell. */
export interface NotebookPlace {
  readonly notebook: string;
  /** One-based, counted over all cells, as a reader counts them. */
  readonly cell?: number;
  readonly line?: number;
  readonly column?: number;
}

/** A notebook that cannot be read, or a run that did not end well. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
  constructor(
    message: string,
    readonly place: NotebookPlace,
    /** What to do about it. */
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** A command line that asks for something which does not exist. */
export class UsageError extends TypeError {
  override readonly name = "UsageError";
  constructor(message: string, readonly hint?: string) {
    super(message);
  }
}
