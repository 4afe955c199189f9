/** Tables to the layout of a release: every row dimension crossed with every other, one column dimension. */
import { stringify } from "./write_csv.ts";
import type { Review } from "./draft.ts";
import { readPeriods } from "./periods.ts";
import type { SourceRow, SourceTable } from "./source_table.ts";
import { isTotalLabel } from "./tokens.ts";

export interface FoldedDimension {
  readonly name: string;
  readonly categories: readonly string[];
}

export interface FoldedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly labels: readonly string[];
    readonly cells: readonly string[];
  }[];
  readonly marks: ReadonlyMap<string, number | null>;
  readonly grouped: number;
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
      inferred: "not every combination of row labels has a row, so they are joined into one label",
    });
  }
  const labelsOf = ({ labels }: SourceRow) => isCrossed ? labels : [labels.join(JOINT)];
  const used = new Set([...columns, ...RESERVED]);
  const rowNames = headers.map((header, index) => {
    const name = freeName(header || `row ${index + 1}`, used);
    if (name !== header) {
      notes.push({
        path: `dimensions[${index}]`,
        inferred: `the column of labels ${index + 1} is called "${name}"`,
      });
    }
    return name;
  });
  const columnName = freeName(readPeriods(columns, isTotalLabel) ? "period" : "column", used);
  notes.push({
    path: `dimensions[${rowNames.length}]`,
    inferred: `what the columns of counts have in common is called "${columnName}"`,
  });
  const rowDimensions = rowNames.map((name, index) => ({
    name,
    categories: [...new Set(first!.rows.map((row) => labelsOf(row)[index]!))],
  }));
  return {
    dimensions: [...rowDimensions, { name: columnName, categories: columns }],
    notes,
    tables: tables.map(({ name, columnHeaders, rows, marks, grouped }) => {
      const folded = rows.map((row) => {
        const labels = labelsOf(row);
        return { key: labels.join(JOINT), labels, cells: row.cells };
      });
      const lines = folded.map(({ labels, cells }) => [...labels, ...cells]);
      const csv = stringify([[...rowNames, ...columnHeaders], ...lines]);
      return { name, columns: columnHeaders, rows: folded, marks, grouped, csv };
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

function freeName(wanted: string, used: Set<string>): string {
  let name = wanted;
  for (let n = 2; used.has(name); n++) name = `${wanted} ${n}`;
  used.add(name);
  return name;
}
