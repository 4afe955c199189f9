/** What a table is read as: its columns by kind, its rows as labels and cells; and what a column may hold. */
import type { ColumnKind, SAY } from "../words/words.ts";
import type { Field, SourceMark } from "../fields/fields.ts";

/** A table once it is understood. */
export interface ReadTable {
  readonly file: string;
  readonly name: string;
  readonly titles: readonly string[];
  readonly notes: readonly string[];
  readonly labels: readonly ReadColumn[];
  readonly counts: readonly ReadColumn[];
  /** All columns, whatever they hold. */
  readonly columns: readonly ReadColumn[];
  /** What is counted, where a table of its own was made of one column. */
  readonly quantity?: string;
  /** Columns and rows that hold no counts: what they are called. */
  readonly aside: readonly string[];
  /** Those of them that are rows: the title may speak of these alone. */
  readonly rowsAside: readonly string[];
  readonly rows: readonly ReadRow[];
}

export interface ReadRow {
  readonly line: number;
  readonly afterGap: boolean;
  /** Whether it stands further from the left than its heading. */
  readonly isUnder?: boolean;
  /** One a column of labels; a heading that the row stands under comes first where there is one. */
  readonly labels: readonly string[];
  readonly cells: readonly ReadCell[];
}

/** A count in digits, or a mark; `""` where nothing stands. */
export type ReadCell = { readonly digits: string } | { readonly mark: SourceMark };

/** What a cell counts; undefined where a mark hides it. */
export const countIn = (cell: ReadCell): number | undefined =>
  "digits" in cell ? Number(cell.digits) : undefined;

export interface Header {
  /** All levels as one. */
  readonly name: string;
  /** From the line at the top down; one where one line names the column. */
  readonly levels: readonly string[];
}

/** A column by what it holds. */
export interface ReadColumn extends Header {
  /** Zero-based. */
  readonly at: number;
  readonly kind: ColumnKind;
}

export interface Guess {
  readonly kind: ColumnKind;
  readonly why: keyof typeof SAY.why;
  /** What it may be instead, where that is not certain. */
  readonly other?: ColumnKind;
}

/** The evidence for what a column holds. */
export interface Facts {
  readonly name: string;
  /** Zero-based. */
  readonly at: number;
  readonly raw: readonly string[];
  readonly fields: readonly Field[];
  /** Those of the fields in which something stands. */
  readonly filled: readonly Field[];
  readonly marks: readonly SourceMark[];
  /** How many fields are text. */
  readonly words: number;
  /** Whether another column names the rows. */
  readonly hasLabels: boolean;
  /** Whether another column holds whole numbers. */
  readonly hasCounts: boolean;
  /** Whether no other words stand in the rows in which it has some, as where each level of groups has a column. */
  readonly isStep: boolean;
}
