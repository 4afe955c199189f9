/** Figures, tables and footnotes: numbered through the page, and named for those who hear them. */
import type { PageCell, PageChapter, PageContext } from "./context.ts";
import { createElement, textOf } from "./dom.ts";

/**
 * Puts `Figure 1.` and `Table 1.` before captions, gives each an id, and returns the words by which a link refers to
 * each. A table inside a figure is the figure's own data and has no number.
 */
export function numberCaptions(
  chapters: readonly PageChapter[],
  { text, ids }: PageContext,
): Map<string, string> {
  const words = {
    figure: [text.figureNumber, text.figureReference],
    table: [text.tableNumber, text.tableReference],
  } as const;
  const labels = new Map<string, string>();
  const numbers = { figure: 0, table: 0 };
  for (const { root } of chapters.flatMap(({ cells }) => cells)) {
    for (const caption of root.querySelectorAll("figure > figcaption, table > caption")) {
      const owner = caption.parentElement!;
      const kind = owner.localName as "figure" | "table";
      if (textOf(caption) === "" || owner.parentElement?.closest("figure")) continue;
      const number = ++numbers[kind];
      const id = owner.getAttribute("id") ?? ids.claim(`${kind}-${number}`);
      owner.setAttribute("id", id);
      const [title, reference] = words[kind];
      labels.set(id, reference(number));
      caption.prepend(createElement("span", { class: "r-number" }, [title(number)]), " ");
    }
  }
  return labels;
}

/** Links back from a footnote to the text; those of more references are left out. */
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
