/** The only reader of a release folder: finds it, reads it, and puts the release together. */
import { forAll, type OnProblem, type Problem, ReleaseError } from "@crosses/text";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkDescriptor, type Hierarchies } from "./check_descriptor.ts";
import { DESCRIPTOR_FILE, readDescriptor } from "./descriptor.ts";
import { type Descriptor, descriptorSchema, type Layout } from "./descriptor_schema.ts";
import { type Sum, sumRelations, withTotals } from "./categories.ts";
import {
  checkChecksum,
  decodeText,
  type Folder,
  openFolder,
  readBytes,
  readHierarchy,
  readText,
} from "./files.ts";
import { checkLayout, checkPath, tableLayout } from "./layout.ts";
import {
  type Assumption,
  byType,
  type Cell,
  type Derived,
  type FileChecksum,
  type Relation,
  type Release,
  type Table,
} from "./model.ts";
import { assumptionNames, namesOf, NONE, type ReportAt } from "./names.ts";
import { readTable } from "./table.ts";

/**
 * Reads and checks a release folder: `datapackage.json`, the CSVs that it names, and the source document that it
 * names. Nothing else is read and nothing is fetched.
 *
 * @param nameOrFolder the name of a folder in the project's `data/`; or a path with a slash in it; or a `file:` URL
 * @returns the release; each table has one cell for each combination of its categories, in the descriptor's order
 * @throws {ReleaseError} with every problem of every file
 * @throws {RangeError} when `data/` has no such folder; says which it has
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadRelease } from "@crosses/counts/release";
 *
 * const { tables } = await loadRelease("28731");
 * assert.deepEqual(tables.map(({ name }) => name), ["received", "refused", "accepted"]);
 * ```
 */
export async function loadRelease(nameOrFolder: string | URL): Promise<Release> {
  const isName = typeof nameOrFolder === "string" && !/[\\/]/.test(nameOrFolder);
  const folder = isName ? releaseFolder(nameOrFolder) : nameOrFolder;
  const problems: Problem[] = [];
  const reporter = (file: string, table?: string): OnProblem => (problem) =>
    problems.push({ file, table, ...problem });
  const parts = await readFolder(folder, reporter);
  if (!parts?.descriptor || problems.length > 0) throw new ReleaseError(problems);
  return buildRelease(parts as Parts);
}

/** What a folder holds, complete only where nothing was reported. */
interface Parts {
  readonly descriptor: Descriptor;
  readonly cells: readonly (readonly Cell[])[];
  readonly hierarchies: Hierarchies;
  readonly files: readonly FileChecksum[];
}

async function readFolder(
  at: string | URL,
  reporter: (file: string, table?: string) => OnProblem,
): Promise<Omit<Parts, "descriptor"> & Partial<Parts> | undefined> {
  const folder = await openFolder(at, reporter(String(at)));
  if (!folder) return undefined;
  const wanted = "each release folder has this file, which describes it";
  const ofDescriptor = reporter(DESCRIPTOR_FILE);
  const text = await readText(folder, DESCRIPTOR_FILE, wanted, ofDescriptor);
  const read = text === undefined ? undefined : readDescriptor(text, ofDescriptor);
  if (!read) return undefined;
  const { descriptor, layout, locate } = read;
  const report: ReportAt = (path, problem) => ofDescriptor({ ...locate(path), ...problem });
  const readable = layout ? checkLayout(layout, report) : [];
  const hierarchies: Hierarchies = descriptor
    ? await readHierarchies(descriptor, folder, reporter)
    : new Map();
  if (descriptor) checkDescriptor(descriptor, hierarchies, report);
  const cells: Cell[][] = [];
  for (const i of readable) cells[i] = await readTableFile(folder, layout!, i, reporter);
  const source = descriptor?.provenance.path;
  // A path that leaves the folder has been reported, and is not followed.
  const isNew = folder.files.every(({ path }) => path !== source);
  if (source !== undefined && isNew && checkPath(source, () => {})) {
    const wanted = `${DESCRIPTOR_FILE} names it as the source document`;
    await readBytes(folder, source, wanted, reporter(source));
  }
  return { descriptor, cells, hierarchies, files: folder.files };
}

async function readHierarchies(
  { relations, dimensions }: Descriptor,
  folder: Folder,
  reporter: (file: string) => OnProblem,
): Promise<Hierarchies> {
  const hierarchies = new Map<string, Sum[]>();
  for (const relation of relations) {
    if (relation.type !== "sum" || relation.hierarchy === undefined) continue;
    const { name, dimension, hierarchy, leadString } = relation;
    const known = dimensions.find(({ name }) => name === dimension)?.categories ?? [];
    const total = relation.total ?? known.find(({ isTotal }) => isTotal)?.name;
    // What leaves the folder, or has no total, is reported elsewhere.
    if (total === undefined || !checkPath(hierarchy, () => {})) continue;
    const report = reporter(hierarchy);
    const wanted = `${DESCRIPTOR_FILE} names it as a hierarchy`;
    const text = await readText(folder, hierarchy, wanted, report);
    if (text === undefined) continue;
    hierarchies.set(name, readHierarchy(text, total, namesOf(known), report, leadString));
  }
  return hierarchies;
}

async function readTableFile(
  folder: Folder,
  layout: Layout,
  index: number,
  reporter: (file: string, table?: string) => OnProblem,
): Promise<Cell[]> {
  const resource = layout.resources[index]!;
  const report = reporter(resource.path, resource.name);
  const wanted = `${DESCRIPTOR_FILE} names it as the file of a table`;
  const bytes = await readBytes(folder, resource.path, wanted, report);
  if (!bytes) return [];
  checkChecksum(bytes, resource, report);
  const text = decodeText(bytes, report);
  return text === undefined ? [] : readTable(text, tableLayout(resource, layout), report);
}

/**
 * The folder of a release that is called by its name.
 * @throws {RangeError} when `data/` has no such folder, or there is no `data/`; says which there are
 */
export function releaseFolder(name: string): URL {
  const data = dataFolder();
  if (data === undefined) {
    throw new RangeError(
      `Cannot find the release "${name}": there is no folder data/ in "${Deno.cwd()}", nor above it; a path has a slash in it`,
    );
  }
  const known = namesIn(data);
  if (!known.includes(name)) {
    const has = known.map((name) => `"${name}"`).join(", ") || "no folder";
    throw new RangeError(`Cannot find the release "${name}": data/ has ${has}`);
  }
  return pathToFileURL(join(data, name) + "/");
}

/** The folders in the nearest `data/`, by name. */
export function releaseNames(): string[] {
  const data = dataFolder();
  return data === undefined ? [] : namesIn(data);
}

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)]
    .filter(({ name, isFile }) => !isFile && !name.startsWith(".")).map(({ name }) => name).sort();
}

/** A kernel works in the folder of its notebook: `data/` may lie above it. */
function dataFolder(): string | undefined {
  for (let folder = Deno.cwd();; folder = dirname(folder)) {
    const data = join(folder, "data");
    try {
      if (Deno.statSync(data).isDirectory) return data;
    } catch {
      // Not here.
    }
    if (dirname(folder) === folder) return undefined;
  }
}

const NO_ASSUMPTION: Assumption = {
  name: NONE,
  label: { en: "no assumption", fr: "aucune hypothèse" },
  description: {
    en: "Counts are whole numbers, zero or more. Nothing else is assumed.",
    fr: "Les nombres sont entiers, nuls ou positifs. Rien d’autre n’est supposé.",
  },
};

/**
 * The release that a descriptor and cells make, where both are made by code.
 *
 * @param descriptor as `datapackage.json` has it
 * @param cells those of each of its resources, in their order
 */
export function describeRelease(descriptor: unknown, cells: readonly (readonly Cell[])[]): Release {
  const parts = { descriptor: descriptorSchema.parse(descriptor), cells };
  return buildRelease({ ...parts, hierarchies: new Map(), files: [] });
}

function buildRelease({ descriptor, cells, hierarchies, files }: Parts): Release {
  const { title, labels, resources, ...rest } = descriptor;
  const assumptions = assumptionNames(descriptor);
  return {
    ...rest,
    title: labels ?? forAll(title ?? rest.name),
    dimensions: rest.dimensions.map((dimension) => {
      const own = rest.relations.filter((relation) =>
        relation.type === "sum" && relation.dimension === dimension.name
      );
      return withTotals(dimension, own.flatMap(({ name }) => hierarchies.get(name) ?? []));
    }),
    tables: resources.map((resource, i) => buildTable(resource, descriptor, cells[i]!)),
    assumptions: assumptions.map((name) => buildAssumption(name, descriptor)),
    defaultAssumption: rest.defaultAssumption ?? assumptions[0]!,
    relations: rest.relations.flatMap((relation) =>
      buildRelation(relation, descriptor, hierarchies)
    ),
    derived: rest.derived.map(({ shortLabels, ...derived }): Derived => ({
      ...derived,
      shortLabel: shortLabels ?? derived.label,
      assumptions: derived.assumptions ?? assumptions,
    })),
    files,
  };
}

function buildTable(
  resource: Descriptor["resources"][number],
  descriptor: Descriptor,
  cells: readonly Cell[],
): Table {
  const { schema, bytes: _, hash: __, ...rest } = resource;
  const { rowDimensions, columnDimension } = tableLayout(resource, descriptor);
  return {
    ...rest,
    rowDimensions: rowDimensions.map(({ name }) => name),
    columnDimension: columnDimension.name,
    marks: schema.missingValues,
    cells,
  };
}

function buildAssumption(name: string, { assumptions }: Descriptor): Assumption {
  const declared = assumptions.find((assumption) => assumption.name === name);
  const standard = name === NONE ? NO_ASSUMPTION : undefined;
  const label = declared?.labels ?? standard?.label ?? forAll(name);
  return { name, label, description: declared?.description ?? standard?.description ?? label };
}

function buildRelation(
  relation: Descriptor["relations"][number],
  descriptor: Descriptor,
  hierarchies: Hierarchies,
): Relation[] {
  return byType<typeof relation, Relation[]>({
    sum({ hierarchy: _, leadString: __, ...sum }) {
      const { categories } = descriptor.dimensions.find(({ name }) => name === sum.dimension)!;
      const isPart = ({ isTotal }: { isTotal: boolean }) => !isTotal;
      const base = {
        ...sum,
        assumptions: sum.assumptions ?? assumptionNames(descriptor),
        tables: sum.tables ?? descriptor.resources.map(({ name }) => name),
      };
      const sums = hierarchies.get(sum.name);
      return sums ? sumRelations(base, sums) : [{
        ...base,
        total: sum.total ?? categories.find(({ isTotal }) => isTotal)!.name,
        parts: sum.parts ?? namesOf(categories.filter(isPart)),
      }];
    },
    atMost: (comparison) => [comparison],
    equal: (comparison) => [comparison],
  }, relation);
}
