/** The lines of a grid to tables: titles above, lines of headers, rows with headings among them, notes below. */
import { SAY } from "../words/intake.ts";
import { areAgeGroups, type Field, readField } from "../fields/fields.ts";
import type { Findings } from "../inferences/inferences.ts";
import { filledFields, type Grid, type GridLine } from "../read/grid.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import { isNoteLine, isTitleLine } from "./titles.ts";

export interface Block {
  readonly file: string;
  readonly name: string;
  readonly hasCommas: boolean;
  readonly titles: string[];
  readonly header: GridLine[];
  readonly rows: BlockRow[];
  readonly notes: string[];
}

interface BlockRow extends GridLine {
  /** The heading that it stands under; `""` where there is none. */
  readonly heading: string;
}

/** Whether a field is one that stands where counts do. */
function isNumeric(field: Field): boolean {
  return field.kind !== "text" && field.kind !== "empty" &&
    !(field.kind === "mark" && field.mark.isWeak);
}

const isNumber = (text: string) => isNumeric(readField(text));

/** The tables of a grid, in their order; none where no line has a number beside a label. */
export function splitTables(grid: Grid, findings: Findings): Block[] {
  const { file, name, hasCommas = false, lines } = grid;
  const isNumberColumn = numberColumns(lines);
  const over = ({ fields }: GridLine) =>
    fields.filter((field, at) => isNumberColumn[at] && field !== "");
  const asked = headerAnswer(grid, over, findings);
  const newBlock = (): Block => ({
    file,
    name,
    hasCommas,
    titles: [],
    header: [],
    rows: [],
    notes: [],
  });
  const blocks = [newBlock()];
  let singles: GridLine[] = [];
  let heading = "";
  for (const [at, line] of lines.entries()) {
    if (isSingle(line)) {
      singles.push(line);
      continue;
    }
    let block = blocks.at(-1)!;
    const isApart = line.afterGap || singles.length > 0;
    const isHead = blocks.length === 1 && block.rows.length === 0 && asked !== undefined
      ? block.header.length < asked
      : isHeader(line, over(line), block, isApart);
    const said = singles.map(({ fields }) => textOf(fields));
    if (isHead) {
      const isRepeated = block.header.some((head) => sameFields(head, line));
      // A header that comes again on the next page, or of the next table.
      if (isRepeated && singles.length === 0 && !repeatsRow(lines[at + 1], block)) continue;
      if (block.rows.length > 0) {
        const title = said.findIndex(isTitleLine);
        const above = title < 0 ? said.findLastIndex(isNoteLine) + 1 : title;
        block.notes.push(...said.splice(0, above));
        blocks.push(block = newBlock());
        heading = "";
      }
      block.titles.push(...said);
      block.header.push(line);
    } else {
      if (block.rows.length === 0 && block.header.length === 0) block.titles.push(...said);
      else {
        const { notes = [], headings } = Object.groupBy(
          said,
          (text) => isNote(text) ? "notes" : "headings",
        );
        block.notes.push(...notes);
        if (headings) heading = headings.join(" · ");
      }
      block.rows.push({ ...line, heading });
    }
    singles = [];
  }
  blocks.at(-1)!.notes.push(...singles.map(({ fields }) => textOf(fields)));
  return blocks.filter(({ rows }) => rows.length > 0);
}

/** A line of one field; or a title or a note that the separator splits. */
function isSingle(line: GridLine): boolean {
  const [first, ...others] = line.fields;
  return filledFields(line) < 2 ||
    !others.some(isNumber) && (isTitleLine(first!) || isNoteLine(first!) && /[:=.]/.test(first!));
}

/** Whether a line has the words of a row that the table has already. */
function repeatsRow(line: GridLine | undefined, { rows }: Block): boolean {
  const words = ({ fields }: GridLine) => fields.filter((field) => !isNumber(field)).join("|");
  return line !== undefined && rows.some((row) => words(row) === words(line));
}

const textOf = (fields: readonly string[]) => fields.filter((field) => field !== "").join(", ");

/** A line that says so, or a sentence. */
const isNote = (text: string) => isNoteLine(text) || /(?:\S+ ){3}.*[.:]$/.test(text);

function sameFields(one: GridLine, other: GridLine): boolean {
  return JSON.stringify(one.fields) === JSON.stringify(other.fields);
}

/** Columns that hold numbers or marks more often than words. */
function numberColumns(lines: readonly GridLine[]): boolean[] {
  const rows = lines.filter((line) => filledFields(line) > 1);
  return (lines[0]?.fields ?? []).map((_, at) => {
    const fields = rows.map(({ fields }) => fields[at] ?? "").filter((field) => field !== "");
    const numbers = fields.filter(isNumber).length;
    // One field is most often the header.
    return numbers > 0 && 2 * numbers >= fields.length - 1;
  });
}

/**
 * A line of headers has words or periods where the others have numbers.
 * @param over its fields in those columns
 */
function isHeader(
  line: GridLine,
  over: readonly string[],
  { header, rows }: Pick<Block, "header" | "rows">,
  isApart = false,
): boolean {
  if (header.some((head) => sameFields(head, line))) return true;
  const words = over.filter((field) => !isNumber(field));
  const isName = (field: string) => !isNumber(field) || isPeriodLabel(field);
  if (rows.length > 0) {
    const areLetters = over.some((field) => readField(field).kind === "mark");
    // One odd word among numbers may as well be a mistake.
    return over.length > 1 && over.every(isName) && !areLetters && (isApart || words.length > 1);
  }
  // A second line of headers goes on below headings over several columns.
  const isBelow = header.length === 0 || line.fields[0] === "" ||
    header.some(({ fields }) => fields.slice(1).includes(""));
  if (!isBelow) return over.length > 0 && over.every(isPeriodLabel);
  // Columns such as 0-14, 15-24 and 65+ are no marks.
  const marks = over.map(readField).filter((field) => field.kind === "mark" && isNumeric(field));
  const areGroups = areAgeGroups(marks.flatMap((field) => "mark" in field ? [field.mark] : []));
  return over.length === 0 || words.length > over.length / 2 ||
    over.every((field) => isName(field) || areGroups && readField(field).kind === "mark");
}

/** Asks how many lines name the columns where the first one holds counts as well; undefined where it is clear. */
function headerAnswer(
  { file, lines }: Grid,
  over: (line: GridLine) => string[],
  findings: Findings,
): number | undefined {
  const given = findings.answers.take("header");
  if (given !== undefined) return Number(given);
  const [top, ...others] = lines.filter((line) => filledFields(line) > 1);
  const first = [top!, ...others].find((line) => line && over(line).length > 0);
  const isHead = (line: GridLine) => isHeader(line, over(line), { header: [], rows: [] });
  if (!first || first !== top && isHead(top!)) return undefined;
  const names = over(first);
  const isYear = (field: string) => /^(?:19|20)\d\d$/.test(field);
  const looksAlike = names.every(isYear) && others.flatMap(over).some(isYear);
  const [mark, ...more] = names.map(readField);
  const isMark = more.length === 0 && mark!.kind === "mark" && isNumeric(mark!);
  if (isHead(first) && !looksAlike && !isMark) return undefined;
  const inOrder = names.every((field, at) =>
    /^\d{1,2}\+?$/.test(field) && (at === 0 || parseInt(field) === parseInt(names[at - 1]!) + 1)
  );
  const shown = first.fields.filter(Boolean).slice(0, 6).join(" | ");
  const value = findings.decide({
    flag: "header",
    file,
    line: first.line,
    choices: inOrder && names.length > 1 ? ["1", "0"] : ["0", "1"],
    isCertain: false,
    say: (value) => SAY.header(Number(value)),
    question: `does this line name the columns: ${shown}?`,
  });
  return Number(value);
}
