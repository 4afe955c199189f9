/** Images that a cell carries and image files beside a notebook, as the page's own; nothing from outside of the notebook's folder. */
import { Buffer } from "node:buffer";
import { join, sep } from "node:path";
import { decodeAddress } from "./addresses.ts";
import type { Cell } from "../ipynb/format.ts";

/** An image as a `data:` address, or why it is left out; undefined when there is no such file. */
export type LocalImage = { readonly source: string } | { readonly fault: string } | undefined;

/** Finds the image that a relative address in a notebook leads to. */
export type FindImage = (address: string) => LocalImage;

/** Larger files stay out: a page is to be sent. */
export const LARGEST_IMAGE_BYTES = 4_000_000;

/** Looks for images in a folder and below it; a link that leads out of it is not followed. */
export function openImages(folder: string): FindImage {
  return (address) => {
    const path = pathOf(address);
    if (path === undefined) return undefined;
    try {
      const inside = Deno.realPathSync(folder) + sep;
      const file = Deno.realPathSync(join(folder, path));
      if (!file.startsWith(inside)) return { fault: "it lies outside of the notebook's folder" };
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
      return { fault: (error as Error).message };
    }
  };
}

/** Looks for images that a cell carries by `attachment:` addresses, and for others as told. */
export function findAttachments(cell: Cell, others: FindImage = () => undefined): FindImage {
  const bundles = new Map(
    Object.entries(cell.cell_type === "code" ? {} : cell.attachments ?? {}),
  );
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
