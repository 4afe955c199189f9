/** What of a descriptor must hold together beside its layout. */
import { quote } from "@crosses/text";
import { checkPath } from "./layout.ts";
import type { Descriptor } from "./descriptor_schema.ts";
import type { JsonPath } from "./descriptor.ts";
import { categoriesIn, type Sum } from "./categories.ts";
import { byType, tablesOf } from "./model.ts";
import { checkNames, checkReferences, namesOf, NONE, type ReportAt } from "./names.ts";

/** What each relation that names a hierarchy stands for, by the relation's name. */
export type Hierarchies = ReadonlyMap<string, readonly Sum[]>;

/** Checks names and references, periods, relations, and the source document's path. */
export function checkDescriptor(
  descriptor: Descriptor,
  hierarchies: Hierarchies,
  report: ReportAt,
): void {
  const { provenance, assumptions } = descriptor;
  if (provenance.path !== undefined) {
    checkPath(provenance.path, (problem) => report(["provenance", "path"], problem));
  }
  checkPeriods(descriptor, report);
  checkNames(descriptor, report);
  const place = namesOf(assumptions).indexOf(NONE);
  if (place > 0) {
    report(["assumptions", place, "name"], {
      found: `names the assumption ${quote(NONE)} after others`,
      wanted: "the assumption that assumes nothing stands first",
    });
  }
  checkWidths(descriptor, report);
  for (const [i, relation] of descriptor.relations.entries()) {
    const at: JsonPath = ["relations", i];
    byType({
      sum: (sum) => checkSum(sum, descriptor, hierarchies.get(sum.name), at, report),
      atMost: (comparison) => checkComparison(comparison, descriptor, at, report),
      equal: (comparison) => checkComparison(comparison, descriptor, at, report),
    }, relation);
  }
  for (const [i, derived] of descriptor.derived.entries()) {
    checkCommon(tablesOf(derived).flat(), descriptor, ["derived", i], report);
  }
}

/** One dimension has periods, each category of it but a total is one, and no two overlap. */
function checkPeriods({ dimensions }: Descriptor, report: ReportAt): void {
  const [first, ...others] = [...dimensions.entries()].filter(([, { categories }]) =>
    categories.some(({ start }) => start !== undefined)
  );
  for (const [i, { name }] of others) {
    report(["dimensions", i], {
      found: `gives ${quote(name)} periods, as ${quote(first![1].name)} has already`,
      wanted: "one dimension of a release has periods",
    });
  }
  if (!first) return;
  const [i, { categories }] = first;
  const periods = categories.map((category, j) => ({
    ...category,
    at: ["dimensions", i, "categories", j],
  })).filter(({ isTotal }) => !isTotal);
  for (const { name, at } of periods.filter(({ start }) => start === undefined)) {
    report(at, {
      found: `gives the period ${quote(name)} no "start" and no "end"`,
      wanted: 'each period but a total has both, as in "start": "2023-01-01"',
    });
  }
  const inTime = periods.filter(({ start }) => start !== undefined)
    .sort((a, b) => a.start! < b.start! ? -1 : 1);
  for (const [k, { name, start, at }] of inTime.entries()) {
    const before = inTime[k - 1];
    if (!before || before.end! < start!) continue;
    report(at, {
      found: `starts the period ${quote(name)} on ${start}, ` +
        `though ${quote(before.name)} ends on ${before.end}`,
      wanted: "periods do not overlap",
    });
  }
}

function checkWidths({ resources, dimensions }: Descriptor, report: ReportAt): void {
  for (const [i, { requiredWidths }] of resources.entries()) {
    for (const [j, { keys }] of requiredWidths?.entries() ?? []) {
      const at: JsonPath = ["resources", i, "requiredWidths", j, "keys"];
      for (const [name, category] of Object.entries(keys)) {
        checkReferences([{ at, name }], namesOf(dimensions), "dimension", report);
        const dimension = dimensions.find((dimension) => dimension.name === name);
        if (!dimension) continue;
        const known = namesOf(dimension.categories);
        checkReferences([{ at: [...at, name], name: category }], known, "category", report);
      }
    }
  }
}

type Relation = Descriptor["relations"][number];
type DeclaredSum = Extract<Relation, { type: "sum" }>;

function checkSum(
  sum: DeclaredSum,
  descriptor: Descriptor,
  sums: readonly Sum[] | undefined,
  at: JsonPath,
  report: ReportAt,
): void {
  const { dimensions } = descriptor;
  if (sum.hierarchy !== undefined) {
    checkPath(sum.hierarchy, (problem) => report([...at, "hierarchy"], problem));
    if (sum.parts !== undefined) {
      report([...at, "parts"], {
        found: `gives the parts of ${quote(sum.name)} beside its hierarchy`,
        wanted: "the file says what the parts are",
      });
    }
  }
  const dimension = dimensions.find(({ name }) => name === sum.dimension);
  if (!dimension) return;
  const names = namesOf(dimension.categories);
  const totals = namesOf(dimension.categories.filter(({ isTotal }) => isTotal));
  const parts = sum.parts ?? [];
  const places = parts.map((name, i) => ({ at: [...at, "parts", i], name }));
  checkReferences(places, names, "category", report);
  if (sum.total === undefined && totals.length !== 1) {
    report(at, {
      found: `names no total for the dimension ${quote(sum.dimension)}`,
      wanted: `it is clear only where one category has "isTotal": true, and ${totals.length} have`,
    });
    return;
  }
  const total = sum.total ?? totals[0]!;
  checkReferences([{ at: [...at, "total"], name: total }], names, "category", report);
  checkTotal(total, { names, totals, parts }, at, report);
  const isPart = ({ isTotal }: { isTotal: boolean }) => !isTotal;
  const own = [{ total, parts: sum.parts ?? namesOf(dimension.categories.filter(isPart)) }];
  checkApplies(sum, sums ?? own, descriptor, at, report);
}

function checkTotal(
  total: string,
  { names, totals, parts }: Readonly<Record<"names" | "totals" | "parts", readonly string[]>>,
  at: JsonPath,
  report: ReportAt,
): void {
  if (names.includes(total) && !totals.includes(total)) {
    report([...at, "total"], {
      found: `names the total ${quote(total)}`,
      wanted: 'a total is a category with "isTotal": true, so that nobody adds it in again',
    });
  }
  if (parts.includes(total)) {
    report([...at, "parts"], {
      found: `counts the total ${quote(total)} among its parts`,
      wanted: "a total is the sum of other categories",
    });
  }
}

/** Each table that a sum names has the categories of one total at least; of all tables, one has. */
function checkApplies(
  sum: DeclaredSum,
  sums: readonly Sum[],
  { resources, dimensions }: Descriptor,
  at: JsonPath,
  report: ReportAt,
): void {
  const dimension = dimensions.find(({ name }) => name === sum.dimension)!;
  const applies = ({ keys }: Pick<Descriptor["resources"][number], "keys">) => {
    const own = namesOf(categoriesIn(keys, dimension));
    return sums.some(({ total, parts }) => [total, ...parts].every((name) => own.includes(name)));
  };
  const named = resources.filter(({ name }) => sum.tables?.includes(name) ?? true);
  const without = named.filter((resource) =>
    Object.keys(resource.keys).length > 0 && !applies(resource)
  );
  if (sum.tables === undefined && without.length < named.length) return;
  for (const { name } of without) {
    report(at, {
      found: `sums up ${quote(sum.dimension)} in ${
        quote(name)
      }, whose keys leave categories of it out`,
      wanted: "the table has a total and all of its parts",
    });
  }
}

/** Tables that are taken together stand at the same place somewhere. */
function checkCommon(
  tables: readonly string[],
  { dimensions, resources }: Descriptor,
  at: JsonPath,
  report: ReportAt,
): void {
  const keys = resources.filter(({ name }) => tables.includes(name)).map(({ keys }) => keys);
  const apart = dimensions.find((dimension) =>
    !dimension.categories.some((category) =>
      keys.every((own) => categoriesIn(own, dimension).includes(category))
    )
  );
  if (apart === undefined) return;
  report(at, {
    found: `takes tables together that have no category of ${quote(apart.name)} in common`,
    wanted: "they stand at the same place in each",
  });
}

function checkComparison(
  { left, right, cumulativeOver }: Pick<
    Exclude<Relation, DeclaredSum>,
    "left" | "right" | "cumulativeOver"
  >,
  descriptor: Descriptor,
  at: JsonPath,
  report: ReportAt,
): void {
  const { dimensions, resources } = descriptor;
  checkCommon([...left, ...right], descriptor, at, report);
  for (const table of left.filter((table) => right.includes(table))) {
    report([...at, "right"], {
      found: `has the table ${quote(table)} on both sides`,
      wanted: "a relation compares different tables",
    });
  }
  const dimension = dimensions.find(({ name }) => name === cumulativeOver);
  const steps = (dimension?.categories ?? []).filter(({ isTotal }) => !isTotal);
  const starts = steps.map(({ start = "" }) => start);
  for (const { name, keys } of resources) {
    if (!dimension || ![...left, ...right].includes(name)) continue;
    const own = categoriesIn(keys, dimension);
    if (steps.every((step) => own.includes(step))) continue;
    report([...at, "cumulativeOver"], {
      found: `sums up over ${quote(dimension.name)}, of which ${
        quote(name)
      } has not every category`,
      wanted: "each table has all of what is summed up",
    });
  }
  if (starts.some((start, i) => i > 0 && start < starts[i - 1]!)) {
    report([...at, "cumulativeOver"], {
      found: `sums up over ${quote(cumulativeOver!)}, whose periods go back in time`,
      wanted: "its categories stand from the earliest to the latest",
    });
  }
}
