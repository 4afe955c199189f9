/**
 * The look of every drawing: plain colours, so that it is the same in any renderer. A page that inlines a drawing may match
 * these below `svg.figure-svg` and put its own in their place, e.g. `.figure-svg [fill="#1c1c1c"]`.
 */

/** Text, axes, hatching. */
export const INK = "#1c1c1c";
/** The ground of a drawing. */
export const PAPER = "#ffffff";
/** A bar that was given no fill. */
export const BAR = "#4f6d8f";
/** The ground of a cell that was given none. */
export const TILE = "#eef0f2";

/** Type that is legible on a telephone, in CSS pixels: drawings are shown at the width at which they were drawn. */
export const FONT = {
  size: 12,
  family: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
} as const;
