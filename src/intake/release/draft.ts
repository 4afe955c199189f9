/**
 * The draft of a release folder from tables that somebody saved: read, understood, written down. Each thing that was inferred
 * on the way is listed once; nothing of it is certain until somebody has looked.
 */
import { inEachLanguage, type Language, ReleaseError } from "@crosses/text";
import type { Review } from "@crosses/counts/release";
import { describeRelease } from "./describe.ts";
import { Answers, flagOf, type Given, type IdleAnswer } from "../inferences/answers.ts";
import { Findings, type Inference, listed, reasonsOf } from "../inferences/inferences.ts";
import { letterheadOf, type Named, nameTables, partialPeriods } from "../table/titles.ts";
import { caveatsOf } from "./quotes.ts";
import { type Words, wordsOf } from "../table/sentences.ts";
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
import {
  blocksOf,
  choicesOf,
  chosen,
  describeChoice,
  type TableChoice,
  WrongChoice,
} from "./choose.ts";
import {
  pointed,
  readGrids,
  type ReadOptions,
  requireSound,
  type SourceFile,
} from "../read/read_file.ts";
import { readTable } from "../table/read_table.ts";
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
  /** Answers that may be for other tables. */
  readonly shared?: Given;
}

export interface Draft {
  /** What datapackage.json holds; its `review` lists what was inferred, numbered from 1. */
  readonly descriptor: Readonly<Record<string, unknown>>;
  /** The tables in the layout that the loader reads, by file name. */
  readonly tables: ReadonlyMap<string, string>;
  readonly inferences: readonly Inference[];
  /** Answers that nothing here asked for. */
  readonly idle: readonly IdleAnswer[];
  /** The tables as they were understood, to be shown to whoever checks them. */
  readonly understood: {
    readonly grids: readonly Grid[];
    readonly tables: readonly ReadTable[];
    readonly marks: ReadonlyMap<string, SettledMark>;
    /** What is left out of each table, by the table's name. */
    readonly aside: ReadonlyMap<string, readonly string[]>;
  };
}

/** What is known of tables that cannot be read. */
interface Unread {
  /** The questions whose answers may mend it are among these. */
  readonly inferences?: readonly Inference[];
  /** Whether nothing in a table is counted, as is certain or was answered. */
  readonly holdsNoCounts?: boolean;
  /** Answers that nothing asked for until then. */
  readonly idle?: readonly IdleAnswer[];
  /** The tables of which one is to be chosen, as they have nothing in common. */
  readonly apart?: readonly TableChoice[];
}

/** Tables that cannot be read as they stand, with what came in, and the questions whose answers may mend it. */
export class UnreadTables extends ReleaseError {
  readonly inferences: readonly Inference[];
  readonly holdsNoCounts: boolean;
  readonly idle: readonly IdleAnswer[];
  readonly apart: readonly TableChoice[] | undefined;
  constructor(
    { problems }: ReleaseError,
    readonly grids: readonly Grid[],
    { inferences = [], holdsNoCounts = false, idle = [], apart }: Unread = {},
  ) {
    super(problems);
    this.inferences = inferences;
    this.holdsNoCounts = holdsNoCounts;
    this.idle = idle;
    this.apart = apart;
  }
}

/** @throws {UnreadTables} of all that keeps the tables from being read */
export async function draftRelease(
  files: readonly SourceFile[],
  { name, today, answers: given = {}, before = {}, shared = {}, ...options }: DraftOptions,
): Promise<Draft> {
  const findings = new Findings(new Answers(given, before, shared));
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
    if (error instanceof TablesApart) throw apart(files, grids, findings);
    throw unread(error, grids, options, findings);
  }
}

/**
 * The tables of files as --table counts them.
 * @throws {ReleaseError} where the files cannot be read
 */
export async function tablesIn(
  files: readonly SourceFile[],
  { answers = {}, ...options }: Omit<DraftOptions, "name" | "today">,
): Promise<TableChoice[]> {
  const grids = (await Promise.all(files.map((file) => readGrids(file, options)))).flat()
    .map((grid) => pointed(grid, options));
  requireSound(grids);
  return choicesOf(blocksOf(grids, undefined, new Findings(new Answers(answers))), files);
}

/** Tables of one file that have nothing in common, with how to choose them. */
function apart(
  files: readonly SourceFile[],
  grids: readonly Grid[],
  { answers }: Findings,
): UnreadTables {
  const tables = choicesOf(blocksOf(grids, undefined, new Findings(answers)), files);
  const counted = tables.filter(({ holdsCounts }) => holdsCounts);
  const problem = {
    file: files[0]!.path,
    found: `holds ${counted.length} tables that are broken down differently`,
    wanted: "each has a release folder of its own",
    hint: `--table all makes a folder of each; one alone: ${
      tables.map((table) => `--table ${describeChoice(table)}`).join(", ")
    }`,
  };
  return new UnreadTables(new ReleaseError([problem]), grids, { apart: tables });
}

/** Sheets that cannot be read together are one problem, which --sheet mends, and no question about any of them. */
function unread(
  error: ReleaseError,
  grids: readonly Grid[],
  { table }: ReadOptions,
  { list, holdsNoCounts, answers }: Findings,
): UnreadTables {
  const [first] = grids;
  if (error instanceof WrongChoice) return new UnreadTables(error, grids, { apart: error.choices });
  if (grids.length < 2 || table !== undefined || !grids.every(({ isSheet }) => isSheet)) {
    const idle = answers.idle();
    return new UnreadTables(error, grids, { inferences: list, holdsNoCounts, idle });
  }
  const names = grids.map(({ name }) => flagOf({ flag: "sheet", value: name }));
  const problem = {
    file: first!.file.replace(/, sheet "[^"]*"$/, ""),
    found: `has ${grids.length} sheets that cannot be read together`,
    wanted: "sheets of one release are broken down alike",
    hint: `choose one: ${names.join(" or ")}; --table all makes a folder of each table`,
  };
  return new UnreadTables(new ReleaseError([problem]), grids);
}

function draftOf(
  files: readonly SourceFile[],
  grids: readonly Grid[],
  all: readonly Grid[],
  { name, today, table }: Pick<DraftOptions, "name" | "today" | "table">,
  findings: Findings,
): Draft {
  for (const { file, leftOut = [] } of grids) leftOut.forEach((said) => findings.note(file, said));
  const found = blocksOf(grids, table, findings);
  const own = chosen(found, table, files);
  const blocks = own.map((block) => withoutUnits(block, findings));
  const read = readerOf(settleThousands(blocks, findings), findings.answers.namesOf("mark"));
  const whole = blocks.map((block) => readTable(block, read, findings));
  findings.requireReadable();
  const tables = withoutLoneTotals(whole, findings);
  const words = wordsOf(all);
  const marks = settleMarks(tables, words.texts, findings);
  const rounded = settleRounding(tables, words.texts, findings);
  const parts = tables.map((table) => splitQuantities(table, findings));
  const quantities = parts.map((one) => one.map(({ quantity }) => quantity));
  const names = nameTables(blocks, quantities, findings);
  const folded = foldTables(parts.flat(), findings);
  const totals = findTotals(folded, marks, rounded, findings);
  const used = table === undefined ? grids : grids.map((grid) => onlyLinesOf(grid, blocks));
  accountFor({ grids: used, blocks, tables, folded, totals }, read, findings);
  findings.requireReadable();
  const csvs = folded.tables.map((table) => toCsv(folded, table, marks));
  const others = found.blocks.filter((block) => !own.includes(block));
  const around = aroundOf({ grids, all, words, blocks, others }, folded, marks);
  const understood = { folded, marks, rounded, names, totals, csvs, ...around };
  const descriptor = describeRelease({ ...understood, name, today }, findings);
  findings.answers.requireUsed();
  return {
    descriptor: { ...descriptor, review: reviewsOf(findings.list) },
    tables: new Map(names.map(({ name }, at) => [`${name}.csv`, csvs[at]!])),
    inferences: findings.list,
    idle: findings.answers.idle(),
    understood: { grids, tables, marks, aside: asideOf(names, folded) },
  };
}

/** What stands around the tables: the head of a letter, periods that are not over, what is said of the marks. */
function aroundOf(
  { grids, all, words, blocks, others }:
    & Readonly<Record<"grids" | "all", readonly Grid[]>>
    & Readonly<Record<"words", Words>>
    & Readonly<Record<"blocks" | "others", readonly Block[]>>,
  folded: Folded,
  marks: ReadonlyMap<string, SettledMark>,
) {
  return {
    letterhead: letterheadOf(grids, blocks),
    partial: partialPeriods(blocks),
    sentences: words.texts,
    caveats: caveatsOf(all, words, marks, folded.tables.map(({ source }) => source), others),
  };
}

const asideOf = (names: readonly Named[], { tables }: Folded) =>
  new Map(names.map(({ name }, at) => [name, tables[at]!.source.aside.filter(Boolean)]));

/** A grid without the lines that no table has. */
function onlyLinesOf(grid: Grid, blocks: readonly Block[]): Grid {
  const own = new Set(
    blocks.filter(({ file }) => file === grid.file)
      .flatMap(({ header, rows }) => [...header, ...rows].map(({ line }) => line)),
  );
  return { ...grid, lines: grid.lines.filter(({ line }) => own.has(line)) };
}

const SEMICOLONS: Readonly<Record<Language, string>> = { en: "; ", fr: "\u202f; " };

/** What a page does not show by itself, with its number among all that is listed. */
const reviewsOf = (list: readonly Inference[]): Review[] =>
  listed(list).filter(({ isShown }) => !isShown).map(reviewOf);

/** An inference as the descriptor keeps it: its number, and the flag that says otherwise. */
function reviewOf(inference: Inference, index: number): Review {
  const { flag, choices, said } = inference;
  const inferred = inEachLanguage((language) =>
    [said[language], ...reasonsOf(inference, language)].join(SEMICOLONS[language])
  );
  const answer = flag && choices.length > 1 ? { answer: flagOf(inference) } : {};
  return { path: String(index + 1), inferred, ...answer };
}
