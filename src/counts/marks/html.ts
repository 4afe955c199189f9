/** Text into HTML and SVG, and what Jupyter takes. */

/** What Jupyter calls to show a value that is the last expression of a cell. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** MIME type to value, as Jupyter takes it. */
export type MimeBundle = Record<string, unknown>;

/** Something that shows itself in a notebook. */
export interface Showable {
  /** Its forms, by MIME type. */
  [DISPLAY](): MimeBundle;
}

/** Escapes text for an element's content or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A drawing as an address. */
export function dataUrl(svg: string): string {
  const bytes = Array.from(new TextEncoder().encode(svg), (byte) => String.fromCharCode(byte));
  return `data:image/svg+xml;base64,${btoa(bytes.join(""))}`;
}

/** Letters, digits and hyphens, for an id: accents are dropped. */
export function slug(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60).replace(/^-|-$/g, "");
}
