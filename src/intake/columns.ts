/** What each column of a table holds: labels, counts, codes, percentages, measures or notes. */
import { SAY } from "../locale/draft.ts";
import { areAgeGroups, type Field, readField, type SourceMark } from "./fields.ts";
import type { LocalText } from "../release/model.ts";
import type { Findings } from "./findings.ts";
import { type Header, headersOf } from "./headers.ts";
import { isPeriodLabel } from "./periods.ts";
import type { Block } from "./split_tables.ts";
import {
  isCodeName,
  isMeasureName,
  isNoteName,
  isNumberingName,
  isOrderName,
  isPartLabel,
  isPercentageName,
  isStatusName,
  isSubtotalLabel,
  isSureMeasure,
  isTotalLabel,
} from "./words.ts";

export const COLUMN_KINDS = [
  "label",
  "count",
  "code",
  "percentage",
  "measure",
  "note",
  "ignore",
] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

export interface Column extends Header {
  /** Zero-based. */
  readonly at: number;
  readonly kind: ColumnKind;
}

interface Guess {
  readonly kind: ColumnKind;
  /** What it may be instead, where that is not certain. */
  readonly other?: ColumnKind;
  readonly why: keyof typeof SAY.why;
}

/** The kind of each column, by what it holds and then by its name. */
export function columnsOf(block: Block, thousands: string, findings: Findings): Column[] {
  const headers = headersOf(block);
  const rows = block.rows.filter(({ fields }) => !isMeasuredRow(fields, thousands));
  const fields = headers.map((_, at) => rows.map(({ fields }) => readWith(fields[at]!, thousands)));
  const raw = (at: number) => rows.map(({ fields }) => fields[at]!);
  const hasWords = fields.map((column, at) => isWords(column) && !isCodeName(headers[at]!.name));
  return headers.map((header, at) => {
    const others = hasWords.filter((_, other) => other !== at);
    const sure = guessKind(header.name, fields[at]!, raw(at), at, others.some(Boolean));
    const guess: Guess = sure.kind === "count" && !sure.other && isRate(rows, fields, at)
      ? { ...sure, other: "percentage" }
      : sure;
    const say = (value: ColumnKind): LocalText => SAY.column(header.name || `${at + 1}`, value);
    const why: LocalText = SAY.why[guess.why];
    const kind = findings.decide<ColumnKind>({
      flag: "column",
      name: header.name || `column ${at + 1}`,
      file: block.file,
      ...(block.header.length > 0 ? { line: block.header.at(-1)!.line } : {}),
      column: at + 1,
      choices: guess.other ? [guess.kind, guess.other] : [guess.kind],
      isCertain: guess.other === undefined,
      say,
      question: SAY.askColumn(header.name || `${at + 1}`, guess.kind, guess.other ?? guess.kind),
      supports: [why],
    });
    return { ...header, at, kind };
  });
}

/** Whether numbers up to 100 exceed their total, while those of another column do not. */
function isRate(
  rows: readonly { readonly fields: readonly string[] }[],
  columns: readonly (readonly Field[])[],
  at: number,
): boolean {
  const areSums = rows.map(({ fields }) =>
    fields.some((field) => isTotalLabel(field) || isSubtotalLabel(field) || isPartLabel(field))
  );
  if (rows.length < 4 || areSums.indexOf(true) !== rows.length - 1) return false;
  const excess = (column: readonly Field[]) => {
    const counts = column.map((field) => field.kind === "count" ? Number(field.digits) : 0);
    const total = counts.at(-1)!;
    return total > 0 ? counts.slice(0, -1).reduce((sum, one) => sum + one, 0) - total : NaN;
  };
  return excess(columns[at]!) > 0 &&
    columns[at]!.every((field) => field.kind !== "count" || Number(field.digits) <= 100) &&
    columns.some((column) => excess(column) <= 0);
}

/** A field, its thousands parted as the table parts them. */
export function readWith(text: string, thousands: string): Field {
  const field = readField(text);
  if (field.kind !== "grouped") return field;
  return field.by === thousands
    ? { kind: "count", digits: field.digits, suffix: field.suffix }
    : { kind: "decimal" };
}

/** A row of percentages, averages or differences among rows of counts: its name says so, and its numbers. */
export function isMeasuredRow(fields: readonly string[], thousands: string): boolean {
  const read = fields.map((field) => readWith(field, thousands));
  const isNamed = fields.some((field, at) =>
    read[at]!.kind === "text" && (isPercentageName(field) || isMeasureName(field))
  );
  return isNamed &&
    read.some(({ kind }) => ["decimal", "percentage", "money", "negative"].includes(kind));
}

function isWords(fields: readonly Field[]): boolean {
  const words =
    fields.filter((field) => field.kind === "text" || field.kind === "mark" && field.mark.isWeak)
      .length;
  return words > 0 && words >= fields.filter(({ kind }) => kind !== "empty").length / 2;
}

function guessKind(
  name: string,
  fields: readonly Field[],
  raw: readonly string[],
  at: number,
  hasLabels: boolean,
): Guess {
  const filled = fields.filter(({ kind }) => kind !== "empty");
  const has = (kind: Field["kind"]) => filled.some((field) => field.kind === kind);
  const marks = filled.flatMap((field) => field.kind === "mark" ? [field.mark] : []);
  const numbers = filled.length - marks.length -
    filled.filter(({ kind }) => kind === "text").length;
  if (filled.length === 0) return { kind: "ignore", why: "empty" };
  if (/^(?:uom|uom_id|scalar_factor|scalar_id|decimals)$/i.test(name)) {
    return { kind: "ignore", why: "unit" };
  }
  // A status may be what rows are about: only signs are notes to the counts beside.
  const areSigns = !isStatusName(name) ||
    raw.every((text) => text.length < 3 || readField(text).kind === "mark");
  if (isNoteName(name) && areSigns && hasLabels && numbers < filled.length) {
    return { kind: "note", why: "noteName" };
  }
  if (
    isCodeName(name) || /^(?:vector|coordinate)$/i.test(name) ||
    raw.filter(Boolean).every((text) => /^0\d+$/.test(text))
  ) {
    return hasLabels ? { kind: "code", why: "code" } : { kind: "label", why: "code" };
  }
  if (numbers === 0) return guessWords(name, fields, marks, at, hasLabels, filled.length);
  if (has("percentage")) return { kind: "percentage", why: "signs" };
  if (isMeasureName(name)) {
    const isSure = has("decimal") || has("negative") || has("money") || isSureMeasure(name);
    return { kind: "measure", why: "measureName", ...(isSure ? {} : { other: "count" }) };
  }
  if (isPercentageName(name)) {
    const isShare = has("decimal") || raw.every((text) => !/^\d/.test(text) || Number(text) <= 100);
    return { kind: "percentage", why: "percentageName", ...(isShare ? {} : { other: "count" }) };
  }
  if (has("money")) return { kind: "measure", why: "money" };
  const words = filled.filter(({ kind }) => kind === "text").length;
  const areGroups = areAgeGroups(marks) && (at === 0 || isOrderName(name));
  if (areGroups || words > filled.length / 2 && new Set(raw).size > 1) {
    return { kind: "label", why: areGroups ? "ranges" : "words" };
  }
  if (has("decimal") || has("negative")) {
    return { kind: "measure", why: has("decimal") ? "decimals" : "negative" };
  }
  return guessNumbers(name, raw, at, hasLabels, marks.length > 0);
}

/** A column without any number: labels, unless they are marks. */
function guessWords(
  name: string,
  fields: readonly Field[],
  marks: readonly SourceMark[],
  at: number,
  hasLabels: boolean,
  filled: number,
): Guess {
  const words = filled - marks.length;
  if (words === 0) {
    const values = new Set(marks.map(({ value }) => value));
    if (areAgeGroups(marks)) {
      const isSure = at === 0 || isOrderName(name);
      return { kind: "label", why: "ranges", ...(isSure ? {} : { other: "count" as const }) };
    }
    const areLetters = marks.every(({ isWeak }) => isWeak);
    if (areLetters && (values.size > 1 || at === 0)) return { kind: "label", why: "letters" };
    if (areLetters) return { kind: "label", other: "count", why: "letters" };
    if (at > 0 || hasLabels) return { kind: "count", why: "marks" };
  }
  const isSparse = words < fields.length / 2 && at > 0 && hasLabels &&
    new Set(fields.map(({ kind }) => kind)).size > 1;
  return isSparse && fields.at(0)!.kind === "empty"
    ? { kind: "note", other: "label", why: "sparse" }
    : { kind: "label", why: "words" };
}

/** Whole numbers: counts, unless they order the rows. */
function guessNumbers(
  name: string,
  raw: readonly string[],
  at: number,
  hasLabels: boolean,
  hasMarks: boolean,
): Guess {
  const values = raw.filter((text) => /^\d+$/.test(text)).map(Number);
  const areYears = values.length === raw.length &&
    raw.every((text) => /^(?:19|20)\d\d$/.test(text)) && !isPeriodLabel(name);
  const isSorted = values.every((value, index) => index === 0 || value > values[index - 1]!);
  const isSteps = values.every((value, index) => index === 0 || value === values[index - 1]! + 1) ||
    new Set(values).size <= values.length / 2;
  if (isOrderName(name) && !hasMarks) {
    return areYears || isSteps || isSorted
      ? { kind: "label", why: "order" }
      : { kind: "label", other: "count", why: "order" };
  }
  if (areYears && values.length > 1) {
    return {
      kind: "label",
      ...(at === 0 || new Set(values).size < values.length ? {} : { other: "count" as const }),
      why: "years",
    };
  }
  if (at === 0 && !hasLabels) {
    return {
      kind: "label",
      ...(isSteps && values.length > 1 && !hasMarks ? {} : { other: "count" as const }),
      why: "first",
    };
  }
  const isRising = values.every((value, at) => at === 0 || value === values[at - 1]! + 1);
  if (isNumberingName(name) && hasLabels && !hasMarks && isRising) {
    return { kind: "code", why: "order" };
  }
  const digits = new Set(raw.map(({ length }) => length));
  const isCodeLike = !hasMarks && values.length === raw.length && values.length > 3 && isSorted &&
    digits.size === 1 && raw[0]!.length > 3 && raw[0]!.length !== 4;
  if (isCodeLike) return { kind: "code", other: "count", why: "sorted" };
  return { kind: "count", why: "whole" };
}
