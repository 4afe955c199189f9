/** Ids and links: every in-page link leads somewhere, and every other one is honest about where. */
import { NotebookError, quote } from "../errors.ts";
import { decodeAddress } from "./addresses.ts";
import { type PageCell, type PageChapter, type PageContext, slugify } from "./context.ts";
import { textOf, unwrap } from "./dom.ts";

/** What a link without words of its own says, by the id it leads to: `Figure 3`. */
export type Labels = ReadonlyMap<string, string>;

export interface LinkOptions {
  /** `refuse` ends the export at a link to nowhere; `report` leaves its words without the link. */
  readonly brokenLinks: "refuse" | "report";
  readonly labels: Labels;
}

/** Makes the ids of a chapter's cells unique in the page; headings have theirs already. */
export function claimIds(chapter: PageChapter, { ids }: PageContext): void {
  for (const { root } of chapter.cells) {
    for (const element of root.querySelectorAll("[id]:not(h2,h3,h4,h5,h6), a[name]")) {
      const wanted = element.getAttribute("id") ?? element.getAttribute("name")!;
      element.removeAttribute("name");
      const id = ids.claim(wanted);
      element.setAttribute("id", id);
      if (!chapter.anchors.has(slugify(wanted))) chapter.anchors.set(slugify(wanted), id);
    }
  }
}

/**
 * Resolves the links of all chapters.
 * @throws {NotebookError} at a link whose target is not in the page, unless these are only to be reported
 */
export function resolveLinks(
  chapters: readonly PageChapter[],
  context: PageContext,
  options: LinkOptions,
): void {
  for (const chapter of chapters) {
    for (const cell of chapter.cells) {
      for (const link of cell.root.querySelectorAll("a[href]")) {
        resolveLink(link, chapter, cell, chapters, context, options);
      }
    }
  }
}

function resolveLink(
  link: Element,
  chapter: PageChapter,
  { place }: PageCell,
  chapters: readonly PageChapter[],
  { findings }: PageContext,
  { brokenLinks, labels }: LinkOptions,
): void {
  const href = link.getAttribute("href")!;
  if (/^(?:https?|mailto):/.test(href)) {
    link.setAttribute("rel", "noreferrer noopener");
    return;
  }
  if (link.hasAttribute("download")) return;
  const [, path = "", anchor] = /^([^#]*)(?:#(.*))?$/s.exec(decodeAddress(href)) ?? [];
  const target = path === "" ? chapter : findChapter(path, chapters);
  if (target === undefined) {
    findings.add("local-link", place, quote(href));
    unwrap(link);
    return;
  }
  const id = anchor === undefined || anchor === ""
    ? target.id
    : target.anchors.get(slugify(anchor)) ??
      (path === "" ? findAnchor(slugify(anchor), chapters) : undefined);
  if (id !== undefined) {
    link.setAttribute("href", `#${id}`);
    const label = labels.get(id);
    if (label !== undefined && textOf(link) === "" && !link.querySelector("img")) {
      link.append(label);
    }
    return;
  }
  if (brokenLinks === "refuse") {
    throw new NotebookError(
      `Cannot resolve the link to ${quote(href)} in cell ${place.cell} of ${
        quote(place.notebook)
      }: nothing has that name`,
      place,
      "link to a heading as its words in lower case with hyphens, or to a figure or table by its id",
    );
  }
  findings.add("broken-link", place, quote(href));
  unwrap(link);
}

function findChapter(path: string, chapters: readonly PageChapter[]): PageChapter | undefined {
  const name = path.replace(/^.*\//, "").replace(/\.ipynb$/i, "");
  return /\.ipynb$/i.test(path) ? chapters.find((chapter) => chapter.name === name) : undefined;
}

function findAnchor(slug: string, chapters: readonly PageChapter[]): string | undefined {
  return chapters.map(({ anchors }) => anchors.get(slug)).find((id) => id !== undefined);
}

/** Addresses on the web that chapters link to, each once, sorted: the page loads none, but its reader may go there. */
export function findAddresses(chapters: readonly PageChapter[]): string[] {
  const links = chapters.flatMap(({ cells }) =>
    cells.flatMap(({ root }) => [...root.querySelectorAll("a[href]")])
  );
  const addresses = links.map((link) => link.getAttribute("href")!);
  return [...new Set(addresses.filter((address) => /^https?:/.test(address)))].sort();
}
