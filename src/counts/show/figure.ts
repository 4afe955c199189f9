/** A figure: a drawing at two widths with its title, what one would see, a note, and its numbers. */
import { type MarkData, rowsOf, tellOnce } from "../plot/rows.ts";
import { type Drawing, figcaption, figureNote, standAlone } from "../plot/drawn.ts";
import { fold, hearing, inFigure } from "../plot/fit.ts";
import { FONT, INK, PAPER } from "../plot/look.ts";
import {
  dataUrl,
  DISPLAY,
  idOf,
  imageHtml,
  inOneLine,
  type MimeBundle,
  type Showable,
} from "../plot/html.ts";
import { table, type TableOptions } from "./table.ts";
import { requireOptions } from "../frames/frame.ts";
import { escapeHtml, type Language } from "@crosses/text";
import { wordsOf } from "../words/figures.ts";

/** What a figure says besides its drawing. All of it may be left out while one explores; a text may be broken into lines. */
export interface FigureOptions {
  /** What was found, or what is shown: it stands above the drawing. Plot's own `title`, if left out. */
  readonly title?: string;
  /** What one would see, in sentences, with the numbers that carry the message: for those who do not see it. */
  readonly alt?: string;
  /** A sentence after the title. Plot's own `subtitle`, if left out. */
  readonly caption?: string;
  /** How to read it, and the source: it stands below the drawing. Plot's own `caption`, if left out. */
  readonly note?: string;
  /** The numbers behind the drawing: a table that unfolds, and a CSV. Rows, or a Polars frame. */
  readonly data?: MarkData;
  /** Unique on a page; made from the title, if left out. */
  readonly id?: string;
  /** The language of what the figure itself says; "en", or what {@linkcode localise} was told, if left out. */
  readonly locale?: Language;
  /** The words over the columns of `data`, by name; {@linkcode localise} gives those of the release. */
  readonly heads?: TableOptions["heads"];
}

/** Widths in CSS pixels: of a page, and of a telephone. */
const WIDTHS = { wide: 704, narrow: 328 } as const;

/** A figure, drawn. `show()` it, or `save()` it. */
export class Figure implements Showable {
  /** What stands above the drawing; "" where there is none. */
  readonly title: string;
  /** What stands after the title; "" where there is none. */
  readonly caption: string;
  /** The wide drawing as SVG: plain colours on opaque paper, so that it is right in any program. */
  readonly svg: string;
  /** The drawing for narrow screens. */
  readonly narrowSvg: string;
  readonly #options: FigureOptions;
  readonly #wide: Drawing;

  /** Use {@linkcode figure}. */
  constructor(options: FigureOptions, wide: Drawing, narrow: Drawing) {
    const { title = wide.title, caption = wide.subtitle, data, locale } = options;
    const rows = data === undefined ? undefined : rowsOf(data) as Iterable<unknown>;
    this.title = title;
    this.caption = rows && Array.from(rows).length === 0 ? wordsOf(locale).empty : caption;
    this.svg = wide.svg;
    this.narrowSvg = narrow.svg;
    this.#options = options;
    this.#wide = wide;
  }

  get #note(): string {
    return this.#options.note ?? this.#wide.caption;
  }

  /**
   * Writes the wide drawing, with title, caption and note, to a file: as SVG, or as a PNG of twice its size, for mail.
   * @param path ends in .svg or .png; its folder is there already
   * @throws {TypeError} when the name ends in neither
   * @throws {Error} when the folder is not there, or the file cannot be written; says which
   */
  async save(path: string): Promise<void> {
    if (typeof path !== "string" || !/\.(svg|png)$/i.test(path)) {
      throw new TypeError(`Cannot save "${path}": give a name that ends in .svg or .png`);
    }
    try {
      const svg = withWords(this.#wide, { ...this, note: this.#note });
      const xml = `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`;
      const isPng = path.toLowerCase().endsWith(".png");
      await Deno.writeFile(path, isPng ? await pngOf(svg) : new TextEncoder().encode(xml));
    } catch (error) {
      const isMissing = error instanceof Deno.errors.NotFound;
      const folder = path.replace(/[^/\\]*$/, "") || ".";
      const reason = isMissing ? `there is no folder "${folder}"` : (error as Error).message;
      throw new Error(`Cannot save "${path}": ${reason}`, { cause: error });
    }
  }

  /** HTML (an image, which shows in untrusted notebooks too), the drawing alone, the numbers as CSV and as text. */
  [DISPLAY](): MimeBundle {
    return this.#bundle();
  }

  /** The same, with pixels in the image for readers that show no drawing, such as mail; without, where the system has no font. */
  async withPixels(): Promise<MimeBundle> {
    return this.#bundle(await pngOf(this.svg).catch(() => undefined));
  }

  #bundle(png?: Uint8Array): MimeBundle {
    const { title, caption, svg } = this;
    const { alt = "", data, locale, heads } = this.#options;
    const words = wordsOf(locale);
    const id = this.#options.id ??
      `figure-${idOf(title) || svg.match(/ id="f(\w+)-/)?.[1] || "plot"}`;
    const numbers = data === undefined
      ? undefined
      : table(data, { caption: title || words.numbers, id: `${id}-data`, locale, heads });
    const drawing = title || words.drawing;
    const said = [drawing, caption, alt, numbers && `\n${numbers.text}`, this.#note];
    return {
      "text/html": [
        `<figure class="figure" id="${escapeHtml(id)}">`,
        figcaption(title, caption),
        `<picture><source media="(max-width: 560px)" srcset="${dataUrl(this.narrowSvg)}">` +
        `${imageHtml(this.#wide, alt || drawing, png)}</picture>`,
        figureNote(this.#note),
        numbers &&
        `<details><summary>${escapeHtml(words.numbers)}</summary>\n${numbers.html}\n</details>`,
        "</figure>",
      ].filter(Boolean).join("\n"),
      "image/svg+xml": svg,
      ...(numbers?.csv === undefined ? {} : { "text/csv": numbers.csv }),
      "text/plain": said.filter(Boolean).join("\n"),
    };
  }
}

const OPTIONS = ["title", "alt", "caption", "note", "data", "id", "locale", "heads"];

/**
 * Draws a figure: calls the function for a wide page (704 pixels) and again for a narrow one (328), as Observable's `resize`
 * would, so that type keeps its size.
 * @param draw gives what `Plot.plot` gives; pass the width on
 * @throws {Error} when Plot warns: a drawing that Plot doubts is not shown
 * @throws {TypeError} when an option is not known, or the function gives no drawing
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { figure, Plot, suppressedBarY } from "@crosses/counts";
 *
 * const rows = [{ town: "A", births: 12 }, { town: "B", births: null, mark: "x", lower: 1, upper: 4 }];
 * const births = figure(
 *   { title: "Births, by town", alt: "Two bars: 12 in A, 1 to 4 in B.", data: rows },
 *   (width) => Plot.plot({ width, marks: [suppressedBarY(rows, { x: "town", y: "births" })] }),
 * );
 * assert.match(births.svg, /^<svg/);
 * ```
 */
export function figure(given: FigureOptions, draw: (width: number) => Element): Figure {
  requireOptions(given, OPTIONS, "figure({ … }, draw)");
  const options = inOneLine(given);
  const name = options.title ?? options.id ?? "a figure without a title";
  if (typeof draw !== "function") {
    throw new TypeError(
      `Cannot draw "${name}": give a function, such as (width) => Plot.plot({ width, marks: […] })`,
    );
  }
  const words = { title: options.title, alt: options.alt };
  const drawAt = (width: number) => {
    const [drawn, warnings] = hearing(() => inFigure(width, draw));
    if (warnings.length > 0) {
      throw new Error(
        `Cannot draw "${name}": Plot warns: ${warnings.join("; ").replaceAll("Warning: ", "")}`,
      );
    }
    if (typeof (drawn as Partial<Element> | undefined)?.querySelector !== "function") {
      throw new TypeError(
        `Cannot draw "${name}": the function gave ${describe(drawn)}, not what Plot.plot gives`,
      );
    }
    const alone = standAlone(drawn, words);
    if (alone.width > width) {
      tellOnce(
        `"${name}" is drawn ${alone.width} pixels wide where ${width} are asked for, and will be scaled: ` +
          "pass the width on to Plot.plot.",
      );
    }
    return alone;
  };
  return new Figure(options, drawAt(WIDTHS.wide), drawAt(WIDTHS.narrow));
}

function describe(value: unknown): string {
  if (value instanceof Promise) return "a promise (it is not to be async)";
  return value === undefined
    ? "nothing (is there a `return`?)"
    : Object.prototype.toString.call(value);
}

/** Paper around, in pixels. */
const EDGE = 14;

/** A drawing that goes about alone: between what stands over it and under it on a page. */
function withWords(
  { svg, width, height }: Drawing,
  { title, caption, note }: Readonly<Record<"title" | "caption" | "note", string>>,
): string {
  const texts: string[] = [];
  let y = 0;
  const write = (text: string, size: number, look = "") => {
    if (text === "") return;
    for (const line of fold(text, (width * FONT.size) / size).split("\n")) {
      y += 1.35 * size;
      texts.push(`<text y="${y}" font-size="${size}" ${look}>${escapeHtml(line)}</text>`);
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
async function pngOf(svg: string): Promise<Uint8Array> {
  // A native module: loaded only when a picture is asked for.
  const { Resvg } = await import("@resvg/resvg-js");
  const word = '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">x</text></svg>';
  hasFonts ??= new Resvg(word, { font }).getBBox() !== undefined;
  if (!hasFonts) {
    throw new Error("this system has no fonts to write with; DejaVu Sans is one");
  }
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: 2 } }).render().asPng();
}
