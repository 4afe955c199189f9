/** What is said of each thing that is inferred of somebody's tables, in English. */
type MarkAnswer = "suppressed" | "not-available" | "not-applicable" | "unreliable" | "zero";
/** What a mark says itself of the count behind it. */
type MarkLimits = { readonly atLeast?: number; readonly atMost?: number };
/** What a column holds. */
export type ColumnKind = "label" | "count" | "code" | "percentage" | "measure" | "note" | "ignore";

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
export const some = (names: readonly string[], more: (n: number) => string) =>
  names.length > 6 ? `${names.slice(0, 5).join(", ")} ${more(names.length - 5)}` : names.join(", ");
/** How many of each thing there are, where there are any. */
export const ofThese = (...things: readonly (readonly [n: number, what: string])[]) =>
  things.flatMap(([n, what]) => n > 0 ? [`${n} ${what}`] : []).join(", ");
/** The first of many names. */
export const list = (names: readonly string[]) => some(names, (n) => `and ${n} more`);
export const numbered = (titles: readonly string[], joint: string) =>
  titles.map((title, at) => `${at + 1}. ${title.slice(0, 60)}`).join(joint);

const KINDS: Readonly<Record<ColumnKind, string>> = {
  label: "labels",
  count: "counts",
  code: "codes, which are left out",
  percentage: "percentages, which are left out",
  measure: "no counts but a measure, which is left out",
  note: "notes, which are left out",
  ignore: "nothing that is used",
};

/** A page or a sheet that is left out, or tables of it by their titles. */
export interface Aside {
  readonly name: string;
  readonly titles: readonly string[];
}

/** What an empty label stands for. */
export type Fill = "down" | "up" | "middle" | "total" | "none";

export const en = {
  title: "the name of the folder stands in for a title",
  provenance: (reference?: string, date?: string) =>
    [
      reference
        ? `the reference “${reference}” stands above the tables`
        : "the reference is not known",
      date ? `the date ${date} stands above the tables` : "the date is that of the draft",
      "the publisher is not known",
    ].join("; "),
  partial: (label: string, end?: string) =>
    `“${label}” is not over: a star marks it, and ${
      end ? `a note says that it ends on ${end}` : "nothing says when it ends"
    }`,
  labels: "each label is used in every language as the file writes it",
  joinedRows:
    "not every combination of row labels has a row, so they are joined into one label a row",
  why: {
    empty: "nothing stands in it",
    unit: "it says in which unit the others are",
    noteName: "its name, and words among its fields",
    code: "its name, or leading zeros",
    signs: "percent signs",
    name: "its name",
    money: "signs of a currency",
    words: "it holds words",
    decimals: "decimals",
    negative: "numbers below zero",
    ranges: "it holds ranges that differ from row to row",
    letters: "it holds single letters",
    marks: "it holds nothing but marks for missing counts",
    sparse: "words in few of its rows",
    order: "its name, and numbers in order",
    years: "it holds years",
    first: "the first column, and no other names the rows",
    sorted: "numbers of the same length in rising order",
    whole: "whole numbers",
    sdmx: "the names that SDMX-CSV gives its columns",
    flags: "signs beside the counts of the column before",
    before: "a label stands behind it, and counts behind that",
    apart: "without it rows could not be told apart",
    twin: "a column before it has the same name and holds the same",
    repeated: "the same number wherever a label is the same",
    sentinel: "numbers below zero that stand for missing ones",
    legend: "a note of the table says so",
    zeroWritten: "zeros are written as 0 elsewhere",
    zeroNowhere: "no zero is written as 0",
    noTotalName: "its name does not say so",
    unchecked: "nothing published confirms it",
  },
  hidden: (what: "sheet" | "row" | "column", n: number) =>
    `${count(n, `hidden ${what}`, `hidden ${what}s`)} left out, and still in the copy in source/`,
  sheetsAside: (parts: readonly Aside[]) =>
    `what holds no counts is left out: ${
      list(parts.map(({ name, titles }) => [name, ...titles.map((one) => `“${one}”`)].join(", ")))
    }`,
  shownOnly: (cell: string, shown: string, behind: string, n: number) =>
    `what the sheet shows is read, not what stands behind it: ${shown} in ${cell}, not ${behind} (${
      count(n, "cell", "cells")
    })`,
  header: (lines: number) => `lines that name the columns: ${lines || "none"}`,
  names: (names: string) => `the columns are called ${names}`,
  column: (name: string, kind: ColumnKind) => `the column “${name}” holds ${KINDS[kind]}`,
  row: (name: string, isCount: boolean) =>
    `the row “${name}” ${isCount ? "counts something" : "holds no counts, and is left out"}`,
  heading: (name: string, value: string) =>
    value === "row"
      ? `“${name}” stands for rows without counts`
      : value === "yes"
      ? `“${name}” heads the rows below it`
      : `“${name}” is a note and heads no rows`,
  leads: (names: readonly string[], areHeads: boolean) =>
    areHeads
      ? `the rows below each of ${list(names)} break it down`
      : `the rows below each of ${list(names)} do not break it down`,
  grandTotal: (label: string, heading: string, isOfAll: boolean) =>
    isOfAll
      ? `“${label}” sums up all rows, not only those below “${heading}”`
      : `“${label}” belongs to “${heading}”`,
  groups: (names: readonly string[], given: boolean) =>
    `a gap parts rows with the same labels: they are ${names.length} groups, called ${
      names.join(", ")
    }${given ? "" : " until somebody names them (--block NAME for each, in order)"}`,
  dimensionName: (categories: string, name: string) =>
    `what “${categories}” have in common is called “${name}”`,
  reservedName: (name: string, free: string) =>
    `“${name}” is the name of a column that every release has, so it is called “${free}”`,
  again: (names: readonly string[]) => `headers that the file repeats are numbered: ${list(names)}`,
  sameLabel: (one: string, label: string) =>
    `“${one}” is the same as “${label}” in the first table`,
  filledLabels: (n: number) =>
    `empty labels (${n}) are read as the one above, or as the total beside`,
  suffix: (sign: string, n: number) =>
    `“${sign}” after ${count(n, "count", "counts")} is the sign of a note, and is left out`,
  cutLabels: (labels: readonly (readonly [label: string, read: string])[]) =>
    `the sign of a note is left out of labels: ${
      list(labels.map(([label, read]) => `“${label}” is read as “${read}”`))
    }`,
  loneTotal: (name: string, isLeft: boolean) =>
    isLeft
      ? `the row “${name}” is left out: some of the tables lack it, and nothing is inferred from it`
      : `the row “${name}” counts, and each table has it`,
  rowsAside: (rows: readonly string[]) => `rows that hold no counts are left out: ${list(rows)}`,
  periods: (periods: readonly (readonly [label: string, start: string, end: string])[]) =>
    `labels are periods: ${
      list(periods.map(([label, start, end]) => `“${label}” from ${start} to ${end}`))
    }`,
  maybePeriods: (name: string) =>
    `the labels of “${name}” look like periods whose days cannot be told, and stay labels`,
  yearStart: (label: string, start: string | undefined) =>
    `years such as “${label}” begin on ${
      start ? `${start} (month and day)` : "a day that the table does not tell, and stay labels"
    }`,
  tableTitle: (name: string, title: string | undefined) =>
    title
      ? `the table “${name}” has the title “${title}”`
      : `the name “${name}” stands in for a title and for what is counted`,
  titles: (titles: readonly string[]) =>
    `the titles that do not stand above their tables belong to them in their order: ${
      numbered(titles, "; ")
    }`,
  noTitles: "titles that do not stand above their tables belong to none",
  thousands: (example: string, sign: string, n: number) =>
    sign
      ? `the “${sign}” of “${example}” parts thousands (${count(n, "number", "numbers")})`
      : `“${example}” is a number with decimals, and no count`,
  mark: (
    mark: string,
    n: number,
    of: number,
    answer: MarkAnswer,
    { atLeast, atMost }: MarkLimits,
  ) => {
    const least = atLeast ? [`of ${atLeast} at least`] : [];
    const most = atMost === undefined ? [] : [`of ${atMost} at most`];
    const size = [...least, ...most].join(" and ") || "of any size";
    const means = {
      suppressed: `a count that is withheld, ${size}`,
      "not-available": `a count that is not available, ${size}`,
      "not-applicable": "a place that has no count",
      unreliable: "a count that is withheld because it is unreliable",
      zero: "none",
    };
    const what = mark === "empty" ? "an empty cell" : `“${mark}”`;
    return `${what} stands for ${means[answer]} (${n} of ${of} cells)`;
  },
  rounded: (base: number) =>
    `counts are rounded to ${base}, so no total is taken to be the exact sum of its parts`,
  notRounded: "counts are exact",
  multiples: (n: number, base: number) => `all ${n} counts above zero are multiples of ${base}`,
  ofWhich: (labels: readonly string[]) =>
    `part of a row beside, and added to no total: ${list(labels)}`,
  total: (label: string, parts: readonly string[]) => `“${label}” is the sum of ${list(parts)}`,
  level: (name: string, below: string, n: number, columns: number) =>
    `the ${count(n, "row", "rows")} of “${name}” count the same as those of “${below}”${
      columns > 0 ? ` (${count(columns, "column agrees", "columns agree")})` : ""
    }, and are left out of other sums`,
  totalOfNothing: (label: string, dimension: string) =>
    `“${label}” is a total over “${dimension}”, left out of other sums; of what, the counts do not say`,
  roundedTotal: (label: string) =>
    `“${label}” is a total, left out of other sums; rounded parts do not add up to it`,
  noTotal: (label: string) => `“${label}” is no total`,
  agrees: (n: number) =>
    `equal ${n === 1 ? "in the one place" : `in all ${n} places`} where every part is published`,
  differs: (places: readonly string[]) =>
    `not the sum of the others in ${count(places.length, "place", "places")}: ${list(places)}`,
  unit: (unit: string, n: number) => `“${unit}” after ${count(n, "count", "counts")} is left out`,
  share: (n: number) => `a percentage in brackets after ${count(n, "count", "counts")} is left out`,
  blank: (column: string, fill: Fill, n: number) => {
    const means = {
      down: "the one above",
      up: "the one below",
      middle: "the one in the middle of their rows",
      total: "the whole, called “Total”",
      none: "nothing",
    };
    return `${count(n, "empty label", "empty labels")} of “${column}” stand for ${means[fill]}`;
  },
  stems: (example: string) =>
    `totals stand below the rows that they sum up, and name them: “${example}”`,
  quantities: (names: readonly string[], areDifferent: boolean) =>
    areDifferent
      ? `${
        list(names)
      } count different things: each is a table of its own, and they are never added up`
      : `${list(names)} are parts of one whole`,
  percentages: (title: string, areCounts: boolean) =>
    `the title “${title}” speaks of percentages, rates, values or full-time equivalents, and the table holds ${
      areCounts ? "counts" : "none"
    }`,
  left: (codes: number, unused: number, lone: number, outside: number) =>
    ofThese(
      [codes, "in codes"],
      [unused, "in columns that are not used"],
      [lone, "in totals that some tables lack"],
      [outside, "outside the tables"],
    ),
  accounts: (counts: number, totals: number, measures: number, left: { en: string; fr: string }) =>
    `of the numbers that came in, ${count(counts, "is a count", "are counts")}, ${
      count(totals, "a total", "totals")
    }, ${count(measures, "a measure", "measures")}${left.en ? `; left out are ${left.en}` : ""}`,
  withinImpossible: (relation: string) =>
    `“${relation}” and the totals cannot both hold, so no assumption assumes it`,
  withinBroken: (relation: string, n: number) =>
    `“${relation}” fails in ${count(n, "place", "places")}, so no assumption assumes it`,
  withinOffered: (relation: string, n: number) =>
    n === 0
      ? `the titles suggest “${relation}”, which nothing published confirms; only the assumption “cohort” assumes it, and it is not the one shown first`
      : `the titles suggest “${relation}”, which holds in ${
        count(n, "place", "places")
      } and fails in none: the assumption “cohort”, shown first`,
};
