/** What a column holds, guessed of its name and its fields. */
import { areAgeGroups, type Field, readField, type SourceMark } from "../fields/fields.ts";
import {
  inWords,
  isPlainTotal,
  NAMES,
  namesPeriod,
  saysMeasure,
  saysPercentage,
} from "../fields/names.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import { codesOrCounts, namesCodes } from "./codes.ts";
import type { Facts, Guess } from "./model.ts";
import { isSentinel, isWhole, orderOf } from "./numbers.ts";

/** The columns of SDMX-CSV say themselves what they are: one of counts, dimensions before it, attributes by their names. */
export function guessSdmx({ name, filled }: Facts): Guess {
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

const UNIT = /^(?:uom|uom_id|scalar_factor|scalar_id|decimals)$/i;
/** Where it says nothing, as "-", it tells no rows apart. */
const ONE_UNIT =
  /^(?:units?(?: of measure(?:ment)?)?|unités?(?: de mesure)?|(?:maß)?einheit|enhet|eenheid|unidad(?:es)?(?: de medida)?|unità(?: di misura)?|jednostka miary)$/iu;
/** "(102.7–103.6)": where an estimate lies. */
const INTERVAL = /^[([]?[-–−]?\d+[.,]\d+\s?(?:[-–—;,]|to|à|bis)\s?[-–−]?\d+[.,]\d+[)\]]?$/u;

/** By its name where that says it, and else by what it holds. */
export function guessKind(facts: Facts): Guess {
  const { name, filled, marks, words } = facts;
  if (filled.length === 0) return { kind: "ignore", why: "empty" };
  const isUnit = UNIT.test(name) ||
    ONE_UNIT.test(name) && marks.length === filled.length && new Set(facts.raw).size === 1;
  if (isUnit) return { kind: "ignore", why: "unit" };
  if (2 * facts.raw.filter((text) => INTERVAL.test(text)).length > filled.length) {
    return { kind: "measure", why: "decimals" };
  }
  const hasNumbers = filled.length > marks.length + words;
  return guessAside(facts, hasNumbers) ?? (hasNumbers ? guessMixed(facts) : guessWords(facts));
}

/** Notes, codes, what applies nowhere, and shares of which most are not shown. */
function guessAside(facts: Facts, hasNumbers: boolean): Guess | undefined {
  const { name, at, raw, filled, marks, words, hasLabels } = facts;
  // A column "Status" may be a label (married, single); it holds notes only if all of it is marks or signs.
  const isFlag = /diff$|flag/i.test(name);
  const areSigns = !NAMES.status.test(name) || isFlag ||
    raw.every((text) => text.length < 3 || readField(text).kind === "mark");
  if (NAMES.note.test(name) && areSigns && (hasLabels || isFlag) && marks.length + words > 0) {
    return { kind: "note", why: "noteName" };
  }
  if (namesCodes(facts, hasNumbers)) {
    return { kind: hasLabels ? "code" : "label", why: "code" };
  }
  if (!hasNumbers && /^(?:label|name|libell[ée]|bezeichnung)$/i.test(name)) {
    return { kind: "label", why: "words" };
  }
  // "1 in 13 prisoners"
  const chances = raw.filter((text) => /^\d+ (?:in|sur|von|op|av|su|en) \d/.test(text)).length;
  if (saysPercentage(name) && 2 * chances > filled.length) {
    return { kind: "percentage", why: "name" };
  }
  if (at > 0 && !hasNumbers && raw.some((text) => /^https?:\/\//.test(text))) {
    return { kind: "note", why: "words" };
  }
  if (!hasLabels) return undefined;
  if (name === "" && at === 0 && orderOf(raw.map(Number)).isByOne && raw.length > 2) {
    return { kind: "code", why: "order" };
  }
  if (marks.length === filled.length && marks.every(isNotApplicable)) {
    return { kind: "ignore", why: "empty" };
  }
  return saysPercentage(name) && isShare(facts) && marks.length > 1
    ? { kind: "percentage", why: "name" }
    : undefined;
}

const has = ({ filled }: Facts, ...kinds: Field["kind"][]) =>
  filled.some(({ kind }) => kinds.includes(kind));

const isAbove100 = (field: Field) => field.kind === "count" && Number(field.digits) > 100;

const isShare = (facts: Facts) => has(facts, "decimal") || !facts.filled.some(isAbove100);

/** A column with numbers. */
function guessMixed(facts: Facts): Guess {
  const { name, at, raw, filled, marks, words, hasLabels } = facts;
  if (has(facts, "percentage")) {
    return {
      kind: "percentage",
      why: "signs",
      other: filled.some(isAbove100) ? "count" : undefined,
    };
  }
  if (saysMeasure(name)) {
    const isSure = has(facts, "decimal", "negative", "money") ||
      NAMES.sureMeasure.test(inWords(name));
    return { kind: "measure", why: "name", other: isSure ? undefined : "count" };
  }
  if (saysPercentage(name)) {
    return { kind: "percentage", why: "name", other: isShare(facts) ? undefined : "count" };
  }
  if (has(facts, "money")) return { kind: "measure", why: "money" };
  const areGroups = areAgeGroups(marks) && (at === 0 || NAMES.order.test(name));
  if (areGroups || areAges(facts)) return { kind: "label", why: "ranges" };
  if (hasLabels && words > 0 && areTotals(facts)) return { kind: "label", why: "words" };
  if (words > filled.length / 2 && new Set(raw).size > 1 && !isPeriodLabel(name)) {
    // Words of which none is longer than a mark may be marks.
    const mayBeMarks = hasLabels && at > 0 &&
      raw.every((text) => text.length < 20 || /^\d/.test(text));
    return { kind: "label", why: "words", other: mayBeMarks ? "count" : undefined };
  }
  if (has(facts, "decimal")) {
    const areWhole = raw.every((text, at) => facts.fields[at]!.kind !== "decimal" || isWhole(text));
    const decimals = facts.fields.filter(({ kind }) => kind === "decimal").length;
    return areWhole
      ? { kind: "count", why: "whole", other: new Set(raw).size > 9 ? undefined : "measure" }
      : {
        kind: "measure",
        why: "decimals",
        other: 10 * decimals < filled.length ? "count" : undefined,
      };
  }
  return has(facts, "negative") ? guessNegative(raw) : guessNumbers(facts);
}

/** Whether all words of a column are words for a total, below something else: "Total" names a row, and is no count. */
const areTotals = ({ raw, fields }: Facts) =>
  fields[0]!.kind !== "text" &&
  raw.every((text, at) => fields[at]!.kind !== "text" || isPlainTotal(text) && !/\d/.test(text));

/** Numbers below zero: differences, or the same few in the place of missing ones. */
function guessNegative(raw: readonly string[]): Guess {
  const below = raw.filter((text) => /^[-−–]/.test(text) && readField(text).kind === "negative");
  const areCodes = below.every(isSentinel) && new Set(below).size < 4;
  const isSure = below.every((text) => text.length > 3);
  return areCodes
    ? { kind: "count", why: "sentinel", other: isSure ? undefined : "measure" }
    : { kind: "measure", why: "negative", other: "count" };
}

/** A column without any number: labels, unless they are marks. */
function guessWords(facts: Facts): Guess {
  const { name, at, fields, marks, words, hasLabels, isStep } = facts;
  if (words === 0) {
    const isAge =
      /^(?:age|âge|et[àa]|edad|idade|alter|leeftijd|alder|ålder)(?:[ _]?(?:group|band|range)s?)?$/iu;
    if (areAges(facts) || isAge.test(name)) return { kind: "label", why: "ranges" };
    if (areRepeated(marks)) {
      return { kind: "label", why: "ranges", other: facts.hasCounts ? undefined : "count" };
    }
    const areAbove = hasLabels && marks.every(({ atLeast = 0 }) => atLeast > 1);
    if (areAgeGroups(marks) || areAbove) {
      const isSure = at === 0 || NAMES.order.test(name);
      return { kind: "label", why: "ranges", other: isSure ? undefined : "count" };
    }
    const letters = marks.filter(({ isWeak }) => isWeak);
    const isFirst = at === 0 && fields.length > 1 && letters.length > 0;
    const isNone = ({ meaning }: SourceMark) => meaning === "not-available";
    // Beside A and B, a C is no mark.
    const isLetter = ({ value }: SourceMark) => /^\p{L}$/u.test(value);
    if (letters.length > 0 && marks.every((mark) => isLetter(mark) || isFirst || isNone(mark))) {
      const isSure = at === 0 || new Set(marks.map(({ value }) => value)).size > 1 ||
        !/^[cxz]$/i.test(marks[0]!.value);
      return { kind: "label", why: "letters", other: isSure ? undefined : "count" };
    }
    if (hasLabels && saysMeasure(name)) return { kind: "measure", why: "name", other: "count" };
    if (at > 0 || hasLabels) return { kind: "count", why: "marks" };
  }
  const isSparse = !isStep && words < fields.length / 2 && at > 0 && hasLabels &&
    fields[0]!.kind === "empty" && new Set(fields.map(({ kind }) => kind)).size > 1;
  return isSparse
    ? { kind: "note", why: "sparse", other: "label" }
    : { kind: "label", why: "words" };
}

/**
 * Groups of ages, on as many rows as may be: most are ranges, one of which is none from the bottom, as "<5" is, and the
 * name says so. A name with an age of its own, such as "Age 65+", heads counts, of which most may be withheld.
 */
const areAges = ({ name, filled, marks }: Facts) =>
  /(?<!\p{L})(?:ages?|âges?|agegrp|alter|altersgruppen?|leeftijd|alder|ålder)(?!\p{L})/iu
    .test(inWords(name)) &&
  !/\d/.test(name) &&
  2 * marks.length >= filled.length &&
  marks.some(({ atLeast = 0, atMost, isWeak }) =>
    !isWeak && (atLeast > 1 || atMost === undefined)
  ) &&
  marks.every(({ atLeast, atMost, isWeak }) => isWeak || (atLeast ?? atMost) !== undefined);

/** Whether three groups or more, most of them none from the bottom, come again, as they do beside each place. */
function areRepeated(marks: readonly SourceMark[]): boolean {
  const groups = [...new Map(marks.map((mark) => [mark.value, mark])).values()];
  return groups.length > 2 && 2 * groups.length <= marks.length &&
    groups.every(({ atLeast, atMost }) => (atLeast ?? atMost) !== undefined) &&
    2 * groups.filter(({ atLeast = 0 }) => atLeast > 1).length > groups.length;
}

const isNotApplicable = ({ meaning }: SourceMark) => meaning === "not-applicable";

/** What a spreadsheet writes in the place of a number that it cannot compute, such as #REF! or #N/A. */
export const isFault = (text: string): boolean => /^#[\p{Lu}/0]{2,12}[!?]?$|^=(?!\d+$)/u.test(text);

/** Whole numbers: counts, unless their name or their order says that they order the rows. */
function guessNumbers(facts: Facts): Guess {
  const { name, at, raw, marks, hasLabels } = facts;
  const values = raw.filter((text) => /^\d+$/.test(text)).map(Number);
  const { isSorted, isFalling, isByOne, isRepeated } = orderOf(values);
  const areSteps = values.length > 0 && (isByOne || isRepeated);
  const areYears = raw.every((text) => /^(?:19|20)\d\d$/.test(text)) && !isPeriodLabel(name);
  const hasMarks = marks.length > 0;
  const label = (why: Guess["why"], isSure: boolean): Guess => ({
    kind: "label",
    why,
    other: isSure ? undefined : "count",
  });
  if (/^ran[kg]$/i.test(name) && hasLabels && !hasMarks) return { kind: "code", why: "order" };
  if (NAMES.rank.test(inWords(name)) && hasLabels) {
    return { kind: "code", why: "name", other: "count" };
  }
  if (NAMES.order.test(name) && !hasMarks) {
    return label("order", areYears || areSteps || isSorted || isFalling);
  }
  // 202122 and 202301 are an academic year and a month.
  const areCoded = raw.every((text) => /^(?:19|20)\d\d(?:\d\d)?$/.test(text));
  const arePlaces = !/s$/i.test(name) && values.every((value) => value <= 53);
  if (namesPeriod(name) && !hasMarks) {
    return label("order", areCoded || areSteps || isFalling || arePlaces);
  }
  if (areYears && values.length > 1) {
    return label("years", at === 0 || new Set(values).size < values.length);
  }
  if (at === 0 && !hasLabels) return label("first", areSteps && values.length > 1 && !hasMarks);
  return codesOrCounts(facts, values);
}

/** Words behind all counts in few rows, or the same long ones in each, may be a caption beside the table. */
export function doubtBehind(
  guesses: Guess[],
  rows: readonly { readonly fields: readonly string[] }[],
): void {
  const last = guesses.findLastIndex(({ kind }) => kind === "count");
  for (const [at, { kind, other, why }] of guesses.entries()) {
    const texts = rows.map(({ fields }) => fields[at]!).filter(Boolean);
    const isSame = texts.every((text) => text === texts[0]) && (texts[0]?.length ?? 0) > 80;
    const isBehind = last >= 0 && at > last && kind === "label" && !other;
    const isRare = rows.length > 5 && 4 * texts.length < rows.length;
    if (isBehind && (isSame || isRare)) guesses[at] = { kind: "note", why, other: "label" };
  }
}

/** Whether a column without a name, after one of counts, holds flags such as "e" and "r" for some of them. */
export function isFlagsOf(
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

/** Whether a column looks like percentages: at most 100, and more together than its total, which no sum of counts is. */
export function isRate(
  areSums: readonly boolean[],
  columns: readonly (readonly Field[])[],
  at: number,
): boolean {
  if (areSums.length < 4 || areSums.indexOf(true) !== areSums.length - 1) return false;
  const excess = (column: readonly Field[]) => {
    const counts = column.map((field) => field.kind === "count" ? Number(field.digits) : 0);
    const total = counts.at(-1)!;
    return total > 0 ? counts.slice(0, -1).reduce((sum, one) => sum + one, 0) - total : NaN;
  };
  return excess(columns[at]!) > 0 &&
    columns[at]!.every((field) => field.kind !== "count" || Number(field.digits) <= 100) &&
    columns.some((column) => excess(column) <= 0);
}
