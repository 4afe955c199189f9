/** Spaces that must not break: in numbers, dates and references, and before French signs. No character is added. */
import { MONTHS, type ReportLanguage } from "../locale/report.ts";
import type { PageChapter } from "./context.ts";

const NBSP = "\u00a0";
const NARROW = "\u202f";

/** What stands before the space, what follows it, and the space that it becomes. */
type Rule = readonly [pattern: RegExp, space: string];

const MONTH = [...MONTHS.en, ...MONTHS.fr].join("|");
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
];

const FRENCH: readonly Rule[] = [
  [/(?<=\S) (?=[:»])/g, NBSP],
  [/(?<=«) /g, NBSP],
  [/(?<=\S) (?=[;!?])/g, NARROW],
];

const RULES: Record<ReportLanguage, readonly Rule[]> = { en: COMMON, fr: [...COMMON, ...FRENCH] };

/** A text with the spaces that it must not break at. */
export function bindSpaces(text: string, lang: ReportLanguage): string {
  if (!text.includes(" ")) return text;
  return RULES[lang].reduce((bound, [pattern, space]) => bound.replace(pattern, space), text);
}

const LITERAL = new Set(["pre", "code", "kbd", "samp", "math", "svg"]);

/** Binds the spaces of every text of the chapters, but not of code, formulas and drawings. */
export function bindChapters(chapters: readonly PageChapter[], lang: ReportLanguage): void {
  for (const { title, cells } of chapters) {
    for (const root of [title, ...cells.map(({ root }) => root)]) bindNode(root, lang);
  }
}

function bindNode(node: Node, lang: ReportLanguage): void {
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
