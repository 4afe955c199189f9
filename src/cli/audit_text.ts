/** An audit as text for people, one section after another. */
import type { Category, Cell, Release, Table } from "../release/model.ts";
import { checkRelations } from "../bounds/evidence.ts";
import { lowerEndsOf, uniformThresholds } from "../guard/thresholds.ts";
import type { Protected } from "../guard/protect.ts";
import type { ShownCount } from "../guard/shown.ts";
import { countTable, type TableCounts } from "./audit_counts.ts";

/** The audit of a release under the assumption of the first guarded; the others are its other assumptions. */
export function auditText(
  release: Release,
  all: readonly Protected[],
  reasons: ReadonlyMap<Cell, readonly string[]> = new Map(),
): string {
  const guarded = all[0]!;
  const assumption = guarded.assumption;
  return [
    [`${release.title.en} (${release.name})`, ...sourceLines(release)],
    section(
      "To be reviewed",
      release.review.map(({ path, inferred }) => `${path}: ${inferred.en}`),
    ),
    section("Dimensions", release.dimensions.flatMap(dimensionLines)),
    section("Tables", release.tables.flatMap((table) => tableLines(table, release))),
    section("Contradictions", guarded.findings.map(({ message }) => message)),
    section(
      `Suppressed cells, under the assumption "${assumption}"`,
      release.tables.flatMap((table) => suppressedLines(table, release, guarded, reasons)),
    ),
    section("Uniform thresholds that agree with it", thresholdLines(release, guarded)),
    section("Withheld quantities", withheldLines(guarded)),
    section("Assumptions", assumptionLines(release, all)),
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
  const { cells, suppressed } = countTable(table, release);
  return [
    `${table.title.en} (${table.name})`,
    `  ${counted(cells, "cell")}: ${cells - suppressed} published, ${suppressed} suppressed`,
    `  ${sumText(table, countTable(table, release))}`,
    ...table.marks.map(({ value, label, atMost }) =>
      `  mark ${JSON.stringify(value)}: ${label.en}${
        atMost === undefined ? "" : `, at most ${atMost}`
      }`
    ),
  ];
}

/** Rounded counts may each be greater than what was counted: their sum limits nothing from below. */
function sumText({ roundedTo }: Table, { visibleSum, suppressedInSum }: TableCounts): string {
  const sum = visibleSum.toLocaleString("en");
  const suppressed = `${counted(suppressedInSum, "cell")} suppressed`;
  if (roundedTo !== undefined) {
    const left = suppressedInSum === 0 ? "" : `, ${suppressed} and left out`;
    return `sum: about ${sum} (each count rounded to ${roundedTo.base}${left})`;
  }
  return suppressedInSum === 0 ? `sum: ${sum}` : `sum: at least ${sum} (${suppressed})`;
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
      `  ${cellName(cell, release)}: ${rangeText(shown)}`,
      ...(reasons.get(cell) ?? []).map((reason) => `    ${reason}`),
    ]),
  ];
}

function rangeText(shown: ShownCount): string {
  if (shown.kind !== "range") return "[c] no range is given";
  const outer = shown.isOuter ? " (outer: it encloses what the count can be)" : "";
  if (shown.upper !== null) return `${shown.lower} to ${shown.upper}${outer}`;
  return shown.isOuter
    ? `${shown.lower} or more, no upper bound found${outer}`
    : `${shown.lower} or more, no upper bound`;
}

/** What the rule may be by which the source suppressed: never which x are only small. */
function thresholdLines(release: Release, guarded: Protected): string[] {
  const steps = uniformThresholds(release, lowerEndsOf(guarded));
  if (steps.length === 0) return ["no threshold of 2 or more agrees with what is published"];
  return steps.map(({ from, to, complementary }) => {
    const cells = complementary.map((cell) => `${cell.table}, ${cellName(cell, release)}`);
    const span = to === null ? `${from} or more` : from === to ? `${from}` : `${from} to ${to}`;
    return `threshold ${span}: ${
      cells.length === 0
        ? "no x must be complementary"
        : `complementary must be ${cells.join("; ")}`
    }`;
  });
}

function withheldLines({ withheld }: Protected): string[] {
  return withheld.flatMap((what) => typeof what === "string" ? [`${what}: [c]`] : []);
}

function cellName({ keys }: Cell, { dimensions }: Release): string {
  return dimensions.map(({ name }) => keys[name]).join(" · ");
}

function assumptionLines({ assumptions }: Release, all: readonly Protected[]): string[] {
  return assumptions.flatMap(({ name, description }) => {
    const { suppressed, withheld, withheldByContagion } = all.find(({ assumption }) =>
      assumption === name
    )!;
    const isOpen = suppressed.filter(({ shown }) => shown.kind === "range" && shown.upper === null);
    const isRange = suppressed.filter(({ shown }) =>
      shown.kind === "range" && shown.upper !== null
    );
    const held = withheld.filter((what) => typeof what !== "string").length;
    return [
      `${name}${all[0]!.assumption === name ? " (assumed here)" : ""}: ${description.en}`,
      `  ${
        counted(isOpen.length, "suppressed cell")
      } without upper bound, ${isRange.length} with a range, ${held} withheld${
        withheldByContagion === 0 ? "" : ` (${withheldByContagion} only because of others)`
      }`,
      `  ${
        held === 0
          ? "residual risk: none found"
          : `residual risk: whoever holds the tables can narrow ${
            counted(held, "cell")
          } further than this shows`
      }`,
    ];
  });
}

/** Whether each relation is assumed, and how the published counts bear it out, whatever is assumed. */
function relationLines(release: Release, assumption: string): string[] {
  return checkRelations(release).flatMap((
    { relation: { name, label, assumptions, type }, counts },
  ) => [
    `${label.en} (${name}): ${
      assumptions.includes(assumption) ? "assumed here" : `under ${assumptions.join(", ")} only`
    }`,
    `  holds at ${counted(counts.holds + counts.equality, "place")}${
      type === "sum" ? "" : `, ${counts.equality} of them with equality`
    }; broken at ${counts.breaks}; cannot be checked at ${counts.unchecked}`,
  ]);
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
