/** A drawing as pixels, for mail and for programs that know no SVG. */

/** Fonts of the system; DejaVu, which most have, where a drawing's own are not there. */
const font = { defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" };

/**
 * A PNG of twice the size, so that it is sharp on any screen.
 * @throws {Error} when the system has no font at all: texts would be missing
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  // A native module: loaded only when a picture is asked for.
  const { Resvg } = await import("@resvg/resvg-js");
  const word = '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">x</text></svg>';
  if (new Resvg(word, { font }).getBBox() === undefined) {
    throw new Error("this system has no fonts to write with; DejaVu Sans is one");
  }
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: 2 } }).render().asPng();
}
