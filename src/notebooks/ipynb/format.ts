/**
 * The .ipynb format: nbformat 4.0 to 4.5 in, 4.5 out, validated both ways; and the front matter that a notebook may begin with.
 *
 * Inside, every multi-line string is one string; on disk it is a list of lines, as Jupyter writes it.
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html
 */
import { z } from "zod";
import { NotebookError, quote } from "@crosses/text";

const text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(""))]);
const metadata = z.record(z.string(), z.unknown());

export const mimeBundle = z.record(z.string(), z.unknown()).transform((bundle) =>
  Object.fromEntries(
    Object.entries(bundle).map(([mime, value]) => [mime, isJsonMime(mime) ? value : joined(value)]),
  )
);

const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.string(), text }),
  z.object({ output_type: z.literal("display_data"), data: mimeBundle, metadata }),
  z.object({
    output_type: z.literal("execute_result"),
    execution_count: z.int().nonnegative().nullable(),
    data: mimeBundle,
    metadata,
  }),
  z.object({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    // .NET Interactive writes null where it has no line.
    traceback: z.array(z.string().nullable().transform((line) => line ?? "")),
  }),
]);

const CELL_ID = /^[a-zA-Z0-9_-]{1,64}$/;
const common = {
  id: z.string().regex(CELL_ID).optional(),
  metadata,
  source: text,
  attachments: z.record(z.string(), mimeBundle).optional(),
};

const cell = z.discriminatedUnion("cell_type", [
  z.looseObject({ cell_type: z.enum(["markdown", "raw"]), ...common }),
  z.looseObject({
    cell_type: z.literal("code"),
    ...common,
    execution_count: z.int().nonnegative().nullable().default(null),
    outputs: z.array(output),
  }),
]);

const notebook = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.int().nonnegative(),
  metadata,
  cells: z.array(cell),
});

/** Values by MIME type: text, or any JSON for `application/json` and `…+json`. */
export type MimeBundle = Record<string, unknown>;

type Metadata = Record<string, unknown>;

/** What a code cell shows, as nbformat has it. */
export type Output =
  | { output_type: "stream"; name: string; text: string }
  | { output_type: "display_data"; data: MimeBundle; metadata: Metadata }
  | {
    output_type: "execute_result";
    execution_count: number | null;
    data: MimeBundle;
    metadata: Metadata;
  }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

interface CellParts {
  id?: string | undefined;
  metadata: Metadata;
  source: string;
  attachments?: Record<string, MimeBundle> | undefined;
  /** What else the file holds is kept. */
  [key: string]: unknown;
}

/** A cell of text, or of a format that is not Jupyter's. */
export interface TextCell extends CellParts {
  cell_type: "markdown" | "raw";
}

/** A cell of code, with what it showed. */
export interface CodeCell extends CellParts {
  cell_type: "code";
  execution_count: number | null;
  outputs: Output[];
}

export type Cell = TextCell | CodeCell;

/** A notebook of nbformat 4; every multi-line text is one string. */
export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: Metadata;
  cells: Cell[];
  [key: string]: unknown;
}

/** True for a cell whose error is meant, as its tag says. */
export function mayFail({ metadata: { tags } }: Cell): boolean {
  return Array.isArray(tags) && tags.includes("raises-exception");
}

/** True for MIME types whose value is JSON rather than text. */
export function isJsonMime(mime: string): boolean {
  return mime === "application/json" || /^application\/.*\+json$/.test(mime);
}

function joined(value: unknown): unknown {
  return Array.isArray(value) && value.every((line) => typeof line === "string")
    ? value.join("")
    : value;
}

/**
 * Reads a notebook from the text of an .ipynb file. Cells without an id (nbformat < 4.5) get one by their place.
 * @throws {NotebookError} when the text is not JSON or not nbformat 4; names the cell and the field
 */
export function parseNotebook(content: string, name: string): Notebook {
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new NotebookError(
      `Cannot read "${name}": it is not JSON: ${(error as Error).message}`,
      { notebook: name },
      "an .ipynb file is JSON as Jupyter saves it; was it cut, or merged with conflict markers?",
    );
  }
  cutDepth(json);
  const parsed = notebook.safeParse(json);
  if (!parsed.success) throw formatError(parsed.error, json, name);
  const used = new Set(parsed.data.cells.map((cell) => cell.id));
  return {
    ...parsed.data,
    nbformat_minor: 5,
    cells: parsed.data.cells.map((cell, index) => {
      if (cell.id !== undefined) return cell;
      let id = `cell-${index + 1}`;
      while (used.has(id)) id += "-";
      used.add(id);
      return { ...cell, id };
    }),
  };
}

/** What is nested deeper cannot be written again: words stand for it that say so. */
const DEEPEST = 1_000;

function cutDepth(json: unknown): void {
  let level = [json];
  for (let depth = 0; level.length > 0; depth++) {
    level = level.flatMap((value) => {
      if (typeof value !== "object" || value === null) return [];
      if (depth < DEEPEST) return Object.values(value);
      for (const key of Object.keys(value)) {
        (value as Record<string, unknown>)[key] = `nested more than ${DEEPEST} deep`;
      }
      return [];
    });
  }
}

function formatError(error: z.ZodError, json: unknown, name: string): NotebookError {
  const version = (json as { nbformat?: unknown } | null)?.nbformat;
  if (typeof version === "number" && version !== 4) {
    return new NotebookError(
      `Cannot read "${name}": it is nbformat ${version}; this reads nbformat 4`,
      { notebook: name },
      "open it in Jupyter and save it again, or run `jupyter nbconvert --to notebook`",
    );
  }
  const found = error.issues.slice(0, 5).map((issue) => {
    const [first, index, ...rest] = issue.path;
    const place = first === "cells" && typeof index === "number"
      ? [`cell ${index + 1}`, ...rest.map(String)].join(" › ")
      : issue.path.map(String).join(" › ");
    return `${place ? `${quote(place)}: ` : ""}${issue.message}`;
  });
  const cell = error.issues[0]?.path[1];
  return new NotebookError(
    `Cannot read "${name}": it is not a notebook of nbformat 4: ${found.join("; ")}`,
    { notebook: name, ...(typeof cell === "number" ? { cell: cell + 1 } : {}) },
  );
}

/**
 * The text of an .ipynb file as Jupyter writes it: nbformat 4.5, one-space indent, lists of lines, a last newline.
 * @throws {NotebookError} when the notebook does not validate
 */
export function formatNotebook(value: Notebook, name: string): string {
  const parsed = notebook.safeParse(value);
  if (!parsed.success) throw formatError(parsed.error, value, name);
  const cells = parsed.data.cells.map((cell) => sorted(cellOnDisk(cell)));
  const { metadata } = parsed.data;
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1) + "\n";
}

function cellOnDisk(cell: Cell): Record<string, unknown> {
  const { source, ...rest } = cell;
  if (cell.cell_type !== "code") return { ...rest, source: lines(source) };
  return { ...rest, outputs: cell.outputs.map(outputOnDisk), source: lines(source) };
}

function outputOnDisk(output: Output): unknown {
  if (output.output_type === "stream") return sorted({ ...output, text: lines(output.text) });
  if (output.output_type === "error") return sorted(output);
  const data = Object.fromEntries(
    Object.entries(output.data).map(([mime, value]) => [
      mime,
      typeof value === "string" && !isJsonMime(mime) && !isBase64Mime(mime) ? lines(value) : value,
    ]),
  );
  return sorted({ ...output, data });
}

function isBase64Mime(mime: string): boolean {
  return (mime.startsWith("image/") && mime !== "image/svg+xml") || mime === "application/pdf";
}

function lines(value: string): string[] {
  return value === "" ? [] : value.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function sorted(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const FRONT_MATTER = /^\s*---[ \t]*\r?\n((?:[^]*?\r?\n)?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/**
 * A notebook whose first cell is read as front matter where it begins with any, and not shown: `title` and `lang`, also
 * from the notebook's metadata, which come first.
 */
export function readFrontMatter(notebook: Notebook): {
  readonly notebook: Notebook;
  readonly title?: string;
  readonly lang?: string;
} {
  const [first, ...others] = notebook.cells;
  const [whole = "", block = ""] = first?.cell_type === "code" || first === undefined
    ? []
    : FRONT_MATTER.exec(first.source) ?? [];
  const fields = new Map(
    [...block.matchAll(/^([\w-]+):[ \t]*(.*?)[ \t]*\r?$/gm)].map(([, key, value]) =>
      [key!, value!.replace(/^(["'])(.*)\1$/, "$2")] as const
    ),
  );
  const { metadata } = notebook;
  const said = (key: string) =>
    [metadata[key], fields.get(key)].find((one) => typeof one === "string" && one.trim() !== "") as
      | string
      | undefined;
  const lang = said("lang") ?? said("language");
  const rest = { ...first!, source: first?.source.slice(whole.length) ?? "" } as Cell;
  return {
    notebook: fields.size === 0 ? notebook : { ...notebook, cells: [rest, ...others] },
    title: said("title")?.trim(),
    ...(/^[a-z]{2,3}(?:-[\w-]+)?$/i.test(lang ?? "") && { lang }),
  };
}
