/**
 * The draft of a release folder from tables that somebody saved: read, understood, written down. Each thing that was inferred
 * on the way is listed once; nothing of it is certain until somebody has looked.
 */
import { inEachLanguage, type Language, ReleaseError } from "@crosses/text";
import type { Review } from "@crosses/counts/release";
import { describeRelease } from "./describe.ts";
import {
  Answers,
  Findings,
  flagOf,
  type Given,
  type Inference,
  isListed,
  reasonsOf,
} from "../inferences/inferences.ts";
import { letterheadOf, nameTables, partialPeriods } from "../table/titles.ts";
import { caveatsOf } from "./quotes.ts";
import { linesOf, sentencesOf } from "../table/sentences.ts";
import { type Folded, foldTables, TablesApart, toCsv } from "./fold.ts";
import { splitQuantities, withoutLoneTotals, withoutUnits } from "../table/quantities.ts";
import type { Block, Grid } from "../read/grid.ts";
import {
  type SettledMark,
  settleMarks,
  settleRounding,
  settleThousands,
} from "../table/conventions.ts";
import { accountFor } from "./accounts.ts";
import { readerOf } from "../fields/fields.ts";
import { SAY } from "../words/words.ts";
import {
  pointed,
  readGrids,
  type ReadOptions,
  requireSound,
  type SourceFile,
} from "../read/read_file.ts";
import { readTable } from "../table/read_table.ts";
import { splitTables } from "../table/split_tables.ts";
import type { ReadTable } from "../table/model.ts";
import { findTotals } from "./totals.ts";

export type { SourceFile };

/** What a draft is told beside its files. */
export interface DraftOptions extends ReadOptions {
  /** Of the release, as its folder is called. */
  readonly name: string;
  /** The date that stands in for the document's, ISO 8601. */
  readonly today: string;
  /** What its user answered, by flag; all of it is to be used. */
  readonly answers?: Given;
  /** Answers that an earlier reading asked for, and that this one need not use. */
  readonly before?: Given;
}

export interface Draft {
  /** What datapackage.json holds; its `review` lists what was inferred, numbered from 1. */
  readonly descriptor: Readonly<Record<string, unknown>>;
  /** The tables in the layout that the loader reads, by file name. */
  readonly tables: ReadonlyMap<string, string>;
  readonly inferences: readonly Inference[];
  /** The tables as they were understood, to be shown to whoever checks them. */
  readonly understood: {
    readonly grids: readonly Grid[];
    readonly tables: readonly ReadTable[];
    readonly marks: ReadonlyMap<string, SettledMark>;
  };
}

/** Tables that cannot be read as they stand, with what came in, and the questions whose answers may mend it. */
export class UnreadTables extends ReleaseError {
  constructor(
    { problems }: ReleaseError,
    readonly grids: readonly Grid[],
    readonly inferences: readonly Inference[],
  ) {
    super(problems);
  }
}

/** @throws {UnreadTables} of all that keeps the tables from being read */
export async function draftRelease(
  files: readonly SourceFile[],
  { name, today, answers: given = {}, before = {}, ...options }: DraftOptions,
): Promise<Draft> {
  const findings = new Findings(new Answers(given, before));
  const all = (await Promise.all(files.map((file) => readGrids(file, options)))).flat();
  const grids = all.map((grid) => pointed(grid, options));
  try {
    requireSound(grids);
    // What signs mean stands on other sheets, too.
    const others = options.sheet === undefined ? [] : await Promise.all(
      files.map((file) => readGrids(file, { page: options.page })),
    );
    const legends = [...all, ...others.flat()];
    return draftOf(files, grids, legends, { name, today, table: options.table }, findings);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    throw unread(error, grids, options, findings);
  }
}

/** Sheets that cannot be read together are one problem, which --sheet mends, and no question about any of them. */
function unread(
  error: ReleaseError,
  grids: readonly Grid[],
  { table }: ReadOptions,
  { list }: Findings,
): UnreadTables {
  if (error instanceof TablesApart) return new UnreadTables(error, grids, []);
  const [first] = grids;
  if (grids.length < 2 || table !== undefined || !grids.every(({ isSheet }) => isSheet)) {
    return new UnreadTables(error, grids, list);
  }
  const names = grids.map(({ name }) => flagOf({ flag: "sheet", value: name }));
  const problem = {
    file: first!.file.replace(/, sheet "[^"]*"$/, ""),
    found: `has ${grids.length} sheets that cannot be read together`,
    wanted: "sheets of one release are broken down alike",
    hint: `choose one: ${names.join(" or ")}`,
  };
  return new UnreadTables(new ReleaseError([problem]), grids, []);
}

function draftOf(
  files: readonly SourceFile[],
  grids: readonly Grid[],
  all: readonly Grid[],
  { name, today, table }: Pick<DraftOptions, "name" | "today" | "table">,
  findings: Findings,
): Draft {
  for (const { file, leftOut = [] } of grids) leftOut.forEach((said) => findings.note(file, said));
  const sentences = sentencesOf(all.flatMap(linesOf)).map(({ text }) => text);
  const found = blocksOf(grids, findings);
  const own = chosen(found, table, files);
  const blocks = own.map((block) => withoutUnits(block, findings));
  const read = readerOf(settleThousands(blocks, findings), findings.answers.namesOf("mark"));
  const whole = blocks.map((block) => readTable(block, read, findings));
  findings.requireReadable();
  const tables = withoutLoneTotals(whole, findings);
  const marks = settleMarks(tables, sentences, findings);
  const rounded = settleRounding(tables, sentences, findings);
  const parts = tables.map((table) => splitQuantities(table, findings));
  const quantities = parts.map((one) => one.map(({ quantity }) => quantity));
  const names = nameTables(blocks, quantities, findings);
  const folded = foldTables(parts.flat(), findings);
  const totals = findTotals(folded, marks, rounded, findings);
  const used = table === undefined ? grids : grids.map((grid) => onlyLinesOf(grid, blocks));
  accountFor({ grids: used, blocks, tables, folded, totals }, read, findings);
  findings.requireReadable();
  const csvs = folded.tables.map((table) => toCsv(folded, table, marks));
  const others = found.filter((block) => !own.includes(block));
  const around = aroundOf({ grids, all, blocks, others }, folded, marks);
  const understood = {
    name,
    today,
    folded,
    marks,
    rounded,
    names,
    totals,
    csvs,
    sentences,
    ...around,
  };
  const descriptor = describeRelease(understood, findings);
  findings.answers.requireUsed();
  return {
    descriptor: { ...descriptor, review: findings.list.filter(isListed).map(reviewOf) },
    tables: new Map(names.map(({ name }, at) => [`${name}.csv`, csvs[at]!])),
    inferences: findings.list,
    understood: { grids, tables, marks },
  };
}

/** What stands around the tables: the head of a letter, periods that are not over, what is said of the marks. */
function aroundOf(
  { grids, all, blocks, others }:
    & Readonly<Record<"grids" | "all", readonly Grid[]>>
    & Readonly<Record<"blocks" | "others", readonly Block[]>>,
  folded: Folded,
  marks: ReadonlyMap<string, SettledMark>,
) {
  return {
    letterhead: letterheadOf(grids, blocks),
    partial: partialPeriods(blocks),
    caveats: caveatsOf(all, marks, folded.tables.map(({ source }) => source), others),
  };
}

/** A grid without the lines that no table has. */
function onlyLinesOf(grid: Grid, blocks: readonly Block[]): Grid {
  const own = new Set(
    blocks.filter(({ file }) => file === grid.file)
      .flatMap(({ header, rows }) => [...header, ...rows].map(({ line }) => line)),
  );
  return { ...grid, lines: grid.lines.filter(({ line }) => own.has(line)) };
}

/** The tables of all grids; of several sheets, pages or tables of a web page those that hold counts, if any do. */
function blocksOf(grids: readonly Grid[], findings: Findings): Block[] {
  // What parts thousands is not known yet.
  const reads = ["", ",", "."].map((sign) => readerOf(sign, findings.answers.namesOf("mark")));
  const tried = grids.map((grid) => {
    const own = new Findings(findings.answers);
    const blocks = splitTables(grid, reads[0]!, own);
    const holdsCounts = grids.length > 1 &&
      blocks.some((block) =>
        reads.some((read) => readTable(block, read, new Findings(findings.answers)).rows.length > 0)
      );
    return { grid, own, blocks, holdsCounts };
  });
  const holding = tried.filter(({ holdsCounts }) => holdsCounts);
  const kept = holding.length > 0 ? holding : tried;
  // The parts of one page have one name.
  const nameOf = ({ grid }: { grid: Grid }) =>
    grid.isSheet ? grid.name : grid.file.replace(/^.*, /, "");
  const aside = new Set(tried.map(nameOf)).difference(new Set(kept.map(nameOf)));
  if (aside.size > 0) findings.note(grids[0]!.file, SAY.sheetsAside([...aside]));
  for (const { own } of kept) findings.join(own);
  const found = kept.flatMap(({ blocks }) => blocks);
  // A list of signs and what they mean holds no number.
  const numbered = found.filter(({ rows }) =>
    rows.some(({ fields }) => fields.some((text) => /\d/.test(text)))
  );
  return numbered.length > 0 ? numbered : found;
}

/** The tables to read: all, or the one that --table names. */
function chosen(
  blocks: readonly Block[],
  table: number | undefined,
  files: readonly SourceFile[],
): readonly Block[] {
  const list = blocks.map(({ file, header, rows }, at) =>
    `${at + 1} is in ${file}, lines ${(header[0] ?? rows[0])!.line} to ${rows.at(-1)!.line}`
  );
  if (table !== undefined && !blocks[table - 1]) {
    const found = `has ${blocks.length} ${blocks.length === 1 ? "table" : "tables"}`;
    const hint = list.join("; ") || undefined;
    const wanted = `--table ${table} asks for one that it has not`;
    throw new ReleaseError([{ file: files[0]!.path, found, wanted, hint }]);
  }
  if (blocks.length > 0) return table === undefined ? blocks : [blocks[table - 1]!];
  const wanted =
    "a table has rows of labels and whole numbers, below a line that names the columns";
  const hint = "say where it is: --lines 12-30, or --range B4:H40 of a sheet";
  throw new ReleaseError(
    files.map(({ path }) => ({ file: path, found: "holds no table of counts", wanted, hint })),
  );
}

const SEMICOLONS: Readonly<Record<Language, string>> = { en: "; ", fr: "\u202f; " };

/** An inference as the descriptor keeps it: its number, and the flag that says otherwise. */
function reviewOf(inference: Inference, index: number): Review {
  const { flag, choices, said } = inference;
  const inferred = inEachLanguage((language) =>
    [said[language], ...reasonsOf(inference, language)].join(SEMICOLONS[language])
  );
  const answer = flag && choices.length > 1 ? { answer: flagOf(inference) } : {};
  return { path: String(index + 1), inferred, ...answer };
}
