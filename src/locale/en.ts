/** English words. */
import type { Catalogue } from "./catalogue.ts";

const integer = new Intl.NumberFormat("en-CA");
const share = new Intl.NumberFormat("en-CA", { style: "percent", maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const conjunction = new Intl.ListFormat("en-GB", { type: "conjunction" });

const number = (value: number) => integer.format(value);
const plural = (count: number, one: string, other: string) =>
  `${number(count)} ${count === 1 ? one : other}`;

export const en: Catalogue = {
  language: "en",
  number,
  percent: (value) => share.format(value),
  date: (iso) => day.format(new Date(iso)),
  list: (items) => conjunction.format(items),
  colon: (before, after) => `${before}: ${after}`,
  quoted: (text) => `“${text}”`,

  cell: {
    suppressed: "suppressed by the source",
    withheld: "range withheld by this report",
    withheldMark: "[c]",
    noUpperBound: "no upper bound",
    range: (lower, upper) =>
      lower === null
        ? upper === null ? "any number" : `${number(upper)} or less`
        : upper === null
        ? `${number(lower)} or more`
        : `${number(lower)} to ${number(upper)}`,
    contradictory: "the published numbers contradict one another",
    percentRange: (lower, upper) => `${lower} to ${upper}`,
    underReading: (reading) => `under the reading “${reading}”`,
    notComputable: "cannot be worked out",
  },

  table: {
    marks: (marks, suppressed) =>
      suppressed === 0
        ? "No cell is suppressed."
        : `${conjunction.format(marks)} marks ${
          plural(suppressed, "cell", "cells")
        } suppressed by the source: missing, neither zero nor a small number.`,
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
    sums: "Sums of the published counts",
    claims: "What this page says, checked against the data",
    claim: "Statement",
    holds: "holds",
  },

  figure: {
    numbers: "The numbers of this figure",
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
      "Each cell stands where the source has it. A hatched cell with an x was suppressed by the source: its count is missing, not zero.",

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
    crossesDescription: (items) =>
      `One square for each cell of the source, grouped by table and column; suppressed cells are hatched and print their mark. Suppressed cells among all: ${
        items.join("; ")
      }.`,
    crossesCaption:
      "One square is one cell of the source; hatched squares are suppressed. The margins count suppressed cells among all cells.",
    crossesOf: (suppressed, cells) => `${number(suppressed)} of ${number(cells)}`,

    countsName: (measure, column) => `${capital(measure)} by ${column.toLowerCase()}`,
    countsDescription: (measure, rows) =>
      `Bars of ${measure}, one panel for each group, all on one scale. ${rows.join(". ")}.`,
    countsCaption: (reading, hasPartial) =>
      `Solid bars are published counts. An x is a cell suppressed by the source, hatched over the range it can take under the reading “${reading}”; hatching that fades has no upper bound.${
        hasPartial ? " An asterisk marks a partial period." : ""
      }`,

    comparisonDescription: (measures, rows) =>
      `Horizontal bars of ${
        conjunction.format(measures)
      }, one panel for each group, all on one scale. ${rows.join(". ")}.`,
    comparisonCaption: (reading) =>
      `Solid bars are published counts. An x is a cell suppressed by the source, hatched over the range it can take under the reading “${reading}”; hatching that fades has no upper bound.`,

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
