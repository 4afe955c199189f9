/** A small release in a temporary folder, and what the loader says of it. */
import assert from "node:assert/strict";
import { ReleaseError } from "../../../src/text/errors.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import type { Release } from "../../../src/counts/release/model.ts";

/** Content by path below the folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A descriptor with no more in it than must be. */
export const DESCRIPTOR = {
  name: "small",
  provenance: { publisher: "Office", reference: "A 1", documentDate: "2025-03-01" },
  resources: [
    { name: "received", path: "received.csv", schema: { missingValues: ["x"] } },
  ],
  dimensions: [
    { name: "kind", categories: [{ name: "Paper" }, { name: "Online" }] },
    { name: "year", categories: [{ name: "2023" }, { name: "2024" }] },
  ],
};

export const RECEIVED = "kind,2023,2024\nPaper,0,x\nOnline,12,7\n";

/** The small release with other files beside or in place of its own. */
export function small(files: Files = {}): Files {
  return { "datapackage.json": JSON.stringify(DESCRIPTOR), "received.csv": RECEIVED, ...files };
}

/** The small release with an edited descriptor, written as JSON.stringify indents it. */
// deno-lint-ignore no-explicit-any -- an edit may break the shape in any way
export function edited(edit: (descriptor: any) => void, files: Files = {}): Files {
  const descriptor = structuredClone(DESCRIPTOR);
  edit(descriptor);
  return small({ "datapackage.json": JSON.stringify(descriptor, null, 2), ...files });
}

/** Gives a callback a folder with some files, and removes it whatever happens. */
export async function withFolder<T>(
  files: Files,
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "release_" });
  try {
    for (const [path, content] of Object.entries(files)) {
      await Deno.mkdir(`${folder}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      if (typeof content === "string") await Deno.writeTextFile(`${folder}/${path}`, content);
      else await Deno.writeFile(`${folder}/${path}`, content);
    }
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

export function load(files: Files): Promise<Release> {
  return withFolder(files, loadRelease);
}

/** The messages of a folder's problems; none where it is valid. */
export function messagesOf(files: Files): Promise<string[]> {
  return withFolder(files, messagesAt);
}

/** The messages of the problems of a folder that exists. */
export async function messagesAt(folder: string | URL): Promise<string[]> {
  try {
    await loadRelease(folder);
    return [];
  } catch (error) {
    assert(error instanceof ReleaseError, `threw ${error}`);
    assert(error.problems.length > 0, "threw a ReleaseError without a problem");
    return error.message.split("\n");
  }
}

/** Value or mark of each cell of a table, in order. */
export function marksOf(release: Release, table: string): (number | string)[] {
  return release.tables.find(({ name }) => name === table)!.cells
    .map(({ value, mark }) => value ?? mark!);
}
