/** The only reader of a release folder. */
import { type OnProblem, type Problem, ReleaseError } from "@crosses/text";
import { buildRelease } from "./build_release.ts";
import { checkDescriptor } from "./check_descriptor.ts";
import { checkLayout, checkPath } from "./check_layout.ts";
import { checkChecksum } from "./checksums.ts";
import { DESCRIPTOR_FILE, type ReadDescriptor, readDescriptor } from "./descriptor.ts";
import type { Descriptor, Layout } from "./descriptor_schema.ts";
import { type Folder, openFolder, readBytes } from "./files.ts";
import { releaseFolder } from "./folder.ts";
import { tableLayout } from "./layout.ts";
import type { Cell, FileChecksum, Release } from "./model.ts";
import type { ReportAt } from "./references.ts";
import { readTable } from "./table.ts";
import { decodeText } from "./text.ts";

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
