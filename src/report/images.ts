/** Pictures: drawings inline where they are safe, everything else as `data:`, nothing from anywhere else. */
import { Buffer } from "node:buffer";
import { quote } from "../errors.ts";
import { readAddress } from "./addresses.ts";
import type { CellContext } from "./context.ts";
import { createElement, createSlot } from "./dom.ts";
import { htm, type Html, trusted } from "./html.ts";
import type { LocalImage } from "./local_images.ts";
import type { Draw } from "./sanitize.ts";
import { type Drawing, readDrawing, readSvg } from "./svg.ts";

const DRAWING = "data:image/svg+xml;base64,";

/** An SVG output. */
export function renderDrawing(
  markup: string,
  alt: string | undefined,
  context: CellContext,
): Element[] {
  const drawing = readSvg(markup, optionsFor(alt, context));
  return drawing
    ? [createSlot(htm`<div class="r-image">${drawingHtml(drawing, alt, context)}</div>`)]
    : [];
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
    .filter(([, value]) => typeof value === "number" && value > 0 && value < 10_000)
    .map(([key, value]) => htm` ${key}="${Math.round(value as number)}"`);
  const source = `data:${mime};base64,${data}`;
  const words = describe(alt, mime, context);
  return [createSlot(
    htm`<div class="r-image"><img src="${source}" alt="${words}"${attributes}></div>`,
  )];
}

/** Puts the drawings inside HTML into the page. */
export function drawInline(context: CellContext): Draw {
  return (svg) => {
    const drawing = readDrawing(svg, optionsFor(undefined, context));
    return createSlot(drawingHtml(drawing, undefined, context));
  };
}

/** Puts the drawings that a figure shows as images into the page itself, a narrow one beside its wide one. */
export function inlineFigures(root: Element, context: CellContext): void {
  for (const image of root.querySelectorAll("figure img")) {
    const wide = image.getAttribute("src");
    const narrow = image.getAttribute("data-narrow");
    image.removeAttribute("data-narrow");
    if (!wide?.startsWith(DRAWING)) continue;
    const alt = image.getAttribute("alt")?.trim() || undefined;
    const draw = (source: string, className?: string) => {
      const drawing = readSvg(decodeDrawing(source), {
        ...optionsFor(alt, context),
        ...(className && { className }),
      });
      return drawing && createSlot(drawingHtml(drawing, alt, context));
    };
    const drawings = narrow?.startsWith(DRAWING)
      ? [draw(wide, "wide"), draw(narrow, "narrow")]
      : [draw(wide)];
    image.replaceWith(...drawings.filter((drawing) => drawing !== undefined));
  }
}

function optionsFor(alt: string | undefined, { ids, text }: CellContext) {
  return { claim: (id: string) => ids.claim(id), name: alt ?? text.figureWithoutDescription };
}

function drawingHtml(drawing: Drawing, alt: string | undefined, context: CellContext): Html {
  if (drawing.kind === "refused") {
    context.findings.add("refused-image", context.place, `image/svg+xml: ${drawing.fault}`);
    return htm`<span class="r-missing">${context.text.missingImage(alt ?? "")}</span>`;
  }
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

/** Mends the images of sanitised HTML: remote ones become links, those that cannot be shown their description. */
export function mendImages(root: Element, context: CellContext): void {
  for (const image of root.querySelectorAll("img")) {
    const written = image.getAttribute("data-src") ?? "";
    image.removeAttribute("data-src");
    image.removeAttribute("data-narrow");
    const alt = image.getAttribute("alt")?.trim() ?? "";
    const address = readAddress(written.startsWith("//") ? `https:${written}` : written);
    if (image.hasAttribute("src")) show(image, { source: image.getAttribute("src")! }, "", context);
    else if (address.kind === "web") {
      image.replaceWith(remoteImage(new URL(address.href), alt, image, context));
    } else show(image, context.images.admit(context.findImage?.(written)), written, context);
  }
}

/** Puts an image into the page, or says in its place that it is not there. */
function show(image: Element, found: LocalImage, address: string, context: CellContext): void {
  const { findings, place, text } = context;
  const alt = image.getAttribute("alt")?.trim() ?? "";
  const subject = address === "" ? "an image" : `the image ${quote(address)}`;
  const fault = found && ("fault" in found ? found.fault : faultOf(found.source));
  if (found !== undefined && "source" in found && fault === undefined) {
    image.setAttribute("src", found.source);
    image.setAttribute("alt", describe(alt || undefined, subject, context));
    return;
  }
  if (fault === undefined) findings.add("missing-image", place, address && quote(address));
  else findings.add("refused-image", place, `${address ? quote(address) : "data:"}: ${fault}`);
  image.replaceWith(createElement("span", { class: "r-missing" }, [text.missingImage(alt)]));
}

/** Why a browser cannot show a drawing as an image, if it cannot. */
function faultOf(source: string): string | undefined {
  if (!source.startsWith(DRAWING)) return undefined;
  const drawing = readSvg(decodeDrawing(source), { claim: String, name: "" });
  return drawing?.kind === "refused" ? drawing.fault : undefined;
}

function decodeDrawing(source: string): string {
  return Buffer.from(source.slice(DRAWING.length), "base64").toString("utf8");
}

function remoteImage(address: URL, alt: string, image: Element, context: CellContext): Element {
  context.findings.add("remote-image", context.place, address.href);
  const words = context.text.remoteImage(alt, address.host);
  const name = image.closest("a") ? "span" : "a";
  return createElement(name, name === "a" ? { href: address.href } : {}, [words]);
}
