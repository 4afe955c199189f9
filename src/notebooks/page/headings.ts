/** Headings: one outline for the page, whatever levels the notebooks chose. */
import { type PageChapter, type PageContext, slugify } from "./context.ts";
import { createElement, innerHtml, lineOf, rename, textOf } from "./dom.ts";
import { htm, type Html } from "./html.ts";

/** An entry of the contents, with those below it. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly children: readonly Entry[];
  /** True for what is no part of the text, such as how to cite it. */
  readonly isApart?: boolean;
}

const HEADINGS = "h1, h2, h3, h4, h5, h6";

/**
 * Gives every heading of a chapter an id and a level that follows from its depth: the first level is `top`, and each
 * heading is at most one below the one that it stands under. Returns what the contents list.
 */
export function mendHeadings(chapter: PageChapter, top: number, { ids }: PageContext): Entry[] {
  const entries: Entry[] = [];
  const open: { level: number; children: Entry[] }[] = [];
  chapter.anchors.set(slugify(textOf(chapter.title)), chapter.id);
  for (const { kind, root } of chapter.cells) {
    for (const heading of root.querySelectorAll(HEADINGS)) {
      const title = textOf(heading);
      if (title === "" && !heading.querySelector("img")) {
        heading.remove();
        continue;
      }
      const level = Number(heading.localName.slice(1));
      while (open.length > 0 && open.at(-1)!.level >= level) open.pop();
      const mended = rename(heading, `h${Math.min(top + open.length, 6)}`);
      const own = mended.getAttribute("id");
      const id = ids.claim(own ?? (slugify(title) || "part"));
      mended.setAttribute("id", id);
      for (const name of [own ?? title, title].map(slugify)) setFirst(chapter.anchors, name, id);
      const siblings = open.at(-1)?.children ?? entries;
      const children: Entry[] = [];
      if (kind === "text") siblings.push({ id, title: lineOf(mended), children });
      open.push({ level, children: kind === "text" ? children : siblings });
    }
  }
  return entries;
}

/** Puts a link to itself beside each heading of the text, so that a passage can be pointed to. */
export function linkHeadings({ cells }: PageChapter, { text }: PageContext): void {
  for (const { kind, tags, root } of cells) {
    if (kind === "code" || tags.includes("hero")) continue;
    for (const heading of root.querySelectorAll(HEADINGS)) {
      if (!heading.id || heading.querySelector("a")) continue;
      const box = createElement("div", { class: "r-heading" });
      heading.replaceWith(box);
      box.append(heading, headingLink(heading.id, textOf(heading), text));
    }
  }
}

function headingLink(id: string, title: string, text: PageContext["text"]): Element {
  const label = text.linkTo(title);
  return createElement("a", { class: "r-anchor", href: `#${id}`, "aria-label": label }, ["#"]);
}

/** A chapter's own heading, with its link. */
export function titleHeading({ id, title }: PageChapter, text: PageContext["text"]): Html {
  const link = createElement("div", {}, [headingLink(id, textOf(title), text)]);
  const heading = htm`<h2 id="${id}">${titleHtml(title)}</h2>`;
  return htm`<div class="r-heading">${heading}${innerHtml(link)}</div>`;
}

/** The content of a title without what may not be in one: links, notes and ids. */
export function titleHtml(title: Element): Html {
  const copy = title.cloneNode(true) as Element;
  for (const note of copy.querySelectorAll(".footnote-ref")) note.remove();
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
  return innerHtml(copy);
}

/** The first of several equal headings keeps the name, as in Jupyter. */
function setFirst(anchors: Map<string, string>, name: string, id: string): void {
  if (!anchors.has(name)) anchors.set(name, id);
}

/** Nested lists of links, two levels deep unless told otherwise; the last entries may stand apart. */
export function renderEntries(entries: readonly Entry[], depth = 2): Html | undefined {
  if (entries.length === 0 || depth === 0) return undefined;
  return htm`<ol>${
    entries.map(({ id, title, children, isApart }) =>
      htm`<li${isApart && htm` class="r-end"`}><a href="#${id}">${title}</a>${
        renderEntries(children, depth - 1)
      }</li>`
    )
  }</ol>`;
}
