/** Which of the tables that came in are read: those that hold counts, or the one that --table names. */
import { quote, ReleaseError } from "@crosses/text";
import { SAY } from "../words/words.ts";
import { Findings } from "../inferences/inferences.ts";
import { type Block, type Grid, nameOf } from "../read/grid.ts";
import type { SourceFile } from "../read/read_file.ts";
import { isTitleLine, readerOf } from "../fields/fields.ts";
import { readTable } from "../table/read_table.ts";
import { splitTables } from "../table/split_tables.ts";

/** The tables that came in. */
export interface Found {
  /** Those that can be read, in their order: --table counts them from 1. */
  readonly blocks: readonly Block[];
  /** Others that have a title and hold no counts: --table counts them behind. */
  readonly uncounted: readonly Block[];
}

/** A table as somebody chooses it. */
export interface TableChoice {
  /** From 1, as --table takes it. */
  readonly number: number;
  /** Such as `page 1, lines 23 to 30`; of several files with the file's name. */
  readonly place: string;
  readonly title?: string;
  readonly holdsCounts: boolean;
}

/**
 * The tables of all grids; of several sheets, pages or tables of a web page those that hold counts, if any do. What is asked on
 * the way is asked of the table that is chosen, or of all.
 */
export function blocksOf(
  grids: readonly Grid[],
  table: number | undefined,
  findings: Findings,
): Found {
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
  const others = tried.filter((one) => !kept.includes(one));
  noteAside(others, kept, findings);
  const found = kept.flatMap(({ blocks }) => blocks);
  const numbered = found.filter(holdsNumbers);
  const blocks = numbered.length > 0 ? numbered : found;
  const chosen = table === undefined ? undefined : blocks[table - 1];
  const read = kept.filter((one) => chosen === undefined || one.blocks.includes(chosen));
  for (const { own } of read) findings.join(own);
  return { blocks, uncounted: others.flatMap(({ blocks }) => blocks.filter(isTitled)) };
}

/** A list of signs and what they mean holds no number. */
const holdsNumbers = ({ rows }: Block) =>
  rows.some(({ fields }) => fields.some((text) => /\d/.test(text)));

const titleOf = ({ titles }: Block) => titles.findLast(isTitleLine);
const isTitled = (block: Block) => holdsNumbers(block) && titleOf(block) !== undefined;

interface Tried {
  readonly grid: Grid;
  readonly blocks: readonly Block[];
}

/** Says what is left out: pages, sheets or tables of which no part holds counts, and tables that have a title. */
function noteAside(others: readonly Tried[], kept: readonly Tried[], findings: Findings): void {
  // The parts of one page have one name.
  const nameOf = ({ grid }: Tried) => grid.isSheet ? grid.name : grid.file.replace(/^.*, /, "");
  const read = new Set(kept.map(nameOf));
  const aside = [...Map.groupBy(others, nameOf)].flatMap(([name, parts]) => {
    const titles = parts.flatMap(({ blocks }) => blocks.filter(isTitled))
      .map((block) => shortened(titleOf(block)!));
    return titles.length > 0 || !read.has(name) ? [{ name, titles }] : [];
  });
  if (aside.length > 0) findings.note(others[0]!.grid.file, SAY.sheetsAside(aside));
}

const MOST_TITLE = 80;
const shortened = (text: string) =>
  text.length > MOST_TITLE ? `${text.slice(0, MOST_TITLE - 1).trimEnd()}…` : text;

/** The tables as they are offered to be chosen. */
export function choicesOf(
  { blocks, uncounted }: Found,
  files: readonly SourceFile[],
): TableChoice[] {
  const partOf = (file: string) =>
    files.length > 1 ? nameOf(file) : file.slice(files[0]!.path.length).replace(/^, /, "");
  return [...blocks, ...uncounted].map((block, at) => {
    const { file, rows } = block;
    const title = titleOf(block);
    const [first, last] = [rows[0]!.line, rows.at(-1)!.line];
    const lines = first === last ? `line ${first}` : `lines ${first} to ${last}`;
    return {
      number: at + 1,
      place: [partOf(file), lines].filter(Boolean).join(", "),
      ...title === undefined ? {} : { title: shortened(title) },
      holdsCounts: at < blocks.length,
    };
  });
}

/** One line for a table, such as `2 (Table 2. Refusals, page 1, lines 7 to 9)`. */
export const describeChoice = ({ number, place, title, holdsCounts }: TableChoice): string =>
  `${number} (${title ? `${title}, ` : ""}${place}${holdsCounts ? "" : ": holds no counts"})`;

/**
 * The tables to read: all, or the one that --table names.
 * @throws {ReleaseError} where there is none
 */
export function chosen(
  found: Found,
  table: number | undefined,
  files: readonly SourceFile[],
): readonly Block[] {
  const { blocks } = found;
  if (table !== undefined && !blocks[table - 1]) {
    refuseChoice(choicesOf(found, files), table, files);
  }
  if (blocks.length > 0) return table === undefined ? blocks : [blocks[table - 1]!];
  const wanted =
    "a table has rows of labels and whole numbers, below a line that names the columns";
  const hint = "say where it is: --lines 12-30, or --range B4:H40 of a sheet";
  throw new ReleaseError(
    files.map(({ path }) => ({ file: path, found: "holds no table of counts", wanted, hint })),
  );
}

/** The table that is asked for is not there, or holds no counts. */
export class WrongChoice extends ReleaseError {
  constructor({ problems }: ReleaseError, readonly choices: readonly TableChoice[]) {
    super(problems);
  }
}

/** @throws {WrongChoice} */
function refuseChoice(
  choices: readonly TableChoice[],
  table: number,
  files: readonly SourceFile[],
): never {
  const asked = choices[table - 1];
  const counted = choices.filter(({ holdsCounts }) => holdsCounts);
  const n = counted.length;
  const problem = asked
    ? {
      found: `holds no counts in table ${table}, ${quote(asked.title!)}`,
      wanted: "a table has rows of counts",
      hint: 'if one of its rows counts something, say so by its label: --row "NAME=count"',
    }
    : {
      found: `has ${n} ${n === 1 ? "table" : "tables"}`,
      wanted: `--table ${table} asks for one that it has not`,
      hint: choices.map(describeChoice).join("; ") || undefined,
    };
  throw new WrongChoice(new ReleaseError([{ file: files[0]!.path, ...problem }]), choices);
}
