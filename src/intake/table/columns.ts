/** What each column of a table holds: labels, counts, codes, percentages, measures or notes. */
import { type ColumnKind, SAY } from "../words/intake.ts";
import {
  areAgeGroups,
  type Field,
  inWords,
  isPartLabel,
  isSubtotalLabel,
  isTotalLabel,
  NAMES,
  namesPeriod,
  type Reader,
  readField,
  saysMeasure,
  saysPercentage,
  type SourceMark,
} from "../fields/fields.ts";
import type { Findings } from "../inferences/inferences.ts";
import { headersOf, type ReadColumn } from "./labels.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import { areLikeCodes, isSentinel, orderOf } from "./numbers.ts";
import type { Block } from "./split_tables.ts";

interface Guess {
  readonly kind: ColumnKind;
  readonly why: keyof typeof SAY.why;
  /** What it may be instead, where that is not certain. */
  readonly other?: ColumnKind;
}

/** The evidence for what a column holds. */
interface Facts {
  readonly name: string;
  /** Zero-based. */
  readonly at: number;
  readonly raw: readonly string[];
  readonly fields: readonly Field[];
  /** Those of the fields in which something stands. */
  readonly filled: readonly Field[];
  readonly marks: readonly SourceMark[];
  /** How many fields are text. */
  readonly words: number;
  /** Whether another column names the rows. */
  readonly hasLabels: boolean;
  /** Whether no other words stand in the rows in which it has some, as where each level of groups has a column. */
  readonly isStep: boolean;
}

/** The kind of each column, by what it holds and then by its name. */
export function columnsOf(block: Block, read: Reader, findings: Findings): ReadColumn[] {
  const headers = headersOf(block, findings);
  const measured = measuredRows(block.rows, read);
  const rows = block.rows.filter((row) => !measured.has(row));
  const fields = headers.map((_, at) => rows.map(({ fields }) => read(fields[at]!)));
  const isSdmx = ["OBS_VALUE", "TIME_PERIOD"].every((one) =>
    headers.some(({ name }) => name === one)
  );
  const hasWords = fields.map((column, at) =>
    isWords(column) && !NAMES.code.test(headers[at]!.name)
  );
  const guesses = headers.map(({ name }, at): Guess => {
    const raw = rows.map(({ fields }) => fields[at]!);
    const others = hasWords.flatMap((has, other) => has && other !== at ? [other] : []);
    const isStep = rows.every(({ fields }) =>
      fields[at] === "" || others.every((other) => ["", fields[at]].includes(fields[other]!))
    );
    const facts = { ...factsOf(name, at, raw, fields[at]!), hasLabels: others.length > 0, isStep };
    if (isSdmx) return guessSdmx(facts);
    if (isFlagsOf(facts, fields[at - 1], headers[at - 1]?.name)) {
      return { kind: "note", why: "flags" };
    }
    const guess = guessKind(facts);
    const isDoubtful = guess.kind === "count" && !guess.other && isRate(rows, fields, at);
    return isDoubtful ? { ...guess, other: "percentage" } : guess;
  });
  keepWhatTellsApart(guesses, rows);
  const isLabel = (at: number) => guesses[at]?.kind === "label";
  return headers.map((whole, at) => {
    const guess = guesses[at]!;
    // A head that is merged over columns of labels names the first.
    const isMerged = isLabel(at) && isLabel(at - 1) && whole.name === headers[at - 1]!.name;
    const header = isMerged ? { name: "", levels: [] } : whole;
    const { other } = guess;
    const name = header.name || `${at + 1}`;
    const kind = findings.decide<ColumnKind>({
      flag: "column",
      name: header.name || `column ${at + 1}`,
      file: block.file,
      line: block.header.at(-1)?.line,
      column: at + 1,
      choices: other ? [guess.kind, other] : [guess.kind],
      isCertain: other === undefined,
      say: (value) => SAY.column(name, value),
      question: `does the column “${name}” hold ${guess.kind}s, or ${other}s?`,
      supports: [SAY.why[guess.why]],
    });
    return { ...header, at, kind };
  });
}

function factsOf(
  name: string,
  at: number,
  raw: readonly string[],
  fields: readonly Field[],
): Omit<Facts, "hasLabels" | "isStep"> {
  const filled = fields.filter(({ kind }) => kind !== "empty");
  const marks = filled.flatMap((field) => field.kind === "mark" ? [field.mark] : []);
  const words = raw.filter((text, at) => fields[at]!.kind === "text" && !isFault(text)).length;
  return { name, at, raw, fields, filled, marks, words };
}

/** Whether a column looks like percentages: at most 100, and more together than its total, which no sum of counts is. */
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

/** The columns of SDMX-CSV say themselves what they are: one of counts, dimensions before it, attributes by their names. */
function guessSdmx({ name, filled }: Facts): Guess {
  if (name === "OBS_VALUE") {
    const areCounts = filled.every(({ kind }) => kind === "count" || kind === "mark");
    return areCounts ? { kind: "count", why: "sdmx" } : { kind: "measure", why: "decimals" };
  }
  if (NAMES.status.test(name) || /^COMMENT|_COMMENT$/i.test(name)) {
    return { kind: "note", why: "sdmx" };
  }
  const isAbout =
    /^(?:DATAFLOW|STRUCTURE|STRUCTURE_ID|STRUCTURE_NAME|ACTION|LAST.UPDATE|UNIT_MULT|DECIMALS|TIME_FORMAT|COLLECTION|TITLE.*)$/i;
  return { kind: isAbout.test(name) || filled.length === 0 ? "ignore" : "label", why: "sdmx" };
}

/** Whether a column without a name, after one of counts, holds flags such as "e" and "r" for some of them. */
function isFlagsOf(
  { name, raw, filled }: Facts,
  before: readonly Field[] | undefined,
  nameBefore = "",
): boolean {
  const hasCounts = before?.some(({ kind }) => kind === "count");
  return hasCounts === true && filled.length > 0 && (name === "" || name === nameBefore) &&
    raw.every((text) =>
      text === "" || /^(?:\p{L}{1,2}|[*:.…†‡\-–]{1,2}|\[\p{L}{1,4}\])$/u.test(text)
    );
}

/** Codes whose names are left out, but without which rows would be the same, are labels. */
function keepWhatTellsApart(
  guesses: Guess[],
  rows: readonly { readonly fields: readonly string[] }[],
): void {
  const distinct = (kept: readonly number[]) =>
    new Set(rows.map(({ fields }) => JSON.stringify(kept.map((at) => fields[at])))).size;
  const labels = [...guesses.keys()].filter((at) => guesses[at]!.kind === "label");
  let size = distinct(labels);
  for (const [at, { kind }] of guesses.entries()) {
    if (kind !== "code" || distinct([...labels, at]) === size) continue;
    guesses[at] = { kind: "label", why: "apart" };
    labels.push(at);
    size = distinct(labels);
  }
}

/**
 * The rows of percentages, averages or differences among rows of counts: their names say so, and their numbers; or they are
 * a few, have decimals in most of their columns, and all other rows have whole numbers there.
 */
export function measuredRows(rows: Block["rows"], read: Reader): Set<Block["rows"][number]> {
  const kinds = rows.map(({ fields }) => fields.map((field) => read(field).kind));
  const isOdd = (kind: Field["kind"]) => kind === "decimal" || kind === "percentage";
  const named = rows.map(({ fields }, row) =>
    kinds[row]!.some((kind) => isOdd(kind) || kind === "money" || kind === "negative") &&
    fields.some((field, at) =>
      kinds[row]![at] === "text" && (saysPercentage(field) || saysMeasure(field))
    )
  );
  const odd = kinds.map((own, row) => {
    const decimals = own.filter(isOdd).length;
    return !named[row] && decimals > 1 &&
      2 * decimals > own.filter((kind) => isOdd(kind) || kind === "count").length;
  });
  const others = kinds.filter((_, row) => !named[row] && !odd[row]);
  const areFew = 4 * odd.filter(Boolean).length < others.length &&
    others.every((own) => !own.some(isOdd));
  return new Set(rows.filter((_, row) => named[row] || areFew && odd[row]));
}

function isWords(fields: readonly Field[]): boolean {
  const filled = fields.filter(({ kind }) => kind !== "empty");
  const words = filled.filter((field) =>
    field.kind === "text" || field.kind === "mark" && field.mark.isWeak
  );
  return words.length > 0 && words.length >= filled.length / 2;
}

const UNIT = /^(?:uom|uom_id|scalar_factor|scalar_id|decimals)$/i;
const PLACE_CODE = /^(?:vector|coordinate)$/i;

function guessKind(facts: Facts): Guess {
  const { name, at, raw, filled, marks, words, hasLabels } = facts;
  const has = (...kinds: Field["kind"][]) => filled.some(({ kind }) => kinds.includes(kind));
  if (filled.length === 0) return { kind: "ignore", why: "empty" };
  if (UNIT.test(name)) return { kind: "ignore", why: "unit" };
  const hasNumbers = filled.length > marks.length + words;
  // A column "Status" may be a label (married, single); it holds notes only if all of it is marks or signs.
  const areSigns = !NAMES.status.test(name) || /diff$|flag/i.test(name) ||
    raw.every((text) => text.length < 3 || readField(text).kind === "mark");
  if (
    NAMES.note.test(name) && areSigns && (hasLabels || /diff$|flag/i.test(name)) &&
    marks.length + words > 0
  ) {
    return { kind: "note", why: "noteName" };
  }
  const hasZeros = raw.some((text) => /^0\d+$/.test(text)) &&
    raw.every((text) => /^(?:\d+|total|)$/i.test(text));
  const isCode = NAMES.code.test(inWords(name)) && !namesPeriod(name) ||
    hasNumbers && /identifi(?:er|ant)$/i.test(inWords(name));
  if (isCode || PLACE_CODE.test(name) || hasZeros) {
    return { kind: hasLabels ? "code" : "label", why: "code" };
  }
  if (name === "" && at === 0 && hasLabels && orderOf(raw.map(Number)).isByOne && raw.length > 2) {
    return { kind: "code", why: "order" };
  }
  if (hasLabels && marks.length === filled.length && marks.every(isNotApplicable)) {
    return { kind: "ignore", why: "empty" };
  }
  const isShare = has("decimal") || raw.every((text) => !/^\d+$/.test(text) || Number(text) <= 100);
  if (saysPercentage(name) && isShare && hasLabels && marks.length > 1) {
    return { kind: "percentage", why: "name" };
  }
  if (!hasNumbers) return guessWords(facts);
  if (has("percentage")) return { kind: "percentage", why: "signs" };
  if (saysMeasure(name)) {
    const isSure = has("decimal", "negative", "money") || NAMES.sureMeasure.test(inWords(name));
    return { kind: "measure", why: "name", other: isSure ? undefined : "count" };
  }
  if (saysPercentage(name)) {
    return { kind: "percentage", why: "name", other: isShare ? undefined : "count" };
  }
  if (has("money")) return { kind: "measure", why: "money" };
  if (areAgeGroups(marks) && (at === 0 || NAMES.order.test(name)) || areAges(facts)) {
    return { kind: "label", why: "ranges" };
  }
  if (words > filled.length / 2 && new Set(raw).size > 1 && !isPeriodLabel(name)) {
    // Words of which none is longer than a mark may be marks.
    const mayBeMarks = hasLabels && at > 0 &&
      raw.every((text) => text.length < 20 || /^\d/.test(text));
    return { kind: "label", why: "words", other: mayBeMarks ? "count" : undefined };
  }
  if (has("decimal")) return { kind: "measure", why: "decimals" };
  if (!has("negative")) return guessNumbers(facts);
  const below = raw.filter((text) => /^[-−–]/.test(text) && readField(text).kind === "negative");
  const areCodes = below.every(isSentinel) && new Set(below).size < 4 && !has("money");
  const isSure = below.every((text) => text.length > 3) || !areCodes;
  return areCodes
    ? { kind: "count", why: "sentinel", other: isSure ? undefined : "measure" }
    : { kind: "measure", why: "negative" };
}

/** A column without any number: labels, unless they are marks. */
function guessWords(facts: Facts): Guess {
  const { name, at, fields, marks, words, hasLabels, isStep } = facts;
  if (words === 0) {
    if (areAges(facts)) return { kind: "label", why: "ranges" };
    if (areAgeGroups(marks)) {
      const isSure = at === 0 || NAMES.order.test(name);
      return { kind: "label", why: "ranges", other: isSure ? undefined : "count" };
    }
    const letters = marks.filter(({ isWeak }) => isWeak);
    const isFirst = at === 0 && fields.length > 1 && letters.length > 0;
    const isNone = ({ meaning }: SourceMark) => meaning === "not-available";
    if (letters.length > 0 && marks.every((mark) => mark.isWeak || isFirst || isNone(mark))) {
      const isSure = at === 0 || new Set(marks.map(({ value }) => value)).size > 1;
      return { kind: "label", why: "letters", other: isSure ? undefined : "count" };
    }
    if (at > 0 || hasLabels) return { kind: "count", why: "marks" };
  }
  const isSparse = !isStep && words < fields.length / 2 && at > 0 && hasLabels &&
    fields[0]!.kind === "empty" && new Set(fields.map(({ kind }) => kind)).size > 1;
  return isSparse
    ? { kind: "note", why: "sparse", other: "label" }
    : { kind: "label", why: "words" };
}

/** Groups of ages, on as many rows as may be: most are ranges, and the name says so. */
const areAges = ({ name, filled, marks }: Facts) =>
  /(?<!\p{L})(?:ages?|âges?|agegrp|alter|altersgruppen?|leeftijd|alder|ålder)(?!\p{L})/iu
    .test(inWords(name)) &&
  2 * marks.length >= filled.length &&
  marks.every(({ atLeast, atMost, isWeak }) => isWeak || (atLeast ?? atMost) !== undefined);

const isNotApplicable = ({ meaning }: SourceMark) => meaning === "not-applicable";

/** What a spreadsheet writes in the place of a number that it cannot compute, such as #REF! or #N/A. */
export const isFault = (text: string): boolean => /^#[\p{Lu}/0]{2,12}[!?]?$|^=/u.test(text);

/** Whole numbers: counts, unless their name or their order says that they order the rows. */
function guessNumbers({ name, at, raw, marks, hasLabels }: Facts): Guess {
  const values = raw.filter((text) => /^\d+$/.test(text)).map(Number);
  const { isSorted, isByOne, isRepeated } = orderOf(values);
  const isNumbering = isByOne && values.length > 1;
  const areSteps = values.length > 0 && (isByOne || isRepeated);
  const areYears = raw.every((text) => /^(?:19|20)\d\d$/.test(text)) && !isPeriodLabel(name);
  const hasMarks = marks.length > 0;
  const label = (why: Guess["why"], isSure: boolean): Guess => ({
    kind: "label",
    why,
    other: isSure ? undefined : "count",
  });
  if (NAMES.order.test(name) && !hasMarks) {
    return label("order", areYears || areSteps || isSorted);
  }
  // 202122 and 202301 are an academic year and a month.
  const areCoded = raw.every((text) => /^(?:19|20)\d\d(?:\d\d)?$/.test(text));
  if (namesPeriod(name) && !hasMarks) return label("order", areCoded || areSteps);
  if (areYears && values.length > 1) {
    return label("years", at === 0 || new Set(values).size < values.length);
  }
  if (at === 0 && !hasLabels) return label("first", areSteps && values.length > 1 && !hasMarks);
  if (NAMES.numbering.test(name) && hasLabels && !hasMarks && isNumbering) {
    return { kind: "code", why: "order" };
  }
  const isAcronym = /^[A-Z]{3,8}\d*$/.test(name) && at < 3 && hasLabels;
  const isUnique = new Set(values).size === values.length;
  return at < 3 && areLikeCodes(raw, isAcronym ? 4 : 5) && (isSorted || isAcronym && isUnique) &&
      !hasMarks
    ? { kind: "code", why: "sorted", other: "count" }
    : { kind: "count", why: "whole" };
}
