/** The lines of a grid to tables: titles above, lines of headers, rows with headings among them, notes below. */
import { type Block, filledFields, type Grid, type GridLine } from "../read/grid.ts";
import { isNoteLine, isTitleLine, type Reader, readField } from "../fields/fields.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import type { Findings } from "../inferences/inferences.ts";
import {
  cornerOf,
  headerAnswer,
  isBelowFilter,
  isDrawn,
  isFurther,
  isHeader,
  isInHeader,
  type IsNumber,
  isNumeric,
  isOfAnother,
  isOfNotes,
  isOnlyHead,
  isRule,
  namesRows,
  numberColumns,
  sameFields,
  withoutDots,
} from "./headers.ts";

/** The tables of a grid, in their order; none where no line has a number beside a label. */
export const splitTables = (grid: Grid, read: Reader, findings: Findings): Block[] =>
  new Splitter(grid, read, findings).split();

class Splitter {
  readonly #blocks: Block[];
  readonly #isNumber: IsNumber;
  readonly #isNumberColumn: readonly boolean[];
  /** The lines that somebody says name the columns. */
  readonly #asked: { readonly from: number; readonly to: number } | undefined;
  /** Lines of one field, until the next line shows what they are. */
  #singles: GridLine[] = [];
  #heading = "";
  /** How far the heading stands from the left, and whether a row below it stood further. */
  #indent = Infinity;
  #isIndented = false;
  /** Headings that stand in columns of their own, left of the rows' labels. */
  readonly #steps: string[] = [];
  /** The words of the rows of each table, as far as it goes. */
  readonly #words = new WeakMap<Block["rows"], { size: number; words: Set<string> }>();
  readonly grid: Grid;

  constructor(whole: Grid, read: Reader, findings: Findings) {
    const grid = this.grid = { ...whole, lines: whole.lines.map(withoutDots) };
    this.#blocks = [newBlock(grid)];
    this.#isNumber = (text) => isNumeric(read(text));
    this.#isNumberColumn = numberColumns(grid.lines, this.#isNumber);
    this.#asked = headerAnswer(grid, (line) => this.#over(line), this.#isNumber, findings);
  }

  split(): Block[] {
    for (const [at, line] of this.grid.lines.entries()) {
      const { header, rows } = this.#block;
      const isSkipped = isRule(line) ||
        rows.length === 0 && (isDrawn(line) || header.length > 0 && isOfNotes(line));
      if (!isSkipped) this.#take(line, this.grid.lines[at + 1]);
    }
    this.#block.notes.push(...this.#singles.map(textOf));
    return this.#blocks.filter(({ rows }) => rows.length > 0);
  }

  get #block(): Block {
    return this.#blocks.at(-1)!;
  }

  /** The fields of a line in columns of numbers. */
  #over({ fields }: GridLine): string[] {
    return fields.filter((field, at) => this.#isNumberColumn[at] && field !== "");
  }

  #isHeader(line: GridLine, block: Pick<Block, "header" | "rows">, isApart = false): boolean {
    return isHeader(line, this.#over(line), block, this.#isNumber, isApart);
  }

  #take(line: GridLine, next: GridLine | undefined): void {
    const block = this.#block;
    const { titles, header, rows } = block;
    const asked = this.#blocks.length === 1 && rows.length === 0 ? this.#asked : undefined;
    const isSpanner = !asked && rows.length === 0 &&
      (this.#isSpannerOver(line, next) ||
        header.length === 0 && isOnlyHead(line, next, this.#isNumber));
    const isBlank = isBlankPeriod(line, next, block);
    const isAlone = asked && line.line <= asked.to ? line.line < asked.from : !isSpanner &&
      (this.#isBeside(line) || isLegend(line, block, this.#singles) ||
        this.#isSingle(line) && !this.#isCountAlone(line) && !isBlank);
    if (isAlone) {
      if (this.#singles.length === 0 && namesRows(line, block)) {
        const last = header.pop()!;
        header.push({ ...last, fields: last.fields.with(0, line.fields[0]!) });
      } else if (isInHeader(line, block, this.#singles)) header.push(line);
      else this.#singles.push(line);
      return;
    }
    if (!asked && isBelowFilter(line, block)) titles.push(...header.splice(0).map(textOf));
    const areBelow = this.#singles.length > 0;
    // What stands above a line between it and the columns' names is no header, such as the head of a letter.
    if (
      !asked && areBelow && rows.length === 0 && header.length > 0 &&
      this.#isHeader(line, { header: [], rows: [] })
    ) titles.push(...header.splice(0).map(textOf));
    const isHead = isSpanner || !isBlank &&
        (asked ? line.line <= asked.to : this.#isHeader(line, block, line.afterGap || areBelow)) &&
        !this.#isRowOfYears(line);
    if (isHead) this.#takeHead(line, next);
    else this.#takeRow(line);
    this.#singles = [];
  }

  #takeHead(line: GridLine, next: GridLine | undefined): void {
    const { titles, header, rows, notes } = this.#block;
    const said = this.#singles.map(textOf);
    // A header that comes again on the next page, or of the next table.
    const isRepeated = header.some((head) => sameFields(head, line)) &&
      said.every((text) => titles.includes(text) || header.some((head) => textOf(head) === text));
    if (isRepeated && !this.#repeatsRow(next) && (rows.length > 0 || said.length === 0)) return;
    if (rows.length > 0) {
      this.#blocks.push(newBlock(this.grid));
      notes.push(...notesBefore(said));
      this.#heading = "";
      this.#steps.length = 0;
    }
    const own = this.#block;
    // Above a line that names every column, a long line of one or two fields is a title.
    const longest = line.fields[0] === "" ? [Infinity, 30] : [20, 40];
    const isTitle = !this.#asked && line.fields.slice(1).every(Boolean) &&
      own.header.every((head) => filledFields(head) < 3) &&
      own.header.some(({ fields }) =>
        fields.some((field, at) => field.length > longest[Math.min(at, 1)]!)
      );
    const isAbove = isTitle || !this.#asked && isOfAnother(line, own.header);
    if (isAbove) own.titles.push(...own.header.splice(0).map(textOf));
    const corner = own.header.length === 0 ? cornerOf(this.#singles, line) : undefined;
    own.titles.push(...corner ? said.slice(0, -1) : said);
    own.header.push(...corner ? [corner] : [], line);
  }

  #takeRow(line: GridLine): void {
    const block = this.#block;
    const stepped = block.header.length > 0
      ? withSteps(line, this.#singles, this.#steps)
      : undefined;
    if (!stepped) this.#heading = this.#headingAbove(line);
    const isUnder = !stepped && this.#heading !== "" && isFurther(line, this.#indent);
    block.rows.push({ ...stepped ?? line, heading: this.#heading, isUnder });
  }

  /** The heading of a row; a row that stands no further than the heading, below some that do, is not below it. */
  #headingAbove(line: GridLine): string {
    const heading = headingOf(this.#singles.map(textOf), this.#block);
    if (heading !== undefined) {
      this.#indent = this.#singles.at(-1)!.indent ?? Infinity;
      this.#isIndented = false;
    }
    if (line.fields[0] === "") return heading ?? this.#heading;
    const isBelow = isFurther(line, this.#indent);
    if (this.#isIndented && !isBelow) return "";
    this.#isIndented ||= isBelow;
    return heading ?? this.#heading;
  }

  /** A count whose labels are empty, below others in its column. */
  #isCountAlone(line: GridLine): boolean {
    const at = line.fields.findIndex(Boolean);
    // On a page, a number that stands apart is the page's, be it below a note.
    const isOfPage = line.numbers !== undefined &&
      (line.afterGap || this.#singles.some(({ afterGap }) => afterGap));
    return at > 0 && !isOfPage && filledFields(line) === 1 &&
      readField(line.fields[at]!).kind === "count" &&
      this.#block.rows.some(({ fields }) => this.#isNumber(fields[at]!));
  }

  /** A number with its own words, both where others have counts, below a table: "Total of all: 1128" in a box. */
  #isBeside(line: GridLine): boolean {
    const own = this.#over(line);
    return this.#block.rows.length > 0 && own.length === 2 && filledFields(line) === 2 &&
      line.fields[0] === "" &&
      /\p{L}{3}/u.test(own[0]!) && !this.#isNumber(own[0]!) && this.#isNumber(own[1]!);
  }

  /** A heading over columns: one field, not the first, just above a line that names them. */
  #isSpannerOver(line: GridLine, next: GridLine | undefined): boolean {
    return next !== undefined && !next.afterGap && line.fields[0] === "" &&
      filledFields(line) === 1 && filledFields(next) > 2 && next.fields[0] !== "" &&
      this.#isHeader(next, { header: [line], rows: [] });
  }

  /** A line of one field; or a title or a note that the separator splits. */
  #isSingle(line: GridLine): boolean {
    const [first, ...others] = line.fields;
    if (/^(?:©|\(c\) |copyright)/i.test(first!)) return true;
    return filledFields(line) < 2 ||
      // A sentence with a link beside it.
      others.every((field) => field === "" || /^https?:\/\//.test(field)) ||
      // A title that is merged over columns.
      first!.length > 30 && line.fields.every((field) => field === "" || field === first) ||
      // A note beside its number, merged over the other columns.
      /^\(?\d{0,2}[.)]*$/.test(first!) && new Set(others.filter(Boolean)).size === 1 &&
        others.some((field) => field.length > 20 && !this.#isNumber(field)) ||
      // A title beside the number of its table.
      /^(?=.*\d)[\w. -]{3,24}$/.test(first!) && others.filter(Boolean).length > 1 &&
        new Set(others.filter(Boolean)).size === 1 && others.some((field) => field.length > 40) ||
      // Such as "s:" beside "Suppressed", or "INFO" beside "Data has been perturbed".
      filledFields(line) === 2 && /^(?:\S{1,6}:|INFO|WARNING)$/.test(first!) ||
      !others.some(this.#isNumber) &&
        (isTitleLine(first!) ||
          isNoteLine(first!) && /[:=.]|^[*†‡] ?(?:[\p{L}\d]+ ){3}/u.test(first!));
  }

  /** Counts that look like years, beside the words of a row that stands above. */
  #isRowOfYears({ fields }: GridLine): boolean {
    const words = [...fields.entries()].filter(([, field]) => /\p{L}{3}/u.test(field));
    return fields.every((field) => /^(?:\d{4}|.*\p{L}{3}.*|)$/u.test(field)) && words.length > 0 &&
      this.#block.rows.some((row) => words.every(([at, field]) => row.fields[at] === field));
  }

  /** Whether a line has the words of a row that the table has already. */
  #repeatsRow(line: GridLine | undefined): boolean {
    const { rows } = this.#block;
    const wordsOf = ({ fields }: GridLine) =>
      fields.filter((field) => !this.#isNumber(field)).join("|");
    const known = this.#words.get(rows) ?? { size: 0, words: new Set() };
    this.#words.set(rows, known);
    while (known.size < rows.length) known.words.add(wordsOf(rows[known.size++]!));
    return line !== undefined && known.words.has(wordsOf(line));
  }
}

function newBlock({ file, name, hasCommas = false, columns, estimated: of = [] }: Grid): Block {
  const estimated = of.map((column) => columns.indexOf(column));
  return { file, name, hasCommas, estimated, titles: [], header: [], rows: [], notes: [] };
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

/** A period, or a day in whatever order (26-02-2020), without a count, above another: the counts begin later. */
const isBlankPeriod = (line: GridLine, next: GridLine | undefined, { header }: Block) =>
  header.length > 0 && filledFields(line) === 1 && line.numbers === undefined &&
  isTime(line.fields[0]!) && next !== undefined && !next.afterGap && isTime(next.fields[0]!);
const isTime = (text: string) =>
  isPeriodLabel(text) || /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}$/.test(text);

/** A sign and what it means, each in a field of its own below the rows: one that counts have, or that follows such a one. */
const isLegend = ({ fields }: GridLine, { rows }: Block, above: readonly GridLine[]): boolean =>
  fields.length > 2 && fields.slice(2).every((field) => field === "" || field === fields[1]) &&
  isSign(fields) &&
  (above.some(({ fields }) => isSign(fields)) ||
    rows.some((row) => row.fields.slice(1).some((field) => field.endsWith(fields[0]!))));
const isSign = ([sign = "", meaning = ""]: readonly string[]) =>
  /^[^\s\d]{1,3}$/.test(sign) && /^\p{L}{3,}(?: |$)/u.test(meaning) &&
  (meaning.length > 9 || readField(meaning).kind === "text");

function textOf({ fields }: GridLine): string {
  const filled = [...new Set(fields)].filter(Boolean);
  return filled.join(filled.length === 2 && isSign(filled) ? " = " : ", ");
}

/** A line that begins like a note, or a sentence. */
const isNote = (text: string) => isNoteLine(text) || /(?:\S+ ){3}.*[.:]$/.test(text);
