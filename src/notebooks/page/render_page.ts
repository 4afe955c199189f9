/** Executed notebooks as one HTML page that needs nothing else: no script, no request. */
import { type Language, NotebookError } from "@crosses/text";
import { type ChapterInput, renderChapter } from "./chapter.ts";
import {
  type CodeMode,
  createContext,
  type Finding,
  type PageChapter,
  type PageContext,
} from "./context.ts";
import { htm, type Html, textOf, trusted } from "./dom.ts";
import { defineTerms, openTerms } from "./glossary.ts";
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
import { layOut, layOutHero, nameRegions } from "./layout.ts";
import { claimIds, findAddresses, type Neighbours, resolveLinks } from "./links.ts";
import { type PageWords, renderFrame } from "./frame.ts";
import { loadMath } from "./math.ts";
import type { DrawingTheme } from "./svg.ts";
import { mendTables } from "./tables.ts";
import { bindChapters, boxFormulas } from "./typography.ts";

/** What a page is made of. */
export interface PageInput extends PageWords {
  /** The language of the page's own words. */
  readonly lang: Language;
  /** When the page says it was made. */
  readonly generatedAt: Date;
  readonly chapters: readonly ChapterInput[];
  /** `refuse`, the default, ends the export at an in-page link to nowhere; `report` makes it a finding. */
  readonly brokenLinks?: "refuse" | "report";
  /** Pages that links to other notebooks lead to. */
  readonly neighbours?: Neighbours | undefined;
  /** Drawings that follow the reader's theme; without it, those in the colour of the text alone do. */
  readonly theme?: DrawingTheme;
  /** Left out: `fold`. */
  readonly code?: CodeMode | undefined;
  /** False for a page without contents. */
  readonly toc?: boolean | undefined;
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
  const context = createContext(input.lang, notebooks, input.theme, input.code);
  for (
    const id of [
      "content",
      "provenance",
      "citation",
      "downloads",
      "page-contents",
      "about",
      "worked-out",
    ]
  ) {
    context.ids.claim(id);
  }
  const isSingle = input.chapters.length === 1;
  const chapters = input.chapters.map((chapter) =>
    gatherFootnotes(renderChapter(chapter, context, isSingle ? input.title : undefined), context)
  ).filter(({ cells }) => isSingle || cells.length > 0);
  if (chapters.length === 0) {
    throw new NotebookError("Cannot make a page of no notebook", { notebook: "" });
  }

  const [first] = chapters as [PageChapter];
  const hero = first.cells.find(({ tags }) => tags.includes("hero"));
  // The page takes its heading from the first chapter where that is the only one, or has a hero.
  const leads = isSingle || hero !== undefined;
  const fold = hero && chapters.length > 1 ? input.foldTitle : undefined;
  const top = fold ? 3 : 2;
  const levels = chapters.map((chapter) => leads && chapter === first ? 2 : top + 1);
  const entries = mendChapters(chapters, levels, context, input);
  const back = !isSingle && !hero &&
    htm`<p class="r-back"><a href="#page-contents">${context.text.backToContents}</a></p>`;
  const sections = chapters.map((chapter, at) => {
    const own = layOut(chapter, context, hero && levels[at]);
    return leads && chapter === first
      ? htm`<div id="${chapter.id}"${languageAttributes(chapter)}>\n${own}${back}</div>`
      : htm`<section class="r-chapter"${languageAttributes(chapter)}>\n${
        titleHeading(chapter, context.text, top)
      }\n${own}${back}</section>`;
  });
  const [shown, folded] = fold ? [sections.slice(0, 1), sections.slice(1)] : [sections, []];
  const main = [
    ...shown,
    ...(fold
      ? [
        htm`<details class="r-how" id="worked-out"><summary><h2>${fold.title}</h2></summary>\n${
          folded.map((section) => htm`${section}\n`)
        }</details>`,
      ]
      : []),
  ];
  const title = hero ? input.tab ?? textOf(first.title) : input.title ?? textOf(first.title);
  const page = renderFrame({
    ...input,
    text: context.text,
    rules: context.colours.rules,
    title,
    runningHead: input.title ?? textOf(first.title),
    heading: leads || input.title === undefined
      ? htm`<h1${languageAttributes(first)}>${titleHtml(first.title)}</h1>`
      : htm`<h1>${input.title}</h1>`,
    hero: hero && layOutHero(hero, context),
    contents: input.toc === false
      ? []
      : fold
      ? [...entries[0]!, { id: "worked-out", title: fold.short, children: [] }]
      : listContents(chapters, entries, leads),
    main: trusted(nameRegions(main.join("\n"))),
  });
  assertInert(page);
  return {
    html: page,
    title,
    findings: context.findings.all,
    addresses: findAddresses(chapters),
  };
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
  defineTerms(chapters);
  bindChapters(chapters, context.lang);
  const entries = chapters.map((chapter, at) => mendHeadings(chapter, levels[at]!, context));
  for (const chapter of chapters) claimIds(chapter, context);
  const labels = numberCaptions(chapters, context);
  resolveLinks(chapters, context, { brokenLinks, labels, neighbours });
  openTerms(chapters, context);
  for (const chapter of chapters) linkHeadings(chapter, context);
  mendTables(chapters, context);
  boxFormulas(chapters, context);
  return entries;
}

/**
 * What the contents list: the chapters (for the one whose title is the page's, its parts), and the glossary last.
 */
function listContents(
  chapters: readonly PageChapter[],
  entries: readonly (readonly Entry[])[],
  leads: boolean,
): readonly Entry[] {
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
