/** Makes HTML by anyone safe to stand in the page: no act, no request, no disguise. What is not allowed here goes. */
import { readAddress } from "./addresses.ts";
import { createElement } from "./dom.ts";
import { readDownload } from "./downloads.ts";
import { MATH_ATTRIBUTES, MATH_CLASSES, MATH_ELEMENTS, MATH_STYLE_CLASSES } from "./mathml.ts";
import { findPiece, parseMarkup, type Piece, textIn } from "./markup.ts";

export interface Sanitized {
  /** Holds what is left. */
  readonly root: Element;
  /** What was taken out that could have acted, e.g. `<script>`; sorted, each once. */
  readonly removed: readonly string[];
}

/** Gives the element that stands for an `<svg>`; without one, drawings go. */
export type Draw = (drawing: Piece) => Element | undefined;

const ELEMENTS: ReadonlySet<string> = new Set([
  ...("p div span blockquote pre code kbd samp var em strong b i u s del ins mark small sub sup " +
    "abbr cite q dfn time br hr wbr a ul ol li dl dt dd h1 h2 h3 h4 h5 h6 img figure figcaption " +
    "table caption colgroup col thead tbody tfoot tr th td details summary bdi bdo ruby rt rp")
    .split(" "),
  ...MATH_ELEMENTS,
]);

/** Elements that lose their name and keep their content: their landmarks and styles would be the page's, not the cell's. */
const PLAIN: Readonly<Record<string, string>> = {
  section: "div",
  article: "div",
  aside: "div",
  header: "div",
  footer: "div",
  main: "div",
  nav: "div",
  center: "div",
  tt: "code",
  strike: "s",
};

/** Elements whose loss is not worth a word. */
const SILENT = new Set(
  "html head body font o:p label title picture style semantics annotation".split(" "),
);

/** The content of these is not text for a reader. */
const WITHOUT_CONTENT = new Set(
  ("script style textarea option noscript title template xmp noembed noframes iframe annotation " +
    "annotation-xml svg").split(" "),
);

/** Deeper elements lose their name: browsers move what is nested deeper than 512. */
const DEEPEST = 200;

const COUNT = /^\d{1,4}$/;
const WHOLE = /^-?\d{1,9}$/;
const SIZE = /^\d{1,4}(?:\.\d+)?(?:px|%)?$/;
const ANY = /^[^]{0,10000}$/;

/** Attributes that any element may have, and what each may hold. */
const GLOBAL: Readonly<Record<string, RegExp>> = {
  id: /^[^]{1,200}$/,
  lang: /^[A-Za-z\d-]{1,35}$/,
  dir: /^(?:ltr|rtl|auto)$/,
  title: ANY,
};
const OWN: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  a: { name: /^[^]{1,200}$/, hreflang: /^[A-Za-z\d-]{1,35}$/ },
  img: { alt: ANY, width: SIZE, height: SIZE },
  ol: { start: WHOLE, type: /^[1aAiI]$/, reversed: /^/ },
  li: { value: WHOLE },
  th: { scope: /^[a-z]{3,8}$/, colspan: COUNT, rowspan: COUNT, abbr: ANY, headers: ANY },
  td: { colspan: COUNT, rowspan: COUNT, headers: ANY },
  col: { span: COUNT },
  colgroup: { span: COUNT },
  time: { datetime: ANY },
  details: { open: /^/ },
};

/** Classes that a cell may use: of figures and tables, Jupyter's alerts, and what Markdown is written with. */
const CLASSES = new Set(
  ("figure figure-svg figure-note counts num suppressed withheld alert alert-info alert-success alert-warning " +
    "alert-danger footnotes footnotes-sep footnote-ref footnote-item footnote-backref math math-block code c s n k f t swatch swatches")
    .split(" "),
);

const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$/;

/** Style properties that carry meaning in a table, as classes of our own: the page holds no style attribute. */
const STYLE_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|;)\s*text-align\s*:\s*(?:right|end)\b/i, "r-right"],
  [/(?:^|;)\s*text-align\s*:\s*center\b/i, "r-center"],
  [/(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)\b/i, "r-bold"],
  [/(?:^|;)\s*font-style\s*:\s*italic\b/i, "r-italic"],
];

/**
 * Sanitises HTML. Keeps structure, tables, formulas, images as `data:`, links to the web and `data:` downloads of text.
 * Other images stay as `<img>` with their address in `data-src`, and the narrow drawing of a `<picture>` stands in
 * `data-narrow`, both for the passes that mend images.
 */
export function sanitizeMarkup(markup: string, draw: Draw = () => undefined): Sanitized {
  const { pieces, isCut } = parseMarkup(markup);
  const removed = new Set<string>(isCut ? ["what is nested more than 1,000 deep"] : []);
  /** Characters that cells which span several may repeat where the table is written as rows and columns. */
  let repeatable = 4 * markup.length + 10_000;
  let figures = 0;

  function fill(parent: Element, pieces: readonly Piece[], depth: number): void {
    for (const piece of pieces) {
      if (piece.name !== undefined) add(parent, piece, depth);
      else if (piece.type === "text") parent.append(piece.data!);
    }
  }

  function add(parent: Element, piece: Piece, depth: number): void {
    const drawn = piece.name === "svg" ? draw(piece) : undefined;
    if (drawn) return parent.append(drawn);
    const image = piece.name === "picture" ? imageOf(piece) : undefined;
    if (image) return add(parent, image, depth);
    // A figure inside another would offer the same numbers again.
    const name = piece.name === "figure" && figures > 0 ? "div" : PLAIN[piece.name!] ?? piece.name!;
    const isKept = ELEMENTS.has(name);
    if (!isKept && !SILENT.has(name)) removed.add(`<${name.slice(0, 40)}>`);
    if (WITHOUT_CONTENT.has(name)) return;
    if (!isKept || depth > DEEPEST) return fill(parent, piece.children!, depth + 1);
    const attributes = mendAttributes(name, piece, removed);
    const { colspan = "1", rowspan = "1" } = attributes;
    if (colspan !== "1" || rowspan !== "1") {
      repeatable -= Number(colspan) * Number(rowspan) * (textIn(piece).length + 1);
      if (repeatable < 0) {
        removed.add("spans of a table");
        delete attributes.colspan;
        delete attributes.rowspan;
      }
    }
    const element = createElement(name, attributes);
    parent.append(element);
    if (name === "figure") figures++;
    fill(element, piece.children!, depth + 1);
    if (name === "figure") figures--;
  }

  const root = createElement("div");
  fill(root, pieces, 0);
  return { root, removed: [...removed].sort() };
}

/** The image of a `<picture>`, with its narrow drawing where it has one. */
function imageOf(picture: Piece): Piece | undefined {
  const { media = "", srcset = "" } = findPiece(picture.children!, "source")?.attribs ?? {};
  const image = findPiece(picture.children!, "img");
  if (!/^\(max-width:\s*\d+px\)$/.test(media) || !DATA_IMAGE.test(srcset)) return image;
  return image && { ...image, attribs: { ...image.attribs, "data-narrow": srcset } };
}

function mendAttributes(
  name: string,
  { attribs = {} }: Piece,
  removed: Set<string>,
): Record<string, string> {
  const isMath = MATH_ELEMENTS.has(name);
  const allowed = { ...GLOBAL, ...(isMath ? MATH_ATTRIBUTES : OWN[name]) };
  const given: Record<string, string> = {};
  const mended: Record<string, string> = {};
  for (const [written, value] of Object.entries(attribs)) {
    const key = written.toLowerCase();
    given[key] ??= value;
    if (Object.hasOwn(allowed, key) && allowed[key]!.test(value)) mended[key] ??= value;
    else if (key.startsWith("on")) removed.add(`${key.slice(0, 40)} of <${name}>`);
  }
  const classes = isMath
    ? mendClasses(given, MATH_CLASSES, MATH_STYLE_CLASSES)
    : mendClasses(given, CLASSES, STYLE_CLASSES);
  if (classes) mended.class = classes;
  if (name === "img") mendImage(given, mended);
  if (name === "a") mendLink(given, mended, removed);
  return mended;
}

/** The classes that a cell may use, plus what its style meant. */
function mendClasses(
  { class: names = "", style = "", align = "" }: Record<string, string>,
  allowed: ReadonlySet<string>,
  meanings: typeof STYLE_CLASSES,
): string {
  // Plot's legends, whose classes carry a number of Plot's version.
  const own = names.split(/\s+/).map((name) =>
    name.replace(/^plot-[\da-f]+-(swatch|swatches)$/, "$1")
  )
    .filter((name) => allowed.has(name));
  const meant = meanings
    .filter(([pattern]) => pattern.test((style || `text-align:${align}`).slice(0, 2000)))
    .map(([, name]) => name);
  return [...own, ...meant].join(" ");
}

function mendImage(given: Record<string, string>, mended: Record<string, string>): void {
  const source = given.src?.trim();
  if (source === undefined) return;
  if (DATA_IMAGE.test(source)) {
    mended.src = source.replace(/\s+/g, "");
    if (given["data-narrow"]) mended["data-narrow"] = given["data-narrow"].replace(/\s+/g, "");
  } else mended["data-src"] = /^data:/i.test(source) ? "data:" : source;
}

function mendLink(
  given: Record<string, string>,
  mended: Record<string, string>,
  removed: Set<string>,
): void {
  if (given.href === undefined) return;
  const download = given.download === undefined
    ? undefined
    : readDownload(given.href, given.download);
  if (download) {
    Object.assign(mended, download);
    return;
  }
  const address = readAddress(given.href);
  if (address.kind === "refused") removed.add(`link to ${address.fault}`);
  else mended.href = address.href;
}
