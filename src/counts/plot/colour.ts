/** Colours as scales write them. */

/** Red, green, blue and opacity, 0 to 255 each. */
type Rgba = readonly [red: number, green: number, blue: number, opacity: number];

/** Reads `#rgb`, `#rrggbb` (with or without opacity), `rgb(…)` and `hsl(…)`, as scales give them; undefined of any other, such as a name. */
export function parseColour(colour: string): Rgba | undefined {
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(colour.trim())?.[1];
  if (hex) {
    const digits = hex.length < 6 ? hex.replaceAll(/./g, "$&$&") : hex;
    const [red, green, blue, opacity = 255] = digits.match(/../g)!.map((two) => parseInt(two, 16));
    return [red!, green!, blue!, opacity];
  }
  const [, space, parts] = /^(rgb|hsl)a?\(([^)]*)\)$/i.exec(colour.trim()) ?? [];
  if (!space || !parts) return undefined;
  const [one = 0, two = 0, three = 0, opacity = 1] = parts.split(/[\s,/]+/).filter(Boolean)
    .map((part) => part.endsWith("%") ? parseFloat(part) / 100 : parseFloat(part));
  const alpha = 255 * opacity;
  if (space.toLowerCase() === "rgb") return [one, two, three, alpha];
  const [red, green, blue] = [0, 8, 4].map((at) => {
    const turn = (at + one / 30) % 12;
    const chroma = two * Math.min(three, 1 - three);
    return 255 * (three - chroma * Math.max(-1, Math.min(turn - 3, 9 - turn, 1)));
  });
  return [red!, green!, blue!, alpha];
}

/** Whether text on a ground is read better in white than in dark ink; no, where the colour cannot be told. */
export function isDark(colour: string): boolean {
  const luminance = luminanceOf(colour);
  return luminance !== undefined && luminance < 0.2;
}

/** The contrast of a colour to white paper, 1 to 21 (WCAG 2.2); 21 where the colour cannot be told. */
export function contrastOnWhite(colour: string): number {
  return 1.05 / ((luminanceOf(colour) ?? 0) + 0.05);
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminanceOf(colour: string): number | undefined {
  const linear = parseColour(colour)?.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return linear && 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}
