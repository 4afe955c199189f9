/** A drawing as a file that goes about alone: with its title and source around it, as SVG or as pixels. */
import type { Drawing } from "../plot/drawn.ts";
import { fold } from "../plot/fit.ts";
import { FONT, INK, PAPER } from "../plot/hatch.ts";
import { escapeMarkup } from "../plot/html.ts";

/** Paper around, in pixels. */
const EDGE = 14;

/** The drawing between what stands over it and under it on a page. */
export function withWords(
  { svg, width, height }: Drawing,
  { title, caption, note }: Readonly<Record<"title" | "caption" | "note", string>>,
): string {
  const texts: string[] = [];
  let y = 0;
  const write = (text: string, size: number, look = "") => {
    if (text === "") return;
    for (const line of fold(text, (width * FONT.size) / size).split("\n")) {
      y += 1.35 * size;
      texts.push(`<text y="${y}" font-size="${size}" ${look}>${escapeMarkup(line)}</text>`);
    }
    y += 8;
  };
  write(title, 16, 'font-weight="700"');
  write(caption, 13);
  const top = y;
  y += height;
  write(note, 12);
  const box = `width="${width + 2 * EDGE}" height="${y + 2 * EDGE}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} font-family="${FONT.family}" fill="${INK}">` +
    `<rect ${box} fill="${PAPER}" /><g transform="translate(${EDGE},${EDGE})">` +
    `${texts.join("")}${svg.replace("<svg ", `<svg y="${top}" `)}</g></svg>`;
}

/** Fonts of the system; DejaVu, which most have, where a drawing's own are not there. */
const font = { defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" };

/** Whether the system has any, once it was looked: that takes as long as a picture. */
let hasFonts: boolean | undefined;

/**
 * A PNG of twice the size, so that it is sharp on any screen.
 * @throws {Error} when the system has no font at all: texts would be missing
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  // A native module: loaded only when a picture is asked for.
  const { Resvg } = await import("@resvg/resvg-js");
  const word = '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">x</text></svg>';
  hasFonts ??= new Resvg(word, { font }).getBBox() !== undefined;
  if (!hasFonts) {
    throw new Error("this system has no fonts to write with; DejaVu Sans is one");
  }
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: 2 } }).render().asPng();
}
