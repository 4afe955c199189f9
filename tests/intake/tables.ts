/** Tables as text, read as `new` reads them. */
import assert from "node:assert/strict";
import { ReleaseError } from "../../src/text/errors.ts";
import { type Draft, draftRelease } from "../../src/intake/release/draft.ts";
import type { Given } from "../../src/intake/inferences/answers.ts";
import type { ReadOptions } from "../../src/intake/read/read_file.ts";
import { openQuestions } from "../../src/intake/ask/ask.ts";
import type { Release } from "../../src/counts/release/model.ts";
import { load } from "../counts/release/folders.ts";

export type { Given };
type Content = string | Uint8Array<ArrayBuffer>;

/** Drafts a release of files. */
export function draftOf(
  files: Readonly<Record<string, Content>>,
  given: Given = {},
  options: ReadOptions = {},
): Promise<Draft> {
  const sources = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
  }));
  return draftRelease(sources, {
    name: "next",
    today: "2026-01-31",
    answers: given,
    ...options,
  });
}

/** Drafts a release of one CSV. */
export const draftOfTable = (text: string, given: Given = {}) => draftOf({ "a.csv": text }, given);

/** The release that a draft makes, read back; nothing may be left to answer. */
export async function written(draft: Draft): Promise<Release> {
  assert.deepEqual(questionsOf(draft), []);
  return await load({
    "datapackage.json": JSON.stringify(draft.descriptor),
    ...Object.fromEntries(draft.tables),
  });
}

/** The questions that a draft leaves open. */
export function questionsOf(draft: Draft): string[] {
  return openQuestions(draft).map(({ question }) => question!);
}

/** What was inferred, in English. */
export function saidOf({ inferences }: Draft): string[] {
  return inferences.map(({ said }) => said.en);
}

/** The problems of files that cannot be read. */
export async function refusalOf(
  files: Readonly<Record<string, Content>>,
  given: Given = {},
  options: ReadOptions = {},
): Promise<string> {
  try {
    await draftOf(files, given, options);
  } catch (error) {
    assert.ok(error instanceof ReleaseError, String((error as Error).stack));
    return error.message;
  }
  return "";
}

/** The kind of each column by its name. */
export function kindsOf({ inferences }: Draft): Record<string, string> {
  const columns = inferences.filter(({ flag }) => flag === "column");
  return Object.fromEntries(columns.map(({ name, value }) => [name!, value]));
}

/** Each total with its parts. */
export function sumsOf({ descriptor }: Draft): Record<string, string[]> {
  const relations = descriptor.relations as { type: string; total: string; parts: string[] }[];
  return Object.fromEntries(
    relations.filter(({ type }) => type === "sum").map(({ total, parts }) => [total, parts]),
  );
}

/** The rows of the first table as they were understood, labels before counts and marks. */
export function rowsIn({ understood }: Draft): string[] {
  return understood.tables[0]!.rows.map(({ labels, cells }) =>
    [...labels, ...cells.map((cell) => "digits" in cell ? cell.digits : cell.mark.value)].join(" ")
  );
}
