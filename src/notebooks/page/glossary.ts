/** A glossary: a list of terms, and a button wherever the text links to one. */
import { type PageChapter, type PageContext, slugify } from "./context.ts";
import { createElement, textOf } from "./dom.ts";

const isGlossary = ({ tags }: { readonly tags: readonly string[] }) => tags.includes("glossary");

/** Turns each list `**term**: meaning` of a cell tagged `glossary` into definitions that links can name: `#term-x`. */
export function defineTerms(chapters: readonly PageChapter[]): void {
  for (const { root } of chapters.flatMap(({ cells }) => cells).filter(isGlossary)) {
    for (const list of root.querySelectorAll("ul")) {
      const entries = [...list.children].flatMap((item) => {
        const term = item.querySelector("strong");
        if (term === null) return [];
        term.remove();
        const [first] = item.childNodes;
        if (first?.nodeType === 3) {
          first.textContent = first.textContent!.replace(/^\s*[:—–-]\s*/, "");
        }
        const id = `term-${slugify(textOf(term))}`;
        return [createElement("div", { id }, [
          createElement("dt", {}, [...term.childNodes]),
          createElement("dd", {}, [...item.childNodes]),
        ])];
      });
      if (entries.length > 0) {
        list.replaceWith(createElement("dl", { class: "r-glossary" }, entries));
      }
    }
  }
}

/** Lets definitions open where a link leads to them, without a script; on paper they stay a list. */
export function openTerms(chapters: readonly PageChapter[], { text }: PageContext): void {
  const cells = chapters.flatMap(({ cells }) => cells);
  const known = new Set<string>();
  const marks = new Map<string, string>();
  for (const { root } of cells) {
    for (const list of root.querySelectorAll("dl.r-glossary")) {
      const buttons = [...list.children].flatMap((entry) => {
        entry.setAttribute("popover", "");
        known.add(entry.id);
        marks.set(textOf(entry.firstElementChild!), entry.id);
        return [" ", button(entry.id, textOf(entry.firstElementChild!))];
      });
      list.before(createElement("p", { class: "r-terms" }, [text.terms, ...buttons]));
    }
  }
  for (const link of cells.flatMap(({ root }) => [...root.querySelectorAll('a[href^="#"]')])) {
    const id = link.getAttribute("href")!.slice(1);
    if (known.has(id)) replaceWhole(link, button(id, textOf(link)));
  }
  for (const { root } of cells) openMarks(root, marks);
}

/** Where a table cell holds only a mark, the mark opens its definition; in each table the keyboard stops at the first. */
function openMarks(root: Element, marks: ReadonlyMap<string, string>): void {
  for (const table of root.querySelectorAll("table")) {
    const met = new Set<string>();
    for (const cell of table.querySelectorAll("td")) {
      const mark = textOf(cell);
      const id = marks.get(mark);
      const isMark = /^\[.+\]$/.test(mark) || cell.querySelector("abbr") !== null;
      if (id === undefined || !isMark || cell.querySelector("button")) continue;
      const opener = button(id, mark);
      opener.replaceChildren(...cell.childNodes);
      if (met.has(id)) opener.setAttribute("tabindex", "-1");
      met.add(id);
      cell.replaceChildren(opener);
    }
  }
}

/** Puts a button in a link's place, unbroken from the brackets and quotes around it: `(x)`, `“x”,`. */
function replaceWhole(link: Element, button: Element): void {
  const [before, after] = [link.previousSibling, link.nextSibling];
  const [opening] = before?.nodeType === 3 ? /[^\s]*$/.exec(before.textContent!)! : [""];
  const [closing] = after?.nodeType === 3 ? /^[^\s]*/.exec(after.textContent!)! : [""];
  if (opening) before!.textContent = before!.textContent!.slice(0, -opening.length);
  if (closing) after!.textContent = after!.textContent!.slice(closing.length);
  link.replaceWith(createElement("span", { class: "r-whole" }, [opening, button, closing]));
}

function button(id: string, label: string): Element {
  return createElement("button", { type: "button", class: "r-term", popovertarget: id }, [label]);
}
