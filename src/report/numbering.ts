/** Figures and tables with a caption are numbered through the page, and can be referred to by number. */
import type { PageChapter, PageContext } from "./context.ts";
import { createElement, textOf } from "./dom.ts";

/**
 * Puts `Figure 1.` and `Table 1.` before captions, gives each an id, and returns the words by which a link refers to
 * each. A table inside a figure is the figure's own data and has no number.
 */
export function numberCaptions(
  chapters: readonly PageChapter[],
  { text, ids }: PageContext,
): Map<string, string> {
  const labels = new Map<string, string>();
  const numbers = { figure: 0, table: 0 };
  for (const { root } of chapters.flatMap(({ cells }) => cells)) {
    for (const caption of root.querySelectorAll("figure > figcaption, table > caption")) {
      const owner = caption.parentElement!;
      const kind = owner.localName === "figure" ? "figure" : "table";
      if (textOf(caption) === "" || owner.parentElement?.closest("figure")) continue;
      const number = ++numbers[kind];
      const id = owner.getAttribute("id") ?? ids.claim(`${kind}-${number}`);
      owner.setAttribute("id", id);
      labels.set(
        id,
        kind === "figure" ? text.figureReference(number) : text.tableReference(number),
      );
      const words = kind === "figure" ? text.figureNumber(number) : text.tableNumber(number);
      caption.prepend(createElement("span", { class: "r-number" }, [words]), " ");
    }
  }
  return labels;
}
