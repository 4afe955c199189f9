/**
 * HTML written as template literals: whatever is put in is escaped, unless it is `Html` already.
 *
 * The tag is not named `html`, because `deno fmt` would then lay out the templates, and white space is content.
 */

/** A piece of HTML that may stand in a page as it is. */
export class Html {
  constructor(private readonly markup: string) {}
  toString(): string {
    return this.markup;
  }
}

export type Child = Html | string | number | undefined | false | readonly Child[];

/** `` htm`<p>${text}</p>` ``: strings are escaped; lists are joined; undefined and false give nothing. */
export function htm(parts: TemplateStringsArray, ...children: Child[]): Html {
  return new Html(parts.reduce((all, part, index) => all + markup(children[index - 1]) + part));
}

/** Takes markup that is known to be safe: our own, or a sanitiser's. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** Text with the characters that mean something in HTML written as entities, for content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

/** Text without the control characters that HTML forbids. */
export function withoutControls(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g, "");
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function markup(child: Child): string {
  if (child === undefined || child === false) return "";
  if (child instanceof Html) return child.toString();
  if (Array.isArray(child)) return child.map(markup).join("");
  return escapeHtml(withoutControls(String(child)));
}
