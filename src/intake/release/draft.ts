/**
 * The draft of a release folder from tables that somebody saved: read, understood, written down. Each thing that was inferred
 * on the way is listed once; nothing of it is certain until somebody has looked.
 */
import { inEachLanguage, type Problem, ReleaseError } from "@crosses/text";
import { checksum, type Review } from "@crosses/counts/release";
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
import { foldTables, toCsv } from "./fold.ts";
import type { Grid } from "../read/grid.ts";
import {
  type SettledMark,
  settleMarks,
  settleRounding,
  settleThousands,
} from "../table/conventions.ts";
import { accountFor } from "./accounts.ts";
import { readerOf } from "../fields/fields.ts";
import { pointed, requireSound } from "../read/point.ts";
import { splitQuantities } from "../table/quantities.ts";
import { readGrids, type ReadOptions, type SourceFile } from "../read/read_file.ts";
import { readTable } from "../table/read_table.ts";
import { withoutUnits } from "../table/units.ts";
import type { Block } from "../table/block.ts";
import { splitTables } from "../table/split_tables.ts";
import type { ReadTable } from "../table/labels.ts";
import { nameTables } from "../table/titles.ts";
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
    const legends = legendsOf(all);
    return draftOf(files, grids, legends, { name, today, table: options.table }, findings);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    throw new UnreadTables(error, grids, findings.list);
  }
}

function draftOf(
  files: readonly SourceFile[],
  grids: readonly Grid[],
  legends: readonly string[],
  { name, today, table }: Pick<DraftOptions, "name" | "today" | "table">,
  findings: Findings,
): Draft {
  const { answers } = findings;
  const said = answers.namesOf("mark");
  for (const { file, leftOut = [] } of grids) leftOut.forEach((said) => findings.note(file, said));
  const found = grids.map((grid) => splitTables(grid, readerOf("", said), findings));
  // A list of signs and what they mean holds no number.
  const holding = found.flat().filter(({ rows }) =>
    rows.some(({ fields }) => fields.some((text) => /\d/.test(text)))
  );
  const blocks = chosen(holding.length > 0 ? holding : found.flat(), table, files)
    .map((block) => withoutUnits(block, findings));
  const thousands = settleThousands(blocks, findings);
  const read = readerOf(thousands, said);
  const tables = blocks.map((block) => readTable(block, read, findings));
  findings.requireReadable();
  const marks = settleMarks(tables, legends, findings);
  const rounded = settleRounding(tables, legends, findings);
  const parts = tables.map((table) => splitQuantities(table, findings));
  const quantities = parts.map((one) => one.map(({ quantity }) => quantity));
  const names = nameTables(blocks, quantities, findings);
  const folded = foldTables(parts.flat(), findings);
  const totals = findTotals(folded, marks, rounded, findings);
  const used = table === undefined ? grids : grids.map((grid) => ({
    ...grid,
    lines: grid.lines.filter(({ line }) =>
      blocks.some(({ file, header, rows }) =>
        file === grid.file && [...header, ...rows].some((one) => one.line === line)
      )
    ),
  }));
  accountFor({ grids: used, blocks, tables, folded, totals }, read, findings);
  findings.requireReadable();
  const csvs = folded.tables.map((table) => toCsv(folded, table, marks));
  const descriptor = describeRelease(
    { name, today, folded, marks, rounded, names, totals, csvs },
    findings,
  );
  answers.requireUsed();
  const inferences = findings.list;
  return {
    descriptor: { ...descriptor, review: inferences.filter(isListed).map(reviewOf) },
    tables: new Map(names.map(({ name }, at) => [`${name}.csv`, csvs[at]!])),
    inferences,
    understood: { grids, tables, marks },
  };
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

/** Lines of one field or of a sign and its meaning, wherever they stand: "# = not applicable". */
function legendsOf(grids: readonly Grid[]): string[] {
  return grids.flatMap(({ lines }) => lines.map(({ fields }) => fields.filter(Boolean)))
    .flatMap(([first, second, ...others]) => {
      if (second === undefined) return [first!];
      return first!.length < 8 && others.length === 0 && /\p{L}{3}/u.test(second)
        ? [`${first} = ${second}`]
        : [];
    });
}

/** An inference as the descriptor keeps it: its number, and the flag that says otherwise. */
function reviewOf(inference: Inference, index: number): Review {
  const { flag, choices, said } = inference;
  const inferred = inEachLanguage((language) =>
    [said[language], ...reasonsOf(inference, language)].join("; ")
  );
  const answer = flag && choices.length > 1 ? { answer: flagOf(inference) } : {};
  return { path: String(index + 1), inferred, ...answer };
}

type Json = Readonly<Record<string, unknown>>;

/** What a folder holds, or what a draft makes of it. */
export interface Held {
  readonly descriptor: Json;
  /** By the file's name. */
  readonly tables: ReadonlyMap<string, string>;
}

/**
 * Applies to a folder, edited by hand or not, what changed between two drafts.
 * @param before the draft that the folder was made of
 * @throws {ReleaseError} where a table was edited by hand and its rows or columns are others now
 */
export function updated(before: Held, current: Held, after: Held): Held {
  const problems: Problem[] = [];
  const tables = new Map([...after.tables].map(([name, csv]) => {
    const [old, mine] = [before.tables.get(name), current.tables.get(name)];
    if (mine === undefined || mine === old) return [name, csv];
    if (old === csv) return [name, mine];
    const merged = old === undefined ? undefined : mergeCsv(old, mine, csv);
    if (merged === undefined) {
      problems.push({
        file: name,
        found: "was edited by hand, and the answers give it other rows or columns",
        wanted: "an edit is kept where its row and column are",
        hint: "make the edit in the file that was read, and make the folder anew",
      });
    }
    return [name, merged ?? mine];
  }));
  if (problems.length > 0) throw new ReleaseError(problems);
  const reviews = (held: Held) => (held.descriptor.review ?? []) as Review[];
  const said = (held: Held) => reviews(held).map(({ inferred }) => inferred.en);
  const reviewed = said(before).filter((one) => !said(current).includes(one));
  const plain = ({ descriptor: { review: _, ...rest } }: Held) => rest;
  const merged = merge(plain(before), plain(current), plain(after)) as Json;
  const review = reviews(after).filter(({ inferred }) => !reviewed.includes(inferred.en));
  return renewed({ descriptor: { ...merged, review }, tables });
}

/** The folder with checksums of its tables as they are now. */
export function renewed({ descriptor, tables }: Held): Held {
  const resources = (descriptor.resources as { path: string }[]).map((resource) => {
    const csv = tables.get(resource.path);
    if (csv === undefined) return resource;
    const { bytes, sha256 } = checksum(resource.path, new TextEncoder().encode(csv));
    return { ...resource, bytes, hash: `sha256:${sha256}` };
  });
  return { descriptor: { ...descriptor, resources }, tables };
}

/** A three-way merge of CSV, field by field; undefined where the three have not the same rows and columns. */
function mergeCsv(base: string, mine: string, theirs: string): string | undefined {
  const [a, b, c] = [base, mine, theirs].map((csv) =>
    csv.trim().split(/\r?\n/).map((line) => line.split(","))
  );
  const sizes = (lines: string[][]) => lines.map(({ length }) => length).join();
  if (sizes(a!) !== sizes(b!) || sizes(a!) !== sizes(c!)) return undefined;
  return c!.map((line, row) =>
    line.map((field, at) => a![row]![at] === b![row]![at] ? field : b![row]![at]).join(",") + "\n"
  ).join("");
}

/** A three-way merge of JSON: what was edited by hand (mine) stays, the rest is the new draft's (theirs); lists go by their items' names. */
function merge(base: unknown, mine: unknown, theirs: unknown): unknown {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  if (same(base, mine)) return theirs;
  if (same(base, theirs)) return mine;
  if (isObject(mine) && isObject(theirs)) {
    const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
    const old = isObject(base) ? base : {};
    return Object.fromEntries([...keys].flatMap((key) => {
      const value = merge(old[key], mine[key], theirs[key]);
      return value === undefined ? [] : [[key, value]];
    }));
  }
  if (Array.isArray(mine) && Array.isArray(theirs) && [...mine, ...theirs].every(nameOf)) {
    const find = (list: unknown, name: string) =>
      Array.isArray(list) ? list.find((one) => nameOf(one) === name) : undefined;
    const names = [...new Set([...theirs, ...mine].map((one) => nameOf(one)!))];
    return names.map((name) => merge(find(base, name), find(mine, name), find(theirs, name)))
      .filter((one) => one !== undefined);
  }
  return mine;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const name = value.name ?? value.value ?? value.id;
  return typeof name === "string" ? name : undefined;
}
