/** Pictures: drawings inline where they are safe, everything else as `data:`, nothing from anywhere else. */
import { Buffer } from "node:buffer";
import type { CellContext } from "./context.ts";
import { createElement, createSlot } from "./dom.ts";
import { htm, type Html, trusted } from "./html.ts";
import { readSvg } from "./svg.ts";

const DRAWING = "data:image/svg+xml;base64,";

/** An SVG output. */
export function renderDrawing(
  markup: string,
  alt: string | undefined,
  context: CellContext,
): Element[] {
  const drawing = drawingMarkup(markup, alt, context);
  return drawing ? [createSlot(htm`<div class="r-image">${drawing}</div>`)] : [];
}

/** A raster image output: base64, with the size its metadata gives. */
export function renderRaster(
  mime: string,
  base64: string,
  size: unknown,
  alt: string | undefined,
  context: CellContext,
): Element[] {
  const data = base64.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+=*$/.test(data)) return [];
  const { width, height } = (size ?? {}) as { width?: unknown; height?: unknown };
  const attributes = Object.entries({ width, height })
    .filter(([, value]) => typeof value === "number" && value > 0)
    .map(([key, value]) => htm` ${key}="${Math.round(value as number)}"`);
  const source = `data:${mime};base64,${data}`;
  const words = describe(alt, mime, context);
  return [createSlot(
    htm`<div class="r-image"><img src="${source}" alt="${words}"${attributes}></div>`,
  )];
}

/** Turns `<svg>` inside HTML into images that hold it, so that the sanitiser of HTML need not know SVG. */
export function inlineDrawings(markup: string): string {
  if (!/<svg[\s>]/i.test(markup)) return markup;
  let result = "";
  let depth = 0;
  let start = 0;
  let last = 0;
  for (const match of markup.matchAll(/<(\/?)svg(?=[\s>/])[^>]*>/gi)) {
    const end = match.index + match[0].length;
    if (match[1] === "") {
      if (match[0].endsWith("/>")) continue;
      if (depth++ === 0) start = match.index;
    } else if (depth > 0 && --depth === 0) {
      result += markup.slice(last, start) + drawingImage(markup.slice(start, end));
      last = end;
    }
  }
  return result + markup.slice(last);
}

function drawingImage(drawing: string): string {
  return `<img class="drawing" src="${DRAWING}${Buffer.from(drawing).toString("base64")}">`;
}

/**
 * Puts drawings into the page itself: those that the HTML had inline, and the bundle's own in the place of the one
 * image that shows it.
 */
export function swapDrawing(root: Element, own: string | undefined, context: CellContext): void {
  const images = [...root.querySelectorAll("img")].filter((image) =>
    image.getAttribute("src")?.startsWith(DRAWING)
  );
  for (const image of images) {
    const wasInline = image.classList.contains("drawing");
    if (!wasInline && (own === undefined || images.length > 1)) continue;
    const source = wasInline || own === undefined ? decode(image.getAttribute("src")!) : own;
    const drawing = drawingMarkup(source, image.getAttribute("alt") || undefined, context);
    if (drawing) image.replaceWith(createSlot(drawing));
    else if (wasInline) image.remove();
  }
}

function drawingMarkup(
  markup: string,
  alt: string | undefined,
  context: CellContext,
): Html | undefined {
  const drawing = readSvg(markup, {
    claim: (id) => context.ids.claim(id),
    name: alt ?? context.text.figureWithoutDescription,
  });
  if (drawing === undefined) return undefined;
  if (drawing.kind === "picture") {
    const source = DRAWING + Buffer.from(drawing.source).toString("base64");
    return htm`<img class="r-card" src="${source}" alt="${
      describe(alt ?? drawing.name, "image/svg+xml", context)
    }">`;
  }
  if (!drawing.described) describe(alt, "image/svg+xml", context);
  const svg = trusted(drawing.markup);
  return drawing.themed ? svg : htm`<span class="r-card">${svg}</span>`;
}

/** Text for a picture, and a finding where there is none. */
function describe(alt: string | undefined, subject: string, context: CellContext): string {
  if (alt !== undefined) return alt;
  context.findings.add("missing-description", context.place, subject);
  return context.text.figureWithoutDescription;
}

/** Mends the images of sanitised HTML: remote ones become links, missing ones their description. */
export function mendImages(root: Element, context: CellContext): void {
  for (const image of root.querySelectorAll("img")) {
    const alt = image.getAttribute("alt")?.trim() ?? "";
    const address = image.getAttribute("data-src");
    image.removeAttribute("data-src");
    if (image.getAttribute("src") !== null) {
      image.setAttribute("alt", describe(alt || undefined, "an image", context));
    } else if (address !== null && isRemote(address)) {
      image.replaceWith(remoteImage(new URL(address, "https://x"), alt, image, context));
    } else mendLocal(image, address ?? "", alt, context);
  }
}

/** Puts an image file that lies beside the notebook into the page, or says in its place that it is not there. */
function mendLocal(image: Element, address: string, alt: string, context: CellContext): void {
  const { findings, place, text, findImage } = context;
  const found = findImage?.(address);
  const subject = address === "" ? "" : JSON.stringify(address.slice(0, 80));
  if (found !== undefined && "source" in found) {
    image.setAttribute("src", found.source);
    image.setAttribute("alt", describe(alt || undefined, `the image ${subject}`, context));
    return;
  }
  if (found === undefined) findings.add("missing-image", place, subject);
  else findings.add("refused-image", place, `${subject}: ${found.fault}`);
  image.replaceWith(createElement("span", { class: "r-missing" }, [text.missingImage(alt)]));
}

function isRemote(address: string): boolean {
  return /^(?:https?:)?\/\//i.test(address) && URL.canParse(address, "https://x");
}

function remoteImage(address: URL, alt: string, image: Element, context: CellContext): Element {
  context.findings.add("remote-image", context.place, address.href);
  const words = context.text.remoteImage(alt, address.host);
  const name = image.closest("a") ? "span" : "a";
  return createElement(name, name === "a" ? { href: address.href } : {}, [words]);
}

function decode(source: string): string {
  return Buffer.from(source.slice(DRAWING.length), "base64").toString("utf8");
}
