/** Pictures: drawings inline where they are safe, everything else as `data:`, nothing from anywhere else. */
import { Buffer } from "node:buffer";
import { quote } from "../errors.ts";
import { readAddress } from "./addresses.ts";
import type { CellContext } from "./context.ts";
import { createElement, createSlot } from "./dom.ts";
import { htm, type Html, trusted } from "./html.ts";
import type { LocalImage } from "./local_images.ts";
import type { Piece } from "./markup.ts";
import { type Drawing, readDrawing, readSvg } from "./svg.ts";

const DRAWING = "data:image/svg+xml;base64,";
const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$/;

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
  const src = `data:${mime};base64,${base64.replace(/\s+/g, "")}`;
  if (!DATA_IMAGE.test(src)) return [];
  const { width, height } = Object(size) as { width?: unknown; height?: unknown };
  const lengths = Object.entries({ width, height })
    .filter(([, value]) => typeof value === "number" && value > 0 && value < 10_000)
    .map(([key, value]) => [key, String(Math.round(value as number))]);
  const attributes = { src, alt: describe(alt, mime, context), ...Object.fromEntries(lengths) };
  return [createElement("div", { class: "r-image" }, [createElement("img", attributes)])];
}

/** The `<svg>` of a cell's HTML. */
export function placeDrawing(svg: Piece, context: CellContext): Element {
  const drawing = readDrawing(svg, optionsFor(undefined, context));
  return createSlot(drawingHtml(drawing, undefined, context));
}

/** An `<img>` of a cell's HTML. */
export interface ImageTag {
  /** Those that it may keep. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Where the image is, as written. */
  readonly source: string;
  /** Where its drawing for narrow screens is. */
  readonly narrow: string;
  readonly isInFigure: boolean;
  readonly isInLink: boolean;
}

/** An image as what may stand in the page: its data, a link that loads nothing, or words that say that it is not there. */
export function placeImage(image: ImageTag, context: CellContext): Element[] {
  const { source, attributes, isInFigure, isInLink } = image;
  const alt = attributes.alt?.trim() || undefined;
  if (DATA_IMAGE.test(source)) {
    const own = source.replace(/\s+/g, "");
    const drawings = isInFigure ? drawFigure(own, image.narrow, alt, context) : [];
    return drawings.length > 0 ? drawings : [show({ source: own }, image, context)];
  }
  const address = readAddress(source.startsWith("//") ? `https:${source}` : source);
  if (address.kind !== "web") {
    return [show(context.images.admit(context.findImage?.(source)), image, context)];
  }
  context.findings.add("remote-image", context.place, address.href);
  const words = [context.text.remoteImage(alt ?? "", new URL(address.href).host)];
  return [
    isInLink ? createElement("span", {}, words) : createElement("a", { href: address.href }, words),
  ];
}

/** The drawings that a figure shows as images, in the page itself: a narrow one beside its wide one. */
function drawFigure(
  wide: string,
  narrow: string,
  alt: string | undefined,
  context: CellContext,
): Element[] {
  const isPair = DATA_IMAGE.test(narrow) && narrow.startsWith(DRAWING);
  const sources = isPair ? { wide, narrow } : { "": wide };
  return Object.entries(sources).flatMap(([className, source]) => {
    if (!source.startsWith(DRAWING)) return [];
    const options = { ...optionsFor(alt, context), className };
    const drawing = readSvg(decodeDrawing(source), options);
    return drawing ? [createSlot(drawingHtml(drawing, alt, context))] : [];
  });
}

/** The image, or words in its place where it is not there. */
function show(
  found: LocalImage,
  { source, attributes }: ImageTag,
  context: CellContext,
): Element {
  const { findings, place, text } = context;
  const isData = /^data:/i.test(source);
  const alt = attributes.alt?.trim();
  const fault = found && ("fault" in found ? found.fault : faultOf(found.source));
  if (found && "source" in found && fault === undefined) {
    const subject = isData ? "an image" : `the image ${quote(source)}`;
    const words = describe(alt || undefined, subject, context);
    return createElement("img", { ...attributes, src: found.source, alt: words });
  }
  const name = isData ? "data:" : quote(source);
  if (fault === undefined) findings.add("missing-image", place, name);
  else findings.add("refused-image", place, `${name}: ${fault}`);
  return createElement("span", { class: "r-missing" }, [text.missingImage(alt ?? "")]);
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
