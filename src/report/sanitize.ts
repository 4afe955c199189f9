/** Makes HTML by anyone safe to stand in the page: no act, no request, no disguise. */
import sanitizeHtml from "sanitize-html";
import { withoutControls } from "./html.ts";
import {
  checkMathAttributes,
  MATH_ATTRIBUTES,
  MATH_ELEMENTS,
  MATH_STYLE_CLASSES,
} from "./mathml.ts";

export interface Sanitized {
  readonly html: string;
  /** What was taken out that could have acted, e.g. `<script>`; sorted, each once. */
  readonly removed: readonly string[];
}

const FLOW =
  "p div span blockquote pre code kbd samp var em strong b i u s strike del ins mark small sub sup " +
  "abbr cite q dfn time br hr wbr a ul ol li dl dt dd h1 h2 h3 h4 h5 h6 img figure figcaption " +
  "table caption colgroup col thead tbody tfoot tr th td details summary bdi bdo ruby rt rp center tt";

/** Elements that lose their name and keep their content: their landmarks and styles would be the page's, not the cell's. */
const PLAIN: Record<string, string> = {
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
const SILENT = new Set([
  "html",
  "head",
  "body",
  "font",
  "o:p",
  "label",
  "title",
  "picture",
  "style",
  "semantics",
  "annotation",
]);

/** The content of these is not text for a reader. */
const WITHOUT_CONTENT = [
  "script",
  "style",
  "textarea",
  "option",
  "noscript",
  "title",
  "template",
  "xmp",
  "noembed",
  "annotation",
  "annotation-xml",
];

const GLOBAL = ["id", "class", "lang", "dir", "title"];
const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$/;
const DATA_DOWNLOAD = /^data:(?:text\/csv|text\/plain|application\/json)[;,]/;

/** Style properties that carry meaning in a table, as classes of our own: the page holds no style attribute. */
const STYLE_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|;)\s*text-align\s*:\s*(?:right|end)\b/i, "r-right"],
  [/(?:^|;)\s*text-align\s*:\s*center\b/i, "r-center"],
  [/(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)\b/i, "r-bold"],
  [/(?:^|;)\s*font-style\s*:\s*italic\b/i, "r-italic"],
];

/**
 * Sanitises HTML. Keeps structure, tables, formulas, images as `data:`, links to the web and `data:` downloads of text;
 * remote images stay as `<img>` with their address in `data-src`, for the page to turn into links.
 */
export function sanitizeMarkup(markup: string): Sanitized {
  const removed = new Set<string>();
  const html = sanitizeHtml(markup, {
    allowedTags: [...allowed],
    allowedAttributes: {
      "*": GLOBAL,
      a: ["href", "name", "download", "hreflang"],
      img: ["src", "alt", "width", "height", "data-src"],
      ol: ["start", "type", "reversed"],
      li: ["value"],
      th: ["scope", "colspan", "rowspan", "abbr", "headers"],
      td: ["colspan", "rowspan", "headers"],
      col: ["span"],
      colgroup: ["span"],
      time: ["datetime"],
      details: ["open"],
      ...Object.fromEntries([...MATH_ELEMENTS].map((name) => [name, [...MATH_ATTRIBUTES]])),
    },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { a: ["http", "https", "mailto", "data"], img: ["data"] },
    allowProtocolRelative: false,
    nonTextTags: WITHOUT_CONTENT,
    nestingLimit: 200,
    disallowedTagsMode: "discard",
    transformTags: {
      "*": (tagName: string, attribs: Record<string, string>) => {
        const name = PLAIN[tagName] ?? tagName;
        if (!allowed.has(tagName) && !(tagName in PLAIN) && !SILENT.has(tagName)) {
          removed.add(`<${tagName}>`);
        }
        return { tagName: name, attribs: mendAttributes(name, attribs, removed) };
      },
    },
  });
  return { html, removed: [...removed].sort() };
}

const allowed: ReadonlySet<string> = new Set([...FLOW.split(" "), ...MATH_ELEMENTS]);

function mendAttributes(
  name: string,
  attributes: Record<string, string>,
  removed: Set<string>,
): Record<string, string> {
  const mended: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (/^on/i.test(key)) removed.add(`${key} of <${name}>`);
    else if (key !== "data-src") mended[key] = value;
  }
  const isMath = MATH_ELEMENTS.has(name);
  const classes = mendClasses(attributes, isMath ? MATH_STYLE_CLASSES : STYLE_CLASSES);
  delete mended.class;
  if (classes) mended.class = classes;
  if (isMath) checkMathAttributes(mended);
  if (name === "img") mendImage(mended);
  if (name === "a") mendLink(mended, removed);
  return mended;
}

/** A cell's own class names, without those that are the page's, plus what its style meant. */
function mendClasses(
  { class: names = "", style = "", align = "" }: Record<string, string>,
  meanings: typeof STYLE_CLASSES,
): string {
  const own = names.split(/\s+/).filter((name) =>
    /^[A-Za-z][\w-]*$/.test(name) && !name.startsWith("r-")
  );
  const meant = meanings
    .filter(([pattern]) => pattern.test(style || `text-align:${align}`))
    .map(([, name]) => name);
  return [...own, ...meant].join(" ");
}

function mendImage(attributes: Record<string, string>): void {
  const source = attributes.src?.trim();
  delete attributes.src;
  if (source === undefined) return;
  if (DATA_IMAGE.test(source)) attributes.src = source.replace(/\s+/g, "");
  else if (/^data:/i.test(source)) attributes["data-src"] = "data:";
  else attributes["data-src"] = source;
}

function mendLink(attributes: Record<string, string>, removed: Set<string>): void {
  const { href } = attributes;
  if (href === undefined) return;
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(withoutControls(href).replace(/[\n\r\t]/g, ""))
    ?.[1]
    ?.toLowerCase();
  if (scheme === "data" && attributes.download !== undefined && DATA_DOWNLOAD.test(href)) return;
  if (scheme !== undefined && !["http", "https", "mailto"].includes(scheme)) {
    removed.add(`link to ${scheme}:`);
    delete attributes.href;
  }
  delete attributes.download;
}
