/** Markdown cells as safe HTML: CommonMark with tables, footnotes, task lists and formulas. */
import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import { renderCode } from "./highlight.ts";
import { escapeHtml } from "./html.ts";
import type { Macros } from "./math_macros.ts";
import { addMath } from "./math_markdown.ts";
import { type Sanitized, sanitizeMarkup } from "./sanitize.ts";

const markdown = new MarkdownIt({
  html: true,
  linkify: true,
  highlight: (code, language) => String(renderCode(code.replace(/\n$/, ""), language)),
}).use(footnote).use(addMath);
// Only what says it is an address: "deno.json" and "01_tables.ipynb" are no links.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
// Which links are safe is the sanitiser's to say, once and for all kinds of HTML.
markdown.validateLink = () => true;

export interface MarkdownOptions {
  /** What tells this cell's footnotes from another's. */
  readonly noteId: string;
  /** Images that the cell carries: a `data:` address by file name. */
  readonly attachments?: ReadonlyMap<string, string>;
  /** Commands of the notebook's formulas, to which this cell's are added. */
  readonly macros?: Macros;
}

export interface RenderedMarkdown extends Sanitized {
  /** Why formulas are shown as their LaTeX. */
  readonly faults: readonly string[];
}

/** HTML of a cell's Markdown. Attachments become `data:` images; one that is missing keeps its `attachment:` address. */
export function renderMarkdown(source: string, options: MarkdownOptions): RenderedMarkdown {
  const faults: string[] = [];
  const markup = markdown.render(source, {
    docId: options.noteId,
    faults,
    macros: options.macros ?? {},
  });
  const safe = sanitizeMarkup(withAttachments(markup, options.attachments ?? new Map()));
  return { ...safe, faults };
}

function withAttachments(markup: string, attachments: ReadonlyMap<string, string>): string {
  return markup.replace(
    /(<img\s[^>]*?src=")attachment:([^"]+)"/g,
    (whole, before: string, name: string) => {
      const source = attachments.get(decode(name)) ?? attachments.get(name);
      return source === undefined ? whole : `${before}${escapeHtml(source)}"`;
    },
  );
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
