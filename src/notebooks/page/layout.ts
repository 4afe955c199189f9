/** A chapter's cells on the page: boxes by tag, code folded, checked statements in one line, explained words as buttons. */
import { type PageCell, type PageChapter, type PageContext, slugify } from "./context.ts";
import { createElement, htm, type Html, innerHtml, textOf } from "./dom.ts";
import { findAct } from "./inert.ts";

const BOXES: ReadonlyMap<string, Box> = new Map([
  ["key-figures", "key-figures"],
  ["aside", "aside"],
  ["callout", "box"],
]);

/** The style sheet clips each: what a cell paints stays in its own. */
type Box = "clip" | "cell" | "key-figures" | "aside" | "box" | "kicker" | "deck";

/**
 * The chapter's cells in order, without its hero. `level` is that of the headings that open a section: at a section's end
 * its code is folded, and its asides stand in the margin. Without it, code is folded cell by cell.
 */
export function layOut(chapter: PageChapter, context: PageContext, level?: number): Html {
  if (level === undefined) return layOutCells(chapter.cells, context, false);
  const cells = chapter.cells.filter(({ tags }) => !tags.includes("hero"));
  const sections: PageCell[][] = [];
  /** Code that shows nothing belongs to what it makes ready. */
  let silent: PageCell[] = [];
  let before: PageCell | undefined;
  for (const cell of cells) {
    if (cell.kind === "code" && cell.root.firstChild === null) {
      silent.push(cell);
      continue;
    }
    // A box is of full width, and so a section of its own.
    const isApart = [cell, before].some((one) =>
      one?.tags.some((tag) => tag === "callout" || tag === "key-figures")
    );
    if (before === undefined || isApart || opensSection(cell, level)) sections.push([]);
    sections.at(-1)!.push(...silent, cell);
    silent = [];
    before = cell;
  }
  sections.push(silent);
  const shown = sections.filter((section) => section.length > 0)
    .map((section) => layOutCells(section, context, true))
    .map((content) => htm`<section class="r-section">\n${content}</section>\n`);
  return htm`${shown}`;
}

/** Cells in order, each code folded below its output, or all of them at the end. */
function layOutCells(cells: readonly PageCell[], context: PageContext, isSection: boolean): Html {
  const { text, look: { code } } = context;
  const parts: Html[] = [];
  let codes: Html[] = [];
  /** True once an output of the code is shown: only then is the code folded below it. */
  let isShown = false;
  const fold = (summary: string) => {
    if (codes.length > 0 && isShown) {
      const name = isSection ? "r-code-fold" : "r-code-fold r-printed";
      parts.push(htm`<details class="${name}"><summary>${summary}</summary>${codes}</details>\n`);
    }
    if (isShown) codes = [];
    isShown = false;
  };
  const asides: Html[] = [];
  /** Where the first aside stands: the others of its section join it. */
  let margin: number | undefined;
  for (const cell of cells) {
    if (cell.code && code === "show") parts.push(htm`${cell.code}\n`);
    if (cell.code && code === "fold") codes.push(cell.code);
    isShown ||= cell.kind === "code" && (!isSection || cell.root.firstChild !== null);
    if (!isSection) fold(text.code(cell.place.cell));
    const shown = htm`${layOutCell(cell, context)}\n`;
    if (isSection && cell.tags.includes("aside")) {
      margin ??= parts.push(htm``) - 1;
      asides.push(shown);
    } else {
      parts.push(shown);
    }
  }
  if (margin !== undefined) parts[margin] = htm`<div class="r-margin">${asides}</div>\n`;
  isShown = true;
  fold(text.howMade);
  return htm`${parts}`;
}

/** A section opens with a cell that starts with a heading of its level, or with one above. */
function opensSection({ kind, root }: PageCell, level: number): boolean {
  const first = root.firstElementChild;
  const heading = first?.classList.contains("r-heading") ? first.firstElementChild : first;
  const own = /^h([1-6])$/.exec(heading?.localName ?? "")?.[1];
  return kind === "text" && own !== undefined && Number(own) <= level;
}

function layOutCell(cell: PageCell, context: PageContext): Html {
  if (cell.root.firstChild === null) return htm``;
  if (cell.tags.includes("checks")) return layOutChecks(cell, context);
  const box = cell.tags.map((tag) => BOXES.get(tag)).find((found) => found !== undefined);
  return boxCell(box ?? (cell.kind === "code" ? "cell" : "clip"), cell, context);
}

/** What was checked, as one line that unfolds: its own, or the caption of its table, which then need not say it again. */
function layOutChecks(cell: PageCell, context: PageContext): Html {
  const { root } = cell;
  const own = root.querySelector("details");
  const caption = own ? own.querySelector("summary") : root.querySelector("caption");
  caption?.querySelector(".r-number")?.remove();
  const summary = (caption && textOf(caption)) || context.text.checked;
  if (own) {
    caption?.remove();
    own.replaceWith(...own.childNodes);
  } else caption?.setAttribute("class", "r-hidden");
  const checks = boxCell("cell", cell, context);
  return htm`<details class="r-checks"><summary>${summary}</summary>${checks}</details>`;
}

/** What stands around the heading on the first screen: kicker above, deck below. */
export function layOutHero(cell: PageCell, context: PageContext): { kicker: Html; deck: Html } {
  const kickers = createElement("div", {}, [...cell.root.querySelectorAll(".r-kicker")]);
  for (const kicker of kickers.children) kicker.removeAttribute("class");
  return {
    kicker: boxCell("kicker", { ...cell, root: kickers }, context),
    deck: boxCell("deck", cell, context),
  };
}

/**
 * A cell's content in a box: nothing of a cell stands on the page but by this, or as plain text. Words are in its place
 * where it could act, by a fault of the sanitiser: the other cells make the page.
 */
function boxCell(box: Box, { root, place }: PageCell, { findings, text }: PageContext): Html {
  if (root.firstChild === null) return htm``;
  const role = box === "aside" && htm` role="note"`;
  const content = innerHtml(root);
  const act = findAct(String(content));
  if (act !== undefined) findings.add("left-out", place, act);
  const shown = act === undefined ? content : htm`<p class="r-mark">${text.leftOut}</p>`;
  return htm`<div class="r-${box}"${role}>${shown}</div>`;
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

/** Turns each list `**term**: meaning` of a cell tagged `glossary` into definitions that links can name: `#term-x`. */
export function defineTerms(cells: readonly PageCell[]): void {
  for (const { root } of cells.filter(({ tags }) => tags.includes("glossary"))) {
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
export function openTerms(cells: readonly PageCell[], { text }: PageContext): void {
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
