/** English words. */
import type { Catalogue } from "./catalogue.ts";

const integer = new Intl.NumberFormat("en-CA");
const share = new Intl.NumberFormat("en-CA", { style: "percent" });
const decimal = new Intl.NumberFormat("en-CA", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const conjunction = new Intl.ListFormat("en-GB", { type: "conjunction" });

const number = (value: number) => integer.format(value);
/** One decimal; 0 % and 100 % only where they are exact. */
const percent = (value: number) => {
  if (value === 0 || value === 1) return share.format(value);
  if (value > 0 && value < 0.0005) return "under 0.1%";
  if (value < 1 && value > 0.9995) return "over 99.9%";
  return decimal.format(value);
};
const plural = (count: number, one: string, other: string) =>
  `${number(count)} ${count === 1 ? one : other}`;

export const en: Catalogue = {
  language: "en",
  number,
  percent,
  date: (iso) => day.format(new Date(iso)),
  list: (items) => conjunction.format(items),
  colon: (before, after) => `${before}: ${after}`,
  quoted: (text) => `“${text}”`,
  semicolon: "; ",

  cell: {
    suppressed: "suppressed by the source",
    withheld: "range withheld by this report",
    withheldMark: "[c]",
    withheldShort: "withheld",
    range: (lower, upper) =>
      lower === null
        ? upper === null ? "any number" : `${number(upper)} or less`
        : upper === null
        ? `${number(lower)} or more`
        : `${number(lower)} to ${number(upper)}`,
    contradictory: "the published numbers contradict one another",
    shareRange: (lower, upper, isAttained) => {
      if (lower !== null && upper !== null && isAttained.lower === isAttained.upper) {
        return isAttained.lower ? `${lower} to ${upper}` : `between ${lower} and ${upper}`;
      }
      return [
        lower === null ? "" : `${isAttained.lower ? "from" : "above"} ${lower}`,
        upper === null ? "" : `${isAttained.upper ? "to" : "to below"} ${upper}`,
      ].filter((end) => end !== "").join(" ") || "any share";
    },
    undefined: "not defined: nothing to divide by",
    orUndefined: "or not defined",
  },

  table: {
    marks: (marks, suppressed) =>
      suppressed === 0
        ? "No cell is suppressed."
        : `${conjunction.format(marks)} marks ${
          plural(suppressed, "cell", "cells")
        } suppressed by the source: missing, neither zero nor a small number.`,
    marksAtMost: (mark, suppressed, atMost) =>
      `${mark} marks ${plural(suppressed, "cell", "cells")} suppressed by the source: ${
        number(atMost)
      } at most.`,
    frame: (rows, columns, shown) =>
      `${plural(rows, "row", "rows")} × ${plural(columns, "column", "columns")}` +
      (shown < rows ? `; the first ${number(shown)} rows are shown` : ""),
    table: "Table",
    group: "Group",
    all: "All",
    atLeast: (value) => `at least ${number(value)}`,
    cellsSuppressed: (count) => `${plural(count, "cell", "cells")} suppressed`,
    atLeastShort: (value, suppressed) => `at least ${number(value)} (${suppressed} x)`,
    sum: "Sum",
    cell: "Cell",
    mark: "Mark",
    range: "Range",
    relations: "What published counts say about each relation",
    relation: "Relation",
    holdsStrictly: "Holds",
    holdsWithEquality: "Holds with equality",
    breaks: "Broken",
    unchecked: "Cannot be checked",
    assumptions: "What each assumption allows one to say of the suppressed cells",
    assumption: "Assumption",
    assumes: "What it assumes",
    noUpperBound: "No upper bound",
    ranges: "A range",
    withheld: "Withheld",
    nothingWithheld: "Nothing is withheld.",
    withheldCaption: (assumption) =>
      `Withheld by this report, under the assumption “${assumption}”`,
    subject: "What",
    place: "Where",
    notUnder: (label, assumption, assumptions) =>
      `${label}: not shown under the assumption “${assumption}”, since it means something only under ${
        conjunction.format(assumptions.map((name) => `“${name}”`))
      }.`,
    notSmall: (assumption) =>
      `Suppressed cells at least as large as some published count, under the assumption “${assumption}”`,
    smallestPublished: "Smallest published count",
    sums: "Sums of the published counts",
    review: (count) => `What was inferred and is to be reviewed (${number(count)})`,
    inferred: "What was taken to be so",
    nothingToReview: "Nothing is left to review.",
    claims: "What this page says, checked against the data",
    claim: "Statement",
    result: "Result",
    holds: "holds",
  },

  figure: {
    numbers: "The numbers of this figure",
    draft: (count) =>
      `Draft: ${plural(count, "inference has", "inferences have")} not been reviewed.`,
    source: (publisher, reference, date) => `Source: ${publisher}, ${reference}, ${date}.`,

    matrixName: "Every cell of the release",
    matrixDescription: (cells, suppressed, tables) =>
      `A grid of ${number(cells)} cells in ${tables.length} blocks, one for each table: ${
        conjunction.format(tables)
      }. Rows are the groups of the source and columns are its columns. ${
        number(cells - suppressed)
      } cells print their count. ${
        number(suppressed)
      } are hatched and print the mark of the source: their count is missing.`,
    matrixCaption:
      "Each cell stands where the source has it. A hatched cell was suppressed by the source: its count is missing, not zero.",

    withoutTotals: "Totals stand in the numbers and are not drawn.",
    firstRows: (drawn, rows) =>
      `Only the first ${number(drawn)} of ${number(rows)} are drawn; the numbers hold all.`,

    lengthsName: "How long each period is",
    lengthsDescription: (items) => `Bars on a calendar, one for each period. ${items.join("; ")}.`,
    lengthsCaption:
      "The days that each column covers; dashed outlines are partial periods. Counts of periods of different lengths cannot be compared as rates.",
    days: (count) => plural(count, "day", "days"),
    daysOf: (name, days, start, end) =>
      `${name} covers ${plural(days, "day", "days")}, from ${day.format(new Date(start))} to ${
        day.format(new Date(end))
      }`,
    firstDay: "First day",
    lastDay: "Last day",
    daysHeading: "Days",

    crossesName: "Where the suppressed cells are",
    crossesDescription: (isSquares, items) =>
      `${
        isSquares
          ? "One square for each cell of the source, grouped by table and column; suppressed cells are hatched and print their mark."
          : "One bar for each column of each table, as long as it has cells; the part of the suppressed ones is hatched."
      } Suppressed cells among all: ${items.join("; ")}.`,
    crossesCaption: (isSquares) =>
      isSquares
        ? "One square is one cell of the source; hatched squares are suppressed. The margins count suppressed cells among all cells."
        : "A bar is a column of the source, as long as it has cells; the hatched part counts those that are suppressed, wherever they stand in it.",
    crossesOf: (suppressed, cells) => `${number(suppressed)} of ${number(cells)}`,

    countsName: (measure, column) => `${capital(measure)} by ${column.toLowerCase()}`,
    countsDescription: (measure, rows) =>
      `Bars of ${measure}, one panel for each group, all on one scale. ${rows.join(". ")}.`,
    countsCaption: (assumption, hasPartial) =>
      `Solid bars are published counts. A hatched bar is a cell suppressed by the source, over the range that it can take under the assumption “${assumption}”; hatching that fades has no upper bound.${
        hasPartial ? " An asterisk marks a partial period." : ""
      }`,

    comparisonDescription: (measures, rows) =>
      `Horizontal bars of ${
        conjunction.format(measures)
      }, one panel for each group, all on one scale. ${rows.join(". ")}.`,
    comparisonCaption: (assumption) =>
      `Solid bars are published counts. A hatched bar is a cell suppressed by the source, over the range that it can take under the assumption “${assumption}”; hatching that fades has no upper bound, and [c] is a range that this report withholds.`,

    rangesName: (assumption) =>
      `What each suppressed cell can be, under the assumption “${assumption}”`,
    rangesDescription: (assumption, items) =>
      `One line for each suppressed cell, hatched over the whole numbers it can be under the assumption “${assumption}”; a line that fades has no upper bound. ${
        items.join("; ")
      }.`,
    rangesCaption: (assumption) =>
      `Each suppressed count is somewhere in its hatched range if the assumption “${assumption}” is right; without it, nothing follows. No value in a range is more likely than another. Hatching that fades has no upper bound; [c] is a range so narrow that this report withholds it.`,

    derivedName: (label, column) => `${label}, by ${column.toLowerCase()}`,
    derivedDescription: (label, assumption, rows) =>
      `Horizontal bars of ${label}, one panel for each group, under the assumption “${assumption}”. Solid bars can be worked out from published counts; hatched ones are ranges. ${
        rows.join(". ")
      }.`,
    derivedCaption: (label, assumption) =>
      `${
        capital(label)
      }. Solid bars follow from published counts; hatched ranges hold under the assumption “${assumption}”, and every value in one is as possible as another. [c] is a range that this report withholds.`,
    ofCounts: (part, whole) => `${number(part)} of ${number(whole)}`,

    naiveName: (label) => `${label}: careless handling beside what can be said`,
    naiveDescription: (label, columns) =>
      `For each column, three bars of ${label} over all groups: with each x read as 0, with the rows that hold an x dropped, and with its bounds. ${
        columns.join(". ")
      }.`,
    naiveCaption: (assumption) =>
      `The grey bars are wrong on purpose: they read each x as 0, or drop the groups that have one. The third bar is what published counts allow, under the assumption “${assumption}”.`,
    naiveRows: {
      asZero: "x read as 0",
      dropped: "rows with x dropped",
      honest: "what can be said",
    },
    naiveHandling: "Handling",
    naiveNothing: "no row is left",

    totalsName: (dimension) => `Sums of the published counts, by ${dimension.toLowerCase()}`,
    totalsDescription: (items) =>
      `Horizontal bars, all on one scale. A solid bar is the sum of the published counts; where a cell is suppressed it goes on hatched and fades, because the sum is a lower limit. ${
        items.join("; ")
      }.`,
    totalsCaption:
      "The solid part is the sum of the published counts. Hatching that fades means that suppressed cells are missing from the sum: the total is at least as large, by an unknown amount.",

    orderName: "What exchanging the two blocks of a table would break",
    orderDescription: (items) =>
      `One row for each order of the blocks, one square for each comparison of published counts; solid squares are comparisons in which the outcomes exceed the applications. ${
        items.join("; ")
      }.`,
    orderCaption:
      "A solid square is a comparison in which published outcomes exceed published applications. Exchanging the blocks of all tables at once breaks nothing: the mirror image of each row looks the same.",
    orderSame: "All tables in the same order",
    orderExchanged: (tables) => `Exchanged: ${conjunction.format(tables)}`,
    orderBroken: (broken, comparisons) => `${number(broken)} of ${number(comparisons)} broken`,
    orderHeading: "Order of the blocks",
    orderComparisons: "Comparisons",
    orderBrokenHeading: "Broken",
  },
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
