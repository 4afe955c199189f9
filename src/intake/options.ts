/** What a draft is told beside its files. */
import type { Answers } from "./findings.ts";
import type { ReadOptions } from "./read_grids.ts";

export interface DraftOptions extends ReadOptions {
  /** Of the release, as its folder is called. */
  readonly name: string;
  /** The date that stands in for the document's, ISO 8601. */
  readonly today: string;
  readonly answers: Answers;
}
