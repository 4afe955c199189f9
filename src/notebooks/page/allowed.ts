/** What may stand in a page of what anyone wrote: elements, attributes, classes. All else is left out. */

type Patterns = Readonly<Record<string, RegExp>>;
/** Styles, and the classes of the page that stand for them: it holds no style attribute. */
type Meanings = readonly (readonly [style: RegExp, classes: string])[];

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const each = (list: string, pattern: RegExp): Patterns =>
  Object.fromEntries(list.split(" ").map((name) => [name, pattern]));

/** Elements of MathML Core, and `menclose`, which browsers show as a row. */
export const MATH_ELEMENTS = words(
  "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup " +
    "munder mover munderover mmultiscripts mprescripts none mtable mtr mtd menclose",
);

export const ELEMENTS: ReadonlySet<string> = new Set([
  ...words(
    "p div span blockquote pre code kbd samp var em strong b i u s del ins mark small sub sup " +
      "abbr cite q dfn time br hr wbr a ul ol li dl dt dd h1 h2 h3 h4 h5 h6 img figure figcaption " +
      "table caption colgroup col thead tbody tfoot tr th td details summary bdi bdo ruby rt rp",
  ),
  ...MATH_ELEMENTS,
]);

/** Elements that are renamed: a cell's `<main>` or `<nav>` would be a landmark of the page. */
export const PLAIN: ReadonlyMap<string, string> = new Map([
  ...[...words("section article aside header footer main nav center")].map((name) =>
    [name, "div"] as const
  ),
  ["tt", "code"],
  ["font", "span"],
  ["strike", "s"],
]);

/** Elements that are left out without a note. */
export const SILENT = words("html head body o:p label title style semantics annotation");

export const WITHOUT_CONTENT = words(
  "script style textarea option noscript title template xmp noembed noframes iframe annotation annotation-xml",
);

const COUNT = /^\d{1,4}$/;
const SIZE = /^\d{1,4}(?:\.\d+)?(?:px|%)?$/;
const ANY = /^[^]{0,10000}$/;
const NAME = /^[^]{1,200}$/;
const LANGUAGE = /^[A-Za-z\d-]{1,35}$/;

/** Attributes that any element may have, and what each may hold. */
export const GLOBAL: Patterns = { id: NAME, lang: LANGUAGE, dir: /^(?:ltr|rtl|auto)$/, title: ANY };

export const OWN: Readonly<Record<string, Patterns>> = {
  a: { name: NAME, hreflang: LANGUAGE },
  img: { alt: ANY, width: SIZE, height: SIZE, role: /^presentation$/ },
  ol: { start: /^-?\d{1,9}$/, type: /^[1aAiI]$/, reversed: /^/ },
  li: { value: /^-?\d{1,9}$/ },
  th: { scope: /^[a-z]{3,8}$/, colspan: COUNT, rowspan: COUNT, abbr: ANY, headers: ANY },
  td: { colspan: COUNT, rowspan: COUNT, headers: ANY },
  col: { span: COUNT },
  colgroup: { span: COUNT },
  time: { datetime: ANY },
  details: { open: /^/ },
};

/**
 * True for a class that a cell may use. The page's own, those of formulas and of terminal colours are not a cell's: they
 * hide, clip or colour. Any other means something to whoever made the output, but for Plot's numbered ones.
 */
export function isCellClass(name: string): boolean {
  return /^(?!r-|tml-|ansi-|plot-)[a-z][\w-]{0,60}$/i.test(name) && !MATH_CLASSES.has(name);
}

/** Style properties that carry meaning in a table. */
export const STYLES: Meanings = [
  [/(?:^|;)\s*text-align\s*:\s*(?:right|end)\b/i, "r-right"],
  [/(?:^|;)\s*text-align\s*:\s*center\b/i, "r-center"],
  [/(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)\b/i, "r-bold"],
  [/(?:^|;)\s*font-style\s*:\s*italic\b/i, "r-italic"],
];

/** scikit-learn's words for who sees no HTML, beside a drawing that needs its own styles: its plain text is shown instead. */
export const UNSEEN_CLASS = /(?:^|\s)sk-text-repr-fallback(?:\s|$)/;
/** A style by which nothing is seen of an element. */
export const UNSEEN = /(?:^|;)\s*display\s*:\s*none\b/i;
/** One by which nothing is seen of a drawing, which only holds symbols for others. */
export const UNSEEN_DRAWING = /(?:^|;)\s*(?:width|height)\s*:\s*0(?:px)?\s*(?:;|$)/i;

/** At most 40 em along the line and one line up or down, so that a formula stays in its place. */
const LENGTH = /^-?(?:[0-3]?\d?(?:\.\d+)?(?:em|ex)|\d{0,3}(?:\.\d+)?(?:px|pt|mu)|\d{0,3}%|0)$/;
const SHIFT = /^-?[01]?(?:\.\d+)?(?:em|ex)$|^0$/;

/** Attributes of formulas: those of layout alone, with no colour, link or size of type. */
export const MATH_ATTRIBUTES: Patterns = {
  alttext: /^/,
  display: /^(?:block|inline)$/,
  scriptlevel: /^\+?[0-2]$/,
  ...each("mathvariant form", /^[a-z-]{1,20}$/),
  ...each(
    "displaystyle stretchy fence separator symmetric largeop movablelimits accent accentunder",
    /^(?:true|false)$/,
  ),
  ...each("lspace rspace minsize maxsize width height depth", LENGTH),
  ...each("linethickness voffset", SHIFT),
  ...each("rowspan columnspan", /^\d{1,2}$/),
};

/** Classes that temml gives and the style sheet knows. */
export const MATH_CLASSES = words(
  "tml-display tml-left tml-right tml-jot tml-overline tml-underline tml-cancel upstrike downstrike sout",
);

export const MATH_STYLES: Meanings = [
  [/padding-left:0(?:em)?\b/, "r-m-l0"],
  [/padding-left:[1-9]/, "r-m-l1"],
  [/padding-right:0(?:em)?\b/, "r-m-r0"],
  [/padding:0(?:;|$)/, "r-m-l0 r-m-r0"],
  [/border:[^;]*(?:solid|dashed)/, "r-m-box"],
  [/border-left:[^;]*(?:solid|dashed|double)/, "r-m-left"],
  [/border-right:[^;]*(?:solid|dashed|double)/, "r-m-right"],
  [/border-top:[^;]*(?:solid|dashed|double)/, "r-m-top"],
  [/border-bottom:[^;]*(?:solid|dashed|double)/, "r-m-bottom"],
  [/width:100%/, "r-m-wide"],
  [/width:50%/, "r-m-half"],
  [/math-depth:0/, "r-m-flat"],
];

export const DRAWING_ELEMENTS = words(
  "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan " +
    "textPath clipPath mask pattern marker linearGradient radialGradient stop image",
);

/** Attributes of drawings that may be written in a style, too. */
export const PRESENTATION = words(
  "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin " +
    "stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color clip-path clip-rule mask marker-start " +
    "marker-mid marker-end font-family font-size font-style font-weight font-variant letter-spacing word-spacing " +
    "text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift writing-mode direction " +
    "paint-order shape-rendering text-rendering vector-effect visibility display overflow " +
    "stop-color stop-opacity color-interpolation",
);

/** All attributes of drawings: SVG's spelling by the lower-case name. */
export const DRAWING_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ...[
    ...PRESENTATION,
    ...words(
      "id class viewBox preserveAspectRatio width height x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy d " +
        "points transform gradientTransform gradientUnits patternTransform patternUnits patternContentUnits " +
        "clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient offset rotate " +
        "textLength lengthAdjust pathLength startOffset spreadMethod href lang xml:lang xml:space",
    ),
  ].map((name) => [name.toLowerCase(), name] as const),
  ["xlink:href", "href"],
]);
