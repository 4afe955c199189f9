/** The only reader of a release folder: finds it, reads it, and puts the release together. */
import { forAll, type OnProblem, type Problem, ReleaseError } from "@crosses/text";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkDescriptor } from "./check_descriptor.ts";
import { DESCRIPTOR_FILE, type ReadDescriptor, readDescriptor } from "./descriptor.ts";
import type { Descriptor, Layout } from "./descriptor_schema.ts";
import { checkChecksum, decodeText, type Folder, openFolder, readBytes } from "./files.ts";
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
import { assumptionNames, NONE, type ReportAt } from "./names.ts";
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
  return buildRelease(parts.descriptor, parts.cells, parts.files);
}

/** What a folder holds, complete only where nothing was reported: the cells of each resource, and the files that were read. */
async function readFolder(
  at: string | URL,
  reporter: (file: string, table?: string) => OnProblem,
): Promise<{ descriptor?: Descriptor; cells: Cell[][]; files: FileChecksum[] } | undefined> {
  const folder = await openFolder(at, reporter(String(at)));
  if (!folder) return undefined;
  const read = await readDescriptorFile(folder, reporter(DESCRIPTOR_FILE));
  if (!read) return undefined;
  const { descriptor, layout, locate } = read;
  const report: ReportAt = (path, problem) =>
    reporter(DESCRIPTOR_FILE)({ ...locate(path), ...problem });
  const readable = layout ? checkLayout(layout, report) : [];
  if (descriptor) checkDescriptor(descriptor, report);
  const cells: Cell[][] = [];
  for (const i of readable) cells[i] = await readTableFile(folder, layout!, i, reporter);
  const source = descriptor?.provenance.path;
  // A path that leaves the folder has been reported, and is not followed.
  const isNew = folder.files.every(({ path }) => path !== source);
  if (source !== undefined && isNew && checkPath(source, () => {})) {
    const wanted = `${DESCRIPTOR_FILE} names it as the source document`;
    await readBytes(folder, source, wanted, reporter(source));
  }
  return { descriptor, cells, files: folder.files };
}

async function readDescriptorFile(
  folder: Folder,
  report: OnProblem,
): Promise<ReadDescriptor | undefined> {
  const wanted = "each release folder has this file, which describes it";
  const bytes = await readBytes(folder, DESCRIPTOR_FILE, wanted, report);
  const text = bytes && decodeText(bytes, report);
  return text === undefined ? undefined : readDescriptor(text, report);
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

/** Puts a release together. `cells` holds the cells of each resource, in their order. */
function buildRelease(
  descriptor: Descriptor,
  cells: readonly (readonly Cell[])[],
  files: readonly FileChecksum[],
): Release {
  const { title, labels, resources, ...rest } = descriptor;
  const assumptions = assumptionNames(descriptor);
  return {
    ...rest,
    title: labels ?? forAll(title ?? rest.name),
    tables: resources.map((resource, i) => buildTable(resource, descriptor, cells[i]!)),
    assumptions: assumptions.map((name) => buildAssumption(name, descriptor)),
    defaultAssumption: rest.defaultAssumption ?? assumptions[0]!,
    relations: rest.relations.map((relation) => buildRelation(relation, descriptor)),
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
): Relation {
  return byType<typeof relation, Relation>({
    sum(sum) {
      const { categories } = descriptor.dimensions.find(({ name }) => name === sum.dimension)!;
      const isPart = ({ isTotal }: { isTotal: boolean }) => !isTotal;
      return {
        ...sum,
        assumptions: sum.assumptions ?? assumptionNames(descriptor),
        tables: sum.tables ?? descriptor.resources.map(({ name }) => name),
        total: sum.total ?? categories.find(({ isTotal }) => isTotal)!.name,
        parts: sum.parts ?? categories.filter(isPart).map(({ name }) => name),
      };
    },
    atMost: (comparison) => comparison,
    equal: (comparison) => comparison,
  }, relation);
}
