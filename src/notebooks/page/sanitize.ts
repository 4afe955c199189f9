/** Makes HTML by anyone safe to stand in the page: no act, no request, no disguise. */
import { readAddress, readDownload } from "./links.ts";
import * as allowed from "./allowed.ts";
import type { CellContext } from "./context.ts";
import { readRules } from "./colours.ts";
import { createElement, findPiece, parseMarkup, type Piece, textIn } from "./dom.ts";
import { DATA_IMAGE, placeDrawing, placeImage } from "./images.ts";

/** Deeper elements lose their name: browsers move what is nested deeper than 512. */
const DEEPEST = 200;
/** What would play or load something: words stand for it, and not what it holds for browsers that know none. */
const MEDIA = {
  audio: "audio",
  video: "video",
  iframe: "frame",
  object: "frame",
  embed: "frame",
} as const;
/** Markup of more tags takes a minute to read, and a browser as long to show. */
const MOST_TAGS = 500_000;

/**
 * An element that holds what may stay of HTML: structure, tables, formulas, drawings, images, links to the web and
 * `data:` downloads of text. What was taken out that could have acted is found.
 */
export function sanitizeMarkup(markup: string, context: CellContext): Element {
  const sanitizer = new Sanitizer(markup, context);
  const root = createElement("div");
  if (markup.split("<", MOST_TAGS + 2).length > MOST_TAGS + 1) {
    context.findings.add("removed", context.place, `markup of more than ${MOST_TAGS} tags`);
    return root;
  }
  const { pieces, isCut } = parseMarkup(markup);
  if (isCut) sanitizer.removed.add("what is nested more than 1,000 deep");
  sanitizer.fill(root, pieces, 0);
  context.findings.add("removed", context.place, [...sanitizer.removed].sort());
  context.findings.add("recoloured", context.place, [...sanitizer.recoloured].sort());
  return root;
}

class Sanitizer {
  /** E.g. `<script>`. */
  readonly removed = new Set<string>();
  /** E.g. `text of #d20000 for #ff0000`. */
  readonly recoloured = new Set<string>();
  readonly #rules: ReadonlyMap<string, string>;
  /** The colour on which what is added stands. */
  #ground: ReturnType<CellContext["colours"]["read"]>["ground"];
  /** Characters that cells which span several may repeat where the table is written as rows and columns. */
  #repeatable: number;
  #figures = 0;
  #links = 0;

  constructor(markup: string, private readonly context: CellContext) {
    this.#repeatable = 4 * markup.length + 10_000;
    this.#rules = readRules(markup);
  }

  fill(parent: Element, pieces: readonly Piece[], depth: number): void {
    for (const piece of pieces) {
      if (piece.name !== undefined) this.#add(parent, piece, piece.name, depth);
      else if (piece.type === "text") parent.append(piece.data!);
    }
  }

  #add(parent: Element, piece: Piece, written: string, depth: number): void {
    if (this.#isUnseen(piece)) return;
    if (written === "svg") {
      return parent.append(...placeDrawing(piece, undefined, this.context));
    }
    if (written === "img") return parent.append(...this.#imagesOf(piece));
    if (written === "picture") {
      const image = findPiece(piece.children!, "img");
      if (!image) return this.fill(parent, piece.children!, depth + 1);
      return parent.append(...this.#imagesOf(image, piece.children));
    }
    // A figure inside another would offer the same numbers again.
    const name = written === "figure" && this.#figures > 0
      ? "div"
      : allowed.PLAIN.get(written) ?? written;
    const isKept = allowed.ELEMENTS.has(name);
    if (!isKept && !allowed.SILENT.has(name)) this.removed.add(`<${name.slice(0, 40)}>`);
    if (Object.hasOwn(MEDIA, name)) {
      const words = this.context.text.notPlayed[MEDIA[name as keyof typeof MEDIA]];
      return parent.append(createElement("span", { class: "r-missing" }, [words]));
    }
    if (allowed.WITHOUT_CONTENT.has(name)) return;
    if (!isKept || depth > DEEPEST) return this.fill(parent, piece.children!, depth + 1);
    const element = createElement(name, this.#boundSpans(piece, this.#mend(name, piece)));
    parent.append(element);
    const ground = this.#ground;
    this.#colour(element, piece);
    if (name === "figure") this.#figures++;
    if (name === "a") this.#links++;
    this.fill(element, piece.children!, depth + 1);
    if (name === "figure") this.#figures--;
    if (name === "a") this.#links--;
    this.#ground = ground;
  }

  /** True for what no browser shows; words in it are said to be left out. */
  #isUnseen(piece: Piece): boolean {
    const { style = "", class: names = "", hidden } = this.#styled(piece);
    const isUnseen = hidden !== undefined || allowed.UNSEEN.test(style) ||
      allowed.UNSEEN_CLASS.test(names) ||
      piece.name === "svg" && allowed.UNSEEN_DRAWING.test(style);
    if (isUnseen && textIn(piece).trim() !== "") this.removed.add("what is hidden");
    return isUnseen;
  }

  /** Gives an element of HTML the colours that its style asks for. */
  #colour(element: Element, piece: Piece): void {
    if (allowed.MATH_ELEMENTS.has(element.localName)) return;
    const { style, color, bgcolor } = this.#styled(piece);
    const asked = [color && `color:${color}`, bgcolor && `background:${bgcolor}`, style].join(";");
    const { classes, ground, fault } = this.context.colours.read(asked, this.#ground);
    this.#ground = ground;
    if (classes) element.setAttribute("class", `${element.className} ${classes}`.trim());
    if (fault) this.recoloured.add(fault);
  }

  /** Attributes by name, with a style that holds what the markup's own sheet says of the element's id. */
  #styled(piece: Piece): Record<string, string> {
    const given = lowerNames(piece);
    if (piece.name === "center") given.align = "center";
    const rule = this.#rules.get(given.id ?? "");
    return rule === undefined ? given : { ...given, style: `${rule};${given.style ?? ""}` };
  }

  /** An image, or the drawings that a picture has in its place. */
  #imagesOf(image: Piece, inPicture: readonly Piece[] = []) {
    const sources = inPicture.filter(({ name }) => name === "source").map(lowerNames);
    const drawing = sources.find(({ type, media }) => type === "image/svg+xml" && !media)?.srcset;
    return placeImage({
      attributes: this.#mend("img", image),
      source: DATA_IMAGE.test(drawing ?? "") ? drawing! : lowerNames(image).src?.trim() ?? "",
      narrow: sources.find(({ media = "" }) => /^\(max-width:\s*\d+px\)$/.test(media))?.srcset ??
        "",
      isInFigure: this.#figures > 0,
      isInLink: this.#links > 0,
    }, this.context);
  }

  /** Attributes without spans that would repeat too much. */
  #boundSpans(piece: Piece, attributes: Record<string, string>): Record<string, string> {
    const { colspan = "1", rowspan = "1", ...others } = attributes;
    if (colspan === "1" && rowspan === "1") return attributes;
    this.#repeatable -= Number(colspan) * Number(rowspan) * (textIn(piece).length + 1);
    if (this.#repeatable >= 0) return attributes;
    this.removed.add("spans of a table");
    return others;
  }

  #mend(name: string, piece: Piece): Record<string, string> {
    const isMath = allowed.MATH_ELEMENTS.has(name);
    const patterns = {
      ...allowed.GLOBAL,
      ...(isMath ? allowed.MATH_ATTRIBUTES : allowed.OWN[name]),
    };
    const given = this.#styled(piece);
    const mended: Record<string, string> = {};
    for (const [key, value] of Object.entries(given)) {
      if (Object.hasOwn(patterns, key) && patterns[key]!.test(value)) mended[key] = value;
      else if (key.startsWith("on")) this.removed.add(`${key.slice(0, 40)} of <${name}>`);
    }
    const classes = isMath
      ? mendClasses(given, (name) => allowed.MATH_CLASSES.has(name), allowed.MATH_STYLES)
      : mendClasses(given, allowed.isCellClass, allowed.STYLES);
    if (classes) mended.class = classes;
    return name === "a" ? { ...mended, ...this.#mendLink(given) } : mended;
  }

  #mendLink({ href, download }: Record<string, string>): Record<string, string> {
    if (href === undefined) return {};
    const file = download === undefined ? undefined : readDownload(href, download);
    if (file) return { ...file };
    const address = readAddress(href);
    if (address.kind !== "refused") return { href: address.href };
    this.removed.add(`link to ${address.fault}`);
    return {};
  }
}

/** Attributes by name in lower case; the first of several counts. */
function lowerNames({ attribs = {} }: Piece): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attribs).map(([key, value]) => [key.toLowerCase(), value]).reverse(),
  );
}

/** The classes that a cell may use, plus what its style meant. */
function mendClasses(
  { class: names = "", style = "", align = "" }: Record<string, string>,
  isAllowed: (name: string) => boolean,
  meanings: typeof allowed.STYLES,
): string {
  // Plot's legends, whose classes carry a number of Plot's version.
  const own = names.split(/\s+/)
    .map((name) => name.replace(/^plot-[\da-f]+-(swatch|swatches)$/, "$1"))
    .filter(isAllowed);
  const meant = meanings
    .filter(([pattern]) => pattern.test((style || `text-align:${align}`).slice(0, 2000)))
    .map(([, name]) => name);
  return [...own, ...meant].join(" ");
}
