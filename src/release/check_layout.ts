/** What of a descriptor must hold together before its CSVs can be read. */
import { quote } from "../errors.ts";
import { looksLikeNumber } from "./cell.ts";
import type { Layout } from "./descriptor_schema.ts";
import type { JsonPath } from "./json.ts";
import { columnDimensionOf } from "./layout.ts";
import { nearest } from "./nearest.ts";
import { normalPath, pathFault } from "./paths.ts";
import type { FileProblem } from "./report.ts";

/** Reports a problem at a place of the descriptor. */
export type ReportAt = (
  path: JsonPath,
  problem: Pick<FileProblem, "found" | "wanted" | "hint">,
) => void;

/** Columns that the tidy table of any release has beside its dimensions. */
const RESERVED = ["table", "value", "status", "periodStart", "periodEnd", "isPartial"];

/** The most rows a table may have: far above any letter's, far below what would exhaust memory. */
const MOST_ROWS = 100_000;

/**
 * Checks dimensions, fields, paths and marks.
 *
 * @returns the indexes of the resources whose CSV can be read
 */
export function checkLayout(layout: Layout, report: ReportAt): number[] {
  const isSound = checkDimensions(layout, report);
  checkUnique(layout.resources, ["resources"], "name", "table", report);
  const paths = new Map<string, string>();
  return [...layout.resources.entries()].filter(([i, resource]) => {
    const at: JsonPath = ["resources", i];
    let faults = 0;
    const reportHere: ReportAt = (path, problem) => {
      faults++;
      report([...at, ...path], problem);
    };
    checkPath(resource.path, ["path"], reportHere);
    const twin = paths.get(normalPath(resource.path));
    if (twin !== undefined) {
      reportHere(["path"], {
        found: `gives ${quote(resource.name)} the path of ${quote(twin)}`,
        wanted: "each table has a file of its own",
      });
    }
    paths.set(normalPath(resource.path), resource.name);
    checkFields(resource, layout, reportHere);
    checkMarks(resource.schema.missingValues, reportHere);
    checkFormat(resource, reportHere);
    return isSound && faults === 0;
  }).map(([i]) => i);
}

/** Reports every name that is used twice in a list; tells whether there was none. */
export function checkUnique<K extends string>(
  items: readonly Readonly<Record<K, string>>[],
  at: JsonPath,
  key: K,
  what: string,
  report: ReportAt,
): boolean {
  const names = new Set<string>();
  for (const [i, item] of items.entries()) {
    if (names.has(item[key])) {
      const article = key === "id" ? "an" : "a";
      report([...at, i, key], {
        found: `names a second ${what} ${quote(item[key])}`,
        wanted: `each ${what} has ${article} ${key} of its own`,
      });
    }
    names.add(item[key]);
  }
  return names.size === items.length;
}

/** Reports a name that is not among those it refers to; tells whether it is. */
export function checkReference(
  name: string,
  known: readonly string[],
  what: string,
  at: JsonPath,
  report: ReportAt,
): boolean {
  if (known.includes(name)) return true;
  const near = nearest(name, known);
  report(at, {
    found: `names the ${what} ${quote(name)}, which does not exist`,
    wanted: known.length > 0 ? `there is ${listed(known)}` : `no ${what} is declared`,
    ...(near === undefined ? {} : { hint: `did you mean ${quote(near)}?` }),
  });
  return false;
}

/** Up to eight quoted names. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).map(quote).join(", ");
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}

export function checkPath(path: string, at: JsonPath, report: ReportAt): void {
  const fault = pathFault(path);
  if (fault) report(at, { ...fault, found: `${fault.found}: ${quote(path)}` });
}

function checkDimensions({ dimensions }: Layout, report: ReportAt): boolean {
  let isSound = checkUnique(dimensions, ["dimensions"], "name", "dimension", report);
  for (const [i, { name, categories }] of dimensions.entries()) {
    const at: JsonPath = ["dimensions", i];
    isSound = checkUnique(categories, [...at, "categories"], "name", "category", report) && isSound;
    if (RESERVED.includes(name)) {
      report([...at, "name"], {
        found: `names a dimension ${quote(name)}`,
        wanted: `the tidy table has columns of its own named ${RESERVED.join(", ")}`,
      });
    }
  }
  return isSound;
}

type Resource = Layout["resources"][number];

function checkFields(resource: Resource, layout: Layout, report: ReportAt): void {
  const names = layout.dimensions.map(({ name }) => name);
  const columnName = columnDimensionOf(resource, layout);
  if (!checkReference(columnName, names, "dimension", ["columnDimension"], report)) return;
  const dimension = layout.dimensions.find(({ name }) => name === columnName)!;
  const categories = dimension.categories.map(({ name }) => name);
  const rowNames = names.filter((name) => name !== columnName);
  const rows = layout.dimensions.filter(({ name }) => name !== columnName)
    .reduce((product, { categories }) => product * categories.length, 1);
  if (rows > MOST_ROWS) {
    report([], {
      found: `gives ${quote(resource.name)} ${rows} rows`,
      wanted: `a table has at most ${MOST_ROWS}, one for each combination of ${listed(rowNames)}`,
    });
  }
  for (const name of rowNames.filter((name) => categories.includes(name))) {
    report(["columnDimension"], {
      found: `gives ${quote(resource.name)} two columns ${quote(name)}`,
      wanted: "no category of the column dimension has the name of another dimension",
    });
  }
  const fields = resource.schema.fields;
  if (!fields) return;
  const at: JsonPath = ["schema", "fields"];
  checkUnique(fields, at, "name", "field", report);
  const wanted = [...rowNames, ...categories];
  for (const [i, { name }] of fields.entries()) {
    checkReference(name, wanted, "dimension or category", [...at, i, "name"], report);
  }
  for (const name of wanted.filter((name) => !fields.some((field) => field.name === name))) {
    report(at, {
      found: `lists no field ${quote(name)}`,
      wanted: `there is one for each of ${listed(wanted)}`,
      ...(rowNames.includes(name)
        ? { hint: "tables that are broken down differently belong in separate release folders" }
        : {}),
    });
  }
}

function checkMarks(marks: Resource["schema"]["missingValues"], report: ReportAt): void {
  const at: JsonPath = ["schema", "missingValues"];
  checkUnique(marks, at, "value", "mark", report);
  for (const [i, { value, kind, atLeast, atMost }] of marks.entries()) {
    const isCounted = kind === "suppressed" || kind === "unreliable";
    if (!isCounted && (atLeast ?? atMost) !== undefined) {
      report([...at, i], {
        found: `gives the mark ${quote(value)} the kind "${kind}" and a limit`,
        wanted: "only a count that exists and is hidden has a limit",
      });
    } else if ((atLeast ?? 0) > (atMost ?? Infinity)) {
      report([...at, i, "atLeast"], {
        found: `says that ${quote(value)} is at least ${atLeast} and at most ${atMost}`,
        wanted: "the least count is no greater than the greatest",
      });
    }
    if (!looksLikeNumber(value)) continue;
    report([...at, i], {
      found: `declares ${quote(value)} as a mark for missing counts`,
      wanted: "a mark cannot be read as a number",
    });
  }
}

function checkFormat({ encoding, dialect, hash }: Resource, report: ReportAt): void {
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
    report(["encoding"], {
      found: `declares the encoding ${quote(encoding)}`,
      wanted: "the files of a release are in UTF-8",
    });
  }
  const delimiter = dialect?.delimiter ?? ",";
  if (delimiter !== ",") {
    report(["dialect", "delimiter"], {
      found: `declares the separator ${quote(delimiter)}`,
      wanted: "columns are separated by commas",
    });
  }
  if (hash !== undefined && !/^sha256:[0-9a-f]{64}$|^sha512:[0-9a-f]{128}$/i.test(hash)) {
    report(["hash"], {
      found: `declares the hash ${quote(hash)}`,
      wanted: 'a hash is "sha256:" and 64 or "sha512:" and 128 hexadecimal digits',
      ...(/^(md5:)?[0-9a-f]{32}$/i.test(hash) ? { hint: "MD5 is not supported" } : {}),
    });
  }
}
