/** Tables to the layout of a release: every row dimension crossed with every other, one column dimension. */
import { SAY } from "../locale/draft.ts";
import type { Problem } from "../errors.ts";
import { quote } from "../errors.ts";
import { NAME_PATTERN } from "../release/descriptor_schema.ts";
import type { Findings } from "./findings.ts";
import type { SettledMark } from "./marks.ts";
import { isDoubleYear, isPeriodLabel, readPeriod } from "./periods.ts";
import type { Cell, ReadRow, ReadTable } from "./read_table.ts";
import { isTotalLabel } from "./words.ts";

export interface FoldedDimension {
  readonly name: string;
  readonly categories: readonly string[];
  /** Where labels of rows that are not crossed were joined: the labels of each category. */
  readonly parts?: ReadonlyMap<string, readonly string[]>;
}

export interface FoldedTable {
  readonly source: ReadTable;
  /** By the categories in the order of the dimensions, as JSON. */
  readonly cells: ReadonlyMap<string, Cell>;
}

export interface Folded {
  /** The last one's categories are columns. */
  readonly dimensions: readonly FoldedDimension[];
  readonly tables: readonly FoldedTable[];
}

/** Names that the tidy table keeps for itself. */
const RESERVED = [
  "table",
  "tableLabel",
  "group",
  "value",
  "status",
  "mark",
  "lower",
  "upper",
  "range",
  "periodStart",
  "periodEnd",
  "isPartial",
  "isTotal",
];
const JOINT = " · ";

interface Spread {
  readonly names: readonly string[];
  readonly entries: readonly { readonly keys: readonly string[]; readonly cell: Cell }[];
  readonly parts?: ReadonlyMap<string, readonly string[]>;
}

/** Folds tables that are broken down alike. */
export function foldTables(
  tables: readonly ReadTable[],
  findings: Findings,
  report: (problem: Problem) => void,
): Folded {
  const isCrossed = tables.every(({ rows }) => crosses(rows.map(({ labels }) => labels)));
  const spreads = tables.map((table) => spread(table, isCrossed));
  const [first] = spreads;
  if (!isCrossed) findings.note(tables[0]!.file, SAY.joinedRows);
  const dimensions = first!.names.map((
    _,
    at,
  ) => [...new Set(first!.entries.map(({ keys }) => keys[at]!))]);
  for (const label of dimensions.flat()) {
    if (NAME_PATTERN.test(label)) continue;
    const line = tables[0]!.rows.find(({ labels }) => labels.includes(label))?.line;
    const found = `holds a label with a character that cannot be shown: ${quote(label)}`;
    report({ file: tables[0]!.file, ...(line ? { line } : {}), found, wanted: "a label is text" });
  }
  const folded = spreads.map(({ entries }, index) => {
    if (index > 0) alignTo(dimensions, entries, tables[index]!, tables[0]!, findings, report);
    return new Map(entries.map(({ keys, cell }) => [
      JSON.stringify(
        keys.map((key, at) => matching(key, dimensions[at] ?? []) ?? key),
      ),
      cell,
    ]));
  });
  const last = columnDimension(dimensions, first!.names.at(-1) === "");
  const order = [...dimensions.keys()].filter((at) => at !== last).concat(last);
  const names = nameDimensions(
    order.map((at) => ({ name: first!.names[at]!, categories: dimensions[at]! })),
    findings,
    tables[0]!.file,
  );
  const reorder = (key: string) => {
    const keys = JSON.parse(key) as string[];
    return JSON.stringify(order.map((at) => keys[at]!));
  };
  return {
    dimensions: order.map((at, index) => ({
      name: names[index]!,
      categories: dimensions[at]!,
      ...(first!.parts && at === 0 ? { parts: first!.parts } : {}),
    })),
    tables: tables.map((source, index) => ({
      source,
      cells: new Map([...folded[index]!].map(([key, cell]) => [reorder(key), cell])),
    })),
  };
}

/** Each cell with its labels: those of the row, then the levels of the header. */
function spread({ rows, labels, counts }: ReadTable, isCrossed: boolean): Spread {
  const levels = counts[0]!.levels.length;
  const isDeep = levels > 1 && counts.every((column) => column.levels.length === levels) &&
    crosses(counts.map((column) => column.levels));
  // A tall table's only column of counts is no dimension.
  const isTall = counts.length === 1 && isCrossed && labels.length > 1;
  const rowNames = isCrossed
    ? labels.map(({ name }) => name)
    : [labels.map(({ name }) => name).filter(Boolean).join(JOINT)];
  const headNames = isTall ? [] : isDeep ? counts[0]!.levels.map(() => "") : [""];
  const parts = new Map(rows.map((row) => [joined(row.labels), row.labels]));
  const entries = rows.flatMap((row) => {
    const own = isCrossed ? row.labels : [joined(row.labels)];
    return row.cells.map((cell, at) => {
      const { levels, name } = counts[at]!;
      return {
        keys: [...own, ...isTall ? [] : isDeep ? levels : [name || `column ${at + 1}`]],
        cell,
      };
    });
  });
  return { names: [...rowNames, ...headNames], entries, ...(isCrossed ? {} : { parts }) };
}

/** Whether each combination of labels stands once. */
function crosses(rows: readonly (readonly string[])[]): boolean {
  const width = rows[0]?.length ?? 0;
  const sizes = Array.from(
    { length: width },
    (_, at) => new Set(rows.map((labels) => labels[at])).size,
  );
  return sizes.reduce((product, size) => product * size, 1) === rows.length;
}

/** The labels of a row as one; a total over all of them is named once. */
function joined(labels: ReadRow["labels"]): string {
  return new Set(labels).size === 1 ? labels[0]! : labels.join(JOINT);
}

/** Periods make the columns where there are some; else what the source has as columns. */
function columnDimension(dimensions: readonly (readonly string[])[], hasHeads: boolean): number {
  const last = dimensions.length - 1;
  const periods = dimensions.findLastIndex((labels) =>
    labels.every((label) => isPeriodLabel(label) || isTotalLabel(label)) && labels.length < 60
  );
  return periods < 0 || hasHeads && dimensions.length === 2 ? last : periods;
}

/** The same words, or the same days. */
function sameLabel(one: string, other: string): boolean {
  if (one === other) return true;
  const form = (label: string) =>
    label.normalize("NFKD").toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  if (form(one) !== "" && form(one) === form(other)) return true;
  if (isDoubleYear(one) || isDoubleYear(other)) return false;
  const [a, b] = [readPeriod(one), readPeriod(other)];
  return a !== undefined && b !== undefined && a.start === b.start && a.end === b.end;
}

/** The label itself, or the only one that is the same. */
function matching(key: string, labels: readonly string[]): string | undefined {
  if (labels.includes(key)) return key;
  const same = labels.filter((label) => sameLabel(label, key));
  return same.length === 1 ? same[0] : undefined;
}

/** Reports what a table has more or less than the first; notes what it writes otherwise. */
function alignTo(
  dimensions: readonly (readonly string[])[],
  entries: Spread["entries"],
  table: ReadTable,
  first: ReadTable,
  findings: Findings,
  report: (problem: Problem) => void,
): void {
  const depth = entries[0]?.keys.length;
  const hint =
    "tables that are broken down differently belong in separate release folders; of one file, --sheet and --page choose";
  if (depth !== dimensions.length) {
    report({
      file: table.file,
      found: `is broken down by ${depth} things`,
      wanted: `it is by ${dimensions.length}, as ${quote(first.file)} is`,
      hint,
    });
    return;
  }
  for (const [at, labels] of dimensions.entries()) {
    const own = [...new Set(entries.map(({ keys }) => keys[at]!))];
    const found = own.map((one) => matching(one, labels));
    const lacks = labels.filter((label) => !found.includes(label));
    const extra = own.filter((_, index) => found[index] === undefined);
    for (const [list, verb] of [[lacks, "lacks"], [extra, "has"]] as const) {
      if (list.length === 0) continue;
      report({
        file: table.file,
        ...(table.rows[0] ? { line: table.rows[0].line } : {}),
        found: `starts a table that ${verb} ${list.slice(0, 5).map(quote).join(", ")}`,
        wanted: `it has what ${
          table.file === first.file ? "the first one" : quote(first.file)
        } has`,
        hint,
      });
    }
    for (const one of own) {
      const label = matching(one, labels);
      if (label !== undefined && label !== one) {
        findings.note(table.file, SAY.sameLabel(one, label));
      }
    }
  }
}

function nameDimensions(
  dimensions: readonly { name: string; categories: readonly string[] }[],
  findings: Findings,
  file: string,
): string[] {
  const used = new Set([...RESERVED, ...dimensions.flatMap(({ categories }) => categories)]);
  return dimensions.map(({ name, categories }, at) => {
    const arePeriods = categories.every((label) => isPeriodLabel(label) || isTotalLabel(label));
    const wanted = name ||
      (arePeriods ? "period" : at === dimensions.length - 1 ? "column" : `row ${at + 1}`);
    let free = wanted;
    for (let n = 2; used.has(free); n++) free = `${wanted} ${n}`;
    used.add(free);
    if (free !== name) {
      const some = categories.slice(0, 3).join(", ") + (categories.length > 3 ? "…" : "");
      findings.note(file, SAY.dimensionName(some, free));
    }
    return free;
  });
}

/** Rows to CSV as the loader reads it. */
export function toCsv(
  { dimensions }: Folded,
  { cells }: FoldedTable,
  marks: ReadonlyMap<string, SettledMark>,
): string {
  const columns = dimensions.at(-1)!.categories;
  const rows = dimensions.slice(0, -1).reduce<string[][]>(
    (rows, { categories }) => rows.flatMap((row) => categories.map((label) => [...row, label])),
    [[]],
  );
  const write = (keys: readonly string[]) => {
    const cell = cells.get(JSON.stringify(keys))!;
    if ("digits" in cell) return cell.digits;
    return marks.get(cell.mark.value)!.value;
  };
  const lines = [
    [...dimensions.slice(0, -1).map(({ name }) => name), ...columns],
    ...rows.map((row) => [...row, ...columns.map((column) => write([...row, column]))]),
  ];
  const quoted = (field: string) =>
    /[",]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  return lines.map((line) => `${line.map(quoted).join(",")}\n`).join("");
}
