/** Tables made after real publications, and what must be understood of each. */
import assert from "node:assert/strict";
import type { Draft } from "../../src/intake/release/draft.ts";
import type { Release } from "../../src/counts/release/model.ts";
import { type Given, sumsOf } from "./tables.ts";
import manifest from "./corpus/manifest.json" with { type: "json" };

/** One table: the office and the publication that it is made after, and what must be understood. */
export interface Sample {
  readonly file: string;
  readonly office: string;
  readonly after: string;
  readonly answers?: Given;
  /** What has to be asked, where the table alone does not tell. */
  readonly question?: string;
  readonly labels?: readonly string[];
  readonly counts?: readonly string[];
  /** Labels, then counts or marks. */
  readonly rows?: readonly (readonly string[])[];
  readonly marks?: Readonly<Record<string, string>>;
  readonly totals?: Readonly<Record<string, readonly string[]>>;
  /** Columns that are neither labels nor counts. */
  readonly left?: Readonly<Record<string, string>>;
  readonly rounded?: number;
}

export const SAMPLES = manifest as readonly Sample[];

export async function bytesOf({ file }: Sample): Promise<Uint8Array<ArrayBuffer>> {
  return await Deno.readFile(new URL(`corpus/${file}`, import.meta.url));
}

/** What was understood of a draft's only table, in the shape of a sample. */
export function understoodOf(draft: Draft) {
  const { tables: [table], marks } = draft.understood;
  const resources = draft.descriptor.resources as {
    schema: { missingValues: { value: string; kind: string }[] };
    roundedTo?: { base: number };
  }[];
  return {
    labels: table!.labels.map(({ name }) => name),
    counts: table!.counts.map(({ name }) => name),
    rows: table!.rows.map(({ labels, cells }) => [
      ...labels,
      ...cells.map((cell) => "digits" in cell ? cell.digits : marks.get(cell.mark.value)!.value),
    ]),
    marks: Object.fromEntries(
      resources.flatMap(({ schema }) => schema.missingValues).map((
        { value, kind },
      ) => [value, kind]),
    ),
    totals: sumsOf(draft),
    ...(resources[0]!.roundedTo ? { rounded: resources[0]!.roundedTo.base } : {}),
  };
}

/** Says what was misread. */
export function assertUnderstood(draft: Draft, sample: Sample): void {
  const { file: _file, office: _office, after: _after, answers: _answers, left = {}, ...wanted } =
    sample;
  assert.deepEqual(understoodOf(draft), wanted, sample.file);
  const kinds = Object.fromEntries(
    draft.inferences.filter(({ flag }) => flag === "column").map((
      { name, value },
    ) => [name, value]),
  );
  for (const [name, kind] of Object.entries(left)) assert.equal(kinds[name], kind, sample.file);
}

/** Recomputes from what came in, field by field, the sum of all that a release publishes: nothing is lost, changed or added. */
export function assertSum({ understood: { grids, tables } }: Draft, release: Release): void {
  const raw = tables.flatMap(({ file, rows, counts }) =>
    rows.flatMap(({ line, cells }) => {
      const { fields } = grids.find((grid) => grid.file === file)!.lines
        .find((one) => one.line === line)!;
      return counts.map(({ at }, index) =>
        "digits" in cells[index]!
          ? Number(
            /^[\d\s.,'’]+/.exec(fields[at]!)![0].replace(/[.,]0{1,2}$/, "").replaceAll(/\D/g, ""),
          )
          : 0
      );
    })
  );
  const made = release.tables.flatMap(({ cells }) =>
    cells.map(({ value, mark }) => mark ? 0 : value ?? 0)
  );
  const sum = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0);
  assert.equal(sum(made), sum(raw));
}
