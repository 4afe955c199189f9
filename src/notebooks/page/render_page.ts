/** Executed notebooks as one HTML page that needs nothing else: no script, no request; run by itself, the process that renders pages. */
import { type Language, NotebookError } from "@crosses/text";
import { TextLineStream } from "@crosses/text/command";
import { type ChapterInput, renderChapter } from "./chapter.ts";
import {
  createContext,
  type Finding,
  type GivenLook,
  lookOf,
  type PageCell,
  type PageChapter,
  type PageContext,
} from "./context.ts";
import { htm, type Html, textOf, trusted } from "./dom.ts";
import { defineTerms, layOut, layOutHero, nameRegions, openTerms } from "./layout.ts";
import {
  type Entry,
  gatherFootnotes,
  linkHeadings,
  mendHeadings,
  numberCaptions,
  titleHeading,
  titleHtml,
} from "./headings.ts";
import { assertInert } from "./inert.ts";
import { claimIds, findAddresses, type Neighbours, resolveLinks } from "./links.ts";
import { type PageWords, renderFrame } from "./frame.ts";
import { boxFormulas, loadMath } from "./math.ts";
import type { DrawingTheme } from "./svg.ts";
import { mendTables } from "./tables.ts";
import { bindSpaces } from "../words/page.ts";

export interface PageInput extends PageWords, Partial<GivenLook> {
  readonly generatedAt: Date;
  readonly chapters: readonly ChapterInput[];
  /** `refuse`, the default, makes no page with a link in it to nowhere; `report` leaves the words of such a link. */
  readonly brokenLinks?: "refuse" | "report";
  /** Pages that links to other notebooks lead to. */
  readonly neighbours?: Neighbours | undefined;
  /** Drawings that follow the reader's theme; without it, those in the colour of the text alone do. */
  readonly theme?: DrawingTheme;
}

export interface RenderedPage {
  readonly html: string;
  readonly title: string;
  /** What a careful author would want to know, in the order of the cells. */
  readonly findings: readonly Finding[];
  /** Addresses on the web that the chapters lead to, each once, sorted. */
  readonly addresses: readonly string[];
}

/**
 * Renders notebooks as chapters of one page; a single notebook is the page. Pure: the same input gives the same bytes.
 *
 * @throws {NotebookError} at an in-page link to nowhere, naming notebook and cell
 */
export async function renderPage(input: PageInput): Promise<RenderedPage> {
  const notebooks = input.chapters.map(({ notebook }) => notebook);
  await loadMath(notebooks);
  const context = createContext(input.lang, notebooks, input.theme, lookOf(input));
  for (const id of OWN_IDS) context.ids.claim(id);
  const outline = outlinePage(input, context);
  const { chapters, levels, hero, leads, first } = outline;
  const entries = mendChapters(chapters, levels, context, input);
  const main = layOutMain(outline, context);
  const runningHead = input.title ?? textOf(first.title);
  const title = hero ? input.tab ?? textOf(first.title) : runningHead;
  const page = renderFrame({
    ...input,
    text: context.text,
    rules: context.colours.rules,
    title,
    runningHead,
    heading: leads || input.title === undefined
      ? htm`<h1${languageAttributes(first)}>${titleHtml(first.title)}</h1>`
      : htm`<h1>${input.title}</h1>`,
    hero: hero && layOutHero(hero, context),
    contents: context.look.toc ? listContents(outline, entries) : [],
    main: trusted(nameRegions(main)),
  });
  assertInert(page);
  return { html: page, title, findings: context.findings.all, addresses: findAddresses(chapters) };
}

const OWN_IDS = "content provenance citation downloads page-contents about worked-out".split(" ");

interface Outline {
  readonly chapters: readonly PageChapter[];
  readonly first: PageChapter;
  readonly isSingle: boolean;
  /** The cell of the first chapter that opens the page. */
  readonly hero: PageCell | undefined;
  /** True where the page takes its heading from the first chapter: it is the only one, or has a hero. */
  readonly leads: boolean;
  /** What folds the chapters after the first. */
  readonly fold: PageInput["foldTitle"];
  readonly levels: readonly number[];
}

function outlinePage(input: PageInput, context: PageContext): Outline {
  const isSingle = input.chapters.length === 1;
  const chapters = input.chapters.map((chapter) =>
    gatherFootnotes(renderChapter(chapter, context, isSingle ? input.title : undefined), context)
  ).filter(({ cells }) => isSingle || cells.length > 0);
  const [first] = chapters;
  if (first === undefined) {
    throw new NotebookError("Cannot make a page of no notebook", { notebook: "" });
  }
  const hero = first.cells.find(({ tags }) => tags.includes("hero"));
  const leads = isSingle || hero !== undefined;
  const fold = hero && chapters.length > 1 ? input.foldTitle : undefined;
  const levels = chapters.map((chapter) => leads && chapter === first ? 2 : fold ? 4 : 3);
  return { chapters, first, isSingle, hero, leads, fold, levels };
}

/** All chapters, those after the first behind their fold where there is one. */
function layOutMain(
  { chapters, first, isSingle, hero, leads, fold, levels }: Outline,
  context: PageContext,
): string {
  const back = !isSingle && !hero &&
    htm`<p class="r-back"><a href="#page-contents">${context.text.backToContents}</a></p>`;
  const sections = chapters.map((chapter, at) => {
    const own = layOut(chapter, context, hero && levels[at]);
    const language = languageAttributes(chapter);
    if (leads && chapter === first) {
      return htm`<div id="${chapter.id}"${language}>\n${own}${back}</div>`;
    }
    const heading = titleHeading(chapter, context.text, fold ? 3 : 2);
    return htm`<section class="r-chapter"${language}>\n${heading}\n${own}${back}</section>`;
  });
  if (fold === undefined) return sections.join("\n");
  const [shown, ...folded] = sections.map((section) => htm`${section}\n`);
  const summary = htm`<summary><h2>${fold.title}</h2></summary>`;
  return `${shown}${htm`<details class="r-how" id="worked-out">${summary}\n${folded}</details>`}`;
}

function languageAttributes({ language: { lang, dir } = {} }: PageChapter): Html {
  return htm`${lang && htm` lang="${lang}"`}${dir && htm` dir="${dir}"`}`;
}

/**
 * What has to know the whole page: terms, levels, ids, numbers, links, tables. Each step relies on those before it.
 * @returns what the contents list of each chapter
 */
function mendChapters(
  chapters: readonly PageChapter[],
  levels: readonly number[],
  context: PageContext,
  { brokenLinks = "refuse", neighbours = {} }: PageInput,
): Entry[][] {
  const cells = chapters.flatMap(({ cells }) => cells);
  const roots = [...chapters.map(({ title }) => title), ...cells.map(({ root }) => root)];
  defineTerms(cells);
  roots.forEach((root) => bindTexts(root, context.lang));
  const entries = chapters.map((chapter, at) => mendHeadings(chapter, levels[at]!, context));
  for (const chapter of chapters) claimIds(chapter, context);
  const labels = numberCaptions(cells, context);
  resolveLinks(chapters, context, { brokenLinks, labels, neighbours });
  openTerms(cells, context);
  for (const chapter of chapters) linkHeadings(chapter, context);
  mendTables(cells, context);
  boxFormulas(roots, context.text);
  return entries;
}

const LITERAL = new Set(["pre", "code", "kbd", "samp", "math", "svg"]);

/** Binds the spaces of every text below a node, but not of code, formulas and drawings. */
function bindTexts(node: Node, lang: Language): void {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) {
      const text = child.textContent!;
      const bound = bindSpaces(text, lang);
      if (bound !== text) child.textContent = bound;
    } else if (child.nodeType === 1 && !LITERAL.has((child as Element).localName)) {
      bindTexts(child, lang);
    }
  }
}

/** What the contents list: the chapters (for the one whose title is the page's, its parts), and the glossary last. */
function listContents(
  { chapters, leads, fold }: Outline,
  entries: readonly (readonly Entry[])[],
): readonly Entry[] {
  if (fold) return [...entries[0]!, { id: "worked-out", title: fold.short, children: [] }];
  const explained = new Set(
    chapters.flatMap(({ cells }) => cells).filter(({ tags }) => tags.includes("glossary"))
      .map(({ root }) => root.querySelector("[id]")?.id),
  );
  const words = entries.flat().filter(({ id }) => explained.has(id));
  const listed = chapters.flatMap(({ id, title }, at) => {
    const children = entries[at]!.filter((entry) => !words.includes(entry));
    return leads && at === 0 ? children : [{ id, title: textOf(title), children }];
  });
  return [...listed, ...words.map((entry) => ({ ...entry, isApart: true }))];
}

/**
 * Takes a page a line on standard input, and answers with a line of JSON each: whoever reads what strangers wrote may read
 * their folder, and nothing else.
 */
async function answerLines(): Promise<void> {
  for await (const line of Deno.stdin.readable.pipeThrough(new TextLineStream())) {
    let answer: unknown;
    try {
      answer = { page: await renderPage(decodeInput(line)) };
    } catch (error) {
      const { name, message, stack, place, hint } = error as Error & Record<string, unknown>;
      answer = { error: { name, message, stack, place, hint } };
    }
    const bytes = new TextEncoder().encode(`${JSON.stringify(answer)}\n`);
    for (let written = 0; written < bytes.length;) {
      written += Deno.stdout.writeSync(bytes.subarray(written));
    }
  }
}

function decodeInput(line: string): PageInput {
  const { downloads, generatedAt, ...input } = JSON.parse(line);
  return {
    ...input,
    generatedAt: new Date(generatedAt),
    downloads: downloads?.map((one: { bytes: string }) => ({
      ...one,
      bytes: Uint8Array.fromBase64(one.bytes),
    })),
  };
}

if (import.meta.main) await answerLines();
