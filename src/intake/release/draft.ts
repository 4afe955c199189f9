/**
 * The draft of a release folder from tables that somebody saved: read, understood, written down. Each thing that was inferred
 * on the way is listed once; nothing of it is certain until somebody has looked.
 */
import { ReleaseError } from "@crosses/text";
import type { Review } from "@crosses/counts/release";
import { describeRelease } from "./describe.ts";
import {
  type Answers,
  Findings,
  flagOf,
  type Inference,
  isShown,
  reasonsOf,
} from "../answers/findings.ts";
import { foldTables, toCsv } from "./fold.ts";
import type { Grid } from "../read/grid.ts";
import { type SettledMark, settleMarks } from "../table/marks.ts";
import { readGrids, type ReadOptions, type SourceFile } from "../read/read_grids.ts";
import { readTable } from "../table/read_table.ts";
import { draftRelations } from "./relations.ts";
import { settleRounding, settleThousands } from "../table/rounding.ts";
import { splitTables } from "../table/split_tables.ts";
import type { ReadTable } from "../table/table.ts";
import { nameTables } from "../table/titles.ts";
import { findTotals } from "./totals.ts";

export type { SourceFile };

/** What a draft is told beside its files. */
export interface DraftOptions extends ReadOptions {
  /** Of the release, as its folder is called. */
  readonly name: string;
  /** The date that stands in for the document's, ISO 8601. */
  readonly today: string;
  readonly answers: Answers;
}

export interface Draft {
  /** What datapackage.json holds; its `review` lists what was inferred. */
  readonly descriptor: Readonly<Record<string, unknown>>;
  /** The tables in the layout that the loader reads, by file name. */
  readonly tables: ReadonlyMap<string, string>;
  readonly inferences: readonly Inference[];
  /** Those that are shown, numbered from 1. */
  readonly reviews: readonly Review[];
  /** The tables as they were understood, for who has to say whether they were. */
  readonly understood: {
    readonly grids: readonly Grid[];
    readonly tables: readonly ReadTable[];
    readonly marks: ReadonlyMap<string, SettledMark>;
  };
}

/** @throws {ReleaseError} of all that keeps the tables from being read, whatever is answered */
export async function draftRelease(
  files: readonly SourceFile[],
  { answers, name, today, ...options }: DraftOptions,
): Promise<Draft> {
  const findings = new Findings(answers);
  const grids = (await Promise.all(files.map((file) => readGrids(file, options)))).flat();
  for (const { file, leftOut = [] } of grids) leftOut.forEach((said) => findings.note(file, said));
  const blocks = grids.flatMap((grid) => splitTables(grid, findings));
  if (blocks.length === 0) {
    const found = "holds no table of counts";
    const wanted =
      "a table has rows of labels and whole numbers, below a line that names the columns";
    throw new ReleaseError(files.map(({ path }) => ({ file: path, found, wanted })));
  }
  const thousands = settleThousands(blocks, findings);
  const tables = blocks.map((block) => readTable(block, thousands, findings));
  findings.requireReadable();
  const marks = settleMarks(tables, findings);
  const rounded = settleRounding(tables, findings);
  const names = nameTables(blocks, findings);
  const folded = foldTables(tables, findings);
  const totals = findTotals(folded, marks, rounded, findings);
  const related = draftRelations(folded, names, totals.totals, rounded, findings);
  const csvs = folded.tables.map((table) => toCsv(folded, table, marks));
  const parts = { name, today, folded, marks, rounded, names, totals, related, csvs };
  const descriptor = describeRelease(parts, findings);
  answers.requireUsed();
  const inferences = findings.list;
  const reviews = inferences.filter(isShown).map(reviewOf);
  return {
    descriptor: { ...descriptor, review: reviews },
    tables: new Map(names.map(({ name }, at) => [`${name}.csv`, csvs[at]!])),
    inferences,
    reviews,
    understood: { grids, tables, marks },
  };
}

/** An inference as the descriptor keeps it: its number, and the flag that says otherwise. */
function reviewOf(inference: Inference, index: number): Review {
  const { flag, choices, said } = inference;
  const en = [said.en, ...reasonsOf(inference, "en")].join("; ");
  const fr = [said.fr, ...reasonsOf(inference, "fr")].join("; ");
  const answer = flag && choices.length > 1 ? { answer: flagOf(inference) } : {};
  return { path: String(index + 1), inferred: { en, fr }, ...answer };
}
