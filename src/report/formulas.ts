/** Formulas that may be wider than a narrow screen scroll in a box of their own, which the keyboard reaches. */
import type { PageChapter, PageContext } from "./context.ts";
import { createElement, textOf } from "./dom.ts";

/** Signs that fit on a line of a 320 px screen whatever they are. */
const NARROW = 14;
/** More signs than fit on a line of paper, which does not scroll: they are printed smaller, and smaller still. */
const LONG = 60;
const LONGER = 100;

/** Boxes what may be too wide, and gives each displayed formula a line of its own. */
export function boxFormulas(chapters: readonly PageChapter[], { text }: PageContext): void {
  const roots = chapters.flatMap(({ title, cells }) => [title, ...cells.map(({ root }) => root)]);
  for (const root of roots) {
    for (const formula of root.querySelectorAll("math")) {
      const isBlock = formula.getAttribute("display") === "block";
      const { length } = textOf(formula);
      const isWide = length > NARROW ||
        formula.querySelector("mtable, mspace, mpadded") !== null;
      if (!isBlock && !isWide) continue;
      const box = createElement("span", {
        class: [
          "r-formula",
          ...(isBlock ? ["r-block"] : []),
          ...(length > LONGER ? ["r-longer"] : length > LONG ? ["r-long"] : []),
        ].join(" "),
        ...(isWide ? { tabindex: "0", role: "group", "aria-label": text.formula } : {}),
      });
      formula.replaceWith(box);
      box.append(formula);
    }
  }
}
