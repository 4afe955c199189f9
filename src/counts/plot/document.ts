/** The document that Plot draws on where there is no page, and as much of a canvas as it asks for: pixels in, a PNG out. */
import { Buffer } from "node:buffer";
import { crc32, deflateSync } from "node:zlib";
// The same library as one file, which loads in a third of the time.
import { parseHTML } from "linkedom/worker";
import { parseColour } from "./look.ts";

let made: Document | undefined;
const completed = new WeakSet<Document>();

/** The document that was given, else the page's, else one without a page: with what Plot asks of any of them. */
export function documentOf(given?: Document): Document {
  const document = given ?? globalThis.document as Document | undefined ??
    (made ??= parseHTML("<!doctype html><html><body></body></html>")
      .document as unknown as Document);
  if (!completed.has(document)) complete(document);
  completed.add(document);
  return document;
}

function complete(document: Document): void {
  if (document.defaultView && "CanvasRenderingContext2D" in document.defaultView) return;
  const create = document.createElement.bind(document);
  document.createElement =
    ((name: string) => name === "canvas" ? new Canvas() : create(name)) as typeof create;
  // In a page, a style is given as text too, and the names of SVG elements keep their case.
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (let at = Object.getPrototypeOf(svg); at !== null; at = Object.getPrototypeOf(at)) {
    const style = Object.getOwnPropertyDescriptor(at, "style");
    if (style === undefined || style.set) continue;
    Object.defineProperty(at, "style", {
      ...style,
      set(this: Element, text: string) {
        this.setAttribute("style", text);
      },
    });
  }
  if (svg.tagName === "svg") return;
  Object.defineProperty(Object.getPrototypeOf(svg), "tagName", {
    get(this: Element) {
      return this.localName;
    },
  });
}

/** Pixels as a canvas gives them: red, green, blue and opacity, 0 to 255 each, row by row. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Stands in for `document.createElement("canvas")`. */
class Canvas {
  width = 300;
  height = 150;
  #pixels: Pixels | undefined;

  /** What Plot draws with: one pixel filled at a time, or all of them put at once. */
  getContext(): unknown {
    const context = {
      fillStyle: "#000",
      fillRect: (x: number, y: number) => {
        const pixels = this.#pixels ??= blank(this.width, this.height);
        pixels.data.set(parseColour(context.fillStyle) ?? [0, 0, 0, 255], 4 * (y * this.width + x));
      },
      createImageData: blank,
      putImageData: (pixels: Pixels) => this.#pixels = pixels,
    };
    return context;
  }

  toDataURL(): string {
    const png = encodePng(this.#pixels ?? blank(this.width, this.height));
    return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  }
}

function blank(width: number, height: number): Pixels {
  return { width, height, data: new Uint8ClampedArray(4 * width * height) };
}

/**
 * A PNG of 8 bits a channel, each row as it is.
 * @see https://www.w3.org/TR/png-3/
 */
function encodePng({ width, height, data }: Pixels): Uint8Array {
  const rows = new Uint8Array(height * (4 * width + 1));
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(4 * width * y, 4 * width * (y + 1)), y * (4 * width + 1) + 1);
  }
  const header = Buffer.concat([uint32(width), uint32(height), Uint8Array.of(8, 6, 0, 0, 0)]);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(name), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

function uint32(number: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}
