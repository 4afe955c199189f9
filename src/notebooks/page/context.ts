/** What the parts of one page share: its language, its ids, and what was noticed on the way. */
import { Buffer } from "node:buffer";
import { type Language, type NotebookPlace, quote } from "@crosses/text";
import { PAGE_TEXT, type PageText } from "../words/page.ts";
import type { Cell, Notebook } from "../ipynb/format.ts";
import { Colours } from "./colours.ts";
import type { Html } from "./dom.ts";
import type { Macros } from "./math.ts";
import type { Drawing, DrawingTheme } from "./svg.ts";

/** An image as a `data:` address, or why it is left out; undefined when there is no such file. */
export type LocalImage = { readonly source: string } | { readonly fault: string } | undefined;

export type FindImage = (address: string) => LocalImage;

export interface PageContext {
  readonly lang: Language;
  readonly text: PageText;
  readonly ids: Ids;
  readonly findings: Findings;
  readonly limits: PageLimits;
  readonly colours: Colours;
  readonly theme?: DrawingTheme;
  readonly look: PageLook;
}

/** What of its notebooks a page shows. An option that is added here goes from the command to the page by itself. */
export interface PageLook {
  /** How code is shown: in sight before its output, folded below it, or not at all. */
  readonly code: "show" | "fold" | "hide";
  /** Whether the page has contents. */
  readonly toc: boolean;
}

/** What is told of it. */
export type GivenLook = { readonly [Name in keyof PageLook]: PageLook[Name] | undefined };

/** The whole of it: code folded, with contents, unless told otherwise. */
export function lookOf({ code = "fold", toc = true }: Partial<GivenLook>): PageLook {
  return { code, toc };
}

export type CellContext = PageContext & {
  readonly place: PageCell["place"];
  /** Image files beside the notebook; without it, there are none. */
  readonly findImage?: FindImage;
  /** The cell's drawings that were read already, by their markup. */
  readonly drawings: Map<string, Drawing | undefined>;
  /** Commands that the notebook's formulas have defined so far. */
  readonly macros: Macros;
};

/** A cell on its way to the page: a tree, which later steps change in place. */
export interface PageCell {
  readonly place: Required<Pick<NotebookPlace, "notebook" | "cell">>;
  readonly kind: "text" | "code";
  readonly tags: readonly string[];
  readonly root: Element;
  /** What its first heading is called in the line of links, from `short_title` in the cell's metadata. */
  readonly short?: string;
  readonly code?: Html;
}

export interface PageChapter {
  /** The notebook's name without folder and ending, by which other notebooks link to it. */
  readonly name: string;
  readonly id: string;
  readonly cells: readonly PageCell[];
  /** The heading that names the chapter; its children are the title. */
  readonly title: Element;
  /** Of its text, where it is not the page's. */
  readonly language?: { readonly lang?: string; readonly dir?: "rtl" };
  /** Ids in the page by what the notebook calls them, in the form of `slugify`. */
  readonly anchors: Map<string, string>;
}

export function createContext(
  lang: Language,
  notebooks: readonly Notebook[] = [],
  theme?: DrawingTheme,
  look: PageLook = lookOf({}),
): PageContext {
  return {
    lang,
    theme,
    look,
    text: PAGE_TEXT[lang],
    ids: new Ids(),
    findings: new Findings(),
    limits: new PageLimits(notebooks),
    colours: new Colours(),
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

/** Characters for images that a page shows again. */
const MOST_REPEATED = 1_000_000;
/** Characters for all images from files and attachments. */
const MOST_IN_ALL = 40_000_000;

/** What may still stand on a page. A cell may grow sevenfold; all excess together at most twice the notebooks plus 60 kB. */
class PageLimits {
  readonly #shown = new Set<string>();
  /** Characters of each cell as its notebook holds it. */
  readonly #lengths: ReadonlyMap<Cell, number>;
  #repeated = 0;
  #images = 0;
  #spare: number;

  constructor(notebooks: readonly Notebook[]) {
    const cells = notebooks.flatMap(({ cells }) => cells);
    this.#lengths = new Map(cells.map((cell) => [cell, JSON.stringify(cell).length]));
    this.#spare = 2 * [...this.#lengths.values()].reduce((sum, length) => sum + length, 0) + 60_000;
  }

  get images(): number {
    return this.#images + this.#repeated;
  }

  /** An image that is not in the notebook's own outputs, or why there is no more room for it. */
  admitImage(image: LocalImage): LocalImage {
    if (image === undefined || !("source" in image)) return image;
    const { length } = image.source;
    const isShown = this.#shown.has(image.source);
    if (isShown && this.#repeated + length > MOST_REPEATED) {
      return { fault: "it stands on the page already, and is too large to be repeated" };
    }
    if (!isShown && this.#images + length > MOST_IN_ALL) {
      return { fault: `images take up ${MOST_IN_ALL / 1_000_000} MB already` };
    }
    if (isShown) this.#repeated += length;
    else this.#images += length;
    this.#shown.add(image.source);
    return image;
  }

  /** True where so many characters may stand for a cell and so many characters of images. */
  admitCell(taken: number, cell: Cell, images: number): boolean {
    const excess = Math.max(0, taken - 7 * ((this.#lengths.get(cell) ?? 0) + images));
    if (excess > this.#spare) return false;
    this.#spare -= excess;
    return true;
  }
}

/** What each kind of finding says of its subject: an element's name, an address, a MIME type. */
const SENTENCES = {
  "removed": (subject) => `removed ${subject}`,
  "remote-image": (subject) => `left ${subject} as a link that loads nothing`,
  "missing-image": (subject) => `there is no image ${subject}`,
  "missing-description": (subject) => `${subject} has no text alternative`,
  "broken-link": (subject) => `the link to ${subject} leads nowhere`,
  "local-link": (subject) => `the link to ${subject} is left as text: the file is not in the page`,
  "unknown-output": (subject) => `an output has no type that a page can show: ${subject}`,
  "faulty-formula": (subject) => `shows a formula as its LaTeX: ${subject}`,
  "recoloured": (subject) => subject,
  "asks": (subject) => `asks with ${subject}), and in a report nobody answers`,
  "undrawn-chart": (subject) =>
    `shows the picture or the text of a chart that only a script could draw: ${subject}`,
  "refused-image": (subject) => `left out the image ${subject}`,
  "too-large": (subject) =>
    `shows the text of a cell that would take up ${subject}, out of proportion to the notebook`,
  // Only by a fault of the sanitiser.
  "left-out": (subject) => `left out the cell: ${subject}`,
  "raw-cell": (subject) => `left out a raw cell meant for ${subject}`,
} satisfies Record<string, (subject: string) => string>;

export interface Finding {
  readonly kind: keyof typeof SENTENCES;
  readonly place: NotebookPlace;
  readonly subject: string;
}

/** `"01.ipynb", cell 3: removed <script>` */
export function describeFinding({ kind, place, subject }: Finding): string {
  const cell = place.cell === undefined ? "" : `, cell ${place.cell}`;
  return `${quote(place.notebook)}${cell}: ${SENTENCES[kind](subject)}`;
}

/** `report.en.html: 218 kB` */
export function describeSize(file: string, html: string): string {
  return `${file}: ${PAGE_TEXT.en.bytes(Buffer.byteLength(html)).replace("\u00a0", " ")}`;
}

/** Findings as they come, each once a cell. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(kind: Finding["kind"], place: NotebookPlace, subjects: string | readonly string[]): void {
    for (const subject of typeof subjects === "string" ? [subjects] : subjects) {
      const finding = { kind, place, subject };
      this.#found.set(describeFinding(finding), finding);
    }
  }

  get all(): Finding[] {
    return [...this.#found.values()];
  }
}

/** More are counted, not named. */
const MOST_NAMED = 20;

/** `a.html: leads to 2 addresses and loads none: https://example.org/, https://example.org/b`; none for none. */
export function describeAddresses(file: string, addresses: readonly string[]): string[] {
  if (addresses.length === 0) return [];
  const named = addresses.slice(0, MOST_NAMED).join(", ");
  const more = addresses.length - MOST_NAMED;
  const count = addresses.length === 1
    ? "1 address and does not load it"
    : `${addresses.length} addresses and loads none`;
  return [`${file}: leads to ${count}: ${named}${more > 0 ? ` and ${more} more` : ""}`];
}
