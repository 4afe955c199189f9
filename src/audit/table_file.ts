/** One table of τ-ARGUS: its counts, and the hierarchy of each variable. Not for publication. */
import { basename, dirname, extname, join } from "node:path";
import { NAME_PATTERN, readHierarchy, readTextFile, type Sum } from "@crosses/counts/release";
import { type OnProblem, quote, UsageError } from "@crosses/text";
import type { Reach } from "./attack.ts";
import {
  countIn,
  levelIn,
  type Metadata,
  readMetadata,
  readRows,
  type Row,
  type Variable,
} from "./tau_argus.ts";

/** What beside the tables says how they are read. */
export interface TableFileOptions {
  /** The metadata of all tables; without it, each table's lies beside it, with the extension `.rda`. */
  readonly rda?: string;
  /** A `.hrc` file by variable, in place of the metadata's. */
  readonly hierarchies?: ReadonlyMap<string, string>;
  readonly lead?: string;
  /** The column that is the count, where there are several. */
  readonly count?: string;
}

export interface TableFile {
  readonly name: string;
  readonly file: string;
  /** The column that is the count. */
  readonly count: string;
  readonly axes: readonly Axis[];
  /** By their codes, in the order of the axes. */
  readonly rows: ReadonlyMap<string, CountedRow>;
}

export interface CountedRow extends Row {
  readonly codes: readonly string[];
  readonly value: number;
  /** Of a suppressed cell, where the file says. */
  readonly levels?: Reach;
}

/** An explanatory variable. */
export interface Axis {
  readonly name: string;
  readonly total: string;
  readonly codes: readonly string[];
  readonly sums: readonly Sum[];
}

/** A cell by its codes, in the order of a table's axes. */
export const cellName = (codes: readonly string[]) => codes.join("\0");

/** Reads a table; undefined where it is reported why not. */
export async function readTableFile(
  path: string,
  options: TableFileOptions,
  reporter: (file: string) => OnProblem,
): Promise<TableFile | undefined> {
  const name = basename(path, extname(path));
  const rda = options.rda ?? join(dirname(path), `${name}.rda`);
  let isWhole = true;
  const reportIn = (file: string): OnProblem => (problem) => {
    isWhole = false;
    reporter(file)(problem);
  };
  const report = reportIn(path);
  const description = await readTextFile(
    rda,
    "it is the metadata of the table (--rda names another file)",
    reportIn(rda),
  );
  const text = await readTextFile(path, "it is a table to audit", report);
  const metadata = description && readMetadata(description, reportIn(rda));
  if (!metadata || !text || !isWhole) return undefined;
  const read = readRows(text, metadata, report);
  const at = countColumn(read, metadata, options.count);
  const counted = countRows(read, metadata, at, report);
  // What could not be read would be missed in all that follows.
  if (!isWhole) return undefined;
  const axes: Axis[] = [];
  for (const variable of metadata.variables.filter(isExplanatory)) {
    const codes = [...new Set(counted.map((row) => row.codes[axes.length]!))];
    axes.push(await readAxis(variable, codes, { ...options, rda }, report, reportIn));
  }
  const rows = isWhole ? placeRows(counted, axes, report) : new Map();
  const count = metadata.variables[at]!.name;
  return isWhole ? { name, file: path, count, axes, rows } : undefined;
}

const isExplanatory = ({ role }: Variable) => role === "explanatory";

/** The place of the column that is the count: what is asked for, or the only one that can be. */
function countColumn(
  rows: readonly Row[],
  { variables }: Metadata,
  asked: string | undefined,
): number {
  const columns = [...variables.keys()].filter((at) => {
    const { role, name } = variables[at]!;
    return asked === undefined ? role === "response" || role === "frequency" : name === asked;
  });
  const whole = columns.filter((at) =>
    rows.every(({ fields }) => countIn(fields[at]!) !== undefined)
  );
  const [column, other = column] = whole.length > 0 ? whole : columns;
  const named = (places: readonly number[]) => places.map((at) => variables[at]!.name).join(", ");
  if (column === undefined) {
    throw new UsageError(
      asked === undefined ? "No column is a count" : `Option "--count" is ${quote(asked)}`,
      `the columns are ${named([...variables.keys()])}`,
    );
  }
  if (rows.some(({ fields }) => countIn(fields[column]!) !== countIn(fields[other!]!))) {
    throw new UsageError(
      `Several columns can be the count: ${named(columns)}`,
      "name one with --count",
    );
  }
  return column;
}

function countRows(
  rows: readonly Row[],
  { variables }: Metadata,
  at: number,
  report: OnProblem,
): CountedRow[] {
  const { name, role: counted } = variables[at]!;
  const [below, above] = ["lower", "upper"].map((role) =>
    variables.findIndex((variable) => variable.role === role)
  ) as [number, number];
  // A file's levels are those of its response.
  const haveLevels = counted === "response" && below >= 0 && above >= 0;
  return rows.map((row) => {
    const { line, status, fields } = row;
    const field = fields[at]!;
    const value = countIn(field);
    if (value === undefined || status === "suppressed" && !/\d/.test(field)) {
      const found = field === "" ? "is empty" : `holds ${quote(field)}`;
      const place = { line, column: at + 1, columnName: name };
      report({ ...place, found, wanted: "each cell has its true count" });
    }
    const codes = [...variables.entries()].flatMap(([i, variable]) =>
      isExplanatory(variable) ? fields[i] || variable.total : []
    );
    const levels = haveLevels && status === "suppressed"
      ? { below: levelIn(fields[below]!), above: levelIn(fields[above]!) }
      : undefined;
    return { ...row, codes, value: value ?? 0, levels };
  });
}

async function readAxis(
  { name, total, hierarchy, lead }: Variable,
  codes: readonly string[],
  options: TableFileOptions & { readonly rda: string },
  report: OnProblem,
  reporter: (file: string) => OnProblem,
): Promise<Axis> {
  if (!codes.includes(total)) {
    report({
      found: `has no line whose ${name} is the total, ${quote(total)}`,
      wanted: "τ-ARGUS needs all totals; <TOTCODE> names their code",
    });
  }
  for (const odd of [name, ...codes].filter((one) => !NAME_PATTERN.test(one))) {
    report({
      found: `names ${quote(odd)}`,
      wanted: "names and codes begin and end with what can be seen",
    });
  }
  // The metadata may name a place on the machine where it was written.
  const beside = hierarchy && join(dirname(options.rda), hierarchy.split(/[\\/]/).at(-1)!);
  const path = options.hierarchies?.get(name) ?? beside;
  if (path === undefined) {
    const sums = [{ total, parts: codes.filter((code) => code !== total) }];
    return { name, total, codes, sums };
  }
  const text = await readTextFile(path, `it is the hierarchy of ${name}`, reporter(path));
  const sums = text === undefined
    ? []
    : readHierarchy(text, total, codes, reporter(path), options.lead ?? lead);
  return { name, total, codes: [total, ...sums.flatMap(({ parts }) => parts)], sums };
}

/** The rows by their codes; those of codes that a hierarchy leaves out must be empty. */
function placeRows(rows: readonly CountedRow[], axes: readonly Axis[], report: OnProblem) {
  const placed = new Map<string, CountedRow>();
  for (const row of rows) {
    const { line, codes, value, status } = row;
    const outside = axes.find((axis, i) => !axis.codes.includes(codes[i]!));
    const earlier = placed.get(cellName(codes));
    if (outside && (value > 0 || status === "suppressed")) {
      report({
        line,
        found: `has a count where ${outside.name} is ${quote(codes[axes.indexOf(outside)]!)}`,
        wanted: "its hierarchy has each code that anything is counted under",
      });
    }
    if (earlier) {
      report({
        line,
        found: `repeats the cell of line ${earlier.line}`,
        wanted: "each stands once",
      });
    }
    if (!outside) placed.set(cellName(codes), row);
  }
  return placed;
}
