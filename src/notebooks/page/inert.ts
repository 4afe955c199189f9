/**
 * The last look at a finished page: nothing in it runs, loads or submits.
 *
 * A second check that shares no code with the sanitisers. In a page that this package writes, `<` always opens a tag and
 * attributes are always quoted: whatever is written otherwise is refused.
 */

const ELEMENTS = new Set(
  ("html head meta title style body header footer main nav section div p span a img figure figcaption h1 h2 h3 h4 h5 h6 " +
    "ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td details summary pre code kbd samp var " +
    "em strong b i u s del ins mark small sub sup abbr cite q dfn time br hr wbr blockquote bdi bdo ruby rt rp link " +
    "button svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath clipPath mask " +
    "pattern marker linearGradient radialGradient stop image " +
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder mover " +
    "munderover mmultiscripts mprescripts none mtable mtr mtd menclose").split(" "),
);

/** Attributes through which a browser would fetch, and what they may hold. */
const SOURCES: Record<string, RegExp> = {
  "link href": /^data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+$/,
  "img src": /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=]+$/,
  "image href": /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/,
  ...Object.fromEntries(
    ["use", "linearGradient", "radialGradient", "pattern", "textPath", "mask"]
      .map((name) => [`${name} href`, /^#/]),
  ),
  "a href":
    /^(?:#|https?:\/\/|mailto:|data:[a-z0-9.+-]+\/[a-z0-9.+-]+(?:;charset=utf-8)?[;,]|(?:[\w.~!'()*%-]+\/)*[\w.~!'()*%-]+\.html(?:#|$))/,
};

const LOADING =
  /^(?:src|srcset|href|data|poster|background|action|formaction|ping|manifest|codebase|classid|archive|longdesc|cite|xlink:href|srcdoc)$/;
const DATA_LINK_DENIED =
  /^data:(?:text\/html|image\/svg\+xml|application\/xhtml\+xml|text\/xml|application\/xml|text\/javascript|application\/javascript)/i;

/** Attributes of drawings that take a `url()`. */
const DRAWN = /^(?:fill|stroke|clip-path|mask|filter|marker-(?:start|mid|end)|cursor)$/;

/** The first thing in a piece of a page that could act, if there is one. */
export function findAct(markup: string): string | undefined {
  try {
    assertInert(markup);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** @throws {Error} naming the first thing in the page that could act; only a fault of this package can let one come so far */
export function assertInert(page: string): void {
  let position = page.startsWith("<!doctype html>") ? "<!doctype html>".length : 0;
  const tag = /<(\/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[A-Za-z_:][\w:.-]*(?:="[^"<]*")?)*)\s*\/?>/y;
  while ((position = page.indexOf("<", position)) >= 0) {
    tag.lastIndex = position;
    const match = tag.exec(page);
    if (match === null) refuse(page.slice(position, position + 60));
    const [whole, closes, name, attributes] = match as unknown as [string, string, string, string];
    position += whole.length;
    if (closes) continue;
    if (name === "style") position = skipStyle(page, position);
    else checkElement(name, attributes, whole);
  }
}

function checkElement(name: string, attributes: string, whole: string): void {
  if (!ELEMENTS.has(name)) refuse(whole);
  if (name === "button" && !/ type="button"/.test(attributes)) refuse(whole);
  if (name === "link" && !/^ rel="icon" href="[^"]*"$/.test(attributes)) refuse(whole);
  for (const [, key, raw = ""] of attributes.matchAll(/\s([A-Za-z_:][\w:.-]*)(?:="([^"]*)")?/g)) {
    const attribute = key!.toLowerCase();
    const value = decodeEntities(raw, whole);
    const isLink = name === "a" && /^data:/i.test(value);
    if (
      /^on|^style$|^is$/.test(attribute) ||
      (attribute === "http-equiv" && !/^content-security-policy$/i.test(value)) ||
      (LOADING.test(attribute) && !(SOURCES[`${name} ${attribute}`]?.test(value))) ||
      (isLink && !/\sdownload(?:=|\s|$)/.test(attributes)) ||
      (DRAWN.test(attribute) && /url\(/i.test(value) && !/^url\(#[^()]*\)$/.test(value))
    ) refuse(whole);
    if (name !== "link" && attribute === "href" && DATA_LINK_DENIED.test(value)) {
      checkDrawing(value, whole);
    }
  }
}

/** A drawing may be saved from the page when it is as inert as the page. */
function checkDrawing(address: string, whole: string): void {
  const start = "data:image/svg+xml;charset=utf-8;base64,";
  if (!address.startsWith(start)) refuse(whole);
  assertInert(new TextDecoder().decode(Uint8Array.fromBase64(address.slice(start.length))));
}

function skipStyle(page: string, position: number): number {
  const end = page.indexOf("</style>", position);
  const style = page.slice(position, end);
  if (end < 0 || /<|@import|url\(|image-set|\\(?![0-9a-f]{1,6} )/i.test(style)) refuse("<style>");
  return end + "</style>".length;
}

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

function decodeEntities(value: string, whole: string): string {
  return value.replace(
    /&(?:[A-Za-z#][^;]{0,31};)?/g,
    (entity) => ENTITIES[entity] ?? refuse(whole),
  );
}

function refuse(what: string): never {
  throw new Error(`Refused to write a page that holds ${JSON.stringify(what.slice(0, 120))}`);
}
