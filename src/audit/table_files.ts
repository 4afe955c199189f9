/** Tables of τ-ARGUS as one release: each variable a dimension, what several tables have in common linked. Not for publication. */
import {
  type Cell,
  combinations,
  describeRelease,
  LEAD_STRING,
  readHierarchy,
  readTextFile,
  type Release,
  sumRelations,
  withTotals,
} from "@crosses/counts/release";
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
const MOST_NAMED = 20;

/**
 * Reads tables of τ-ARGUS, together one release. Their true counts must add up.
 *
 * @throws {ReleaseError} with the problems of the files
 * @throws {UsageError} where it is not clear which column is the count, or the tables do not count the same
 *
 * @example sdcTable's `microdata1`, women of A suppressed: the cheapest repair is the three cells that it suppresses
 * ```ts
 * import { attack, readTableFiles, repair } from "@crosses/audit";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * const cells = "A,m,18,s A,f,2,u A,T,20,s B,m,14,s B,f,19,s B,T,33,s C,m,12,s C,f,10,s C,T,22,s D,m,11,s D,f,14,s D,T,25,s " +
 *   "T,m,55,s T,f,45,s T,T,100,s";
 * await Deno.writeTextFile(`${folder}/m.tab`, cells.replaceAll(" ", "\n"));
 * const variable = (name: string) => `${name}\n<RECODEABLE>\n<TOTCODE> T\n`;
 * const description = `<SEPARATOR> ","\n${variable("region")}${variable("gender")}n\n<FREQUENCY>\nstatus\n<STATUS>\n`;
 * await Deno.writeTextFile(`${folder}/m.rda`, description);
 *
 * const { release, truth } = await readTableFiles([`${folder}/m.tab`]);
 * const [women] = await attack(release, { truth });
 * assert.deepEqual([women!.lower, women!.upper, women!.fails], [2, 2, true]);
 * const mended = await repair(release, { truth });
 * assert.deepEqual(mended?.map(({ keys }) => Object.values(keys).join(" ")), ["A m", "C m", "C f"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
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
    requireAlike(files, options.hierarchies);
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

/** The release with the sums of a hierarchy in the place of its own over that dimension. */
export async function withHierarchy(
  release: Release,
  name: string,
  path: string,
  lead = LEAD_STRING,
): Promise<Release> {
  const dimension = release.dimensions.find((dimension) => dimension.name === name);
  if (dimension === undefined) throw noDimension(name, release.dimensions);
  const problems: Problem[] = [];
  const report = (problem: Omit<Problem, "file">) => problems.push({ file: path, ...problem });
  const text = await readTextFile(path, `it is the hierarchy of ${name}`, report) ?? "";
  const codes = dimension.categories.map(({ name }) => name);
  const named = text.split(/\r\n|\n|\r/).map((line) => line.replaceAll(lead, "").trim());
  const total = dimension.categories.find((one) => one.isTotal && !named.includes(one.name))?.name;
  if (total === undefined) {
    throw new UsageError(
      `Cannot take the hierarchy of "${name}": no category of it is the total of all`,
      'in datapackage.json, "isTotal": true says which is; the hierarchy leaves it out',
    );
  }
  const sums = problems.length > 0 ? [] : readHierarchy(text, total, codes, report, lead);
  if (problems.length > 0) throw new ReleaseError(problems);
  const base = {
    ...{ type: "sum" as const, name, label: dimension.label, dimension: name },
    assumptions: release.assumptions.map(({ name }) => name),
    tables: release.tables.map(({ name }) => name),
  };
  return {
    ...release,
    dimensions: release.dimensions.map((one) => one === dimension ? withTotals(one, sums) : one),
    relations: [
      ...release.relations.filter((one) => one.type !== "sum" || one.dimension !== name),
      ...sumRelations(base, sums),
    ],
  };
}

/** A hierarchy of something that is not there. */
function noDimension(name: string, known: readonly { readonly name: string }[]): UsageError {
  const hint = `it takes ${known.map(({ name }) => `${name}=FILE`).join(", ")}`;
  return new UsageError(`Option "--hrc" names ${quote(name)}`, hint);
}

/** @throws {UsageError} unless all tables have other names, count the same, and have the same total of each variable */
function requireAlike(
  files: readonly TableFile[],
  hierarchies: TableFileOptions["hierarchies"] = new Map(),
): void {
  const dimensions = dimensionsOf(files);
  for (const name of hierarchies.keys()) {
    if (dimensions.every((one) => one.name !== name)) throw noDimension(name, dimensions);
  }
  const cells = dimensions.reduce((cells, { codes }) => cells * codes.length, 1);
  if (cells > MOST_CELLS) {
    throw new UsageError(
      `The variables of these tables make ${cells} cells`,
      `at most ${MOST_CELLS} are audited together`,
    );
  }
  if (new Set(files.map(({ name }) => name)).size < files.length) {
    throw new UsageError("Two tables have one name", "give each file another");
  }
  const alike: readonly (readonly [what: string, values: readonly string[]])[] = [
    ["what they count", [...new Set(files.map(({ count }) => count))]],
    ...dimensions.map(({ name, totals }) => [`the total of ${name}`, totals] as const),
  ];
  const [what, values] = alike.find(([, values]) => values.length > 1) ?? [];
  if (values) {
    throw new UsageError(
      `Tables that are audited together have ${what} in common`,
      `here it is ${values.map(quote).join(" and ")}`,
    );
  }
}

/** Each variable of the tables, with all of its codes. */
function dimensionsOf(files: readonly TableFile[]) {
  const axes = Map.groupBy(files.flatMap((file) => file.axes), ({ name }) => name);
  return [...axes].map(([name, same]) => ({
    name,
    totals: [...new Set(same.map(({ total }) => total))],
    codes: [...new Set(same.flatMap(({ codes }) => codes))],
    subtotals: new Set(same.flatMap(({ sums }) => sums.map(({ total }) => total))),
  }));
}

/** All tables as one release, with the true counts, and the row of each cell that has one. */
function toldRelease(files: readonly TableFile[], rows: Map<Cell, CountedRow>): Release {
  const dimensions = dimensionsOf(files);
  // A table stands at the total of each variable that it has not.
  const keysOf = ({ axes }: TableFile) =>
    dimensions.map(({ name, totals }) =>
      [name, axes.find((axis) => axis.name === name)?.codes ?? totals[0]!] as const
    );
  const descriptor = {
    name: files.map(({ name }) => name).join(", "),
    title: `${files[0]!.count} by ${dimensions.map(({ name }) => name).join(", ")}`,
    provenance: { publisher: "–", reference: "–", documentDate: "1970-01-01" },
    dimensions: dimensions.map(({ name, codes, subtotals }) => ({
      name,
      categories: codes.map((code) => ({ name: code, isTotal: subtotals.has(code) })),
    })),
    resources: files.map((file) => ({
      ...{ name: file.name, path: file.file, keys: Object.fromEntries(keysOf(file)) },
      schema: { missingValues: [MARK] },
    })),
    relations: [...files.flatMap(sumsOf), ...linksOf(files)],
  };
  const placesOf = (file: TableFile) =>
    combinations(
      keysOf(file).map(([name, codes]) =>
        [codes].flat().map((code: string) => [name, code] as const)
      ),
    ).map(Object.fromEntries);
  const cells = files.map((file) =>
    placesOf(file).map((keys) => {
      const row = file.rows.get(cellName(file.axes.map(({ name }) => keys[name]!)));
      const cell: Cell = { table: file.name, keys, value: row?.value ?? 0, status: "published" };
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
