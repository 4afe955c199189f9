/** Footnotes of a chapter: gathered at its end, numbered through it, named for those who hear them. */
import type { PageCell, PageChapter, PageContext } from "./context.ts";
import { createElement } from "./dom.ts";

/** Moves the notes of all cells into one list at the chapter's end; a chapter without notes stays as it is. */
export function gatherFootnotes(chapter: PageChapter, { text }: PageContext): PageChapter {
  const notes: Element[] = [];
  let last: PageCell | undefined;
  for (const cell of chapter.cells) {
    const own = [...cell.root.querySelectorAll("li.footnote-item")];
    if (own.length === 0) continue;
    last = cell;
    const references = Map.groupBy(
      cell.root.querySelectorAll(".footnote-ref a"),
      (link) => link.getAttribute("href")?.slice(1),
    );
    for (const note of own) number(note, references.get(note.id) ?? [], notes.push(note), text);
    for (const rest of cell.root.querySelectorAll("hr.footnotes-sep, .footnotes")) rest.remove();
  }
  if (last === undefined) return chapter;
  const root = createElement("div", {}, [
    createElement("div", { class: "footnotes" }, [
      createElement("p", { class: "r-mark" }, [text.footnotes]),
      createElement("ol", {}, notes),
    ]),
  ]);
  return {
    ...chapter,
    cells: [...chapter.cells, { place: last.place, kind: "text", tags: [], root }],
  };
}

/** Links back to the text; those of more references are left out. */
const MOST_BACK = 20;

function number(
  note: Element,
  references: readonly Element[],
  count: number,
  text: PageContext["text"],
): void {
  const shown = String(count);
  for (const reference of references) {
    reference.textContent = shown;
    reference.setAttribute("aria-label", text.footnote(shown));
  }
  for (const [index, back] of [...note.querySelectorAll(".footnote-backref")].entries()) {
    if (index < MOST_BACK) back.setAttribute("aria-label", text.backToText(shown));
    else back.remove();
  }
}
