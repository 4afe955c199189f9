/** Drawings by anyone, as SVG that may stand inside the page, or as a picture when it may not. */
import sanitizeHtml from "sanitize-html";
import { escapeHtml } from "./html.ts";

const ELEMENTS =
  "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan " +
  "textPath clipPath mask pattern marker linearGradient radialGradient stop image";

const PRESENTATION =
  "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin " +
  "stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color clip-path clip-rule mask marker-start " +
  "marker-mid marker-end font-family font-size font-style font-weight font-variant letter-spacing word-spacing " +
  "text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift writing-mode direction " +
  "paint-order shape-rendering text-rendering vector-effect visibility display overflow " +
  "stop-color stop-opacity color-interpolation";

const GEOMETRY =
  "id class viewBox preserveAspectRatio width height x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy d " +
  "points transform gradientTransform gradientUnits patternTransform patternUnits patternContentUnits " +
  "clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient offset rotate " +
  "textLength lengthAdjust pathLength startOffset spreadMethod href xlink:href lang xml:lang xml:space";

/** What draws, and would be lost or unsafe inside a page; a picture keeps it. */
const NEEDS_PICTURE =
  /<(?:\w+:)?(?:style|filter|foreignObject|switch|animate\w*|set|fe[A-Z]\w*)[\s>/]/;

/** Elements that hold nothing close themselves: a third of a drawing's bytes are end tags otherwise. */
const EMPTY = /><\/(?:rect|path|circle|ellipse|line|polyline|polygon|use|image|stop)>/g;

/** Observable Plot's own style sheet: the page has the same rules, so the drawing does not need it. */
const PLOT_STYLE =
  /<style>:where\(\.(plot-[\da-f]+)\) \{[^<{}]*\}\s*:where\(\.\1 text\),\s*:where\(\.\1 tspan\) \{[^<{}]*\}\s*<\/style>/g;

export interface SvgOptions {
  /** Gives an id that nothing else in the page has. */
  readonly claim: (id: string) => string;
  /** The name for a drawing that has no title of its own. */
  readonly name: string;
}

export interface InlineSvg {
  readonly kind: "inline";
  readonly markup: string;
  /** True when the drawing takes its colours from the page's text. */
  readonly themed: boolean;
  /** False when neither title nor description was found. */
  readonly described: boolean;
}

/** A drawing to be shown as `<img>`: nothing in it can run or load there. */
export interface PictureSvg {
  readonly kind: "picture";
  readonly source: string;
  /** Its own title, where it has one. */
  readonly name?: string;
}

/** Reads a drawing; undefined when it holds no `<svg>`. */
export function readSvg(markup: string, options: SvgOptions): InlineSvg | PictureSvg | undefined {
  const start = markup.search(/<svg[\s>]/);
  if (start < 0) return undefined;
  const drawing = markup.slice(start).replace(PLOT_STYLE, "");
  if (NEEDS_PICTURE.test(drawing)) {
    const source = drawing.includes('xmlns="http://www.w3.org/2000/svg"')
      ? drawing
      : drawing.replace(/<svg/, '<svg xmlns="http://www.w3.org/2000/svg"');
    const name = innerText(/<title[^>]*>([^<]*)<\/title>/.exec(source)?.[1]);
    return { kind: "picture", source, ...(name ? { name } : {}) };
  }
  return inline(drawing, options);
}

/** Presentation attributes and geometry; `style` has become attributes by then. */
const ATTRIBUTES = new Set([...PRESENTATION.split(" "), ...GEOMETRY.split(" ")]);
const STYLED = new Set(PRESENTATION.split(" "));

function inline(drawing: string, { claim, name }: SvgOptions): InlineSvg {
  const ids = new Map<string, string>();
  for (const [, , id] of drawing.matchAll(/\sid\s*=\s*(["'])(.*?)\1/g)) {
    if (!ids.has(id!)) ids.set(id!, claim(id!));
  }
  let depth = 0;
  let titleId: string | undefined;
  let descriptionId: string | undefined;
  const body = sanitizeHtml(drawing, {
    allowedTags: ELEMENTS.split(" "),
    allowedAttributes: false,
    allowedSchemes: ["data"],
    allowedSchemesAppliedToAttributes: [],
    nonTextTags: ["script", "style", "metadata", "foreignObject", "iframe"],
    allowVulnerableTags: true,
    parseStyleAttributes: false,
    nestingLimit: 200,
    parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
    selfClosing: [],
    transformTags: {
      "*": (tagName: string, attribs: Record<string, string>) => {
        const mended = mendAttributes(tagName, attribs, ids);
        depth++;
        if (tagName === "title" && titleId === undefined) {
          mended.id = titleId = mended.id ?? claim("drawing-title");
        }
        if (tagName === "desc" && descriptionId === undefined) {
          mended.id = descriptionId = mended.id ?? claim("drawing-text");
        }
        return {
          tagName,
          attribs: depth === 1 ? { ...sizeOf(mended), ...mended, role: "img" } : mended,
        };
      },
    },
  });
  const named = titleId ?? descriptionId;
  const label = named
    ? ` aria-labelledby="${named}"${
      titleId && descriptionId ? ` aria-describedby="${descriptionId}"` : ""
    }`
    : ` aria-label="${escapeHtml(ownLabel(drawing) ?? name)}"`;
  return {
    kind: "inline",
    markup: body.replace("<svg", () => `<svg${label}`).replace(EMPTY, "/>"),
    themed: /currentColor|var\(--/i.test(body),
    described: named !== undefined || ownLabel(drawing) !== undefined,
  };
}

/** The size that a drawing's view box gives it where nothing else does: it would shrink to nothing on a card. */
function sizeOf({ viewBox = "", width, height }: Record<string, string>): Record<string, string> {
  const [, , across, down] = viewBox.trim().split(/[\s,]+/).map(Number);
  return width === undefined && height === undefined && across! > 0 && down! > 0
    ? { width: String(across), height: String(down) }
    : {};
}

/** The aria-label of the drawing's root. */
function ownLabel(drawing: string): string | undefined {
  return innerText(/^<svg[^>]*\saria-label="([^"]*)"/.exec(drawing)?.[1]);
}

function mendAttributes(
  element: string,
  attributes: Record<string, string>,
  ids: ReadonlyMap<string, string>,
): Record<string, string> {
  const mended: Record<string, string> = {};
  for (const [key, value] of [...Object.entries(attributes), ...declarations(attributes.style)]) {
    if (!ATTRIBUTES.has(key)) continue;
    const safe = mendValue(element, key, value, ids);
    if (safe !== undefined) mended[key === "xlink:href" ? "href" : key] = safe;
  }
  return mended;
}

/** The declarations of a style attribute that are presentation attributes too: these win, as they would in CSS. */
function declarations(style = ""): [string, string][] {
  return style.split(";").flatMap((declaration): [string, string][] => {
    const [property, ...value] = declaration.split(":");
    const name = property!.trim().toLowerCase();
    return STYLED.has(name) ? [[name, value.join(":").replace(/!important/i, "").trim()]] : [];
  });
}

function mendValue(
  element: string,
  key: string,
  value: string,
  ids: ReadonlyMap<string, string>,
): string | undefined {
  if (key === "id") return ids.get(value);
  if (key === "class") {
    return value.split(/\s+/).filter((name) => /^plot/.test(name)).length ? "plot" : undefined;
  }
  if (key === "href" || key === "xlink:href") {
    if (value.startsWith("#")) {
      const id = ids.get(value.slice(1));
      return id === undefined ? undefined : `#${id}`;
    }
    return element === "image" &&
        /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/.test(value)
      ? value.replace(/\s+/g, "")
      : undefined;
  }
  const local = value.replace(/url\(\s*(["']?)#([^"')]+)\1\s*\)/g, (_, __, id: string) => {
    const claimed = ids.get(id);
    return claimed === undefined ? "none" : `url(#${claimed})`;
  });
  // Any other way to name an address, or to hide one behind a CSS escape or comment.
  return /url\((?!#)|image-set|src\(|@import|expression|\\|\/\*/i.test(local) ? undefined : local;
}

function innerText(markup: string | undefined): string | undefined {
  const text = markup?.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(
    /&amp;/g,
    "&",
  )
    .trim();
  return text || undefined;
}
