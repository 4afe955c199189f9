/** What measures something, as percentages and averages do, among counts: rows, or all that a title names. */
import { SAY } from "../words/words.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { Block } from "../read/grid.ts";
import type { Field, Reader } from "../fields/fields.ts";
import {
  inWords,
  NAMES,
  saysAverage,
  saysEquivalents,
  saysMeasure,
  saysPercentage,
  saysValue,
} from "../fields/names.ts";
import type { ReadColumn } from "./model.ts";

/**
 * The rows of percentages, averages or differences among rows of counts: their names say so, and their numbers; or they are
 * a few, have decimals in most of their columns, and all other rows have whole numbers there.
 * @param columns by what they hold, once that is known: numbers that are left out say nothing of the others
 */
export function measuredRows(
  rows: Block["rows"],
  read: Reader,
  columns: readonly ReadColumn[] = [],
): Set<Block["rows"][number]> {
  const isLeft = (at: number, kind: Field["kind"]) =>
    columns[at] !== undefined && columns[at].kind !== "count" &&
    (kind !== "text" || columns[at].kind === "percentage" || columns[at].kind === "measure");
  const kinds = rows.map(({ fields }) =>
    fields.map((field, at): Field["kind"] => {
      const { kind } = read(field);
      return isLeft(at, kind) ? "empty" : kind;
    })
  );
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

const says = (text: string) => saysPercentage(text) || saysMeasure(text);

/** A sum in the name of a row, such as "$ 2", is no unit. */
const isSurelyMeasured = (name: string) =>
  NAMES.sureMeasure.test(inWords(name).replace(/[$€£]\s?\d/, ""));

/** Fewer names in a column may as well be indicators. */
const LEAST_NAMES = 30;

/** The labels of a column in which nearly every word is written large: names of schools or places, in which "Price" is one, too. */
function properNames(labels: readonly string[]): readonly string[] {
  const distinct = [...new Set(labels)];
  const words = distinct.flatMap((label) => label.match(/\p{L}{4,}/gu) ?? []);
  const large = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return distinct.length >= LEAST_NAMES && large > 0.9 * words.length ? distinct : [];
}

/** What the names of rows say: where diseases have codes, P05 is no percentile. */
export function rowsSay(rows: Block["rows"], labels: readonly ReadColumn[]) {
  const texts = rows.map((
    { heading, fields },
  ) => [heading, ...labels.map(({ at }) => fields[at]!)]);
  const names = new Set(labels.flatMap((_, at) => properNames(texts.map((own) => own[at + 1]!))));
  const areCoded = texts.flat().some((text) => /(?<!\p{L})[A-OQ-Z]\d\d(?!\d)/u.test(text));
  // "Libraries reporting" says of how many the others tell.
  const isMeasured = (text: string) =>
    names.has(text)
      ? saysPercentage(text) || isSurelyMeasured(text)
      : says(areCoded ? text.replaceAll(/\bP\d\d\b/g, "") : text) ||
        /s (?:reporting|responding|répondant(?:e?s)?)$/i.test(text);
  const named = texts.filter((own) => own.some(isMeasured)).length;
  // Where long names of more than one row in ten say so, somebody is asked.
  const isSure = (name: string) =>
    10 * named <= rows.length || named === rows.length || name.split(" ").length < 5;
  return { isMeasured, isSure };
}

/** Whether a row holds percentages, averages or differences; asks where only its name says so, or only its numbers. */
export function isMeasure(
  { line, heading, fields }: Block["rows"][number],
  labels: readonly string[],
  cells: readonly Field[],
  isOdd: boolean,
  { isMeasured, isSure }: ReturnType<typeof rowsSay>,
  findings: Findings,
  file: string,
): boolean {
  const joined = labels.filter(Boolean).join(" · ");
  const isSaid = isOdd && findings.answers.take("row", joined) !== undefined;
  if (isOdd && !isSaid && fields.some(says)) return true;
  const own = isOdd ? joined : undefined;
  const name = isSaid ? joined : [heading, ...labels].findLast(isMeasured) ?? own;
  if (name === undefined) return false;
  if (cells.every(({ kind }) => kind === "empty")) {
    // An empty row is what the others of its name are.
    return findings.list.some((one) =>
      one.flag === "row" && one.name === name && one.file === file && one.value !== "count"
    );
  }
  // Numbers above 100 are no percentages: "PCT" may as well be a Primary Care Trust.
  const areCounts = saysPercentage(name) && !saysMeasure(name) &&
    cells.some((cell) => cell.kind === "count" && Number(cell.digits) > 100) &&
    cells.every(({ kind }) => kind !== "decimal" && kind !== "percentage");
  const value = findings.decide({
    flag: "row",
    name,
    file,
    line,
    choices: areCounts ? ["count", "measure"] : ["measure", "count"],
    isCertain: isSure(name) && isSurelyMeasured(name),
    say: (value) => SAY.row(name, value === "count"),
    question: `does the row “${name}” count something, or measure it?`,
  });
  return value !== "count";
}

/** The title that says that nothing is counted; undefined where none does, or where the counts show that it speaks of others. */
function measuredTitle(
  { titles, header, rows }: Pick<Block, "titles" | "header" | "rows">,
  columns: readonly ReadColumn[],
  read: Reader,
): string | undefined {
  // Above the heads, at one end of their line, stands what all columns hold.
  const units = header.map(({ fields }) => fields.filter((one) => one.trim() !== ""))
    .flatMap((fields) => fields.length < 3 ? fields.filter(saysEquivalents) : []);
  // Prose above a table may speak of shares, and is no title.
  const title = [...titles, ...units].filter((one) => one.length < 160).findLast((whole) => {
    // "Population with annual percent change" counts persons.
    const one = whole.replace(/(?<=.{12})\s(?:with|including|avec|mit)\s.*$/i, "");
    return saysPercentage(one) || saysEquivalents(one) || saysValue(one) || saysAverage(one);
  });
  const fields = rows.flatMap(({ fields }) =>
    columns.filter(({ kind }) => kind === "count").map(({ at }) => read(fields[at]!))
  );
  const areSmall = fields.every((one) => one.kind !== "count" || Number(one.digits) <= 100);
  const saysNumber = /\bnumbers?\b|\bcounts?\b|\bnombres?\b|\beffectifs?\b|\banzahl\b|\baantal/i;
  if (title === undefined) return undefined;
  const isSure = saysEquivalents(title) || saysAverage(title);
  if (saysNumber.test(title) && !areSmall && !isSure) return undefined;
  // Where columns of their own hold the averages, or the percentages, the title speaks of these.
  const hasAverages = columns.some(({ kind, name }) => kind === "measure" && saysAverage(name));
  const hasShares = columns.some(({ kind }) => kind === "percentage");
  const isApart = saysAverage(title) ? hasAverages : saysPercentage(title) && hasShares;
  return isApart && !saysEquivalents(title) ? undefined : title;
}

/** A table whose title speaks of percentages, or of full-time equivalents, holds counts only where somebody says so. */
export function askOfPercentages(
  { file, titles, header, rows }: Block,
  columns: readonly ReadColumn[],
  read: Reader,
  findings: Findings,
): void {
  const title = measuredTitle({ titles, header, rows }, columns, read);
  if (title === undefined) return;
  const value = findings.decide({
    flag: "column",
    name: "title",
    file,
    line: header[0]?.line,
    choices: ["percentage", "count"],
    say: (value) => SAY.percentages(title, value === "count"),
    question: `the title “${
      title.slice(0, 80)
    }” speaks of percentages, averages, values or full-time equivalents: do the columns hold counts?`,
  });
  if (value === "count") return;
  findings.refuseUncounted({
    file,
    line: header[0]?.line,
    found: "holds no counts, as its title says",
    wanted: "a table has counts",
    hint: 'if it holds counts: --column "title=count"',
  });
}
