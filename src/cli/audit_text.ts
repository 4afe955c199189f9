/** An audit as text for people, one section after another. */
import type { Category, Cell, Release, Table } from "../release/model.ts";
import { countTable, suppressedCells } from "./audit_counts.ts";

/** The audit of a release under one of its readings. */
export function auditText(release: Release, assumption: string): string {
  return [
    [`${release.title.en} (${release.name})`, ...sourceLines(release)],
    section("Dimensions", release.dimensions.flatMap(dimensionLines)),
    section("Tables", release.tables.flatMap((table) => tableLines(table, release))),
    section("Suppressed cells", release.tables.flatMap((table) => suppressedLines(table, release))),
    section("Readings", readingLines(release, assumption)),
    section("Relations", relationLines(release, assumption)),
    section("Caveats", release.caveats.map(({ id, title }) => `${title.en} (${id})`)),
  ].filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function sourceLines({ provenance, files }: Release): string[] {
  const { publisher, reference, documentDate, dataAsOf, extractedOn, system } = provenance;
  const dates = [
    `dated ${documentDate}`,
    ...(dataAsOf ? [`data as of ${dataAsOf}`] : []),
    ...(extractedOn ? [`extracted on ${extractedOn}`] : []),
  ];
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
    ...(label.en === name ? [] : [label.en]),
    ...(start && end ? [`${start} to ${end}`] : []),
    ...(isPartial ? ["partial"] : []),
    ...(isTotal ? ["total of the others"] : []),
    ...(inferredBy ? [`inferred, see ${inferredBy}`] : []),
  ];
  return notes.length === 0 ? name : `${name}: ${notes.join(", ")}`;
}

function tableLines(table: Table, release: Release): string[] {
  const { cells, suppressed, visibleSum, suppressedInSum } = countTable(table, release);
  const sum = visibleSum.toLocaleString("en");
  return [
    `${table.title.en} (${table.name})`,
    `  ${counted(cells, "cell")}: ${cells - suppressed} published, ${suppressed} suppressed`,
    suppressedInSum === 0
      ? `  sum: ${sum}`
      : `  sum: at least ${sum} (${counted(suppressedInSum, "cell")} suppressed)`,
    ...table.marks.map(({ value, label, atMost }) =>
      `  mark ${JSON.stringify(value)}: ${label.en}${
        atMost === undefined ? "" : `, at most ${atMost}`
      }`
    ),
  ];
}

function suppressedLines(table: Table, release: Release): string[] {
  const cells = suppressedCells(table);
  return cells.length === 0
    ? []
    : [table.title.en, ...cells.map((cell) => `  ${cellName(cell, release)}`)];
}

function cellName({ keys }: Cell, { dimensions }: Release): string {
  return dimensions.map(({ name }) => keys[name]).join(" · ");
}

function readingLines({ readings }: Release, assumption: string): string[] {
  return readings.map(({ name, description }) =>
    `${name}${name === assumption ? " (assumed here)" : ""}: ${description.en}`
  );
}

function relationLines({ relations }: Release, assumption: string): string[] {
  return relations.map(({ name, label, readings }) =>
    `${label.en} (${name}): ${
      readings.includes(assumption) ? "assumed here" : `under ${readings.join(", ")} only`
    }`
  );
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
