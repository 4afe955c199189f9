/** Tables of τ-ARGUS as one release: each variable a dimension, what several tables have in common linked. Not for publication. */
import { type Cell, describeRelease, type Release } from "@crosses/counts/release";
import { CellIndex, checkRelations, keysLabel } from "@crosses/counts/ranges";
import type { Reach } from "./attack.ts";
import { type OnProblem, type Problem, quote, ReleaseError, UsageError } from "@crosses/text";
import {
  cellName,
  type CountedRow,
  readTableFile,
  type TableFile,
  type TableFileOptions,
} from "./table_file.ts";

/** A release as it would be published, and what only its office knows. */
export interface TableFiles {
  readonly release: Release;
  /** What each count really is. */
  readonly truth: (cell: Cell) => number;
  /** The protection levels of the cells that the files give any. */
  readonly levels: (cell: Cell) => Reach | undefined;
  /** The cells that are never to be suppressed. */
  readonly kept: ReadonlySet<Cell>;
}

const MARK = "x";
/** Far above what can be attacked in any time, far below what would exhaust memory. */
const MOST_CELLS = 1_000_000;
/** Problems that are named. */
const MOST_NAMED = 20;

/**
 * Reads tables of τ-ARGUS, together one release. Their true counts must add up.
 *
 * @throws {ReleaseError} with the problems of the files
 * @throws {UsageError} where it is not clear which column is the count, or the tables do not count the same
 */
export async function readTableFiles(
  paths: readonly string[],
  options: TableFileOptions = {},
): Promise<TableFiles> {
  const problems: Problem[] = [];
  const reporter = (file: string): OnProblem => (problem) => problems.push({ file, ...problem });
  const files: TableFile[] = [];
  for (const path of paths) {
    const file = await readTableFile(path, options, reporter);
    if (file) files.push(file);
  }
  if (problems.length === 0) {
    requireAlike(files);
    const rows = new Map<Cell, CountedRow>();
    const told = toldRelease(files, rows);
    reportSums(told, rows, (table) => reporter(files.find(({ name }) => name === table)!.file));
    if (problems.length === 0) return asPublished(told, rows);
  }
  throw new ReleaseError(problems.slice(0, MOST_NAMED));
}

function asPublished(told: Release, rows: ReadonlyMap<Cell, CountedRow>): TableFiles {
  const kept = told.tables.flatMap(({ cells }) =>
    cells.filter((cell) => ["kept", "empty"].includes(rows.get(cell)?.status ?? "empty"))
  );
  const tables = told.tables.map((table) => ({
    ...table,
    cells: table.cells.map((cell): Cell =>
      rows.get(cell)?.status === "suppressed"
        ? { ...cell, value: null, status: "suppressed", mark: MARK }
        : cell
    ),
  }));
  const index = new CellIndex(told);
  const truth = (cell: Cell) => index.find(cell).value!;
  const levels = (cell: Cell) => rows.get(index.find(cell))?.levels;
  return { release: { ...told, tables }, truth, levels, kept: new Set(kept) };
}

/** @throws {UsageError} unless all tables have other names, count the same, and have the same total of each variable */
function requireAlike(files: readonly TableFile[]): void {
  const axes = Map.groupBy(files.flatMap((file) => file.axes), ({ name }) => name);
  const alike: readonly (readonly [what: string, values: readonly string[]])[] = [
    ["what they count", files.map(({ count }) => count)],
    ...[...axes].map(([name, same]) =>
      [`the total of ${name}`, same.map(({ total }) => total)] as const
    ),
  ];
  const cells = [...axes.values()].reduce(
    (cells, same) => cells * new Set(same.flatMap(({ codes }) => codes)).size,
    1,
  );
  if (cells > MOST_CELLS) {
    throw new UsageError(
      `The variables of these tables make ${cells} cells`,
      `at most ${MOST_CELLS} are audited together`,
    );
  }
  if (new Set(files.map(({ name }) => name)).size < files.length) {
    throw new UsageError("Two tables have one name", "give each file another");
  }
  for (const [what, values] of alike) {
    const different = [...new Set(values)].map(quote);
    if (different.length > 1) {
      throw new UsageError(
        `Tables that are audited together have ${what} in common`,
        `here it is ${different.join(" and ")}`,
      );
    }
  }
}

/** All tables as one release, with the true counts, and the row of each cell that has one. */
function toldRelease(files: readonly TableFile[], rows: Map<Cell, CountedRow>): Release {
  const axes = Map.groupBy(files.flatMap((file) => file.axes), ({ name }) => name);
  const dimensions = [...axes].map(([name, same]) => ({
    name,
    total: same[0]!.total,
    codes: [...new Set(same.flatMap(({ codes }) => codes))],
    totals: new Set(same.flatMap(({ sums }) => sums.map(({ total }) => total))),
  }));
  // A table stands at the total of each variable that it has not.
  const keys = files.map((file) =>
    Object.fromEntries(
      dimensions.map(({ name, total }) =>
        [name, file.axes.find((axis) => axis.name === name)?.codes ?? total] as const
      ),
    )
  );
  const names = files.map(({ name }) => name);
  const descriptor = {
    name: names.join(", "),
    title: `${files[0]!.count} by ${dimensions.map(({ name }) => name).join(", ")}`,
    provenance: { publisher: "–", reference: "–", documentDate: "1970-01-01" },
    dimensions: dimensions.map(({ name, codes, totals }) => ({
      name,
      categories: codes.map((code) => ({ name: code, isTotal: totals.has(code) })),
    })),
    resources: files.map(({ name, file: path }, i) => ({
      ...{ name, path, keys: keys[i] },
      schema: { missingValues: [MARK] },
    })),
    relations: [...files.flatMap(sumsOf), ...linksOf(files)],
  };
  const cells = files.map(({ name: table, axes, rows: own }, i) =>
    combinations(dimensions.map(({ name }) => [name, [keys[i]![name]!].flat()])).map((keys) => {
      const row = own.get(cellName(axes.map(({ name }) => keys[name]!)));
      const cell: Cell = { table, keys, value: row?.value ?? 0, status: "published" };
      if (row) rows.set(cell, row);
      return cell;
    })
  );
  return describeRelease(descriptor, cells);
}

const sumsOf = ({ name: table, axes }: TableFile) =>
  axes.flatMap(({ name: dimension, sums }) =>
    sums.map((sum) => ({
      ...{ type: "sum", name: `${table}: ${dimension}: ${sum.total}`, tables: [table], dimension },
      ...sum,
    }))
  );

const linksOf = (files: readonly TableFile[]) =>
  files.flatMap(({ name: left }, i) =>
    files.slice(i + 1).map(({ name: right }) => ({
      ...{ type: "equal", name: `${left} = ${right}`, assumptions: ["none"] },
      ...{ left: [left], right: [right] },
    }))
  );

function combinations(axes: readonly (readonly [string, readonly string[]])[]) {
  return axes.reduce<Record<string, string>[]>(
    (places, [name, codes]) =>
      places.flatMap((place) => codes.map((code) => ({ ...place, [name]: code }))),
    [{}],
  );
}

/** Reports totals that are not the sum of their parts, and margins that differ between tables. */
function reportSums(
  told: Release,
  rows: ReadonlyMap<Cell, CountedRow>,
  reportOf: (table: string) => OnProblem,
): void {
  const breaks = checkRelations(told).flatMap(({ checks }) => checks)
    .filter(({ outcome }) => outcome === "breaks");
  for (const { relation, cells } of breaks) {
    const [cell, ...parts] = cells.toReversed() as [Cell, ...Cell[]];
    const line = rows.get(cell)?.line;
    const sum = parts.reduce((sum, { value }) => sum + value!, 0);
    reportOf(cell.table)({
      line,
      found: line ? `holds ${cell.value}` : `has no line for ${quote(keysLabel(told, cell.keys))}`,
      ...relation.type === "sum"
        ? {
          wanted: `what it is the total of adds up to ${sum}`,
          hint: `where codes are subtotals, say so: --hrc ${relation.dimension}=FILE`,
        }
        : { wanted: `the same cell of ${quote(parts[0]!.table)} holds ${sum}` },
    });
  }
}
