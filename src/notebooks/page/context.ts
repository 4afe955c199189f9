/** What the parts of one page share: its language, its ids, and what was noticed on the way. */
import type { NotebookPlace } from "@crosses/text";
import { REPORT_TEXT, type ReportLanguage, type ReportText } from "../words/page.ts";
import type { Notebook } from "../ipynb/format.ts";
import type { Html } from "./html.ts";
import { Findings } from "./findings.ts";
import { Limits } from "./limits.ts";
import type { FindImage } from "./local_images.ts";
import type { Macros } from "./math.ts";

export interface PageContext {
  readonly lang: ReportLanguage;
  readonly text: ReportText;
  readonly ids: Ids;
  readonly findings: Findings;
  readonly limits: Limits;
}

export type CellContext = PageContext & {
  readonly place: PageCell["place"];
  /** Image files beside the notebook; without it, there are none. */
  readonly findImage?: FindImage;
  /** Commands that the notebook's formulas have defined so far. */
  readonly macros: Macros;
};

/** A cell on its way to the page: a tree that the passes mend. */
export interface PageCell {
  readonly place: Required<Pick<NotebookPlace, "notebook" | "cell">>;
  readonly kind: "text" | "code";
  /** Tags of the cell's metadata, e.g. `callout`. */
  readonly tags: readonly string[];
  readonly root: Element;
  /** The cell's source, highlighted, where it is to be shown. */
  readonly code?: Html;
}

export interface PageChapter {
  /** The notebook's name without folder and ending, by which other notebooks link to it. */
  readonly name: string;
  readonly id: string;
  readonly cells: readonly PageCell[];
  /** The heading that names the chapter; its children are the title. */
  readonly title: Element;
  /** Ids in the page by what the notebook calls them, in the form of `slugify`. */
  readonly anchors: Map<string, string>;
}

/** What the parts of a page of these notebooks share. */
export function createContext(
  lang: ReportLanguage,
  notebooks: readonly Notebook[] = [],
): PageContext {
  return {
    lang,
    text: REPORT_TEXT[lang],
    ids: new Ids(),
    findings: new Findings(),
    limits: new Limits(notebooks),
  };
}

/** Ids of one page: each given once. */
export class Ids {
  readonly #taken = new Set<string>();
  /** The number to try next for an id that was wanted before. */
  readonly #next = new Map<string, number>();

  /** The wanted id, or the first free one after it: `title`, `title-2`, `title-3`. */
  claim(wanted: string): string {
    const base = wanted.replace(/[^\p{L}\p{N}_.:-]+/gu, "-").replace(/^-+/, "") || "part";
    let id = base;
    let next = this.#next.get(base) ?? 2;
    while (this.#taken.has(id)) id = `${base}-${next++}`;
    this.#next.set(base, next);
    this.#taken.add(id);
    return id;
  }
}

/** The anchor of a heading, as GitHub and Jupyter derive it but for case: lower case, hyphens for spaces. */
export function slugify(text: string): string {
  return text.normalize("NFC").toLowerCase().trim()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
    .replace(/[\s-]+/g, "-");
}
