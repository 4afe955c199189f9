/** Headings in one outline; figures, tables and footnotes numbered through the page. */
import { type PageCell, type PageChapter, type PageContext, slugify } from "./context.ts";
import { createElement, htm, type Html, innerHtml, lineOf, rename, textOf } from "./dom.ts";

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
  for (const { kind, root, short } of chapter.cells) {
    for (const [index, heading] of [...root.querySelectorAll(HEADINGS)].entries()) {
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
      if (kind === "text") {
        siblings.push({ id, title: index === 0 && short || lineOf(mended), children });
      }
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
      if (!heading.id || heading.closest("a")) continue;
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

export function titleHeading(
  { id, title }: PageChapter,
  text: PageContext["text"],
  level: 2 | 3,
): Html {
  const link = createElement("div", {}, [headingLink(id, textOf(title), text)]);
  const heading = htm`<h${level} id="${id}">${titleHtml(title)}</h${level}>`;
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
export function setFirst(anchors: Map<string, string>, name: string, id: string): void {
  if (!anchors.has(name)) anchors.set(name, id);
}

/** Nested lists of links, two levels deep unless told otherwise; the last entries may stand apart. */
export function renderEntries(entries: readonly Entry[], depth = 2): Html | undefined {
  if (entries.length === 0 || depth === 0) return undefined;
  const items = entries.map(({ id, title, children, isApart }) => {
    const below = renderEntries(children, depth - 1);
    return htm`<li${isApart && htm` class="r-end"`}><a href="#${id}">${title}</a>${below}</li>`;
  });
  return htm`<ol>${items}</ol>`;
}

/**
 * Puts `Figure 1.` and `Table 1.` before captions, gives each an id, and returns the words by which a link refers to
 * each. A table inside a figure is the figure's own data and has no number.
 */
export function numberCaptions(
  cells: readonly PageCell[],
  { text, ids }: PageContext,
): Map<string, string> {
  const words = {
    figure: [text.figureNumber, text.figureReference],
    table: [text.tableNumber, text.tableReference],
  } as const;
  const labels = new Map<string, string>();
  const numbers = { figure: 0, table: 0 };
  for (const { root } of cells) {
    for (const equation of root.querySelectorAll("mtr[id]")) {
      const number = equation.lastElementChild;
      if (number) labels.set(equation.id, textOf(number));
    }
    for (const caption of root.querySelectorAll("figure > figcaption, table > caption")) {
      const owner = caption.parentElement!;
      const kind = owner.localName as "figure" | "table";
      if (textOf(caption) === "" || owner.parentElement?.closest("figure")) continue;
      const number = ++numbers[kind];
      const id = owner.getAttribute("id") ?? ids.claim(`${kind}-${number}`);
      owner.setAttribute("id", id);
      const [title, reference] = words[kind];
      labels.set(id, reference(number));
      // Its own address, for who cites it; but no link stands in another.
      const own = owner.closest("a")
        ? createElement("span", { class: "r-number" }, [title(number)])
        : createElement("a", { class: "r-number", href: `#${id}` }, [title(number)]);
      caption.prepend(own, " ");
    }
  }
  return labels;
}

/** A footnote leads back to at most so many of its references. */
const MOST_BACK = 20;

/** Moves the footnotes of all cells into one list at the chapter's end; a chapter without notes stays as it is. */
export function gatherFootnotes(chapter: PageChapter, { text }: PageContext): PageChapter {
  const notes: Element[] = [];
  let last: PageCell | undefined;
  for (const cell of chapter.cells) {
    const references = Map.groupBy(
      cell.root.querySelectorAll(".footnote-ref a"),
      (link) => link.getAttribute("href")?.slice(1),
    );
    for (const note of cell.root.querySelectorAll("li.footnote-item")) {
      last = cell;
      const shown = String(notes.push(note));
      for (const reference of references.get(note.id) ?? []) {
        reference.textContent = shown;
        reference.setAttribute("aria-label", text.footnote(shown));
      }
      for (const [index, back] of [...note.querySelectorAll(".footnote-backref")].entries()) {
        if (index < MOST_BACK) back.setAttribute("aria-label", text.backToText(shown));
        else back.remove();
      }
    }
    if (last !== cell) continue;
    for (const rest of cell.root.querySelectorAll("hr.footnotes-sep, .footnotes")) rest.remove();
  }
  if (last === undefined) return chapter;
  const list = createElement("div", { class: "footnotes" }, [
    createElement("p", { class: "r-mark" }, [text.footnotes]),
    createElement("ol", {}, notes),
  ]);
  const root = createElement("div", {}, [list]);
  const own: PageCell = { place: last.place, kind: "text", tags: [], root };
  return { ...chapter, cells: [...chapter.cells, own] };
}
