/** Tables to the layout of a release: every row dimension crossed with every other, one column dimension. */
import { stringify } from "./write_csv.ts";
import type { Review } from "../release/model.ts";
import { readPeriods } from "./periods.ts";
import type { SourceRow, SourceTable } from "./source_table.ts";
import { isTotalLabel, type SourceMark } from "./tokens.ts";
import { draftText } from "../locale/draft.ts";

export interface FoldedDimension {
  readonly name: string;
  readonly categories: readonly string[];
  /** Categories that sum up others. */
  readonly totals: readonly Total[];
}

/** A category that sums up others, and those. */
export interface Total {
  readonly name: string;
  readonly parts: readonly string[];
}

export interface FoldedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly labels: readonly string[];
    readonly cells: readonly string[];
  }[];
  readonly marks: ReadonlyMap<string, SourceMark>;
  readonly grouped: number;
  readonly filled: number;
  /** As the loader reads it. */
  readonly csv: string;
}

export interface Folded {
  /** Those of the rows, then the one of the columns. */
  readonly dimensions: readonly FoldedDimension[];
  readonly tables: readonly FoldedTable[];
  readonly notes: readonly Review[];
}

/** Names that the tidy table keeps for itself. */
const RESERVED = ["table", "value", "status", "periodStart", "periodEnd", "isPartial"];
const JOINT = " · ";

/** Names the dimensions. Row labels that are not crossed, as regions and their towns, become one dimension. */
export function foldRows(tables: readonly SourceTable[]): Folded {
  const notes: Review[] = [];
  const [first] = tables;
  const columns = first!.columnHeaders;
  const isCrossed = tables.every(({ rows }) => crosses(rows));
  const headers = isCrossed ? first!.rowHeaders : [first!.rowHeaders.filter(Boolean).join(JOINT)];
  if (!isCrossed) {
    notes.push({
      path: "dimensions[0]",
      inferred: draftText((text) => text.joinedRows),
    });
  }
  const labelsOf = ({ labels }: SourceRow) => isCrossed ? labels : [joined(labels)];
  if (columns.every((name) => /^\d{1,15}$/.test(name) && !readPeriods([name], isTotalLabel))) {
    const inferred = draftText((text) => text.numericHeaders(columns.slice(0, 3).join(", ")));
    notes.push({ path: "resources", inferred });
  }
  const used = new Set([...columns, ...RESERVED]);
  const rowNames = headers.map((header, index) => {
    const name = freeName(header || `row ${index + 1}`, used);
    if (name !== header) {
      notes.push({
        path: `dimensions[${index}]`,
        inferred: draftText((text) => text.rowName(index + 1, name)),
      });
    }
    return name;
  });
  const columnName = freeName(readPeriods(columns, isTotalLabel) ? "period" : "column", used);
  notes.push({
    path: `dimensions[${rowNames.length}]`,
    inferred: draftText((text) => text.columnName(columnName)),
  });
  const rowDimensions = rowNames.map((name, index) => {
    const categories = [...new Set(first!.rows.map((row) => labelsOf(row)[index]!))];
    const totals = isCrossed ? totalsOf(categories) : nestedTotals(first!.rows);
    return { name, categories, totals };
  });
  return {
    dimensions: [
      ...rowDimensions,
      { name: columnName, categories: columns, totals: totalsOf(columns) },
    ],
    notes,
    tables: tables.map(({ name, columnHeaders, rows, marks, grouped, filled }) => {
      const folded = rows.map((row) => {
        const labels = labelsOf(row);
        return { key: labels.join(JOINT), labels, cells: row.cells };
      });
      const lines = folded.map(({ labels, cells }) => [...labels, ...cells]);
      const csv = stringify([[...rowNames, ...columnHeaders], ...lines]);
      return { name, columns: columnHeaders, rows: folded, marks, grouped, filled, csv };
    }),
  };
}

/** Whether each combination of labels has a row. */
function crosses(rows: readonly SourceRow[]): boolean {
  const width = rows[0]?.labels.length ?? 0;
  let combinations = 1;
  for (let index = 0; index < width; index++) {
    combinations *= new Set(rows.map(({ labels }) => labels[index])).size;
  }
  return combinations === rows.length;
}

/** A total sums up all that is no total. */
function totalsOf(categories: readonly string[]): Total[] {
  const parts = categories.filter((category) => !isTotalLabel(category));
  return categories.filter(isTotalLabel).map((name) => ({ name, parts }));
}

/** Among joined labels, a total sums up the rows that have no total and share its other labels. */
function nestedTotals(rows: readonly SourceRow[]): Total[] {
  const leaves = rows.filter(({ labels }) => !labels.some(isTotalLabel));
  return rows.filter(({ labels }) => labels.some(isTotalLabel)).map(({ labels }) => ({
    name: joined(labels),
    parts: leaves.filter((leaf) =>
      labels.every((label, index) => isTotalLabel(label) || label === leaf.labels[index])
    ).map((leaf) => joined(leaf.labels)),
  })).filter(({ parts }) => parts.length > 0);
}

/** The labels of a row as one; a total over all of them is named once. */
function joined(labels: readonly string[]): string {
  return new Set(labels).size === 1 ? labels[0]! : labels.join(JOINT);
}

function freeName(wanted: string, used: Set<string>): string {
  let name = wanted;
  for (let n = 2; used.has(name); n++) name = `${wanted} ${n}`;
  used.add(name);
  return name;
}
