/** Text into HTML and SVG. */

/** Escapes text for an element's content or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The base64 of a text's UTF-8 bytes. */
export function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}
