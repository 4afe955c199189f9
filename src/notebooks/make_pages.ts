/** From notebooks to pages: what must be run is run, pages are rendered, and files appear whole or not at all. */
import { basename, dirname, join, relative, sep } from "node:path";
import { type Language, terminalSafe } from "@crosses/text";
import { clock, type OutFile, tell, writeFiles } from "@crosses/text/command";
import { parseNotebook } from "./ipynb/format.ts";
import type { Index, IndexEntry, IndexKind } from "./page/document.ts";
import type { Neighbours } from "./page/links.ts";
import {
  describeAddresses,
  describeFinding,
  describeSize,
  type GivenLook,
  lookOf,
} from "./page/context.ts";
import type { PageWords, ProvenanceRow } from "./page/frame.ts";
import type { PageInput } from "./page/render_page.ts";
import { Renderer } from "./page/renderer.ts";
import type { Freeze } from "./run/freeze.ts";
import {
  errorsOf,
  type Executed,
  Progress,
  type RunOptions,
  type Source,
  startNotebooks,
  stem,
} from "./run/run_notebooks.ts";
import { PAGE_TEXT } from "./words/page.ts";

/** A page to be made. */
export interface PagePlan {
  /** Where it is written: an absolute path. */
  readonly path: string;
  /** Its notebooks, in order. */
  readonly chapters: readonly Source[];
  /** Pages that links to other notebooks lead to. */
  readonly neighbours?: Neighbours;
  /** What the page says besides once its notebooks have run. */
  readonly words: (executed: readonly Executed[]) => PageWords | Promise<PageWords>;
}

/** Pages that are written together with other files, or not at all. */
export interface Together {
  /** Where the pages lie, and the files beside them. */
  readonly out: string;
  /** With it, what would come out the same is not run, nor written, again. */
  readonly freeze?: Freeze;
  /** What lies beside the pages, once all notebooks have run. */
  readonly files: (
    executed: readonly Executed[],
  ) => readonly OutFile[] | Promise<readonly OutFile[]>;
  /** A page that leads to the others, if one is wanted, and its path below the folder. */
  readonly index?: () => Promise<Index & { readonly path: string }>;
}

/** That the notebooks of a page were run for it, and how; or that they were not. */
export function executionRow(
  lang: Language,
  isExecuted: boolean,
  areChapters = false,
): ProvenanceRow {
  const { execution, asSaved, ...text } = PAGE_TEXT[lang];
  const executed = areChapters ? text.executedChapters : text.executed;
  return { label: execution, value: isExecuted ? executed(Deno.version.deno) : asSaved };
}

/** How pages are made. */
export interface MakeOptions
  extends RunOptions, Pick<PageInput, "brokenLinks" | "theme" | keyof GivenLook> {
  /** A folder whose images may be shown, beside those of each notebook's own. */
  readonly images?: string | undefined;
  /** Left out: each page is written by itself, and one that fails leaves its earlier file and the others alone. */
  readonly together?: Together;
  /** Where to write a page that leads to others, if there are several, and these by their paths once they are written. */
  readonly index?: {
    readonly path: string;
    readonly entries: Map<string, IndexEntry | undefined>;
  } | undefined;
}

/**
 * Makes pages, and prints the path of each.
 * @throws {AggregateError} of what went wrong with each notebook that failed
 * @throws the signal's reason when that aborts
 */
export async function makePages(plans: readonly PagePlan[], options: MakeOptions): Promise<void> {
  const { signal, together } = options;
  const sources = plans.flatMap(({ chapters }) => chapters);
  const earlier = await takeEarlier(sources, options);
  if (earlier.size === sources.length && await together?.freeze?.isWritten()) {
    const progress = new Progress();
    for (const { path } of plans) progress.say(`${basename(path)}: unchanged, not written again`);
    for (const { path } of plans) console.log(terminalSafe(path));
    return;
  }
  const folders = [options.images ?? [], ...sources.map(({ path }) => dirname(path))].flat();
  await using renderer = new Renderer(folders, signal);
  const executing = execute(sources, earlier, options);
  // A page is rendered as soon as its notebooks have run, while those of others still do.
  const rendering = plans.map((plan) => renderPlan(plan, executing, renderer, options));
  rendering.forEach((page) => page.catch(() => {}));
  if (together === undefined) await writeEach(plans, rendering, options);
  else await writeAll(plans, rendering, [...executing.values()], together, options);
}

/** Notebooks as they were executed last, where they would come out the same. */
async function takeEarlier(
  sources: readonly Source[],
  { execute, together }: MakeOptions,
): Promise<Map<Source, Executed>> {
  const earlier = new Map<Source, Executed>();
  if (!execute || together?.freeze === undefined) return earlier;
  const progress = new Progress();
  for (const source of sources) {
    const content = await together.freeze.executed(source);
    if (content === undefined) continue;
    const notebook = parseNotebook(content, source.name);
    earlier.set(source, { ...source, notebook, bytes: new TextEncoder().encode(content) });
    progress.say(`${source.name}: unchanged, not run again`);
  }
  return earlier;
}

/** Every notebook as executed: now, or earlier. */
function execute(
  sources: readonly Source[],
  earlier: ReadonlyMap<Source, Executed>,
  options: RunOptions,
): Map<Source, Promise<Executed>> {
  const toRun = sources.filter((source) => !earlier.has(source));
  const running = new Map(startNotebooks(toRun, options).map((run, at) => [toRun[at], run]));
  return new Map(
    sources.map((source) => [source, running.get(source) ?? Promise.resolve(earlier.get(source)!)]),
  );
}

interface Rendered {
  readonly lang: Language;
  readonly title: string;
  readonly html: string;
  readonly notes: readonly string[];
}

async function renderPlan(
  { path, chapters, neighbours, words }: PagePlan,
  executing: ReadonlyMap<Source, Promise<Executed>>,
  renderer: Renderer,
  { brokenLinks, theme, images, ...options }: MakeOptions,
): Promise<Rendered> {
  const executed = await Promise.all(chapters.map((chapter) => executing.get(chapter)!));
  const said = await words(executed);
  const { html, title, findings, addresses } = await renderer.render({
    ...said,
    brokenLinks,
    neighbours,
    theme,
    ...lookOf(options),
    generatedAt: clock(),
    chapters: executed.map(({ path, notebook }) => ({
      name: `${stem(path)}.ipynb`,
      notebook,
      folder: dirname(path),
      images,
    })),
  });
  const file = basename(path);
  const notes = [
    ...findings.map((finding) => `note: ${describeFinding(finding)}`),
    ...describeAddresses(file, addresses),
    describeSize(file, html),
  ];
  return { lang: said.lang, title, html, notes };
}

async function writeEach(
  plans: readonly PagePlan[],
  rendering: readonly Promise<Rendered>[],
  { signal, index }: MakeOptions,
): Promise<void> {
  const errors: unknown[] = [];
  for (const [at, { path }] of plans.entries()) {
    try {
      const { html, notes, lang, title } = await rendering[at]!;
      for (const note of notes) tell(terminalSafe(note));
      await writeFiles(dirname(path), [{ path: basename(path), content: html }], signal);
      console.log(terminalSafe(path));
      index?.entries.set(path, { lang, title, href: addressOf(path, dirname(path)) });
    } catch (error) {
      errors.push(error);
    }
  }
  signal?.throwIfAborted();
  const entries = [...index?.entries.values() ?? []].filter((entry) => entry !== undefined);
  if (entries.length > 1) await writeIndex(index!.path, entries);
  if (errors.length > 0) throw new AggregateError(errors);
}

export function addressOf(path: string, folder: string): string {
  return relative(folder, path).split(sep).map(encodeURIComponent).join("/");
}

async function writeIndex(path: string, entries: readonly IndexEntry[]): Promise<void> {
  const index = { heading: PAGE_TEXT[entries[0]!.lang].contents, entries };
  const content = await indexAt(path, index, "pages");
  if (content === undefined) return;
  await writeFiles(dirname(path), [{ path: basename(path), content }]);
  console.log(terminalSafe(path));
}

/** The page that leads to others; undefined, and said, where another lies that was not written so. */
async function indexAt(path: string, index: Index, kind: IndexKind): Promise<string | undefined> {
  const { indexStart, renderIndex } = await import("./page/document.ts");
  const earlier = await Deno.readTextFile(path).catch(() => undefined);
  if (earlier === undefined || earlier.includes(indexStart(kind))) return renderIndex(index, kind);
  tell(terminalSafe(`note: "${path}" is not one of ours, and stays as it is`));
}

async function writeAll(
  plans: readonly PagePlan[],
  rendering: readonly Promise<Rendered>[],
  executing: readonly Promise<Executed>[],
  { out, freeze, files, index }: Together,
  { execute, signal }: MakeOptions,
): Promise<void> {
  const errors = errorsOf(await Promise.allSettled(executing), signal);
  if (errors.length > 0) throw new AggregateError(errors);
  const pages = await Promise.all(rendering);
  for (const note of pages.flatMap(({ notes }) => notes)) tell(terminalSafe(note));
  const all: OutFile[] = [
    ...await files(await Promise.all(executing)),
    ...pages.map(({ html }, at) => ({ path: basename(plans[at]!.path), content: html })),
  ];
  if (index !== undefined) {
    const { path, ...own } = await index();
    const content = await indexAt(join(out, path), own, "report");
    if (content !== undefined) all.push({ path, content });
  }
  await writeFiles(out, execute && freeze ? [...all, freeze.recordFile(all)] : all, signal);
  for (const { path } of plans) console.log(terminalSafe(join(out, basename(path))));
}
