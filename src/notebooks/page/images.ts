/** Pictures: drawings inline where they are safe, everything else as `data:`, nothing from anywhere else. */
import { Buffer } from "node:buffer";
import { quote } from "@crosses/text";
import { readAddress } from "./addresses.ts";
import type { CellContext } from "./context.ts";
import { createElement, createSlot } from "./dom.ts";
import { htm, trusted } from "./html.ts";
import type { LocalImage } from "./local_images.ts";
import type { Piece } from "./markup.ts";
import { readSvg } from "./svg.ts";

const DRAWING = "data:image/svg+xml;base64,";
const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$/;

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

/** An `<svg>` as what may stand in the page; none where the markup holds none. A class of the page's own may be added. */
export function placeDrawing(
  svg: string | Piece,
  alt: string | undefined,
  context: CellContext,
  className?: string,
): Element[] {
  const { ids, text, findings, place } = context;
  const name = alt ?? text.figureWithoutDescription;
  const drawing = readSvg(svg, { claim: (id) => ids.claim(id), name, className });
  if (drawing === undefined) return [];
  if (drawing.kind === "refused") {
    findings.add("refused-image", place, `image/svg+xml: ${drawing.fault}`);
    return [createElement("span", { class: "r-missing" }, [text.missingImage(alt ?? "")])];
  }
  if (drawing.kind === "picture") {
    const src = DRAWING + Buffer.from(drawing.source).toString("base64");
    const words = describe(alt ?? drawing.name, "image/svg+xml", context);
    return [createElement("img", { class: "r-card", src, alt: words })];
  }
  if (!drawing.described) describe(alt, "image/svg+xml", context);
  const markup = trusted(drawing.markup);
  return [createSlot(drawing.themed ? markup : htm`<span class="r-card">${markup}</span>`)];
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
    return [show(context.limits.admitImage(context.findImage?.(source)), image, context)];
  }
  const { href } = address;
  context.findings.add("remote-image", context.place, href);
  const words = context.text.remoteImage(alt ?? "", new URL(href).host);
  return [isInLink ? createElement("span", {}, [words]) : createElement("a", { href }, [words])];
}

/** The drawings that a figure shows as images, in the page itself: a narrow one beside its wide one. */
function drawFigure(
  wide: string,
  narrow: string,
  alt: string | undefined,
  context: CellContext,
): Element[] {
  if (!wide.startsWith(DRAWING)) return [];
  const isPair = DATA_IMAGE.test(narrow) && narrow.startsWith(DRAWING);
  const drawings = placeDrawing(decodeDrawing(wide), alt, context, isPair ? "wide" : undefined);
  return isPair
    ? [...drawings, ...placeDrawing(decodeDrawing(narrow), alt, context, "narrow")]
    : drawings;
}

/** The image, or words in its place where it is not there. */
function show(found: LocalImage, { source, attributes }: ImageTag, context: CellContext): Element {
  const { findings, place, text } = context;
  const alt = attributes.alt?.trim();
  const name = /^data:/i.test(source) ? "data:" : quote(source);
  const fault = found && ("fault" in found ? found.fault : faultOf(found.source));
  if (found && "source" in found && fault === undefined) {
    const subject = name === "data:" ? "an image" : `the image ${name}`;
    const words = describe(alt || undefined, subject, context);
    return createElement("img", { ...attributes, src: found.source, alt: words });
  }
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

/** Text for a picture, and a finding where there is none. */
function describe(alt: string | undefined, subject: string, context: CellContext): string {
  if (alt !== undefined) return alt;
  context.findings.add("missing-description", context.place, subject);
  return context.text.figureWithoutDescription;
}
