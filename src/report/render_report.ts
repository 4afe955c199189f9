/** Executed notebooks as one HTML page that needs nothing else: no script, no request. */
import { NotebookError } from "../errors.ts";
import type { ReportLanguage } from "../locale/report.ts";
import { findAddresses } from "./addresses.ts";
import { type ChapterInput, renderChapter } from "./chapter.ts";
import { createContext, type PageCell, type PageChapter } from "./context.ts";
import { innerHtml, textOf } from "./dom.ts";
import { offerFigureData } from "./figure_data.ts";
import type { Finding } from "./findings.ts";
import { gatherFootnotes } from "./footnotes.ts";
import { boxFormulas } from "./formulas.ts";
import { type Entry, mendHeadings, renderEntries, titleHtml } from "./headings.ts";
import { htm, type Html, trusted } from "./html.ts";
import { assertInert } from "./inert.ts";
import { claimIds, resolveLinks } from "./links.ts";
import { numberCaptions } from "./numbering.ts";
import { type Download, type Provenance, renderPage, type Sibling } from "./page.ts";
import { type ChapterSize, measureParts } from "./sizes.ts";
import { loadNeeded } from "./load_needed.ts";
import { boxTables, nameRegions } from "./tables.ts";
import { byteLength } from "./text_output.ts";

export interface ReportInput {
  /** The language of the page's own words. */
  readonly lang: ReportLanguage;
  /** The page's title; without one a single notebook's own title, or the first chapter's. */
  readonly title?: string;
  /** One sentence for search engines and previews. */
  readonly description?: string;
  readonly chapters: readonly ChapterInput[];
  readonly provenance: Provenance;
  readonly downloads?: readonly Download[];
  readonly siblings?: readonly Sibling[];
  /** When the page was made: shown in UTC. */
  readonly generatedAt: Date;
  /** `refuse`, the default, ends the export at an in-page link to nowhere; `report` makes it a finding. */
  readonly brokenLinks?: "refuse" | "report";
  /** schema.org data about the report, carried as a JSON-LD block. */
  readonly linkedData?: unknown;
}

export interface Report {
  readonly html: string;
  /** What a careful author would want to know, in the order of the cells. */
  readonly findings: readonly Finding[];
  readonly sizes: readonly ChapterSize[];
  /** Addresses on the web that the chapters lead to, each once, sorted. */
  readonly addresses: readonly string[];
}

/**
 * Renders notebooks as chapters of one page; a single notebook is the page. Pure: the same input gives the same bytes.
 *
 * @throws {NotebookError} at an in-page link to nowhere, naming notebook and cell
 */
export async function renderReport(input: ReportInput): Promise<Report> {
  await loadNeeded(input.chapters.map(({ notebook }) => notebook));
  const context = createContext(input.lang);
  for (const id of ["content", "provenance", "citation", "downloads"]) context.ids.claim(id);
  const isSingle = input.chapters.length === 1;
  const chapters = input.chapters.map((chapter) => {
    const title = chapter.title ?? (isSingle ? input.title : undefined);
    const named = title === undefined ? chapter : { ...chapter, title };
    return gatherFootnotes(renderChapter(named, context), context);
  });
  if (chapters.length === 0) {
    throw new NotebookError("Cannot make a page of no notebook", { notebook: "" });
  }

  const entries = chapters.map((chapter) => mendHeadings(chapter, isSingle ? 2 : 3, context));
  for (const chapter of chapters) claimIds(chapter, context);
  const labels = numberCaptions(chapters, context);
  resolveLinks(chapters, context, { brokenLinks: input.brokenLinks ?? "refuse", labels });
  offerFigureData(chapters, context);
  boxTables(chapters, context);
  boxFormulas(chapters, context);

  const sections = chapters.map((chapter) => renderSection(chapter, isSingle));
  const first = chapters[0]!.title;
  const page = renderPage({
    lang: input.lang,
    text: context.text,
    title: input.title ?? textOf(first),
    heading: input.title === undefined || isSingle ? titleHtml(first) : htm`${input.title}`,
    contents: renderContents(chapters, entries, isSingle),
    main: trusted(nameRegions(sections.join("\n"))),
    provenance: input.provenance,
    downloads: input.downloads ?? [],
    siblings: input.siblings ?? [],
    generatedAt: input.generatedAt,
    linkedData: input.linkedData,
    ...(input.description === undefined ? {} : { description: input.description }),
  });
  assertInert(page);
  return {
    html: page,
    findings: context.findings.all,
    addresses: findAddresses(chapters),
    sizes: chapters.map(({ name, cells }, index) => ({
      name,
      bytes: byteLength(String(sections[index])),
      parts: measureParts(cells),
    })),
  };
}

/** A chapter's section; a single notebook's title is the page's, so its section has no heading of its own. */
function renderSection(chapter: PageChapter, isSingle: boolean): Html {
  const cells = chapter.cells.map((cell) => htm`${renderCell(cell)}\n`);
  const lang = chapter.lang !== undefined && htm` lang="${chapter.lang}"`;
  if (isSingle) return htm`<div id="${chapter.id}"${lang}>\n${cells}</div>`;
  const title = titleHtml(chapter.title);
  return htm`<section class="r-chapter"${lang}>\n<h2 id="${chapter.id}">${title}</h2>\n${cells}</section>`;
}

/** Tags that set a cell apart from the text around it. */
const BOXES: Record<string, string> = { "in-brief": "r-brief", "caveat": "r-caveat" };

function renderCell({ kind, tags, root }: PageCell): Html {
  const box = tags.map((tag) => BOXES[tag]).find((name) => name !== undefined);
  const classes = [kind === "code" && "r-cell", box].filter(Boolean).join(" ");
  return classes === "" ? innerHtml(root) : htm`<div class="${classes}">${innerHtml(root)}</div>`;
}

function renderContents(
  chapters: readonly PageChapter[],
  entries: readonly Entry[][],
  isSingle: boolean,
): Html | undefined {
  if (isSingle) {
    return entries[0]!.length > 1 || entries[0]![0]?.children.length
      ? renderEntries(entries[0]!)
      : undefined;
  }
  return renderEntries(chapters.map(({ id, title }, index) => ({
    id,
    title: textOf(title),
    children: entries[index]!,
  })));
}
