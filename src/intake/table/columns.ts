/** What each column of a table holds: labels, counts, codes, percentages, measures or notes. */
import { type ColumnKind, SAY } from "../words/words.ts";
import type { Field, Reader } from "../fields/fields.ts";
import {
  inWords,
  isPartLabel,
  isSubtotalLabel,
  isTotalLabel,
  NAMES,
  saysAverage,
} from "../fields/names.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import type { Findings } from "../inferences/inferences.ts";
import { headersOf } from "./labels.ts";
import { doubtBehind, guessKind, guessSdmx, isFault, isFlagsOf, isRate } from "./guesses.ts";
import type { Facts, Guess, ReadColumn } from "./model.ts";
import { measuredRows } from "./measures.ts";
import { COUNTED } from "./headers.ts";
import { settleNames } from "./names.ts";
import { isIndex, twinsOf } from "./numbers.ts";
import type { Block } from "../read/grid.ts";

/** The kind of each column, by what it holds and then by its name. */
export function columnsOf(block: Block, read: Reader, findings: Findings): ReadColumn[] {
  const headers = settleNames(headersOf(block, findings), block, findings);
  const guesses = guessesOf(block, headers.map(({ name }) => name), read);
  const isLabel = (at: number) => guesses[at]?.kind === "label";
  const columns = headers.map((whole, at): ReadColumn => {
    const guess = guesses[at]!;
    // A head that is merged over columns of labels names the first.
    const isMerged = isLabel(at) && isLabel(at - 1) && whole.name === headers[at - 1]!.name;
    const header = isMerged ? { name: "", levels: [] } : whole;
    const { other } = guess;
    const name = header.name || `${at + 1}`;
    const kind = findings.decide<ColumnKind>({
      flag: "column",
      name: guess.why === "twin" || !header.name ? `column ${at + 1}` : header.name,
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
  return numberAgain(withoutUnit(columns), block, findings);
}

/** What each column seems to hold; what may be something else is doubtful. */
function guessesOf(block: Block, names: readonly string[], read: Reader): Guess[] {
  const measured = measuredRows(block.rows, read);
  const others = block.rows.filter((row) => !measured.has(row));
  const rows = others.length > 0 ? others : block.rows;
  const guesses = guessAll(names, rows, read);
  for (const at of block.estimated ?? []) {
    const guess = guesses[at];
    if (guess?.kind === "count") guesses[at] = { kind: "measure", why: "decimals", other: "count" };
  }
  for (const at of twinsOf(names, block.rows)) guesses[at] = { kind: "ignore", why: "twin" };
  doubtMarksAlone(guesses, rows, names);
  keepWhatTellsApart(guesses, rows);
  countWhatMay(guesses, rows, names);
  findRepeated(guesses, rows, names);
  doubtWhatStandsBefore(guesses, rows, names);
  doubtBehind(guesses, rows);
  return guesses;
}

/** A few columns of counts that the file calls as others before them: numbered, which somebody has to say. */
function numberAgain(
  columns: ReadColumn[],
  { file, header }: Block,
  findings: Findings,
): ReadColumn[] {
  const counts = columns.filter(({ kind }) => kind === "count");
  const again = new Map(counts.flatMap(({ name, at }, index) => {
    const before = counts.slice(0, index).filter((one) => one.name === name && name !== "");
    return before.length > 0 ? [[at, ` (${before.length + 1})`]] : [];
  }));
  if (again.size === 0 || 4 * again.size > counts.length) return columns;
  const numbered = columns.map((one) => {
    const number = again.get(one.at) ?? "";
    const levels = one.levels.map((text, level, { length }) =>
      level === length - 1 ? text + number : text
    );
    return { ...one, name: one.name + number, levels };
  });
  const names = numbered.filter(({ at }) => again.has(at)).map(({ name }) => name);
  const [from, to] = [header[0]!.line, header.at(-1)!.line];
  findings.decide({
    flag: "header",
    ...{ file, line: to, column: [...again.keys()][0]! + 1 },
    choices: [`${from}-${to}`],
    say: () => SAY.again(names),
    question: `columns have the same header as others before them: are the later ones called ${
      names.map((name) => `“${name}”`).join(", ")
    }?`,
  });
  return numbered;
}

/** Columns of counts without "Number" or "n" in the heads of them all. */
function withoutUnit(columns: ReadColumn[]): ReadColumn[] {
  const [first, ...others] = columns.filter(({ kind }) => kind === "count");
  if (others.length === 0) return columns;
  const units = first!.levels.filter((text) =>
    (COUNTED.test(text) || text === "n") && others.every(({ levels }) => levels.includes(text))
  );
  return columns.map((column) => {
    const levels = column.levels.filter((text) => !units.includes(text));
    return column.kind !== "count" || levels.length === 0
      ? column
      : { ...column, levels, name: levels.join(" · ") };
  });
}

type Rows = readonly { readonly fields: readonly string[] }[];

const sumsUp = (field: string) =>
  /\p{L}/u.test(field) && (isTotalLabel(field) || isSubtotalLabel(field) || isPartLabel(field));

/** What each column of these names seems to hold, seen beside the others. */
function guessAll(names: readonly string[], rows: Rows, read: Reader): Guess[] {
  const fields = names.map((_, at) => rows.map(({ fields }) => read(fields[at]!)));
  // "OBS_VALUE: Observation value" has its label behind it.
  const codes = names.map((name) => name.replace(/: .*/, ""));
  const isSdmx = ["OBS_VALUE", "TIME_PERIOD"].every((one) => codes.includes(one));
  const hasWords = fields.map((column, at) => isWords(column) && !NAMES.code.test(names[at]!));
  const areSums = rows.map(({ fields }) => fields.some(sumsUp));
  return names.map((name, at): Guess => {
    const raw = rows.map(({ fields }) => fields[at]!);
    const others = hasWords.flatMap((has, other) => has && other !== at ? [other] : []);
    const isStep = rows.every(({ fields }) =>
      fields[at] === "" || others.every((other) => ["", fields[at]].includes(fields[other]!))
    );
    const hasCounts = fields.some((own, other) =>
      other !== at && own.some(({ kind }) => kind === "count")
    );
    const hasLabels = others.length > 0;
    const own = fields[at]!;
    const filled = own.filter(({ kind }) => kind !== "empty");
    const marks = filled.flatMap((field) => field.kind === "mark" ? [field.mark] : []);
    const words = raw.filter((text, row) => own[row]!.kind === "text" && !isFault(text)).length;
    const seen = { name, at, raw, fields: own, filled, marks, words };
    const facts: Facts = { ...seen, hasLabels, hasCounts, isStep };
    if (isSdmx) return guessSdmx({ ...facts, name: codes[at]! });
    if (isFlagsOf(facts, fields[at - 1], names[at - 1])) return { kind: "note", why: "flags" };
    const guess = guessKind(facts);
    const isDoubtful = guess.kind === "count" && !guess.other && isRate(areSums, fields, at);
    return isDoubtful ? { ...guess, other: "percentage" } : guess;
  });
}

/** What rises from year to year is no code; where nothing else is counted, what may be is asked about; so is what stands among decimals. */
function countWhatMay(guesses: Guess[], rows: Rows, names: readonly string[]): void {
  const whyOf = (reason: Guess["why"]) => guesses.filter(({ why }) => why === reason).length;
  const areFew = whyOf("decimals") > 2 && whyOf("decimals") > 2 * whyOf("whole");
  const periods = new Set(rows.map(({ fields }) => fields[0]!));
  const isOverTime = periods.size === rows.length && [...periods].every(isPeriodLabel);
  const hasCounts = guesses.some(({ kind }) => kind === "count");
  for (const [at, { kind, other, why }] of guesses.entries()) {
    const mayCount = !hasCounts && other === "count" && (kind !== "label" || why === "order") &&
      !(kind === "measure" && saysAverage(names[at]!));
    if (why === "sorted" && isOverTime) guesses[at] = { kind: "count", why: "whole" };
    else if (areFew && kind === "count" && !other) guesses[at] = { kind, why, other: "measure" };
    else if (mayCount) guesses[at] = { kind: "count", why, other: kind };
  }
}

const COUNTS =
  /(?<!\p{L})(?:total|pop(?:ulation)?|persons?|people|cases?|votes?|counts?|numbers? of|nombre d|n)(?!\p{L})/iu;

/**
 * Counts stand behind the labels: a number before the first of them, or alone before another, is more often a code, unless its
 * name says that it counts.
 */
function doubtWhatStandsBefore(guesses: Guess[], rows: Rows, names: readonly string[]): void {
  const kinds = guesses.map(({ kind }) => kind);
  const behind = kinds.slice(0, kinds.lastIndexOf("count")).lastIndexOf("label");
  for (const [at, { kind, other }] of guesses.entries()) {
    if (at > behind || kind !== "count" || other || COUNTS.test(inWords(names[at]!))) continue;
    const isAlone = at < kinds.indexOf("label") ||
      kinds[at - 1] !== "count" && kinds[at + 1] !== "count";
    const isWhole = isAlone && rows.every(({ fields }) => /^\d*$/.test(fields[at]!));
    if (isWhole) guesses[at] = { kind: "code", why: "before", other: "count" };
  }
}

/** A column of nothing but dashes, before the first that has numbers, may be one of labels that are not given. */
function doubtMarksAlone(guesses: Guess[], rows: Rows, names: readonly string[]): void {
  const first = guesses.findIndex(({ kind, why }) => kind === "count" && why !== "marks");
  for (const [at, { kind, why }] of guesses.entries()) {
    const isAlone = at > 0 && at < first && kind === "count" && why === "marks" &&
      rows.every(({ fields }) => /^(?:[-–—−.]+|n\/?a)?$/i.test(fields[at]!));
    if (isAlone && !isPeriodLabel(names[at]!)) guesses[at] = { kind: "label", why, other: "count" };
  }
}

/**
 * Numbers that are the same wherever a label is: an identifier of what the label names, where all have as many digits, or a
 * count that each row gives again, such as the votes of a ward beside those of each candidate. Other counts differ there.
 */
function findRepeated(guesses: Guess[], rows: Rows, names: readonly string[]): void {
  const labels = [...guesses.keys()].filter((at) => guesses[at]!.kind === "label");
  const counts = [...guesses.keys()].filter((at) => guesses[at]!.kind === "count");
  const keys = labels.flatMap((at, index) =>
    index === 0 ? [[at]] : [[at], labels.slice(0, index + 1)]
  );
  const groupings = counts.length === 0 ? [] : keys.map((key) => groupedBy(rows, key))
    .filter((groups) => 2 * groups.length <= rows.length);
  const isSame = (at: number, groups: readonly Rows[]) =>
    groups.every((own) => own.every(({ fields }) => fields[at] === own[0]!.fields[at]));
  const isOnly = counts.length < 2;
  for (const at of counts) {
    const values = new Set(rows.map(({ fields }) => fields[at]!));
    const numbers = [...values].filter((text) =>
      /^\d+(?:\.0)?$|^\d{1,3}(?:[,.'\s]\d{3})+$/.test(text)
    );
    const areCodes = values.size > 1 && !/pop|people|persons/i.test(names[at]!) &&
      numbers.every((text) => /^\d{5}/.test(text) && text.length === numbers[0]!.length);
    const isRepeated = values.size === 1
      ? !isOnly && rows.length > 5 && numbers.length === 1 && numbers[0] !== "0"
      : numbers.length > 2 - Number(areCodes) && groupings.some((groups) => {
        const some = groups.filter(([row]) => row!.fields[at] !== "0").length;
        // Few numbers come again in many groups, which is no chance where these are large.
        const isTold = 2 * values.size > some || some > 9 && 4 * groups.length <= rows.length;
        return isTold && isSame(at, groups) &&
          (isOnly && values.size > 3 && values.size === groups.length ||
            counts.some((other) => other !== at && !isSame(other, groups)));
      });
    if (!isRepeated || numbers.length < 0.9 * values.size - 1) continue;
    guesses[at] = isOnly
      ? { kind: "count", why: "repeated", other: "code" }
      : areCodes
      ? { kind: "code", why: "repeated", other: isSparse(rows, at) ? "count" : undefined }
      : { kind: "measure", why: "repeated", other: "count" };
  }
}

/** The rows that have the same in some columns. */
const groupedBy = (rows: Rows, key: readonly number[]): readonly Rows[] => [
  ...Map.groupBy(rows, ({ fields }) => JSON.stringify(key.map((at) => fields[at]))).values(),
];

const isSparse = (rows: Rows, at: number) =>
  2 * rows.filter(({ fields }) => /^\d/.test(fields[at]!)).length < rows.length;

/** Codes whose names are left out, but without which rows would be the same, are labels. */
function keepWhatTellsApart(
  guesses: Guess[],
  rows: Rows,
): void {
  const distinct = (kept: readonly number[]) =>
    new Set(rows.map(({ fields }) => JSON.stringify(kept.map((at) => fields[at])))).size;
  const labels = [...guesses.keys()].filter((at) => guesses[at]!.kind === "label");
  let size = distinct(labels);
  if (size === rows.length) return;
  const isSteps = (at: number) =>
    guesses[at]!.kind === "count" && rows.every(({ fields }) => /^\d+$/.test(fields[at]!)) &&
    isIndex(rows.map(({ fields }) => Number(fields[at])));
  const isAside = (at: number) =>
    guesses[at]!.kind === "code" || guesses[at]!.kind === "note" && guesses[at]!.other === "label";
  const all = [...guesses.keys()];
  // Weeks and ages tell rows apart, before a number of each row does.
  const steps = guesses.filter(({ kind }) => kind === "count").length > 1
    ? all.filter(isSteps)
    : [];
  const isBefore = (at: number) => guesses[at]!.kind === "count" && at < labels.at(-1)!;
  const before = all.filter((at) => isBefore(at) && distinct([...labels, at]) === rows.length);
  for (const at of [...steps, ...all.filter(isAside), ...before]) {
    if (distinct([...labels, at]) === size) continue;
    guesses[at] = steps.includes(at) || before.includes(at)
      ? { kind: "label", why: "order", other: "count" }
      : { kind: "label", why: "apart" };
    labels.push(at);
    size = distinct(labels);
  }
}

function isWords(fields: readonly Field[]): boolean {
  const filled = fields.filter(({ kind }) => kind !== "empty");
  const words = filled.filter((field) =>
    field.kind === "text" || field.kind === "mark" && field.mark.isWeak
  );
  return words.length > 0 && words.length >= filled.length / 2;
}
