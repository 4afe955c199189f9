/** Ids and links: every in-page link leads somewhere, and every other one is honest about where. */
import { NotebookError, quote } from "@crosses/text";
import { decodeAddress } from "./addresses.ts";
import { type PageCell, type PageChapter, type PageContext, slugify } from "./context.ts";
import { textOf, unwrap } from "./dom.ts";

export interface LinkOptions {
  /** `refuse` ends the export at a link to nowhere; `report` leaves its words without the link. */
  readonly brokenLinks: "refuse" | "report";
  /** What a link without words of its own says, by the id it leads to: `Figure 3`. */
  readonly labels: ReadonlyMap<string, string>;
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
  { findings }: PageContext,
  { brokenLinks, labels }: LinkOptions,
): void {
  for (const [link, chapter, { place }] of linksOf(chapters)) {
    const href = link.getAttribute("href")!;
    if (/^(?:https?|mailto):/.test(href)) link.setAttribute("rel", "noreferrer noopener");
    else if (!link.hasAttribute("download")) {
      const { isInside, id } = findTarget(href, chapter, chapters);
      if (id !== undefined) leadTo(link, id, labels.get(id));
      else if (isInside && brokenLinks === "refuse") throw brokenLink(href, place);
      else {
        findings.add(isInside ? "broken-link" : "local-link", place, quote(href));
        unwrap(link);
      }
    }
  }
}

/** Addresses on the web that chapters link to, each once, sorted: the page loads none, but its reader may go there. */
export function findAddresses(chapters: readonly PageChapter[]): string[] {
  const addresses = linksOf(chapters).map(([link]) => link.getAttribute("href")!);
  return [...new Set(addresses.filter((address) => /^https?:/.test(address)))].sort();
}

function linksOf(chapters: readonly PageChapter[]): [Element, PageChapter, PageCell][] {
  return chapters.flatMap((chapter) =>
    chapter.cells.flatMap((cell) =>
      [...cell.root.querySelectorAll("a[href]")].map((link): [Element, PageChapter, PageCell] => [
        link,
        chapter,
        cell,
      ])
    )
  );
}

/** The id that an address leads to, and whether it leads to a chapter at all. */
function findTarget(
  href: string,
  own: PageChapter,
  chapters: readonly PageChapter[],
): { readonly isInside: boolean; readonly id?: string } {
  const [, path = "", anchor = ""] = /^([^#]*)(?:#(.*))?$/s.exec(decodeAddress(href)) ?? [];
  const name = /([^/]*)\.ipynb$/i.exec(path)?.[1];
  const chapter = path === "" ? own : chapters.find((chapter) => chapter.name === name);
  if (chapter === undefined) return { isInside: false };
  if (anchor === "") return { isInside: true, id: chapter.id };
  // A link without a notebook's name may mean another chapter of the page.
  const places = path === "" ? [own, ...chapters] : [chapter];
  const slug = slugify(anchor);
  return { isInside: true, id: places.find(({ anchors }) => anchors.has(slug))?.anchors.get(slug) };
}

function leadTo(link: Element, id: string, label: string | undefined): void {
  link.setAttribute("href", `#${id}`);
  if (label !== undefined && textOf(link) === "" && !link.querySelector("img")) link.append(label);
}

function brokenLink(href: string, place: PageCell["place"]): NotebookError {
  const named = `cell ${place.cell} of ${quote(place.notebook)}`;
  return new NotebookError(
    `Cannot resolve the link to ${quote(href)} in ${named}: nothing has that name`,
    place,
    "link to a heading as its words in lower case with hyphens, or to a figure or table by its id",
  );
}
