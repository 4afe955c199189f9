/** MathML that may stand in the page: names, attributes and what its styles mean; no address, no colour, no act. */

/** Elements of MathML Core, and `menclose`, which browsers show as a row. */
export const MATH_ELEMENTS: ReadonlySet<string> = new Set(
  ("math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup " +
    "munder mover munderover mmultiscripts mprescripts none mtable mtr mtd menclose").split(" "),
);

/** Up to 40 em in the line, no more than a line up or down: a formula does not leave its place. */
const LENGTH = /^-?(?:[0-3]?\d?(?:\.\d+)?(?:em|ex)|\d{0,3}(?:\.\d+)?(?:px|pt|mu)|\d{0,3}%|0)$/;
const SHIFT = /^-?[01]?(?:\.\d+)?(?:em|ex)$|^0$/;
const WORD = /^[a-z-]{1,20}$/;
const FLAG = /^(?:true|false)$/;

/** Attributes and what they may hold: presentation that lays out, nothing that paints, leads anywhere or magnifies. */
export const MATH_ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  alttext: /^/,
  display: /^(?:block|inline)$/,
  displaystyle: FLAG,
  scriptlevel: /^\+?[0-2]$/,
  mathvariant: WORD,
  stretchy: FLAG,
  fence: FLAG,
  separator: FLAG,
  symmetric: FLAG,
  largeop: FLAG,
  movablelimits: FLAG,
  accent: FLAG,
  accentunder: FLAG,
  form: WORD,
  lspace: LENGTH,
  rspace: LENGTH,
  minsize: LENGTH,
  maxsize: LENGTH,
  linethickness: SHIFT,
  width: LENGTH,
  height: LENGTH,
  depth: LENGTH,
  voffset: SHIFT,
  rowspan: /^\d{1,2}$/,
  columnspan: /^\d{1,2}$/,
};

/** Classes that temml gives and the style sheet knows. */
export const MATH_CLASSES: ReadonlySet<string> = new Set(
  "tml-display tml-left tml-right tml-jot tml-overline tml-underline tml-cancel upstrike downstrike sout"
    .split(" "),
);

/** What the styles of formulas mean, as classes of the page. */
export const MATH_STYLE_CLASSES: readonly (readonly [RegExp, string])[] = [
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
