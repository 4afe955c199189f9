/**
 * The draft of a release folder from tables that somebody saved: read, understood, written down. Each thing that was inferred
 * on the way is listed once; nothing of it is certain until somebody has looked.
 */
import { type Problem, ReleaseError } from "../errors.ts";
import type { Review } from "../release/model.ts";
import { describeRelease } from "./describe.ts";
import { Findings, flagOf, type Inference, isPlain } from "./findings.ts";
import { type Folded, foldTables, toCsv } from "./fold.ts";
import type { Grid } from "./grid.ts";
import { type SettledMark, settleMarks, settleRounding, settleThousands } from "./marks.ts";
import type { DraftOptions } from "./options.ts";
import { readGrids, type SourceFile } from "./read_grids.ts";
import { type ReadTable, readTable } from "./read_table.ts";
import { draftRelations } from "./relations.ts";
import { splitTables } from "./split_tables.ts";
import { nameTables } from "./titles.ts";
import { findTotals } from "./totals.ts";

export type { DraftOptions, SourceFile };

export interface Draft {
  /** What datapackage.json holds; its `review` lists what was inferred. */
  readonly descriptor: Readonly<Record<string, unknown>>;
  /** The tables in the layout that the loader reads, by file name. */
  readonly tables: ReadonlyMap<string, string>;
  /** Numbered from 1 in this order. */
  readonly inferences: readonly Inference[];
  readonly reviews: readonly Review[];
  readonly understood: Understood;
}

/** The tables as they were understood, for who has to say whether they were. */
export interface Understood {
  readonly grids: readonly Grid[];
  readonly tables: readonly ReadTable[];
  readonly folded: Folded;
  readonly marks: ReadonlyMap<string, SettledMark>;
}

/** @throws {ReleaseError} of all that keeps the tables from being read, whatever is answered */
export async function draftRelease(
  files: readonly SourceFile[],
  options: DraftOptions,
): Promise<Draft> {
  const problems: Problem[] = [];
  const findings = new Findings(options.answers);
  const grids = (await Promise.all(files.map((file) => readGrids(file, options)))).flat();
  for (const { file, leftOut = [] } of grids) leftOut.forEach((said) => findings.note(file, said));
  const blocks = grids.flatMap((grid) => splitTables(grid, findings));
  if (blocks.length === 0) {
    throw new ReleaseError(files.map(({ path }) => ({
      file: path,
      found: "holds no table of counts",
      wanted: "a table has rows of labels and whole numbers, below a line that names the columns",
    })));
  }
  const thousands = settleThousands(blocks, findings);
  const tables = blocks.map((block) =>
    readTable(
      block,
      thousands,
      findings,
      (problem) => problems.push({ file: block.file, ...problem }),
    )
  );
  if (problems.length > 0) throw new ReleaseError(problems);
  const marks = settleMarks(tables, findings);
  const rounded = settleRounding(tables, findings);
  const names = nameTables(blocks, findings);
  const folded = foldTables(tables, findings, (problem) => problems.push(problem));
  if (problems.length > 0) throw new ReleaseError(problems);
  const totals = findTotals(folded, marks, rounded, findings);
  const related = draftRelations(
    folded,
    names.map(({ name }) => name),
    totals.totals,
    rounded,
    findings,
  );
  const csvs = folded.tables.map((table) => toCsv(folded, table, marks));
  const described = describeRelease({
    folded,
    marks,
    rounded,
    names,
    totals,
    related,
    csvs,
    options,
  }, findings);
  options.answers.requireUsed();
  const inferences = findings.list;
  const reviews = inferences.flatMap((one, at) => isPlain(one) ? [] : [reviewOf(one, at)]);
  return {
    descriptor: { ...described, review: reviews },
    tables: new Map(names.map(({ name }, at) => [`${name}.csv`, csvs[at]!])),
    inferences,
    reviews,
    understood: { grids, tables, folded, marks },
  };
}

/** An inference as the descriptor keeps it: its number, and the flag that says otherwise. */
function reviewOf(inference: Inference, index: number): Review {
  const { said, supports, against } = inference;
  const sentence = (language: "en" | "fr") => {
    const because = { en: ["for", "against"], fr: ["pour\u00a0", "contre\u00a0"] }[language];
    const list = (word: string, said: readonly Inference["said"][]) =>
      said.length === 0 ? "" : `; ${word}: ${said.map((one) => one[language]).join(", ")}`;
    return said[language] + list(because[0]!, supports) + list(because[1]!, against);
  };
  return {
    path: String(index + 1),
    inferred: { en: sentence("en"), fr: sentence("fr") },
    ...(inference.flag && inference.choices.length > 1 ? { answer: flagOf(inference) } : {}),
  };
}
