/** How text is set: spaces that must not break, formulas in boxes that scroll, boxes of task lists as marks. */
import type { Language } from "@crosses/text";
import { MONTHS, type PageText } from "../words/page.ts";
import type { PageChapter, PageContext } from "./context.ts";
import { createElement, textOf } from "./dom.ts";

const NBSP = "\u00a0";
const NARROW = "\u202f";

/** What stands before the space, what follows it, and the space that it becomes. */
type Rule = readonly [pattern: RegExp, space: string];

const MONTH = Object.values(MONTHS).flat().join("|");
/** `Jan.`, `janv.`, `déc.` */
const SHORT_MONTH = "(?:jan|janv|feb|févr?|mar|apr|avr|aug|sept?|oct|nov|d[ée]c|juil)\\.";

const COMMON: readonly Rule[] = [
  // 31 January 2025, 1er janvier 2025
  [new RegExp(`(?<=\\b\\d{1,2}(?:er)?) (?=(?:${MONTH})\\b)`, "gi"), NBSP],
  [new RegExp(`(?<=\\b(?:${MONTH}|${SHORT_MONTH})) (?=\\d{4}\\b)`, "gi"), NBSP],
  // N/Réf. 28731, letter 28731, Table 4, no. 3, fewer than 5
  [
    /(?<=(?<!\p{L})(?:N\/Réf\.|no\.|n\.o|p\.|Tables?|Figures?|Tableaux?|letter|lettre)) (?=\d)/giu,
    NBSP,
  ],
  [/(?<=(?<!\p{L})(?:moins|plus)) (?=de \d)/giu, NBSP],
  [
    /(?<=(?<!\p{L})(?:(?:moins|plus)[ \u00a0]de|fewer than|less than|at least|at most)) (?=\d)/giu,
    NBSP,
  ],
  // 53 + 12 = 65; 1 434; 13 %
  [/(?<=[\d)x]) (?=[-+=−×÷<>≤≥±] [\d(x])/g, NBSP],
  [/(?<=[\dx)] ?\u00a0?[-+=−×÷<>≤≥±]) (?=[\d(x])/g, NBSP],
  [/(?<=\b\d{1,3}) (?=\d{3}\b(?![\d.,]))/g, NARROW],
  [/(?<=\d) (?=%)/g, NBSP],
  // no line begins with a dot between two
  [/(?<=\S) (?=· )/g, NBSP],
  // the star of a note: * From 22 April
  [/(?<=(?<!\S)\*) (?=\p{L})/gu, NBSP],
];

const FRENCH: readonly Rule[] = [
  [/(?<=\S) (?=[:»])/g, NBSP],
  [/(?<=«) /g, NBSP],
  [/(?<=\S) (?=[;!?])/g, NARROW],
];

const RULES: Record<Language, readonly Rule[]> = { en: COMMON, fr: [...COMMON, ...FRENCH] };

/** A text with the spaces that it must not break at: in numbers, dates and references, and before French signs. */
export function bindSpaces(text: string, lang: Language): string {
  if (!text.includes(" ")) return text;
  return RULES[lang].reduce((bound, [pattern, space]) => bound.replace(pattern, space), text);
}

const LITERAL = new Set(["pre", "code", "kbd", "samp", "math", "svg"]);

/** Binds the spaces of every text of the chapters, but not of code, formulas and drawings. */
export function bindChapters(chapters: readonly PageChapter[], lang: Language): void {
  for (const root of rootsOf(chapters)) bindNode(root, lang);
}

function rootsOf(chapters: readonly PageChapter[]): Element[] {
  return chapters.flatMap(({ title, cells }) => [title, ...cells.map(({ root }) => root)]);
}

function bindNode(node: Node, lang: Language): void {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) {
      const text = child.textContent!;
      const bound = bindSpaces(text, lang);
      if (bound !== text) child.textContent = bound;
    } else if (child.nodeType === 1 && !LITERAL.has((child as Element).localName)) {
      bindNode(child, lang);
    }
  }
}

/** A formula of so many signs fits on a 320 px screen. */
const NARROW_FORMULA = 14;
/** Longer formulas are printed smaller: paper does not scroll. */
const LONG_FORMULAS: readonly (readonly [more: number, name: string])[] = [
  [100, "r-longer"],
  [60, "r-long"],
];

/** Puts wide formulas in boxes that scroll, and displayed ones on a line of their own. */
export function boxFormulas(chapters: readonly PageChapter[], { text }: PageContext): void {
  for (const formula of rootsOf(chapters).flatMap((root) => [...root.querySelectorAll("math")])) {
    const isBlock = formula.getAttribute("display") === "block";
    const { length } = textOf(formula);
    const isWide = length > NARROW_FORMULA || formula.querySelector("mtable, mspace, mpadded");
    if (!isBlock && !isWide) continue;
    const long = LONG_FORMULAS.find(([more]) => length > more)?.[1];
    const names = ["r-formula", isBlock && "r-block", long].filter(Boolean).join(" ");
    const reached = isWide ? { tabindex: "0", role: "group", "aria-label": text.formula } : {};
    const box = createElement("span", { class: names, ...reached });
    formula.replaceWith(box);
    box.append(formula);
  }
}

/** Writes `[x]` and `[ ]` of task lists as ☑ and ☐, each with its word for who hears the page. */
export function mendTaskLists(root: Element, text: PageText): void {
  for (const item of root.querySelectorAll("li")) {
    const start = item.firstElementChild?.localName === "p" ? item.firstElementChild : item;
    const first = start.firstChild;
    const [mark, state] =
      /^\s*\[([ xX])\]\s+/.exec(first?.nodeType === 3 ? first.textContent! : "") ?? [];
    if (mark === undefined) continue;
    const [sign, word] = state === " " ? ["☐", text.taskOpen] : ["☑", text.taskDone];
    first!.textContent = first!.textContent!.slice(mark.length);
    start.prepend(
      createElement("span", { class: "r-task", "aria-hidden": "true" }, [sign]),
      createElement("span", { class: "r-hidden" }, [word]),
      " ",
    );
    item.setAttribute("class", "r-task-item");
  }
}
