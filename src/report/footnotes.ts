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
    for (const note of own) number(note, cell.root, notes.push(note), text);
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

function number(note: Element, root: Element, count: number, text: PageContext["text"]): void {
  const shown = String(count);
  for (const reference of root.querySelectorAll(`.footnote-ref a[href="#${note.id}"]`)) {
    reference.textContent = shown;
    reference.setAttribute("aria-label", text.footnote(shown));
  }
  for (const back of note.querySelectorAll(".footnote-backref")) {
    back.setAttribute("aria-label", text.backToText(shown));
  }
}
