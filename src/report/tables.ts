/** Tables scroll in a box of their own, which the keyboard reaches; the page never scrolls sideways. */
import type { PageChapter, PageContext } from "./context.ts";
import { createElement, rename, textOf } from "./dom.ts";

/** Puts each table into its box, named by its caption. */
export function boxTables(chapters: readonly PageChapter[], { text }: PageContext): void {
  for (const { root, place } of chapters.flatMap(({ cells }) => cells)) {
    for (const short of root.querySelectorAll("th abbr[title], td abbr[title]")) spellOut(short);
    for (const head of root.querySelectorAll("th")) {
      // A corner that says nothing heads nothing.
      if (textOf(head) === "" && !head.querySelector("img, math")) rename(head, "td");
    }
    for (const table of root.querySelectorAll("table")) {
      if (table.parentElement?.closest("table, .r-scroll")) continue;
      const caption = [...table.children].find(({ localName }) => localName === "caption");
      const name = (caption && captionName(caption)) || text.table(place.cell);
      const box = createElement("div", {
        class: "r-scroll",
        tabindex: "0",
        role: "region",
        "aria-label": name,
      });
      table.replaceWith(box);
      box.append(table);
      alignNumbers(table);
    }
  }
}

/** A caption without its small print. */
function captionName(caption: Element): string {
  const small = [...caption.querySelectorAll("small")].map(textOf);
  return small.reduce((name, words) => name.replace(words, ""), textOf(caption)).trim();
}

/** Lets an abbreviation in a table be heard as what it means: few screen readers say a title. */
function spellOut(short: Element): void {
  const shown = createElement("span", { "aria-hidden": "true" }, [textOf(short)]);
  short.replaceChildren(
    shown,
    createElement("span", { class: "r-hidden" }, [short.getAttribute("title")!]),
  );
}

const NUMBER = /^[-+\u2212]?(?:\d[\d.,\u00a0\u202f ]*(?:e[-+]?\d+)?|NaN|inf)\s?%?$/;
const NOTHING = /^(?:|null|None|NaN|[-–—x])$/;

/** Sets columns of numbers flush right, as the cells of our own tables say by class. */
function alignNumbers(table: Element): void {
  if (table.querySelector("[colspan], [rowspan], table, td.num, .r-right, .r-center")) return;
  const rows = [...table.querySelectorAll("tr")].map((row) => [...row.children]);
  const body = rows.filter((cells) => cells.some(({ localName }) => localName === "td"));
  for (let column = 0; column < (body[0]?.length ?? 0); column++) {
    const texts = body.map(({ [column]: cell }) => cell ? textOf(cell) : "");
    const isNumeric = texts.some((text) => NUMBER.test(text)) &&
      texts.every((text) => NUMBER.test(text) || NOTHING.test(text));
    if (isNumeric) { for (const cells of rows) cells[column]?.classList.add("num"); }
  }
}

/** Tells regions of one name apart, as those who move from landmark to landmark need. */
export function nameRegions(markup: string): string {
  const seen = new Map<string, number>();
  return markup.replace(
    /(role="region" aria-label=")([^"]*)"/g,
    (_, start: string, name: string) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return `${start}${name}${count > 1 ? ` (${count})` : ""}"`;
    },
  );
}
