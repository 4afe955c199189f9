/** The lines of a grid to tables: titles above, lines of headers, rows with headings among them, notes below. */
import { SAY } from "../locale/intake.ts";
import type { Findings } from "./findings.ts";
import { areAgeGroups, type Field, readField } from "./fields.ts";
import { filledFields, type Grid, type GridLine } from "./grid.ts";
import { isPeriodLabel } from "./periods.ts";
import { isNoteLine, isTitleLine } from "./words.ts";

export interface Block {
  readonly file: string;
  readonly name: string;
  readonly hasCommas: boolean;
  readonly titles: string[];
  readonly header: GridLine[];
  readonly rows: BlockRow[];
  readonly notes: string[];
}

export interface BlockRow extends GridLine {
  /** The heading that it stands under; `""` where there is none. */
  readonly heading: string;
}

/** Whether a field is one that stands where counts do. */
export function isNumeric(field: Field): boolean {
  return field.kind !== "text" && field.kind !== "empty" &&
    !(field.kind === "mark" && field.mark.isWeak);
}

/** The tables of a grid, in their order; none where no line has a number beside a label. */
export function splitTables(grid: Grid, findings: Findings): Block[] {
  const isNumberColumn = numberColumns(grid.lines);
  const asked = headerAnswer(grid, isNumberColumn, findings);
  const blocks: Block[] = [];
  let singles: GridLine[] = [];
  let block = newBlock(grid);
  let heading = "";
  const close = () => {
    if (block.rows.length > 0) blocks.push(block);
    block = newBlock(grid);
    heading = "";
  };
  for (const [at, line] of grid.lines.entries()) {
    if (isSingle(line)) {
      singles.push(line);
      continue;
    }
    const isFirst = blocks.length === 0 && block.rows.length === 0;
    const isHead = isFirst && asked !== undefined
      ? block.header.length < asked
      : isHeader(line, isNumberColumn, block, line.afterGap || singles.length > 0);
    if (isHead) {
      const isRepeated = block.header.some(({ fields }) => sameFields(fields, line.fields));
      // A header that comes again on the next page, or of the next table.
      if (isRepeated && singles.length === 0 && !repeatsRow(grid.lines[at + 1], block)) continue;
      if (block.rows.length > 0) {
        const cut = singles.findIndex(({ fields }) => isTitleLine(textOf(fields)));
        const above = cut < 0
          ? singles.findLastIndex(({ fields }) => isNoteLine(textOf(fields))) + 1
          : cut;
        block.notes.push(...texts(singles.slice(0, above)));
        singles = singles.slice(above);
        close();
      }
      block.titles.push(...texts(singles));
      block.header.push(line);
    } else {
      const isStart = block.rows.length === 0 && block.header.length === 0;
      const notes = singles.filter(({ fields }) => isNote(textOf(fields)));
      const headings = singles.filter((one) => !notes.includes(one));
      if (isStart) block.titles.push(...texts(singles));
      else {
        block.notes.push(...texts(notes));
        if (headings.length > 0) heading = texts(headings).join(" · ");
      }
      block.rows.push({ ...line, heading });
    }
    singles = [];
  }
  block.notes.push(...texts(singles));
  close();
  return blocks;
}

/** A line of one field; or a title or a note that the separator splits. */
function isSingle(line: GridLine): boolean {
  const [first, ...others] = line.fields;
  const hasNumbers = others.some((field) => isNumeric(readField(field)));
  return filledFields(line) < 2 ||
    !hasNumbers && (isTitleLine(first!) || isNoteLine(first!) && /[:=.]/.test(first!));
}

/** Whether a line has the words of a row that the table has already. */
function repeatsRow(line: GridLine | undefined, { rows }: Block): boolean {
  const words = ({ fields }: GridLine) =>
    fields.filter((field) => !isNumeric(readField(field))).join("|");
  return line !== undefined && rows.some((row) => words(row) === words(line));
}

function newBlock({ file, name, hasCommas = false }: Grid): Block {
  return { file, name, hasCommas, titles: [], header: [], rows: [], notes: [] };
}

function textOf(fields: readonly string[]): string {
  return fields.filter((field) => field !== "").join(", ");
}

/** A line that says so, or a sentence. */
const isNote = (text: string) => isNoteLine(text) || /(?:\S+ ){3}.*[.:]$/.test(text);

const texts = (lines: readonly GridLine[]) => lines.map(({ fields }) => textOf(fields));

function sameFields(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((field, at) => field === other[at]);
}

/** Columns that hold numbers or marks more often than words. */
function numberColumns(lines: readonly GridLine[]): boolean[] {
  const rows = lines.filter((line) => filledFields(line) > 1);
  return Array.from({ length: lines[0]?.fields.length ?? 0 }, (_, at) => {
    const fields = rows.map(({ fields }) => readField(fields[at] ?? "")).filter(({ kind }) =>
      kind !== "empty"
    );
    const numbers = fields.filter(isNumeric).length;
    // One field is most often the header.
    return numbers > 0 && 2 * numbers >= fields.length - 1;
  });
}

/** A line of headers has words or periods where the others have numbers. */
function isHeader(
  { fields }: GridLine,
  isNumberColumn: readonly boolean[],
  block: Block,
  isApart = false,
): boolean {
  const over = fields.filter((field, at) => isNumberColumn[at] && field !== "");
  const isName = (field: string) =>
    !isNumeric(readField(field)) || isPeriodLabel(field) ||
    block.rows.length === 0 && isAgeGroup(field, over);
  const words = over.filter((field) => !isNumeric(readField(field)));
  if (block.rows.length > 0) {
    if (block.header.some((head) => sameFields(head.fields, fields))) return true;
    const areLetters = over.some((field) => readField(field).kind === "mark");
    // One odd word among numbers may as well be a mistake.
    return over.length > 1 && over.every(isName) && !areLetters && (isApart || words.length > 1);
  }
  // A second line of headers goes on below headings over several columns.
  const isBelow = block.header.length === 0 || fields[0] === "" ||
    block.header.some(({ fields }) => fields.slice(1).some((field) => field === ""));
  if (block.header.some((head) => sameFields(head.fields, fields))) return true;
  if (!isBelow) return over.length > 0 && over.every(isPeriodLabel);
  if (over.length === 0) return fields.some((field) => field !== "") && block.rows.length === 0;
  return over.every(isName) || words.length > over.length / 2;
}

/** Columns such as 0-14, 15-24 and 65+ are no marks. */
function isAgeGroup(field: string, all: readonly string[]): boolean {
  const read = readField(field);
  return read.kind === "mark" && areAgeGroups(all.flatMap((one) => {
    const field = readField(one);
    return field.kind === "mark" && !field.mark.isWeak ? [field.mark] : [];
  }));
}

/** Asks how many lines name the columns where the first one holds counts as well; undefined where it is clear. */
function headerAnswer(
  grid: Grid,
  isNumberColumn: readonly boolean[],
  findings: Findings,
): number | undefined {
  const lines = grid.lines.filter((line) => filledFields(line) > 1);
  const first = lines.find(({ fields }) =>
    fields.some((field, at) => isNumberColumn[at] && field !== "")
  );
  const empty = newBlock(grid);
  const given = findings.answers.take("header");
  if (given !== undefined) return Number(given);
  if (!first || lines.indexOf(first) > 0 && isHeader(lines[0]!, isNumberColumn, empty)) {
    return undefined;
  }
  const over = first.fields.filter((field, at) => isNumberColumn[at] && field !== "");
  const others = lines.slice(1).flatMap(({ fields }) =>
    fields.filter((_, at) => isNumberColumn[at])
  );
  const looksAlike = others.some((field) => /^(?:19|20)\d\d$/.test(field)) &&
    over.every((field) => /^(?:19|20)\d\d$/.test(field));
  const isMark = over.length === 1 && readField(over[0]!).kind === "mark" &&
    isNumeric(readField(over[0]!));
  if (isHeader(first, isNumberColumn, empty) && !looksAlike && !isMark) return undefined;
  const inOrder = over.every((field, at) =>
    /^\d{1,2}\+?$/.test(field) && (at === 0 || parseInt(field) === parseInt(over[at - 1]!) + 1)
  );
  const value = findings.decide({
    flag: "header",
    file: grid.file,
    line: first.line,
    choices: inOrder && over.length > 1 ? ["1", "0"] : ["0", "1"],
    isCertain: false,
    say: (value) => SAY.header(Number(value)),
    question: SAY.askHeader(first.fields.filter(Boolean).slice(0, 6).join(" | ")),
  });
  return Number(value);
}
