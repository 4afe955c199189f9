/** What of a descriptor must hold together beside its layout: everything that refers to something else. */
import { quote } from "../errors.ts";
import { checkPath, checkReference, checkUnique, type ReportAt } from "./check_layout.ts";
import { checkPeriods } from "./check_periods.ts";
import type { Descriptor } from "./descriptor_schema.ts";
import type { JsonPath } from "./json.ts";

/** The assumption that every release has: whole numbers >= 0, and nothing else. */
export const NONE = "none";

/** Checks periods, caveats, assumptions, relations and the source document's path. */
export function checkDescriptor(descriptor: Descriptor, report: ReportAt): void {
  const { provenance } = descriptor;
  if (provenance.path !== undefined) checkPath(provenance.path, ["provenance", "path"], report);
  checkPeriods(descriptor, report);
  checkCaveats(descriptor, report);
  checkAssumptions(descriptor, report);
  checkWidths(descriptor, report);
  checkUnique(descriptor.relations, ["relations"], "name", "relation", report);
  for (const [i, relation] of descriptor.relations.entries()) {
    const at: JsonPath = ["relations", i];
    checkNames(relation.assumptions, assumptionNames(descriptor), "assumption", [
      ...at,
      "assumptions",
    ], report);
    if (relation.type === "sum") checkSum(relation, descriptor, at, report);
    else checkAtMost(relation, descriptor, at, report);
  }
  checkDerived(descriptor, report);
}

/** The names of the assumptions, the standard one first where it is not declared. */
export function assumptionNames({ assumptions }: Descriptor): string[] {
  const names = assumptions.map(({ name }) => name);
  return names.includes(NONE) ? names : [NONE, ...names];
}

function checkCaveats({ caveats, dimensions }: Descriptor, report: ReportAt): void {
  checkUnique(caveats, ["caveats"], "id", "caveat", report);
  const ids = caveats.map(({ id }) => id);
  for (const [i, dimension] of dimensions.entries()) {
    const at: JsonPath = ["dimensions", i];
    checkNames(dimension.caveats, ids, "caveat", [...at, "caveats"], report);
    for (const [j, { inferredBy }] of dimension.categories.entries()) {
      if (inferredBy === undefined) continue;
      checkReference(inferredBy, ids, "caveat", [...at, "categories", j, "inferredBy"], report);
    }
  }
}

function checkAssumptions(descriptor: Descriptor, report: ReportAt): void {
  const { assumptions, defaultAssumption } = descriptor;
  checkUnique(assumptions, ["assumptions"], "name", "assumption", report);
  const place = assumptions.findIndex(({ name }) => name === NONE);
  if (place > 0) {
    report(["assumptions", place, "name"], {
      found: `names the assumption ${quote(NONE)} after others`,
      wanted: "the assumption that assumes nothing stands first",
    });
  }
  if (defaultAssumption === undefined) return;
  checkReference(defaultAssumption, assumptionNames(descriptor), "assumption", [
    "defaultAssumption",
  ], report);
}

function checkWidths({ resources, dimensions }: Descriptor, report: ReportAt): void {
  for (const [i, { requiredWidths }] of resources.entries()) {
    for (const [j, { keys }] of requiredWidths?.entries() ?? []) {
      const at: JsonPath = ["resources", i, "requiredWidths", j, "keys"];
      for (const [name, category] of Object.entries(keys)) {
        const names = dimensions.map(({ name }) => name);
        if (!checkReference(name, names, "dimension", at, report)) continue;
        const { categories } = dimensions.find((dimension) => dimension.name === name)!;
        const known = categories.map(({ name }) => name);
        checkReference(category, known, "category", [...at, name], report);
      }
    }
  }
}

type Relation = Descriptor["relations"][number];
type Sum = Extract<Relation, { type: "sum" }>;
type AtMost = Exclude<Relation, Sum>;

function checkSum(sum: Sum, descriptor: Descriptor, at: JsonPath, report: ReportAt): void {
  checkNames(sum.tables, tableNames(descriptor), "table", [...at, "tables"], report);
  const dimensions = descriptor.dimensions.map(({ name }) => name);
  if (!checkReference(sum.dimension, dimensions, "dimension", [...at, "dimension"], report)) return;
  const { categories } = descriptor.dimensions.find(({ name }) => name === sum.dimension)!;
  const names = categories.map(({ name }) => name);
  const totals = categories.filter(({ isTotal }) => isTotal).map(({ name }) => name);
  checkNames(sum.parts, names, "category", [...at, "parts"], report);
  if (sum.total === undefined && totals.length !== 1) {
    report(at, {
      found: `names no total for the dimension ${quote(sum.dimension)}`,
      wanted: `it is clear only where one category has "isTotal": true, and ${totals.length} have`,
    });
    return;
  }
  const total = sum.total ?? totals[0]!;
  if (!checkReference(total, names, "category", [...at, "total"], report)) return;
  if (!totals.includes(total)) {
    report([...at, "total"], {
      found: `names the total ${quote(total)}`,
      wanted: 'a total is a category with "isTotal": true, so that nobody adds it in again',
    });
  }
  if (sum.parts?.includes(total)) {
    report([...at, "parts"], {
      found: `counts the total ${quote(total)} among its parts`,
      wanted: "a total is the sum of other categories",
    });
  }
}

function checkAtMost(atMost: AtMost, descriptor: Descriptor, at: JsonPath, report: ReportAt): void {
  const tables = tableNames(descriptor);
  checkNames(atMost.left, tables, "table", [...at, "left"], report);
  checkNames(atMost.right, tables, "table", [...at, "right"], report);
  for (const table of atMost.left.filter((table) => atMost.right.includes(table))) {
    report([...at, "right"], {
      found: `has the table ${quote(table)} on both sides`,
      wanted: "a relation compares different tables",
    });
  }
  if (atMost.cumulativeOver === undefined) return;
  const place: JsonPath = [...at, "cumulativeOver"];
  const dimensions = descriptor.dimensions.map(({ name }) => name);
  if (!checkReference(atMost.cumulativeOver, dimensions, "dimension", place, report)) return;
  const { categories } = descriptor.dimensions.find(({ name }) => name === atMost.cumulativeOver)!;
  const starts = categories.filter(({ isTotal }) => !isTotal).map(({ start }) => start ?? "");
  if (starts.some((start, i) => i > 0 && start < starts[i - 1]!)) {
    report(place, {
      found: `sums up over ${quote(atMost.cumulativeOver)}, whose periods go back in time`,
      wanted: "its categories stand from the earliest to the latest",
    });
  }
}

function checkDerived(descriptor: Descriptor, report: ReportAt): void {
  const tables = tableNames(descriptor);
  const assumptions = assumptionNames(descriptor);
  checkUnique(descriptor.derived, ["derived"], "name", "quantity", report);
  for (const [i, derived] of descriptor.derived.entries()) {
    const at: JsonPath = ["derived", i];
    checkNames(derived.assumptions, assumptions, "assumption", [...at, "assumptions"], report);
    for (const side of ["plus", "minus", "numerator", "denominator"] as const) {
      const names = side in derived ? derived[side as keyof typeof derived] as string[] : undefined;
      checkNames(names, tables, "table", [...at, side], report);
    }
  }
}

function tableNames(descriptor: Descriptor): string[] {
  return descriptor.resources.map(({ name }) => name);
}

/** Checks a list of references, and that none of them stands there twice. */
function checkNames(
  names: readonly string[] | undefined,
  known: readonly string[],
  what: string,
  at: JsonPath,
  report: ReportAt,
): void {
  for (const [i, name] of names?.entries() ?? []) {
    checkReference(name, known, what, [...at, i], report);
    if (names!.indexOf(name) === i) continue;
    report([...at, i], {
      found: `names the ${what} ${quote(name)} again`,
      wanted: "each stands once in the list",
    });
  }
}
