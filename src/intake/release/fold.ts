/** Tables to the layout of a release: every row dimension crossed with every other, one column dimension. */
import { csvField, nearest, quote, ReleaseError } from "@crosses/text";
import { SAY } from "../words/words.ts";
import { NAME_PATTERN, RESERVED_COLUMNS } from "@crosses/counts/release";
import { MisfitError } from "../inferences/answers.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { SettledMark } from "../table/conventions.ts";
import { isPeriodLabel, type Matcher, matcherOf } from "../fields/periods.ts";
import type { ReadCell, ReadTable } from "../table/model.ts";
import { isTotalLabel, namesLevel } from "../fields/names.ts";

export interface FoldedDimension {
  readonly name: string;
  readonly categories: readonly string[];
  /** Where labels of rows that are not crossed were joined: the labels of each category. */
  readonly parts?: ReadonlyMap<string, readonly string[]>;
}

interface FoldedTable {
  readonly source: ReadTable;
  /** By their keys as JSON. */
  readonly cells: ReadonlyMap<string, FoldedCell>;
}

interface FoldedCell {
  /** The categories in the order of the dimensions. */
  readonly keys: readonly string[];
  readonly cell: ReadCell;
}

export interface Folded {
  /** The last one's categories are columns. */
  readonly dimensions: readonly FoldedDimension[];
  readonly tables: readonly FoldedTable[];
}

const JOINT = " · ";

interface Spread {
  readonly names: readonly string[];
  readonly entries: readonly FoldedCell[];
  readonly parts?: ReadonlyMap<string, readonly string[]>;
}

/** Tables of one file that have nothing in common: no answer makes them one release, but each may be chosen. */
export class TablesApart extends ReleaseError {}

/** @throws {ReleaseError} where tables are not broken down alike */
export function foldTables(tables: readonly ReadTable[], findings: Findings): Folded {
  tables = tables.map((table) => withoutLevels(table, findings));
  const { file, rows } = tables[0]!;
  const isCrossed = tables.every(({ rows }) => crosses(rows.map(({ labels }) => labels)));
  if (!isCrossed) findings.note(file, SAY.joinedRows);
  const spreads = tables.map((table) => spread(table, isCrossed));
  const { names, entries, parts } = spreads[0]!;
  const labels = names.map((_, at) => [...new Set(entries.map(({ keys }) => keys[at]!))]);
  for (const label of labels.flat()) {
    if (NAME_PATTERN.test(label)) continue;
    const line = rows.find(({ labels }) => labels.includes(label))?.line;
    const found = `holds a label with a character that cannot be shown: ${quote(label)}`;
    findings.refuse({ file, line, found, wanted: "a label is text" });
  }
  const matching = labels.map(matcherOf);
  if (spreads.slice(1).some((other) => isApart(matching, other))) requireOne(tables);
  spreads.slice(1).forEach((other, at) =>
    checkAlike(labels, matching, other, tables[at + 1]!, tables[0]!, findings)
  );
  findings.requireReadable();
  const last = columnDimension(labels, names.at(-1) === "");
  const order = [...labels.keys()].filter((at) => at !== last).concat(last);
  const isHead = (at: number) => at >= (isCrossed ? tables[0]!.labels.length : 1);
  const dimensions = order.map((at) => ({
    name: names[at]!,
    categories: labels[at]!,
    parts: at === 0 ? parts : undefined,
  }));
  const placed = ({ keys, cell }: FoldedCell): FoldedCell => ({
    keys: order.map((at) => matching[at]!(keys[at]!) ?? keys[at]!),
    cell,
  });
  return {
    dimensions: nameDimensions(dimensions, order.map(isHead), findings, file),
    tables: spreads.map(({ entries }, at) => ({
      source: tables[at]!,
      cells: new Map(entries.map(placed).map((one) => [JSON.stringify(one.keys), one])),
    })),
  };
}

/** Whether a table has no label of the first in its rows, or in its columns, but for totals. */
const isApart = (dimensions: readonly Matcher[], { names, entries }: Spread) =>
  names.length !== dimensions.length || dimensions.some((matching, at) => {
    const own = new Set(entries.map(({ keys }) => keys[at]!));
    return own.values().every((one) => isTotalLabel(one) || !matching(one));
  });

/** @throws {TablesApart} where there are several in one file */
function requireOne(tables: readonly ReadTable[]): void {
  const places = new Set(tables.map(({ file, rows }) => `${file} ${rows[0]!.line}`));
  const names = new Set(tables.map(({ name }) => name));
  if (places.size > 1 && names.size === 1) throw new TablesApart([]);
}

/** Each cell with its labels: those of the row, then the levels of the header. */
function spread({ rows, labels, counts, quantity }: ReadTable, isCrossed: boolean): Spread {
  const levels = counts[0]!.levels.length;
  const isDeep = levels > 1 && counts.every((column) => column.levels.length === levels) &&
    crosses(counts.map((column) => column.levels));
  // Where rows are crossed, the only column of counts adds no dimension.
  const isTall = counts.length === 1 && isCrossed && labels.length > 1;
  const heads = counts.map(({ levels, name }, at) =>
    isTall
      ? []
      : quantity !== undefined
      ? ["count"]
      : isDeep
      ? levels
      : [name || `column ${at + 1}`]
  );
  const names = labels.map(({ name }) => name);
  // "Total · Total" is "Total".
  const joined = (own: readonly string[]) =>
    own.every((one) => one === own[0]) ? own[0]! : own.filter(Boolean).join(JOINT);
  return {
    names: [
      ...isCrossed ? names : [names.filter(Boolean).join(JOINT)],
      ...heads[0]!.map(() => ""),
    ],
    entries: rows.flatMap(({ labels, cells }) =>
      cells.map((cell, at) => ({
        keys: [
          ...isCrossed ? labels.map((label) => label || "(no label)") : [joined(labels)],
          ...heads[at]!,
        ],
        cell,
      }))
    ),
    parts: isCrossed ? undefined : new Map(rows.map(({ labels }) => [joined(labels), labels])),
  };
}

/** Leaves out a column that names the level of a place, such as "National", where the others tell the rows apart, crossed. */
function withoutLevels(table: ReadTable, findings: Findings): ReadTable {
  const { labels, rows, file } = table;
  const at = labels.findIndex(({ name }) => namesLevel(name));
  const others = rows.map((row) => row.labels.toSpliced(at, 1));
  if (at < 0 || labels.length < 3 || crosses(rows.map((row) => row.labels)) || !crosses(others)) {
    return table;
  }
  findings.note(file, SAY.column(labels[at]!.name, "ignore"));
  return {
    ...table,
    labels: labels.toSpliced(at, 1),
    rows: rows.map((row, index) => ({ ...row, labels: others[index]! })),
  };
}

/** Whether each combination of labels stands once. */
function crosses(rows: readonly (readonly string[])[]): boolean {
  const sizes = (rows[0] ?? []).map((_, at) => new Set(rows.map((labels) => labels[at])).size);
  return sizes.reduce((product, size) => product * size, 1) === rows.length;
}

/** Periods make the columns where there are some; else what the source has as columns. */
function columnDimension(dimensions: readonly (readonly string[])[], hasHeads: boolean): number {
  const last = dimensions.length - 1;
  const periods = dimensions.findLastIndex((labels) =>
    labels.every((label) => isPeriodLabel(label) || isTotalLabel(label)) && labels.length < 60
  );
  return periods < 0 || hasHeads && dimensions.length === 2 ? last : periods;
}

/** Refuses what a table has more or less than the first; notes what it writes otherwise. */
function checkAlike(
  dimensions: readonly (readonly string[])[],
  matching: readonly Matcher[],
  { names, entries }: Spread,
  { file, rows }: ReadTable,
  first: ReadTable,
  findings: Findings,
): void {
  const hint =
    "tables that are broken down differently belong in separate release folders; --table all makes one of each, --table 2 reads only the second, and --sheet, --page, --lines and --range choose too";
  if (names.length !== dimensions.length) {
    const found = `is broken down by ${names.length} things`;
    const wanted = `it is by ${dimensions.length}, as ${quote(first.file)} is`;
    findings.refuse({ file, found, wanted, hint });
    return;
  }
  const model = file === first.file ? "the first one" : quote(first.file);
  for (const [at, labels] of dimensions.entries()) {
    const own = [...new Set(entries.map(({ keys }) => keys[at]!))];
    const found = new Map(own.map((one) => [one, matching[at]!(one)]));
    const lacks = [...new Set(labels).difference(new Set(found.values()))];
    const extra = own.filter((one) => found.get(one) === undefined);
    for (const [verb, list] of [["lacks", lacks], ["has", extra]] as const) {
      if (list.length === 0) continue;
      findings.refuse({
        file,
        line: rows[0]?.line,
        found: `starts a table that ${verb} ${list.slice(0, 5).map(quote).join(", ")}`,
        wanted: `it has what ${model} has`,
        hint,
      });
    }
    for (const [one, label] of found) {
      if (label && label !== one) findings.note(file, SAY.sameLabel(one, label));
    }
  }
}

/** Gives each dimension a name that no other, no category and no column of the frames has. */
function nameDimensions(
  dimensions: readonly FoldedDimension[],
  areHeads: readonly boolean[],
  findings: Findings,
  file: string,
): FoldedDimension[] {
  const used = new Set([
    ...RESERVED_COLUMNS,
    ...dimensions.flatMap(({ categories }) => categories),
  ]);
  return dimensions.map((dimension, at) => {
    const { name, categories } = dimension;
    const arePeriods = categories.some(isPeriodLabel) &&
      categories.every((label) => isPeriodLabel(label) || isTotalLabel(label));
    const wanted = name || (arePeriods ? "period" : areHeads[at] ? "column" : `row ${at + 1}`);
    let free = wanted;
    for (let n = 2; used.has(free); n++) free = `${wanted} ${n}`;
    used.add(free);
    if (RESERVED_COLUMNS.includes(name)) findings.note(file, SAY.reservedName(name, free));
    else if (free !== name && categories.length > 1) {
      const some = categories.slice(0, 3).join(", ") + (categories.length > 3 ? "…" : "");
      findings.note(file, SAY.dimensionName(some, free));
    }
    return { ...dimension, name: free };
  });
}

/**
 * The categories that an answer such as "North + South" names.
 * @param total what it answers about
 * @throws {MisfitError} where there is no such category
 */
export function partsNamed(
  answer: string,
  { name, categories }: Pick<FoldedDimension, "name" | "categories">,
  total: string,
): string[] {
  return answer.split(/\s\+\s/).map((part) => {
    if (categories.includes(part)) return part;
    const near = nearest(part, categories);
    const some = categories.slice(0, 2).join(" + ");
    throw new MisfitError(
      `--total names "${part}", which is no row or column of "${name}"`,
      near ? `did you mean "${near}"?` : `parts are joined by " + ", as in --total "Total=${some}"`,
      "total",
      total,
    );
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
    const { cell } = cells.get(JSON.stringify(keys))!;
    return "digits" in cell ? cell.digits : marks.get(cell.mark.value)!.value;
  };
  const lines = [
    [...dimensions.slice(0, -1).map(({ name }) => name), ...columns],
    ...rows.map((row) => [...row, ...columns.map((column) => write([...row, column]))]),
  ];
  return lines.map((line) => `${line.map(csvField).join(",")}\n`).join("");
}
