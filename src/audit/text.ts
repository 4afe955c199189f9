/** An audit as text for people, one section after another. */
import type { Category, Cell, Release, Table } from "@crosses/counts/release";
import {
  checkRelations,
  keysLabel,
  lowerEndsOf,
  type Protected,
  type ShownCount,
  uniformThresholds,
} from "@crosses/counts/ranges";
import { formatNumber } from "@crosses/text";
import { type Audit, contradictoryQuantities, countTable, nameIn, unprovedIn } from "./audit.ts";

/** An audit as `audit` prints it. */
export function auditText({ release, guarded, others = [], reasons = new Map() }: Audit): string {
  const { assumption } = guarded;
  const quantities = guarded.withheld.filter((what) => typeof what === "string");
  return [
    [`${release.title.en} (${release.name})`, ...sourceLines(release)],
    section(
      "To be reviewed",
      release.review.map(({ path, inferred }) => `${path}: ${inferred.en}`),
    ),
    guarded.isUnfinished ? [UNFINISHED] : [],
    section("Dimensions", release.dimensions.flatMap(dimensionLines)),
    section("Tables", release.tables.flatMap((table) => tableLines(table, release))),
    section("Contradictions", guarded.findings.map(({ message }) => message)),
    section(
      `Suppressed cells, under the assumption "${assumption}"`,
      release.tables.flatMap((table) => suppressedLines(table, release, guarded, reasons)),
    ),
    section(
      "Uniform thresholds that agree with what is published",
      thresholdLines(release, guarded),
    ),
    section("Withheld quantities", quantities),
    section("Contradictory quantities", contradictoryQuantities(guarded)),
    section("Assumptions", assumptionLines(release, [guarded, ...others])),
    section("Relations", relationLines(release, assumption)),
    section("Caveats", release.caveats.map(({ id, title }) => `${title.en} (${id})`)),
  ].filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n");
}

/** Of the clock, not of any cell. */
const UNFINISHED =
  "Time was up before everything was proved: what was not is withheld, or marked outer; give more with --limit";

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function sourceLines({ provenance, files }: Release): string[] {
  const { publisher, reference, documentDate, dataAsOf, extractedOn, system } = provenance;
  const dates = [
    `dated ${documentDate}`,
    dataAsOf && `data as of ${dataAsOf}`,
    extractedOn && `extracted on ${extractedOn}`,
  ].filter(Boolean);
  return [
    `Source: ${publisher.en}, ${reference}; ${dates.join(", ")}`,
    ...(system ? [`System: ${system.en}`] : []),
    `Files: ${files.map(({ path }) => path).join(", ")}; all of them valid`,
  ];
}

function dimensionLines({ name, label, categories }: Release["dimensions"][number]): string[] {
  return [`${label.en} (${name})`, ...categories.map((category) => `  ${categoryLine(category)}`)];
}

function categoryLine(category: Category): string {
  const { name, label, start, end, isPartial, isTotal, inferredBy } = category;
  const notes = [
    label.en !== name && label.en,
    start && `${start} to ${end}`,
    isPartial && "partial",
    isTotal && "total of the others",
    inferredBy && `inferred, see ${inferredBy}`,
  ].filter(Boolean);
  return notes.length === 0 ? name : `${name}: ${notes.join(", ")}`;
}

function tableLines(table: Table, release: Release): string[] {
  const { cells, suppressed, visibleSum, suppressedInSum } = countTable(table, release);
  const summed = suppressed === suppressedInSum ? "sum" : "sum of cells that are no totals";
  const unproved = unprovedIn(table, release).map(({ name }) => `“${name}”`);
  return [
    `${table.title.en} (${table.name})`,
    `  ${counted(cells, "cell")}: ${cells - suppressed} published, ${suppressed} suppressed`,
    unproved.length > 0
      ? `  no sum: no published total shows that the categories of ${unproved.join(", ")} add up`
      : `  ${summed}: ${sumText(table, visibleSum, suppressedInSum)}`,
    ...table.marks.map(({ value, label, atLeast, atMost }) => {
      const least = atLeast === undefined ? "" : `, at least ${atLeast}`;
      const limit = atMost === undefined ? least : `${least}, at most ${atMost}`;
      return `  mark ${JSON.stringify(value)}: ${label.en}${limit}`;
    }),
  ];
}

/** The sum of the published counts; of rounded ones it is no lower limit, since each may exceed the true count. */
function sumText({ roundedTo }: Table, visibleSum: bigint, suppressedInSum: number): string {
  const sum = formatNumber(visibleSum, "en");
  const suppressed = `${counted(suppressedInSum, "cell")} suppressed`;
  if (roundedTo !== undefined) {
    const left = suppressedInSum === 0 ? "" : `, ${suppressed} and left out`;
    return `about ${sum} (each count rounded to ${roundedTo.base}${left})`;
  }
  return suppressedInSum === 0 ? sum : `at least ${sum} (${suppressed})`;
}

function suppressedLines(
  table: Table,
  release: Release,
  guarded: Protected,
  reasons: ReadonlyMap<Cell, readonly string[]>,
): string[] {
  const cells = guarded.suppressed.filter(({ cell }) => cell.table === table.name);
  return cells.length === 0 ? [] : [
    table.title.en,
    ...cells.flatMap(({ cell, shown }) => [
      `  ${keysLabel(release, cell.keys)}: ${rangeText(shown)}`,
      ...(reasons.get(cell) ?? []).map((reason) => `    ${reason}`),
    ]),
  ];
}

function rangeText(shown: ShownCount): string {
  if (shown.kind === "contradictory") return "contradictory";
  if (shown.kind !== "range") return "not given";
  const { lower, upper, isOuter } = shown;
  const range = upper !== null
    ? `${lower} to ${upper}`
    : `${lower} or more, no upper bound${isOuter ? " found" : ""}`;
  return range + (isOuter ? " (outer: it encloses what the count can be)" : "");
}

/**
 * Which uniform thresholds the source may have used, and which x must then be complementary. Nothing is said of the others where
 * the range of any x is not shown, as it could decide.
 */
function thresholdLines(release: Release, guarded: Protected): string[] {
  // Nothing follows from a contradiction.
  if (guarded.findings.length > 0) return [];
  const steps = uniformThresholds(release, lowerEndsOf(guarded));
  if (steps.length === 0) return ["no threshold of 2 or more agrees with what is published"];
  const isWhole = guarded.suppressed.every(({ shown }) => shown.kind === "range");
  return steps.map(({ from, to, complementary }) => {
    const cells = complementary.map(nameIn(release));
    const span = to === null ? `${from} or more` : from === to ? `${from}` : `${from} to ${to}`;
    if (cells.length > 0) return `threshold ${span}: complementary must be ${cells.join("; ")}`;
    return `threshold ${span}` + (isWhole ? ": no x by itself must be complementary" : "");
  });
}

function assumptionLines({ assumptions }: Release, all: readonly Protected[]): string[] {
  return assumptions.flatMap(({ name, description }) => {
    const guarded = all.find(({ assumption }) => assumption === name)!;
    const shown = guarded.suppressed.flatMap(({ shown }) => shown.kind === "range" ? shown : []);
    const open = shown.filter(({ upper }) => upper === null).length;
    const contradictory = guarded.suppressed.filter(({ shown }) =>
      shown.kind === "contradictory"
    ).length;
    const held = guarded.withheld.filter((what) => typeof what !== "string").length;
    return [
      `${name}${guarded === all[0] ? " (assumed here)" : ""}: ${description.en}`,
      `  ${counted(open, "suppressed cell")} without upper bound, ` +
      `${shown.length - open} with a range, ${held} withheld` +
      (contradictory === 0 ? "" : `, ${contradictory} contradictory`),
      "  residual risk: " + (held === 0 ? "none found" : "whoever holds the tables can narrow " +
        `${counted(held, "cell")} further than this shows`),
    ];
  });
}

/** Whether each relation is assumed, and how the published counts bear it out, whatever is assumed. */
function relationLines(release: Release, assumption: string): string[] {
  return checkRelations(release).flatMap(({ relation, counts }) => {
    const { name, label, assumptions, type } = relation;
    const isAssumed = assumptions.includes(assumption);
    const equality = type === "sum" ? "" : `, ${counts.equality} of them with equality`;
    return [
      `${label.en} (${name}): ` +
      (isAssumed ? "assumed here" : `under ${assumptions.join(", ")} only`),
      `  holds at ${counted(counts.holds + counts.equality, "place")}${equality}; ` +
      `broken at ${counts.breaks}; cannot be checked at ${counts.unchecked}`,
    ];
  });
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
