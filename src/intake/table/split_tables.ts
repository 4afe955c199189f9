/** The lines of a grid to tables: titles above, lines of headers, rows with headings among them, notes below. */
import { type Block, filledFields, type Grid, type GridLine } from "../read/grid.ts";
import { isTitleLine, type Reader, readField } from "../fields/fields.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import type { Findings } from "../inferences/inferences.ts";
import {
  headerAnswer,
  isHeader,
  type IsNumber,
  isNumeric,
  isOnlyHead,
  sameFields,
} from "./headers.ts";
import { isNoteLine } from "./titles.ts";

/** The tables of a grid, in their order; none where no line has a number beside a label. */
export function splitTables(grid: Grid, read: Reader, findings: Findings): Block[] {
  const { lines } = grid;
  const isNumber = (text: string) => isNumeric(read(text));
  const isNumberColumn = numberColumns(lines, isNumber);
  const over = ({ fields }: GridLine) =>
    fields.filter((field, at) => isNumberColumn[at] && field !== "");
  const asked = headerAnswer(grid, over, isNumber, findings);
  const blocks = [newBlock(grid)];
  /** Lines of one field, until the next line shows what they are. */
  let singles: GridLine[] = [];
  let heading = "";
  /** Headings that stand in columns of their own, left of the rows' labels. */
  const steps: string[] = [];
  for (const [at, line] of lines.entries()) {
    const block = blocks.at(-1)!;
    const isGiven = asked !== undefined && blocks.length === 1 && block.rows.length === 0;
    if (isRule(line) || block.rows.length === 0 && isDrawn(line)) continue;
    const isSpanner = !isGiven && block.rows.length === 0 &&
      (isSpannerOver(line, lines[at + 1], over, isNumber) ||
        block.header.length === 0 && isOnlyHead(line, lines[at + 1], isNumber));
    const isBlank = isBlankPeriod(line, lines[at + 1], block);
    if (
      isGiven && line.line <= asked.to
        ? line.line < asked.from
        : !isSpanner && (isBeside(line, block, over, isNumber) || isLegend(line, block, singles) ||
          isSingle(line, isNumber) && !isCountAlone(line, block, isNumber) && !isBlank)
    ) {
      if (isInHeader(line, block, singles)) block.header.push(line);
      else singles.push(line);
      continue;
    }
    const isApart = line.afterGap || singles.length > 0;
    // What stands above a line between it and the columns' names is no header, such as the head of a letter.
    if (
      !isGiven && isApart && singles.length > 0 && block.rows.length === 0 &&
      block.header.length > 0 && isHeader(line, over(line), { header: [], rows: [] }, isNumber)
    ) {
      block.titles.push(...block.header.splice(0).map(({ fields }) => textOf(fields)));
    }
    const isHead = isSpanner || !isBlank &&
        (isGiven ? line.line <= asked.to : isHeader(line, over(line), block, isNumber, isApart));
    const said = singles.map(({ fields }) => textOf(fields));
    if (isHead) {
      const isRepeated = block.header.some((head) => sameFields(head, line));
      // A header that comes again on the next page, or of the next table.
      const isKnown = said.every((text) =>
        block.titles.includes(text) || block.header.some((head) => textOf(head.fields) === text)
      );
      const isMore = !repeatsRow(lines[at + 1], block, isNumber);
      if (isRepeated && isKnown && isMore && (block.rows.length > 0 || said.length === 0)) {
        singles = [];
        continue;
      }
      if (block.rows.length > 0) {
        blocks.push(newBlock(grid));
        block.notes.push(...notesBefore(said));
        heading = "";
        steps.length = 0;
      }
      const own = blocks.at(-1)!;
      const corner = own.header.length === 0 ? cornerOf(singles, line) : undefined;
      own.titles.push(...corner ? said.slice(0, -1) : said);
      own.header.push(...corner ? [corner] : [], line);
    } else {
      const stepped = block.header.length > 0 ? withSteps(line, singles, steps) : undefined;
      if (!stepped) heading = headingOf(said, block) ?? heading;
      block.rows.push({ ...stepped ?? line, heading });
    }
    singles = [];
  }
  blocks.at(-1)!.notes.push(...singles.map(({ fields }) => textOf(fields)));
  return blocks.filter(({ rows }) => rows.length > 0);
}

function newBlock({ file, name, hasCommas = false }: Grid): Block {
  return { file, name, hasCommas, titles: [], header: [], rows: [], notes: [] };
}

/** Takes out of the lines between two tables those that are notes of the first; the others are titles of the second. */
function notesBefore(said: string[]): string[] {
  const title = said.findIndex(isTitleLine);
  return said.splice(0, title < 0 ? said.findLastIndex(isNoteLine) + 1 : title);
}

/** The heading that lines before a row make; undefined where they are titles or notes, which the table takes. */
function headingOf(said: readonly string[], { header, rows, titles, notes }: Block) {
  if (rows.length === 0 && header.length === 0) {
    titles.push(...said);
    return undefined;
  }
  notes.push(...said.filter(isNote));
  const headings = said.filter((text) => !isNote(text));
  return headings.length > 0 ? headings.join(" · ") : undefined;
}

/** A row whose first labels are headings above it, each in a column left of the row's own; undefined where they are not. */
function withSteps(
  line: GridLine,
  singles: readonly GridLine[],
  steps: string[],
): GridLine | undefined {
  const placeOf = ({ fields }: GridLine) => fields.findIndex((field) => field !== "");
  const own = placeOf(line);
  const places = singles.map(placeOf);
  if (own < 1 || places.some((place) => place >= own) || steps.length + places.length === 0) {
    return undefined;
  }
  for (const [at, place] of places.entries()) {
    steps.splice(place);
    steps[place] = singles[at]!.fields[place]!;
  }
  return {
    ...line,
    fields: line.fields.map((field, at) => field || (at < own && steps[at]) || ""),
  };
}

/** What names the labels where it stands beside the middle of two lines of heads. */
function isInHeader(
  line: GridLine,
  { header, rows }: Block,
  singles: readonly GridLine[],
): boolean {
  const [corner] = line.fields;
  return rows.length === 0 && singles.length === 0 && header.length > 0 && !line.afterGap &&
    line.numbers !== undefined && corner !== "" && corner!.length < 40 &&
    !isTitleLine(corner!) && !isNoteLine(corner!) && header.every(({ fields }) => fields[0] === "");
}

/** A count whose labels are empty, below others in its column. */
function isCountAlone(line: GridLine, { rows }: Block, isNumber: IsNumber): boolean {
  const at = line.fields.findIndex((field) => field !== "");
  // On a page, a number that stands apart is the page's.
  const isOfPage = line.numbers !== undefined && line.afterGap;
  return at > 0 && !isOfPage && filledFields(line) === 1 &&
    readField(line.fields[at]!).kind === "count" &&
    rows.some(({ fields }) => isNumber(fields[at]!));
}

/** A period without a count, above another: the counts begin later. */
const isBlankPeriod = (line: GridLine, next: GridLine | undefined, { header }: Block) =>
  header.length > 0 && filledFields(line) === 1 && line.numbers === undefined &&
  isPeriodLabel(line.fields[0]!) &&
  next !== undefined && !next.afterGap && isPeriodLabel(next.fields[0]!);

/** A number with its own words, both where others have counts, below a table: "Total of all: 1128" in a box. */
function isBeside(
  line: GridLine,
  { rows }: Block,
  over: (line: GridLine) => string[],
  isNumber: IsNumber,
): boolean {
  const own = over(line);
  return rows.length > 0 && own.length === 2 && filledFields(line) === 2 &&
    /\p{L}{3}/u.test(own[0]!) &&
    !isNumber(own[0]!) && isNumber(own[1]!);
}

/** What names the labels where it stands alone, by its place, in the line above the names of the other columns. */
function cornerOf(singles: readonly GridLine[], line: GridLine): GridLine | undefined {
  const last = singles.at(-1);
  const isCorner = singles.length > 1 && line.numbers !== undefined && !line.afterGap &&
    line.fields[0] === "" && last!.fields[0] !== "" && last!.fields[0]!.length < 40 &&
    !isTitleLine(last!.fields[0]!) && !isNoteLine(last!.fields[0]!);
  return isCorner ? last : undefined;
}

/** A heading over columns: one field, not the first, just above a line that names them. */
function isSpannerOver(
  line: GridLine,
  next: GridLine | undefined,
  over: (line: GridLine) => string[],
  isNumber: IsNumber,
): boolean {
  return next !== undefined && !next.afterGap && line.fields[0] === "" &&
    filledFields(line) === 1 && filledFields(next) > 2 && next.fields[0] !== "" &&
    isHeader(next, over(next), { header: [line], rows: [] }, isNumber);
}

/** A line below heads, as "---|---:" is in pasted tables. */
const isDrawn = ({ fields }: GridLine) =>
  fields.every((field) => /^(?::-+:?|-+:|-{3,})?$/.test(field));

/** A line that is drawn, such as "-----", or that tags columns for machines, such as "#country+code,#date+year". */
const isRule = (line: GridLine) =>
  filledFields(line) === 1 && line.fields.some((field) => /^[^\p{L}\p{N}]{4,}$/u.test(field)) ||
  line.fields.every((field) => /^(?:#[a-z]+(?:\+[\w-]+)*)?$/.test(field));

/** A line of one field; or a title or a note that the separator splits. */
function isSingle(line: GridLine, isNumber: IsNumber): boolean {
  const [first, ...others] = line.fields;
  if (/^(?:©|\(c\) |copyright)/i.test(first!)) return true;
  return filledFields(line) < 2 ||
    // A title that is merged over columns.
    first!.length > 30 && line.fields.every((field) => field === "" || field === first) ||
    // Such as "s:" beside "Suppressed".
    filledFields(line) === 2 && /^\S{1,6}:$/.test(first!) ||
    !others.some(isNumber) &&
      (isTitleLine(first!) ||
        isNoteLine(first!) && /[:=.]|^[*†‡] ?(?:[\p{L}\d]+ ){3}/u.test(first!));
}

/** Whether a line has the words of a row that the table has already. */
function repeatsRow(
  line: GridLine | undefined,
  { rows }: Block,
  isNumber: IsNumber,
): boolean {
  const words = ({ fields }: GridLine) => fields.filter((field) => !isNumber(field)).join("|");
  return line !== undefined && rows.some((row) => words(row) === words(line));
}

/** A sign and what it means, each in a field of its own below the rows: one that counts have, or that follows such a one. */
const isLegend = ({ fields }: GridLine, { rows }: Block, above: readonly GridLine[]): boolean =>
  fields.length > 2 && fields.slice(2).every((field) => field === "") && isSign(fields) &&
  (above.some(({ fields }) => isSign(fields)) ||
    rows.some((row) => row.fields.slice(1).some((field) => field.endsWith(fields[0]!))));
const isSign = ([sign = "", meaning = ""]: readonly string[]) =>
  /^[^\s\d]{1,3}$/.test(sign) && /^\p{L}{3,}(?: |$)/u.test(meaning) &&
  readField(meaning).kind === "text";

function textOf(all: readonly string[]): string {
  const fields = all.filter((field) => field !== "");
  return fields.join(fields.length === 2 && isSign(fields) ? " = " : ", ");
}

/** A line that begins like a note, or a sentence. */
const isNote = (text: string) => isNoteLine(text) || /(?:\S+ ){3}.*[.:]$/.test(text);

/** Columns that hold numbers or marks more often than words. */
function numberColumns(
  lines: readonly GridLine[],
  isNumber: IsNumber,
): boolean[] {
  const rows = lines.filter((line) => filledFields(line) > 1);
  return (lines[0]?.fields ?? []).map((_, at) => {
    const fields = rows.map(({ fields }) => fields[at] ?? "").filter((field) => field !== "");
    const numbers = fields.filter(isNumber).length;
    // One field may be a word all the same: the header.
    return numbers > 0 && 2 * numbers >= fields.length - 1;
  });
}
