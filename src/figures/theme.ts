/**
 * The look of every figure: colours, hatching, sizes.
 *
 * A colour is a CSS variable with a fallback. A page that inlines the drawing may set the variables (dark mode, high
 * contrast); anywhere else the fallback is what shows. Series colours are Okabe–Ito's, darkened to 4.5:1 on white, and
 * differ in lightness so that they stay apart in grey.
 */

/** Colour roles. The names of the CSS variables are `--figure-` and the role. */
export const COLOURS = {
  ink: "var(--figure-ink, #1c1c1c)",
  muted: "var(--figure-muted, #595959)",
  grid: "var(--figure-grid, #d6d6d6)",
  paper: "var(--figure-paper, #ffffff)",
  tile: "var(--figure-tile, #f1f1ee)",
} as const;

/** Fill of a table's bars, by the place of the table in the release. */
export const SERIES = [
  "var(--figure-series-1, #7b8794)",
  "var(--figure-series-2, #b3470f)",
  "var(--figure-series-3, #00568f)",
  "var(--figure-series-4, #6a4c93)",
] as const;

/** The colour of the table at a place; places past the last start again. */
export function seriesColour(index: number): string {
  return SERIES[index % SERIES.length]!;
}

/** Width of a drawing in its own units: narrow, so that 13-unit type is legible at 320 CSS pixels. */
export const WIDTH = 440;

/** Rows that a drawing holds at most: more are in its numbers, and it says so. */
export const MOST_ROWS = 40;

export const FONT = {
  size: 13,
  family: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
} as const;

/** Replaces each variable by its fallback, for a drawing that stands alone as an image. */
export function withoutVariables(svg: string): string {
  return svg.replace(/var\(--[\w-]+, ([^()]+)\)/g, "$1");
}

/** A fill that names a paint of {@link definitions}. */
export const PAINT = {
  suppressed: "url(#hatch-suppressed)",
  fadeUp: "url(#fade-up)",
  fadeRight: "url(#fade-right)",
} as const;

/**
 * SVG `<defs>`: diagonal hatching for what the source suppressed, and two gradients to the colour of the paper, laid over a hatched range that has no upper bound.
 */
export const definitions = `<defs>
<pattern id="hatch-suppressed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="6" height="6" fill="${COLOURS.paper}"/><rect width="1.6" height="6" fill="${COLOURS.muted}"/></pattern>
${fade("fade-up", "x1='0' y1='1' x2='0' y2='0'")}
${fade("fade-right", "x1='0' y1='0' x2='1' y2='0'")}
</defs>`;

function fade(id: string, direction: string): string {
  return `<linearGradient id="${id}" ${direction.replaceAll("'", '"')}>` +
    `<stop offset="0.35" stop-color="${COLOURS.paper}" stop-opacity="0"/>` +
    `<stop offset="1" stop-color="${COLOURS.paper}" stop-opacity="1"/></linearGradient>`;
}

/**
 * The palette of drawings: plain colours, so that they look the same in any renderer. A page that inlines a drawing may
 * match them below `svg.figure-svg` and put its own in their place, e.g. `.figure-svg [fill="#1c1c1c"]`.
 */
export const INK = "#1c1c1c";
export const MUTED = "#595959";
export const GRID = "#d6d6d6";
export const PAPER = "#ffffff";
/** A bar that was given no fill, and the ground of a cell that was given none. */
export const BAR = "#4f6d8f";
export const TILE = "#eef0f2";
