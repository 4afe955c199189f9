/** MathML that may stand in the page: names, attributes and what its styles mean; no address, no colour, no act. */

/** Elements of MathML Core, and `menclose`, which browsers show as a row. */
export const MATH_ELEMENTS: ReadonlySet<string> = new Set(
  ("math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup " +
    "munder mover munderover mmultiscripts mprescripts none mtable mtr mtd menclose").split(" "),
);

const LENGTH = /^-?\d{0,3}(?:\.\d+)?(?:em|ex|px|pt|mu|cm|mm|in|%)?$/;
const WORD = /^[a-z-]+$/;
const FLAG = /^(?:true|false)$/;

/** Attributes and what they may hold: presentation that lays out, nothing that paints or leads anywhere. */
const ATTRIBUTES: Record<string, RegExp> = {
  alttext: /^/,
  display: /^(?:block|inline)$/,
  displaystyle: FLAG,
  scriptlevel: /^[+-]?\d$/,
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
  linethickness: LENGTH,
  width: LENGTH,
  height: LENGTH,
  depth: LENGTH,
  voffset: LENGTH,
  rowspan: /^\d{1,2}$/,
  columnspan: /^\d{1,2}$/,
};

export const MATH_ATTRIBUTES: readonly string[] = Object.keys(ATTRIBUTES);

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

/** Drops attributes of a formula's element whose value is not of the kind that the attribute takes. */
export function checkMathAttributes(attributes: Record<string, string>): void {
  for (const [key, allowed] of Object.entries(ATTRIBUTES)) {
    const value = attributes[key];
    if (value !== undefined && !allowed.test(value)) delete attributes[key];
  }
}
