/** Pictures: drawings inline where they are safe, all else as `data:`, from the cell or a file below the notebook's folder. */
import { Buffer } from "node:buffer";
import { quote } from "@crosses/text";
import { decodeAddress, readAddress } from "./links.ts";
import type { CellContext, FindImage, LocalImage } from "./context.ts";
import { createElement, createSlot, htm, type Piece, trusted } from "./dom.ts";
import { readDrawing, writeInline, writePicture } from "./svg.ts";
import { join, sep } from "node:path";
import type { Cell } from "../ipynb/format.ts";

const DRAWING = "data:image/svg+xml;base64,";
export const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$/;

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

/** A drawing with words that is wider, in pixels, scrolls. */
const WIDEST = 1_000;

/** An `<svg>` as what may stand in the page; none where the markup holds none. A class of the page's own may be added. */
export function placeDrawing(
  svg: string | Piece,
  alt: string | undefined,
  context: CellContext,
  className?: string,
): Element[] {
  const { ids, text, findings, place, drawings, theme } = context;
  const drawing = readDrawing(svg, drawings);
  if (drawing === undefined) return [];
  if (drawing.fault !== undefined) {
    findings.add("refused-image", place, `image/svg+xml: ${drawing.fault}`);
    return [createElement("span", { class: "r-missing" }, [text.missingImage(alt ?? "")])];
  }
  if (drawing.needsPicture) {
    const { source, name } = writePicture(drawing);
    const src = DRAWING + Buffer.from(source).toString("base64");
    const words = describe(alt ?? name, "image/svg+xml", context);
    return [createElement("img", { class: "r-card", src, alt: words })];
  }
  const name = alt ?? text.figureWithoutDescription;
  const claim = (id: string) => ids.claim(id);
  const { markup, isThemed, isDescribed } = writeInline(drawing, { claim, name, className, theme });
  if (!isDescribed) describe(alt, "image/svg+xml", context);
  const shown = trusted(markup);
  const card = ["r-card", className].filter(Boolean).join(" ");
  if (isThemed) return [createSlot(shown)];
  // In the page's column its words would be too small to be read.
  const isWide = Number(/^<svg[^>]* width="(\d+)/.exec(markup)?.[1]) > WIDEST &&
    drawing.pieces.some((piece) => piece.name === "text");
  return [createSlot(
    isWide
      ? htm`<span class="${card} r-wide" tabindex="0" role="group" aria-label="${text.drawing}">${shown}</span>`
      : htm`<span class="${card}">${shown}</span>`,
  )];
}

interface ImageTag {
  /** Those that it may keep. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly source: string;
  /** Where its drawing for narrow screens is. */
  readonly narrow: string;
  readonly isInFigure: boolean;
  readonly isInLink: boolean;
}

const isDecoration = ({ attributes }: ImageTag) => attributes.role === "presentation";

/** The words for an image: none at all for one that says it is decoration, since its words stand beside it. */
const altOf = (image: ImageTag) =>
  isDecoration(image) ? "" : image.attributes.alt?.trim() || undefined;

/** An image as what may stand in the page: its data, a link that loads nothing, or words that say that it is not there. */
export function placeImage(image: ImageTag, context: CellContext): Element[] {
  const { source, isInFigure, isInLink } = image;
  const alt = altOf(image);
  if (DATA_IMAGE.test(source)) {
    const own = source.replace(/\s+/g, "");
    const drawings = isInFigure || isDecoration(image)
      ? drawFigure(own, image.narrow, alt, context)
      : [];
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
  if (!isPair) return drawings;
  // Hidden also where styles are stripped, as in mail: nothing stands twice there.
  const second = placeDrawing(decodeDrawing(narrow), alt, context);
  return [...drawings, createElement("div", { class: "narrow", hidden: "" }, second)];
}

/** The image, or words in its place where it is not there. */
function show(found: LocalImage, image: ImageTag, context: CellContext): Element {
  const { source, attributes } = image;
  const { findings, place, text } = context;
  const alt = altOf(image);
  const name = /^data:/i.test(source) ? "data:" : quote(source);
  const fault = found && ("fault" in found ? found.fault : faultOf(found.source, context));
  if (found && "source" in found && fault === undefined) {
    const subject = name === "data:" ? "an image" : `the image ${name}`;
    const words = describe(alt, subject, context);
    return createElement("img", { ...attributes, src: found.source, alt: words });
  }
  if (fault === undefined) findings.add("missing-image", place, name);
  else findings.add("refused-image", place, `${name}: ${fault}`);
  return createElement("span", { class: "r-missing" }, [text.missingImage(alt ?? "")]);
}

/** Why a browser cannot show a drawing as an image, if it cannot. */
function faultOf(source: string, { drawings }: CellContext): string | undefined {
  if (!source.startsWith(DRAWING)) return undefined;
  return readDrawing(decodeDrawing(source), drawings)?.fault;
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

/** Larger files stay out: a page is to be sent. */
const LARGEST_IMAGE_BYTES = 4_000_000;

const OUTSIDE = "it lies outside of the notebook's folder; --images DIR allows another";

/** Looks for images in and below a notebook's folder, or another; a link that leads out of these is not followed. */
export function openImages(folder: string, other = folder): FindImage {
  return (address) => {
    const path = pathOf(address);
    if (path === undefined) return undefined;
    try {
      const inside = [folder, other].map((allowed) => join(Deno.realPathSync(allowed), sep));
      const file = Deno.realPathSync(join(folder, path));
      if (!inside.some((start) => file.startsWith(start))) return { fault: OUTSIDE };
      const { isFile, size } = Deno.statSync(file);
      if (!isFile) return undefined;
      if (size > LARGEST_IMAGE_BYTES) {
        return { fault: `it is larger than ${LARGEST_IMAGE_BYTES / 1_000_000} MB` };
      }
      const bytes = Deno.readFileSync(file);
      const mime = imageType(bytes);
      if (mime === undefined) return { fault: "it is not a PNG, JPEG, GIF, WebP or SVG" };
      return { source: `data:${mime};base64,${Buffer.from(bytes).toString("base64")}` };
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        return undefined;
      }
      if (error instanceof Deno.errors.NotCapable) return { fault: OUTSIDE };
      return { fault: (error as Error).message };
    }
  };
}

/** Looks for images that a cell carries by `attachment:` addresses, and for others as told. */
export function findAttachments(cell: Cell, others: FindImage = () => undefined): FindImage {
  const bundles = new Map(Object.entries(cell.cell_type === "code" ? {} : cell.attachments ?? {}));
  const known = new Map<string, LocalImage>();
  return (address) => {
    if (!address.startsWith("attachment:")) return others(address);
    const name = address.slice("attachment:".length);
    if (!known.has(name)) {
      known.set(name, readBundle(bundles.get(decodeAddress(name)) ?? bundles.get(name)));
    }
    return known.get(name);
  };
}

function readBundle(bundle: Readonly<Record<string, unknown>> = {}): LocalImage {
  const types = /^image\/(?:png|jpeg|gif|webp|svg\+xml)$/;
  const [mime, data] = Object.entries(bundle).find(([type]) => types.test(type)) ?? [];
  if (typeof data !== "string") return undefined;
  const base64 = data.trimStart().startsWith("<")
    ? Buffer.from(data).toString("base64")
    : data.replace(/\s+/g, "");
  return /^[A-Za-z0-9+/]+=*$/.test(base64)
    ? { source: `data:${mime};base64,${base64}` }
    : { fault: "it is not base64" };
}

/** The path in a relative address; undefined for any other. */
function pathOf(address: string): string | undefined {
  if (/^(?:[a-z][a-z\d+.-]*:|[/\\]|[?#]|$)/i.test(address)) return undefined;
  const path = decodeAddress(address.replace(/[?#].*$/s, ""));
  return path.includes("\0") ? undefined : path;
}

/** By content: a name can be wrong. */
function imageType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (/^GIF8[79]a/.test(start)) return "image/gif";
  if (/^RIFF[^]{4}WEBP/.test(start)) return "image/webp";
  return /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^]*?\?>\s*)?(?:<!--(?:(?!-->)[^])*-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i
      .test(start)
    ? "image/svg+xml"
    : undefined;
}
