/** A chapter's cells on the page: boxes by tag, code folded, checked statements in one line. */
import type { PageCell, PageChapter, PageContext } from "./context.ts";
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
  return htm`${
    sections.filter((section) => section.length > 0).map((section) =>
      htm`<section class="r-section">\n${layOutCells(section, context, true)}</section>\n`
    )
  }`;
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
      parts.push(
        htm`<details class="r-code-fold${
          !isSection && " r-printed"
        }"><summary>${summary}</summary>${codes}</details>\n`,
      );
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
  return htm`<details class="r-checks"><summary>${summary}</summary>${
    boxCell("cell", cell, context)
  }</details>`;
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
