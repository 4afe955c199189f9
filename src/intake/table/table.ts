/** What a table is once it is understood. */
import type { Column } from "./columns.ts";
import type { SourceMark } from "../fields/fields.ts";

export interface ReadTable {
  readonly file: string;
  readonly name: string;
  readonly titles: readonly string[];
  readonly notes: readonly string[];
  readonly labels: readonly Column[];
  readonly counts: readonly Column[];
  /** Columns and rows that hold no counts: what they are called. */
  readonly aside: readonly string[];
  readonly rows: readonly ReadRow[];
}

export interface ReadRow {
  readonly line: number;
  readonly afterGap: boolean;
  /** One a column of labels; a heading that the row stands under comes first where there is one. */
  readonly labels: readonly string[];
  readonly cells: readonly Cell[];
}

/** A count in digits, or a mark; `""` where nothing stands. */
export type Cell = { readonly digits: string } | { readonly mark: SourceMark };
