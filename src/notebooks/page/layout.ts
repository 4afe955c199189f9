/** A chapter's cells on the page: boxes by tag, code folded, checked statements in one line. */
import type { PageCell, PageChapter, PageContext } from "./context.ts";
import { createElement, htm, type Html, innerHtml, textOf } from "./dom.ts";
import { findAct } from "./inert.ts";

/** Boxes by tag, with the role that screen readers tell. */
const BOXES: ReadonlyMap<string, Html> = new Map([
  ["key-figures", htm` class="r-key-figures"`],
  ["aside", htm` class="r-aside" role="note"`],
  ["callout", htm` class="r-box"`],
]);

/**
 * The chapter's cells in order, without its hero. `sections` is the level of heading that opens a section, at whose end its
 * code is folded; without it, code is folded cell by cell.
 */
export function layOut({ cells }: PageChapter, context: PageContext, sections?: number): Html {
  const { text } = context;
  const parts: Html[] = [];
  let codes: Html[] = [];
  /** True once an output of the code is shown: only then is the code folded below it. */
  let isShown = false;
  const fold = (summary: string) => {
    if (codes.length > 0 && isShown) {
      parts.push(
        htm`<details class="r-code-fold"><summary>${summary}</summary>${codes}</details>\n`,
      );
    }
    if (isShown) codes = [];
    isShown = false;
  };
  /** The place of the text just before, which an aside stands beside. */
  let beside: number | undefined;
  for (const cell of cells) {
    if (cell.tags.includes("hero")) continue;
    if (sections !== undefined && opensSection(cell, sections)) fold(text.howMade);
    if (cell.code) codes.push(cell.code);
    isShown ||= cell.kind === "code" && (sections === undefined || cell.root.firstChild !== null);
    if (sections === undefined) fold(text.code(cell.place.cell));
    const shown = htm`${layOutCell(cell, context)}\n`;
    if (cell.tags.includes("aside") && beside === parts.length - 1) {
      parts.push(htm`<div class="r-beside">${parts.pop()}${shown}</div>\n`);
      beside = undefined;
      continue;
    }
    parts.push(shown);
    beside = cell.kind === "text" && cell.tags.length === 0 ? parts.length - 1 : undefined;
  }
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
  const content = contentOf(cell, context);
  const box = cell.tags.map((tag) => BOXES.get(tag)).find((found) => found !== undefined);
  if (box !== undefined) return htm`<div${box}>${content}</div>`;
  return htm`<div class="${cell.kind === "code" ? "r-cell" : "r-clip"}">${content}</div>`;
}

/** What was checked, as one line that unfolds: its own, or the caption of its table, which then need not say it again. */
function layOutChecks(cell: PageCell, context: PageContext): Html {
  const { root } = cell;
  const own = root.querySelector("details");
  own?.setAttribute("class", "r-checks");
  if (own) return contentOf(cell, context);
  const caption = root.querySelector("caption");
  caption?.querySelector(".r-number")?.remove();
  const summary = (caption && textOf(caption)) || context.text.checked;
  caption?.setAttribute("class", "r-hidden");
  return htm`<details class="r-checks"><summary>${summary}</summary>${
    contentOf(cell, context)
  }</details>`;
}

/** What stands around the heading on the first screen: kicker above, deck below. */
export function layOutHero(cell: PageCell, context: PageContext): { kicker: Html; deck: Html } {
  const kickers = createElement("div", {}, [...cell.root.querySelectorAll(".r-kicker")]);
  return {
    kicker: contentOf({ ...cell, root: kickers }, context),
    deck: contentOf(cell, context),
  };
}

/** A cell's HTML; words in its place where it could act, by a fault of the sanitiser: the other cells make the page. */
export function contentOf({ root, place }: PageCell, { findings, text }: PageContext): Html {
  const content = innerHtml(root);
  const act = findAct(String(content));
  if (act === undefined) return content;
  findings.add("left-out", place, act);
  return htm`<p class="r-mark">${text.leftOut}</p>`;
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
