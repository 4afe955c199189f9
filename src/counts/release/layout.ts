/** What the descriptor says of each CSV (columns, rows, marks), and what must hold of it before they can be read. */
import { quote } from "@crosses/text";
import { posix } from "node:path";
import type { Layout } from "./descriptor_schema.ts";
import { categoriesIn } from "./categories.ts";
import type { CellKeys, MarkKind, Rounding } from "./model.ts";
import {
  checkLayoutNames,
  checkReferences,
  checkUnique,
  listed,
  namesOf,
  type ReportAt,
  RESERVED_COLUMNS,
} from "./names.ts";

/** How one table is laid out: by every dimension of its release but those in which it stands at one category. */
export interface TableLayout {
  readonly name: string;
  readonly path: string;
  /** Dimensions that have a column of their own, in the order of those columns. */
  readonly rowDimensions: readonly NamedCategories[];
  /** The dimension whose categories are columns. */
  readonly columnDimension: NamedCategories;
  /** The category of each other dimension. */
  readonly fixed: CellKeys;
  /** The marks that stand for a missing count, as the file writes them. */
  readonly marks: readonly string[];
  readonly kindOf: ReadonlyMap<string, MarkKind>;
  readonly roundedTo?: Rounding;
}

interface NamedCategories {
  readonly name: string;
  readonly categories: readonly string[];
}

/** The header of a table's CSV in its usual order. */
export function headerOf(layout: Pick<TableLayout, "rowDimensions" | "columnDimension">): string[] {
  return [...layout.rowDimensions.map(({ name }) => name), ...layout.columnDimension.categories];
}

/** The dimensions by which a table is broken down. */
function dimensionsOf({ keys }: Layout["resources"][number], { dimensions }: Layout) {
  return dimensions.filter(({ name }) => typeof keys[name] !== "string");
}

/** The name of a table's column dimension: by default, the last one by which it is broken down. */
function columnDimensionOf(resource: Layout["resources"][number], layout: Layout): string {
  return resource.columnDimension ?? dimensionsOf(resource, layout).at(-1)!.name;
}

/** The layout of a resource that `checkLayout` found nothing wrong with. */
export function tableLayout(resource: Layout["resources"][number], layout: Layout): TableLayout {
  const columnName = columnDimensionOf(resource, layout);
  const dimensions = dimensionsOf(resource, layout).map((dimension) => ({
    name: dimension.name,
    categories: namesOf(categoriesIn(resource.keys, dimension)),
  }));
  const fixed = Object.entries(resource.keys).filter(([, some]) => typeof some === "string");
  const order = resource.schema.fields?.map(({ name }) => name) ?? [];
  return {
    name: resource.name,
    path: resource.path,
    rowDimensions: dimensions.filter(({ name }) => name !== columnName)
      .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
    columnDimension: dimensions.find(({ name }) => name === columnName)!,
    fixed: Object.fromEntries(fixed) as CellKeys,
    marks: resource.schema.missingValues.map(({ value }) => value),
    kindOf: new Map(resource.schema.missingValues.map(({ value, kind }) => [value, kind])),
    roundedTo: resource.roundedTo,
  };
}

/** The most rows a table may have: far above any letter's, far below what would exhaust memory. */
const MOST_ROWS = 100_000;

/**
 * Checks dimensions, fields, paths and marks.
 *
 * @returns the indexes of the resources whose CSV can be read
 */
export function checkLayout(layout: Layout, report: ReportAt): number[] {
  const unreadable = new Set<unknown>();
  const reportHere: ReportAt = (path, problem) => {
    unreadable.add(path[0] === "resources" ? path[1] : path[0]);
    report(path, problem);
  };
  checkLayoutNames(layout, reportHere);
  // Two tables of one name have a file each, which can be read.
  checkUnique(layout, "resources.*.name", "table", report);
  for (const [i, { name }] of layout.dimensions.entries()) {
    if (!RESERVED_COLUMNS.includes(name)) continue;
    report(["dimensions", i, "name"], {
      found: `names a dimension ${quote(name)}`,
      wanted: "a dimension has another name than the columns that every release's frames have",
      hint: `those are ${RESERVED_COLUMNS.join(", ")}`,
    });
  }
  const paths = new Map<string, string>();
  for (const [i, resource] of layout.resources.entries()) {
    const reportIn: ReportAt = (path, problem) => reportHere(["resources", i, ...path], problem);
    checkPath(resource.path, (problem) => reportIn(["path"], problem));
    const path = posix.normalize(resource.path);
    const twin = paths.get(path);
    if (twin !== undefined) {
      reportIn(["path"], {
        found: `gives ${quote(resource.name)} the path of ${quote(twin)}`,
        wanted: "each table has a file of its own",
      });
    }
    paths.set(path, resource.name);
    checkFields(resource, layout, reportIn);
  }
  const indexes = [...layout.resources.keys()];
  return unreadable.has("dimensions") ? [] : indexes.filter((i) => !unreadable.has(i));
}

/** Why a path does not name a file inside the folder, in words, and how that is told. */
const PATH_FAULTS: readonly (readonly [fault: string, isFaulty: (path: string) => boolean])[] = [
  ["with a control character in it", (path) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(path)],
  ["which is a URL", (path) => /^[a-z][a-z0-9+.-]+:/i.test(path)],
  ["which is absolute", (path) => /^[/~]|^[a-z]:/i.test(path)],
  ["with a backslash in it", (path) => path.includes("\\")],
  ["which leaves the folder", (path) => path.split("/").includes("..")],
  ["which is a folder", (path) => posix.normalize(path) === "." || path.endsWith("/")],
];

/** Tells whether a path names a file inside the folder, and reports why not. */
export function checkPath(
  path: string,
  report: (problem: { found: string; wanted: string }) => void,
): boolean {
  const fault = PATH_FAULTS.find(([, isFaulty]) => isFaulty(path));
  if (!fault) return true;
  report({
    found: `names a file ${fault[0]}: ${quote(path)}`,
    wanted: 'a path stays inside the folder and is written with "/", as in "tables/received.csv"',
  });
  return false;
}

function checkFields(
  resource: Layout["resources"][number],
  layout: Layout,
  report: ReportAt,
): void {
  checkKeys(resource, layout, report);
  const known = namesOf(dimensionsOf(resource, layout));
  if (known.length === 0) {
    report(["keys"], {
      found: "gives one category of every dimension",
      wanted: "a table is broken down by one dimension at least",
    });
    return;
  }
  const dimension = { at: ["columnDimension"], name: columnDimensionOf(resource, layout) };
  checkReferences([dimension], known, "dimension", report);
  if (!known.includes(dimension.name)) return;
  const { rowDimensions, columnDimension } = tableLayout(resource, layout);
  const rows = rowDimensions.reduce((product, { categories }) => product * categories.length, 1);
  if (rows > MOST_ROWS) {
    report([], {
      found: `gives ${quote(resource.name)} ${rows} rows`,
      wanted: `a table has at most ${MOST_ROWS}, one for each combination of ${
        listed(namesOf(rowDimensions))
      }`,
    });
  }
  for (const { name } of rowDimensions) {
    if (!columnDimension.categories.includes(name)) continue;
    report(["columnDimension"], {
      found: `gives ${quote(resource.name)} two columns ${quote(name)}`,
      wanted: "no category of the column dimension has the name of another dimension",
    });
  }
  checkFieldNames(resource.schema.fields, { rowDimensions, columnDimension }, report);
}

/** A table's keys name dimensions and categories of the release. */
function checkKeys(
  { keys }: Layout["resources"][number],
  { dimensions }: Layout,
  report: ReportAt,
): void {
  for (const [name, some] of Object.entries(keys)) {
    const at = ["keys", name];
    checkReferences([{ at, name }], namesOf(dimensions), "dimension", report);
    const known = dimensions.find((dimension) => dimension.name === name)?.categories;
    const places = [some].flat().map((name, i) => ({ at: some === name ? at : [...at, i], name }));
    if (known) checkReferences(places, namesOf(known), "category", report);
  }
}

/** Where fields are listed, each stands for a column. */
function checkFieldNames(
  fields: Layout["resources"][number]["schema"]["fields"],
  columns: Pick<TableLayout, "rowDimensions" | "columnDimension">,
  report: ReportAt,
): void {
  if (!fields) return;
  const at = ["schema", "fields"];
  const wanted = headerOf(columns);
  const given = fields.map(({ name }, i) => ({ at: [...at, i, "name"], name }));
  checkReferences(given, wanted, "dimension or category", report);
  for (const name of wanted.filter((name) => !namesOf(fields).includes(name))) {
    report(at, {
      found: `lists no field ${quote(name)}`,
      wanted: `there is one for each of ${listed(wanted)}`,
      hint: columns.rowDimensions.some((dimension) => dimension.name === name)
        ? `a table that is not broken down by it says which category it is about: "keys": {${
          JSON.stringify(name)
        }: "…"}`
        : undefined,
    });
  }
}
