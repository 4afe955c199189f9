/** Drawings by anyone, as SVG that may stand inside the page, or as a picture when it may not. */
import { DRAWING_ATTRIBUTES, DRAWING_ELEMENTS, PRESENTATION } from "./allowed.ts";
import { escapeHtml } from "@crosses/text";
import { findPiece, parseMarkup, type Piece, textIn, withoutControls } from "./dom.ts";

/** What draws, and would be lost or unsafe inside a page; a picture keeps it. */
const NEEDS_PICTURE = /^(?:style|filter|foreignObject|switch|animate\w*|set|fe[A-Z]\w*)$/;
const WITHOUT_CONTENT = /^(?:script|style|metadata|foreignObject|iframe)$/;
/** The only elements that may refer to another, or an image to its data. */
const REFERRING = /^(?:use|linearGradient|radialGradient|pattern|textPath|mask)$/;
const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/;

/** Observable Plot's own style sheet: the page has the same rules, so the drawing does not need it. */
const PLOT_STYLE =
  /^:where\(\.(plot-[\da-f]+)\) \{[^<{}]*\}\s*:where\(\.\1 text\),\s*:where\(\.\1 tspan\) \{[^<{}]*\}\s*$/;

/** Fills that every page knows: none, a pattern, the text's own, and the page's ink and paper. */
const PLAIN_FILL = /^(?:none|url.*|currentColor|black|white|#15191e|#ffffff)$/s;

/** Shapes that a browser may have to draw, each as often as it is used. */
const MOST_SHAPES = 200_000;
const DEEPEST = 200;

interface InlineOptions {
  /** Gives an id that nothing else in the page has. */
  readonly claim: (id: string) => string;
  readonly name: string;
  readonly className?: string;
  readonly theme?: DrawingTheme;
}

/** Drawings in colours that a page may replace in the dark, as whoever made them says by a class of theirs. */
export interface DrawingTheme {
  /** The class that such an `<svg>` bears. */
  readonly className: string;
  /** What stands for each colour in the dark, both as `#rrggbb`. The page's own ink and paper need no entry. */
  readonly dark: Readonly<Record<string, string>>;
}

/** A drawing that was read, and can be written as often as it is needed. */
export interface Drawing {
  readonly svg: Piece;
  /** The `<svg>` and all below it. */
  readonly pieces: readonly Piece[];
  /** Why no browser should be asked to show it, if so. */
  readonly fault: string | undefined;
  /** True where it can be shown as `<img>` only: nothing in it can run or load there. */
  readonly needsPicture: boolean;
}

/**
 * Reads a drawing, from markup or an `<svg>` of it; undefined when the markup holds none. What was read already is looked
 * up among the `known`.
 */
export function readDrawing(
  markup: string | Piece,
  known: Map<string, Drawing | undefined> = new Map(),
): Drawing | undefined {
  if (typeof markup !== "string") return examine(markup);
  if (!known.has(markup)) {
    const svg = findPiece(parseMarkup(markup).pieces, "svg");
    known.set(markup, svg && examine(svg));
  }
  return known.get(markup);
}

function examine(svg: Piece): Drawing {
  const pieces = listPieces(svg);
  keepFirstIds(pieces);
  const fault = countShapes(pieces) > MOST_SHAPES
    ? "it has more shapes than a browser draws"
    : undefined;
  const needsPicture = pieces.some((piece) =>
    NEEDS_PICTURE.test(piece.name ?? "") &&
    !(piece.name === "style" && PLOT_STYLE.test(textIn(piece).trim()))
  );
  return { svg, pieces, fault, needsPicture };
}

/** A drawing as a file of its own, with its title where it has one. */
export function writePicture({ svg, pieces }: Drawing): { source: string; name?: string } {
  const title = pieces.find(({ name }) => name === "title");
  return { source: writeXml(svg, true), name: (title && textIn(title).trim()) || undefined };
}

function listPieces(piece: Piece, list: Piece[] = []): Piece[] {
  list.push(piece);
  for (const child of piece.children ?? []) listPieces(child, list);
  return list;
}

/** Leaves an id to the first element that has it, whatever the attribute's case: references lead to that one. */
function keepFirstIds(pieces: readonly Piece[]): void {
  const isId = (key: string) => key.toLowerCase() === "id";
  const seen = new Set<string>();
  for (const piece of pieces) {
    const given = Object.entries(piece.attribs ?? {});
    const own = given.find(([key]) => isId(key));
    if (own === undefined) continue;
    const [, id] = own;
    const kept = seen.has(id) ? undefined : own;
    seen.add(id);
    piece.attribs = Object.fromEntries(
      given.filter((entry) => entry === kept || !isId(entry[0]))
        .map(([key, value]) => [isId(key) ? "id" : key, value]),
    );
  }
}

/** How many shapes a browser would draw; a few nested `<use>` can ask for millions. */
function countShapes(pieces: readonly Piece[]): number {
  const byId = new Map(pieces.map((piece) => [piece.attribs?.id, piece]));
  const known = new Map<Piece, number>();
  const count = (piece: Piece, depth: number): number => {
    const earlier = known.get(piece);
    if (earlier !== undefined) return earlier;
    if (depth > 2 * DEEPEST) return Infinity;
    known.set(piece, 0);
    let shapes = piece.name === undefined ? 0 : 1;
    for (const child of piece.children ?? []) shapes += count(child, depth + 1);
    for (const [key, value] of Object.entries(piece.attribs ?? {})) {
      const referred = /href$/i.test(key) ? [value.trim().slice(1)] : referredBy(value);
      for (const id of referred) {
        const target = byId.get(id);
        if (target !== undefined) shapes += count(target, depth + 1);
      }
    }
    known.set(piece, shapes);
    return shapes;
  };
  return count(pieces[0]!, 0);
}

/** The ids in `url(#id)`, wherever these stand in a value. */
function referredBy(value: string): string[] {
  return [...value.matchAll(/url\(\s*["']?#([^"')]+)/gi)].map(([, id]) => id!);
}

/**
 * A drawing as part of the page, with nothing in it that could act, new ids and an accessible name; whether the page gives it
 * its colours, and whether it has a title or a description.
 */
export function writeInline(drawing: Drawing, options: InlineOptions) {
  const { svg } = drawing;
  const { className, theme } = options;
  const { ids, label, isDescribed } = nameDrawing(drawing, options);
  const isOurs = theme !== undefined &&
    (svg.attribs?.class ?? "").split(/\s+/).includes(theme.className);
  const isKnown = (fill: string) => PLAIN_FILL.test(fill) || Object.hasOwn(theme!.dark, fill);
  const fills = new Set<string>();
  const write = (piece: Piece, depth: number): string => {
    if (piece.name === undefined) return writeText(piece);
    if (WITHOUT_CONTENT.test(piece.name)) return "";
    // Browsers read HTML in these two.
    const content = piece.name === "title" || piece.name === "desc"
      ? escapeHtml(withoutControls(textIn(piece)))
      : piece.children!.map((child) => write(child, depth + 1)).join("");
    if (!DRAWING_ELEMENTS.has(piece.name) || depth > DEEPEST) return content;
    const mended = mendAttributes(piece, ids);
    if (mended.fill !== undefined) fills.add(mended.fill);
    if (piece !== svg) return writeTag(piece.name, mended, content);
    // In forced colours, a drawing with a fill that the page does not know keeps its own paper.
    const isSmall = className === "wide" && Number(mended.width) < SMALL;
    const own = isOurs
      ? ["r-themed", ![...fills].every(isKnown) && "r-own-paper", isSmall && "r-small"]
      : [mended.class];
    const classes = [...own, className].filter(Boolean).join(" ") || undefined;
    const root = { ...label, ...sizeOf(mended), class: "", ...mended, role: "img" };
    return writeTag("svg", { ...root, class: classes }, content);
  };
  const markup = write(svg, 0);
  return { markup, isThemed: isOurs || /currentColor|var\(--/i.test(markup), isDescribed };
}

/** New ids for a drawing's own, and its accessible name: its title and description, its label, or the given name. */
function nameDrawing({ svg, pieces }: Drawing, { claim, name }: InlineOptions) {
  const idOf = (element: string, id: string) => {
    const piece = pieces.find(({ name }) => name === element);
    if (piece) piece.attribs = { id, ...piece.attribs };
    return piece?.attribs?.id ?? "";
  };
  const [title, description] = [idOf("title", "drawing-title"), idOf("desc", "drawing-text")];
  const ids = new Map<string, string>();
  for (const { attribs } of pieces) {
    const id = attribs?.id;
    if (id !== undefined && !ids.has(id)) ids.set(id, claim(id.slice(0, 200)));
  }
  const [titleId, descriptionId] = [ids.get(title), ids.get(description)];
  const own = svg.attribs?.["aria-label"]?.trim();
  const label: Record<string, string | undefined> = titleId ?? descriptionId
    ? { "aria-labelledby": titleId ?? descriptionId, "aria-describedby": titleId && descriptionId }
    : own || name
    ? { "aria-label": own || name }
    : { "aria-hidden": "true" };
  return { ids, label, isDescribed: Boolean(titleId ?? descriptionId ?? own) };
}

function writeText({ type, data }: Piece): string {
  return type === "text" ? escapeHtml(withoutControls(data!)) : "";
}

/** An element, self-closing where it is empty: end tags would be a third of a drawing's bytes. */
function writeTag(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content: string,
): string {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) open += ` ${key}="${escapeHtml(withoutControls(value))}"`;
  }
  return content === "" ? `${open}/>` : `${open}>${content}</${name}>`;
}

/** A wide drawing that is narrower than this, in pixels, keeps its size: its words would be twice as large as the text. */
const SMALL = 600;

/** The size that a drawing's view box gives it where nothing else does: it would shrink to nothing on a card. */
function sizeOf({ viewBox = "", width, height }: Record<string, string>): Record<string, string> {
  const [, , across, down] = viewBox.trim().split(/[\s,]+/).map(Number);
  return width === undefined && height === undefined && across! > 0 && down! > 0
    ? { width: String(across), height: String(down) }
    : {};
}

function mendAttributes(
  { name: element, attribs = {} }: Piece,
  ids: ReadonlyMap<string, string>,
): Record<string, string> {
  const mended: Record<string, string> = {};
  for (const [written, value] of [...Object.entries(attribs), ...declarations(attribs.style)]) {
    const key = DRAWING_ATTRIBUTES.get(written.toLowerCase());
    const safe = key && mendValue(element!, key, value, ids);
    if (key && safe !== undefined) mended[key] = safe;
  }
  return mended;
}

/** The declarations of a style attribute that are presentation attributes too: these win, as they would in CSS. */
function declarations(style = ""): [string, string][] {
  return style.split(";").flatMap((declaration): [string, string][] => {
    const [property, ...value] = declaration.split(":");
    const name = property!.trim().toLowerCase();
    return PRESENTATION.has(name)
      ? [[name, value.join(":").replace(/!important/i, "").trim()]]
      : [];
  });
}

function mendValue(
  element: string,
  key: string,
  value: string,
  ids: ReadonlyMap<string, string>,
): string | undefined {
  if (key === "id") return ids.get(value);
  if (key === "class") return /(?:^|\s)plot/.test(value) ? "plot" : undefined;
  if (key === "href") {
    const id = REFERRING.test(element) && ids.get(/^\s*#(.*?)\s*$/.exec(value)?.[1] ?? "");
    if (id) return `#${id}`;
    return element === "image" && DATA_IMAGE.test(value) ? value.replace(/\s+/g, "") : undefined;
  }
  // A reference is kept without its fallback.
  const [id] = /^\s*url\(\s*["']?#/i.test(value) ? referredBy(value) : [];
  if (id !== undefined) return ids.has(id) ? `url(#${ids.get(id)})` : "none";
  // Any other way to name an address, or to hide one behind a CSS escape or comment.
  return /url\(|image-set|src\(|@import|expression|\\|\/\*/i.test(value) ? undefined : value;
}

/** A piece as XML; what has a name that XML or a browser does not know is left out. */
function writeXml(piece: Piece, isRoot = false): string {
  const { name, attribs = {}, children = [] } = piece;
  if (name === undefined) return writeText(piece);
  if (name === "script" || !/^[A-Za-z][\w.-]*$/.test(name)) return "";
  const known = Object.entries(attribs).filter(([key]) =>
    /^(?:(?:xlink|xml|xmlns):)?[A-Za-z_][\w.-]*$/.test(key)
  );
  const spaces = isRoot && {
    "xmlns": "http://www.w3.org/2000/svg",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
  };
  const content = children.map((child) => writeXml(child)).join("");
  return writeTag(name, { ...Object.fromEntries(known), ...spaces }, content);
}
