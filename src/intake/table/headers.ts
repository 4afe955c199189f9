/** Which lines of a grid name its columns. */
import { SAY } from "../words/words.ts";
import { areAgeGroups, type Field, isNoteLine, isTitleLine, readField } from "../fields/fields.ts";
import { namesPeriod } from "../fields/names.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import { flagOf } from "../inferences/answers.ts";
import type { Findings } from "../inferences/inferences.ts";
import { type Block, columnName, filledFields, type Grid, type GridLine } from "../read/grid.ts";
import { orderOf } from "./numbers.ts";

/** Whether a field is one that stands where counts do. */
export function isNumeric(field: Field): boolean {
  return field.kind !== "text" && field.kind !== "empty" &&
    !(field.kind === "mark" && field.mark.isWeak);
}

export type IsNumber = (text: string) => boolean;

export function sameFields(one: GridLine, other: GridLine): boolean {
  return JSON.stringify(one.fields) === JSON.stringify(other.fields);
}

/**
 * Whether a line names columns: it has words or periods where the others have numbers.
 * @param over its fields in those columns
 */
export function isHeader(
  line: GridLine,
  over: readonly string[],
  { header, rows }: Pick<Block, "header" | "rows">,
  isNumber: IsNumber,
  isApart = false,
): boolean {
  if (header.some((head) => sameFields(head, line))) return true;
  if (rows.length > 0) return isNextHeader(over, isApart, isNumber);
  // "Perioden; 2024" and "Regio's; aantal" below "Onderwerp; Misdrijven": each head of the one column of counts has a name.
  if (header.length > 0) {
    const isUnit = over.length === 1 && over[0]!.length > 3 && COUNTED.test(over[0]!);
    const isPeriod = namesPeriod(line.fields[0]!) && over.every(isPeriodLabel);
    if (isPeriod || header.length > 1 && isUnit) return true;
  }
  const isStacked = isMostlyWords(over, isNumber) &&
    over.every((field) => !isNumber(field) || isPeriodLabel(field));
  return mayBeHeader(line, header, isStacked) &&
    (isMostlyWords(over, isNumber) || areNames(over, isNumber) || isCountedOff(over) ||
      header.length > 0 && over.length > 1 && over.every((field) => COUNTED.test(field)));
}

/** Among rows, one odd word may as well be a mistake: a header has several, or stands apart, and no mark. */
function isNextHeader(over: readonly string[], isApart: boolean, isNumber: IsNumber): boolean {
  const hasMark = over.some((field) => readField(field).kind === "mark");
  const words = over.filter((field) => !isNumber(field)).length;
  // Beside a code such as 02105, too.
  const texts = over.filter((field) => /\p{L}/u.test(field));
  const isOneText = texts.length > 1 && new Set(texts).size === 1;
  return over.length > 1 && over.every((field) => isName(field, isNumber)) && !hasMark &&
    !isOneText && (isApart || words > 1);
}

/** The first line, or one that goes on below headings over several columns. */
function mayBeHeader(
  { fields, numbers }: GridLine,
  header: readonly GridLine[],
  isStacked: boolean,
): boolean {
  return header.length === 0 || fields[0] === "" ||
    // By its place, what names the labels stands beside any of several lines of heads.
    (numbers === 0 || numbers === 1 && isStacked) &&
      header.every(({ fields }) => fields[0] === "") ||
    // A cell that is merged over both lines, or over the columns that this line names.
    header.some((head) => head.fields[0] === fields[0] || isMergedOver(head.fields, fields)) ||
    header.some(({ fields }) =>
      fields.some((field, at) =>
        at > 0 && (field === "" || at > 1 && field === fields[at - 1] && !COUNTED.test(field))
      )
    ) ||
    fields.length > 2 && fields.slice(1).every((field) => COUNTED.test(field));
}

/** What each column below holds: "Number". */
export const COUNTED =
  /^(?:numbers?|nombres?|no\.|nbre|counts?|persons?|people|personnes|effectifs?|anzahl|antall?|aantal|n[úu]meros?|n[°º])$/i;

const isMergedOver = (head: readonly string[], fields: readonly string[]) =>
  filledFields({ fields }) > 1 && fields.every((field, at) => field === "" || head[at] === head[0]);

/** Words, a period, or the 100,000 of a head that is stacked: "Cases per 100,000 people". */
const isName = (field: string, isNumber: IsNumber) =>
  !isNumber(field) || isPeriodLabel(field) || /^10{0,2}[ ,.]000$/.test(field);

const isMostlyWords = (fields: readonly string[], isNumber: IsNumber) =>
  fields.filter((field) => !isNumber(field)).length > fields.length / 2;

/** Weeks or days, 1, 2, 3 and so on, with a word or a note's sign among them. */
function isCountedOff(over: readonly string[]): boolean {
  const numbers = over.filter((field) => /^\d{1,3}$/.test(field)).map(Number);
  return numbers.length > 5 && numbers.length > over.length - 3 && orderOf(numbers).isByOne;
}

const AGE =
  /^(?:under|over) \d|\d (?:and|or|&) (?:over|older|above|under)|\d\s?\+$|\d ans|\d jahre|\d years|\d años|\d anni/i;

/** Words, periods, or groups such as 0-14, 15-24 and 65+ or "Under 18", which are no marks. */
function areNames(over: readonly string[], isNumber: IsNumber): boolean {
  // A heading may be written over each of its columns.
  const fields = over.filter((field, at) => field !== over[at - 1]);
  const marks = fields.map(readField).filter((field) => field.kind === "mark" && isNumeric(field));
  const values = marks.flatMap((field) => "mark" in field ? [field.mark] : []);
  const said = [...new Set(fields)].filter((field) => readField(field).kind === "mark");
  // "Under 18" beside "2021" or "Abroad" is a name; "fewer than 5" may be a count in the first row.
  const areApart = said.length === marks.length && said.length < fields.length &&
    said.every((field) => AGE.test(field));
  return fields.every((field) =>
    isName(field, isNumber) ||
    (areAgeGroups(values) || areApart) && readField(field).kind === "mark"
  );
}

/** Whether a line only names the one column of counts: `"", "Permits"` above `"Dakar", "41"`. */
export function isOnlyHead(
  line: GridLine | undefined,
  next: GridLine | undefined,
  isNumber: IsNumber,
): boolean {
  if (!line || !next || next.afterGap || line.fields.length !== 2) return false;
  const [[corner, name], [label, count]] = [line.fields, next.fields];
  return corner === "" && name !== "" && !isNumber(name!) && label !== "" && isNumber(count!);
}

/** How many lines name the columns, where the first of them holds counts as well and somebody has to say; undefined where it is clear. */
export function headerAnswer(
  { file, lines }: Grid,
  over: (line: GridLine) => string[],
  isNumber: IsNumber,
  findings: Findings,
): { from: number; to: number } | undefined {
  const given = findings.answers.peek("header");
  const own = lines.filter((line) => filledFields(line) > 1);
  // Lines that a page does not have name the columns of another one.
  if (given !== undefined && isIn(given, lines)) {
    findings.answers.take("header");
    return spanOf(given, own);
  }
  const [top] = own;
  const first = own.find((line) => over(line).length > 0);
  if (first && isOnlyHead(lines[lines.indexOf(first) - 1], first, isNumber)) return undefined;
  const isHead = (line: GridLine) => isHeader(line, over(line), { header: [], rows: [] }, isNumber);
  if (!first || isHead(top!) || isHead(first)) return undefined;
  const listed = first.fields.filter(Boolean).slice(0, 6).join(" | ");
  const value = findings.decide({
    flag: "header",
    file,
    line: first.line,
    choices: ["0", "1"],
    say: (value) => SAY.header(Number(value)),
    question: `does this line name the columns: ${listed}?`,
  });
  return spanOf(value, own);
}

/** Whether an answer such as `2` or `5-6` is about these lines. */
export function isIn(answer: string, lines: readonly GridLine[]): boolean {
  const [from, to] = answer.split("-").map(Number);
  return to === undefined || lines.some(({ line }) => line >= from! && line <= to);
}

/** The lines that `2` or `5-6` says: from the first line of several fields, or as it numbers them. */
function spanOf(answer: string, lines: readonly GridLine[]): { from: number; to: number } {
  const [from, to] = answer.split("-").map(Number);
  if (to !== undefined) return { from: from!, to };
  return { from: 0, to: lines.slice(0, from).at(-1)?.line ?? -1 };
}

/** Heads whose empty fields are filled with ".", as exports of cubes do: what is above goes on there. */
export const withoutDots = <T extends GridLine>(line: T): T =>
  line.fields[0] === "" && line.fields.includes(".") && line.fields.some((field) =>
      /\p{L}/u.test(field)
    ) &&
    line.fields.every((field) => /^\.?$/.test(field) || /\p{L}{2}/u.test(field))
    ? { ...line, fields: line.fields.map((field) => field === "." ? "" : field) }
    : line;

/** A line below the heads that only says which notes belong to them: "(Note 5)", "[2]". */
export const isOfNotes = ({ fields: [first, ...others] }: GridLine): boolean =>
  /^(?:notes?|anmerkungen|)$/i.test(first!) && others.some(Boolean) &&
  others.every((field) => /^(?:[([]?(?:notes?|nota|anm\.) ?\d[\d, ]*[)\]]?|)$/i.test(field));

/** Heads below a gap that name every column otherwise than those above it: these are of another section. */
export const isOfAnother = (line: GridLine, header: readonly GridLine[]): boolean =>
  line.afterGap && line.fields.every(Boolean) && new Set(line.fields).size === line.fields.length &&
  header.every(({ fields: [corner] }) => corner !== "" && corner !== line.fields[0]);

const isOfCube = ({ titles }: Block) =>
  titles.some((title) => /^(?:SuperWEB2|Counting: )/.test(title));

/** In exports of cubes, the line between the heads and the rows that names what the rows are. */
export const namesRows = (line: GridLine, block: Block): boolean =>
  block.rows.length === 0 && block.header.length > 0 && !line.afterGap && line.fields[0] !== "" &&
  isOfCube(block);

/** The heads of such an export, below a filter and its value. */
export const isBelowFilter = (line: GridLine, block: Block): boolean =>
  line.afterGap && block.rows.length === 0 && isOfCube(block) &&
  block.header.every((head) => filledFields(head) === 2);

/** A line below heads, as "---|---:" is in pasted tables. */
export const isDrawn = ({ fields }: GridLine) =>
  fields.every((field) => /^(?::-+:?|-+:|-{3,})?$/.test(field));

/** A line that is drawn, such as "-----", or that tags columns for machines, such as "#country+code,#date+year". */
export const isRule = (line: GridLine) =>
  filledFields(line) === 1 && line.fields.some((field) => /^[^\p{L}\p{N}]{4,}$/u.test(field)) ||
  line.fields.every((field) => /^(?:[_=~–—-]{4,}(?: \(\d+\))?|)$/.test(field)) ||
  line.fields.every((field) => /^(?:#[a-z]+(?:\+[\w-]+)*)?$/.test(field));

/** Names are short, and end no sentence. */
const mayBeCorner = (text: string) => text.length < 40 && !/\p{Ll}{3}\.$/u.test(text);

/** What names the labels where it stands beside the middle of two lines of heads. */
export function isInHeader(
  line: GridLine,
  { header, rows }: Block,
  singles: readonly GridLine[],
): boolean | undefined {
  const [corner] = line.fields;
  const last = header.at(-1);
  // The name of the last column goes on below.
  const goesOn = rows.length === 0 && singles.length === 0 && !line.afterGap && last &&
    line.fields.at(-1) !== "" && /\p{L}/u.test(last.fields.at(-1)!) && filledFields(last) > 2;
  return goesOn ||
    rows.length === 0 && singles.length === 0 && header.length > 0 && !line.afterGap &&
      line.numbers !== undefined && corner !== "" && mayBeCorner(corner!) &&
      !isTitleLine(corner!) && !isNoteLine(corner!) &&
      header.every(({ fields }) => fields[0] === "");
}

/** What names the labels where it stands alone, by its place, in the line above the names of the other columns. */
export function cornerOf(singles: readonly GridLine[], line: GridLine): GridLine | undefined {
  const last = singles.at(-1);
  const isCorner = singles.length > 1 && line.numbers !== undefined && !line.afterGap &&
    line.fields[0] === "" && last!.fields[0] !== "" && mayBeCorner(last!.fields[0]!) &&
    !isTitleLine(last!.fields[0]!) && !isNoteLine(last!.fields[0]!);
  return isCorner ? last : undefined;
}

const wordsOf = (name: string): readonly string[] => name.toLowerCase().match(/\p{L}{3,}/gu) ?? [];

/** Refuses rows that stand side by side: a column without a name that holds labels of its own between numbers. */
export function refuseSideBySide(
  { file, header, rows }: Block,
  columns: readonly Readonly<{ kind: string; name: string; at: number }>[],
  findings: Findings,
): void {
  const first = columns.find(({ kind }) => kind === "label");
  const kindOf = (index: number) => columns[index]?.kind ?? "label";
  const beside = columns.find(({ kind, name, at }, index) => {
    if (kind !== "label") return false;
    const texts = rows.map(({ fields }) => fields[at]!).filter(Boolean);
    const isLater = columns.slice(0, index - 1).some((one) => one.kind === "label");
    const isBetween = isLater && kindOf(index - 1) !== "label" && kindOf(index + 1) !== "label";
    const areUnique = texts.length > 2 && new Set(texts).size === texts.length;
    // "Girl names, Count, Boy names, Count": the rows of one list are those of no other.
    const isAgain = wordsOf(name).some((word) => wordsOf(first?.name ?? "").includes(word));
    const isList = isAgain &&
      new Set(rows.map((row) => row.fields[first!.at])).size === rows.length;
    return isBetween && areUnique &&
      (name === "" || isList && findings.answers.take("column", name) === undefined);
  });
  if (beside === undefined) return;
  // The next list begins as the first one does, be it with the rank of each row.
  const before = beside.name === "" ? 0 : columns.indexOf(first!);
  const last = columnName(columns[columns.indexOf(beside) - before]!.at - 1);
  findings.refuse({
    ...{ file, line: rows[0]!.line, column: beside.at + 1 },
    found: "begins another row in the same line",
    wanted: "each row has a line of its own",
    hint: `read one after the other what stands side by side: --range A${
      (header[0] ?? rows[0])!.line
    }:${last}${rows.at(-1)!.line}${
      beside.name &&
      `; or, if it belongs to its row, ${
        flagOf({ flag: "column", name: beside.name, value: "label" })
      }`
    }`,
  });
}

/** Whether a line stands further from the left: a letter, or a point. */
export const isFurther = ({ indent = 0 }: GridLine, from: number): boolean => indent >= from + 1;

/** Columns that hold numbers or marks more often than words. */
export function numberColumns(lines: readonly GridLine[], isNumber: IsNumber): boolean[] {
  const rows = lines.filter((line) => filledFields(line) > 1);
  return (lines[0]?.fields ?? []).map((_, at) => {
    const fields = rows.map(({ fields }) => fields[at]!).filter(Boolean);
    const numbers = fields.filter(isNumber).length;
    // One field may be a word all the same: the header.
    return numbers > 0 && 2 * numbers >= fields.length - 1;
  });
}
