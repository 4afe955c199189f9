/** The page around the chapters: head, first screen, contents, main, footer. */
import type { Language } from "@crosses/text";
import { Buffer } from "node:buffer";
import { bindSpaces, PAGE_TEXT, type PageText } from "../words/page.ts";
import { type DocumentParts, lines, renderDocument } from "./document.ts";
import { foldOf, htm, type Html } from "./dom.ts";
import { type Entry, renderEntries } from "./headings.ts";

/** A file that the page carries with it. */
export interface Download {
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  /** What it holds, in the page's language. */
  readonly label: string;
}

/** Where the page's content comes from, in the page's language. */
export interface Provenance {
  readonly rows: readonly ProvenanceRow[];
  /** A sentence above the rows, such as what was withheld. */
  readonly statement?: string;
  /** How to cite what the page is about, and the page itself: each under its own name. */
  readonly citations?: readonly Citation[];
  /** What lies beside the page and not in it, as a sentence. */
  readonly notInside?: string;
}

export interface ProvenanceRow {
  readonly label: string;
  readonly value: string;
}

export interface Citation {
  readonly label: string;
  readonly plain: string;
  readonly bibtex?: string;
}

/** The same page in another language: a file of its own, which may not have come with this one. */
export interface Sibling {
  readonly lang: Language;
  readonly fileName: string;
  /** Where it lies from this page, where they were made together. */
  readonly href?: string;
}

/** What a page says of itself, as an entry of its last section. */
export interface AboutEntry {
  readonly label: string;
  /** Plain words, and words that lead somewhere on the web. */
  readonly parts: readonly (string | { readonly text: string; readonly href: string })[];
}

/** The document that the page is about, word for word. */
interface SourceText {
  readonly label: string;
  readonly lang: string;
  readonly text: string;
}

/** What a page says besides its chapters. */
export interface PageWords {
  readonly lang: Language;
  /** Without one, a single notebook's own title, or the first chapter's. */
  readonly title?: string;
  /** For search engines and previews. */
  readonly description?: string;
  readonly provenance: Provenance;
  readonly downloads?: readonly Download[];
  /** The same in other languages. */
  readonly siblings?: readonly Sibling[];
  /** What a tab and a preview call a page whose first chapter has a hero: at most 60 characters are shown. */
  readonly tab?: string;
  /** Folds all chapters but the first, where that has a hero: the fold's title, and what it is called in the line of links. */
  readonly foldTitle?: { readonly title: string; readonly short: string };
  readonly about?: {
    readonly title: string;
    readonly short: string;
    readonly entries: readonly AboutEntry[];
  };
  readonly source?: SourceText;
}

interface FrameParts extends PageWords, Omit<DocumentParts, "body"> {
  readonly title: string;
  readonly lang: Language;
  readonly text: PageText;
  readonly heading: Html;
  /** What stands above the heading on the first screen, and below it. */
  readonly hero?: { readonly kicker: Html; readonly deck: Html } | undefined;
  readonly contents: readonly Entry[];
  readonly main: Html;
  readonly generatedAt: Date;
}

export function renderFrame(parts: FrameParts): string {
  const isStory = parts.hero !== undefined;
  const body = [
    htm`<a class="r-skip" href="#content">${parts.text.skipToContent}</a>`,
    renderHeader(parts),
    !isStory && renderContents(parts),
    htm`<main id="content" tabindex="-1">\n${parts.main}\n</main>`,
    renderFooter(parts),
  ];
  return renderDocument({ ...parts, ...(isStory && { className: "r-story" }), body });
}

function renderHeader(parts: FrameParts): Html {
  const { heading, hero, siblings = [], text } = parts;
  const others = hero ? renderLine(parts) : siblings.map((sibling) => renderSibling(sibling, text));
  return htm`<header class="r-header">${others}${hero?.kicker}${heading}${hero?.deck}</header>`;
}

function renderSibling({ lang, fileName, href }: Sibling, text: PageText): Html {
  const says = href === undefined
    ? text.siblings[lang](fileName)
    : htm`<a href="${href}" hreflang="${lang}">${PAGE_TEXT[lang].language}</a>`;
  return htm`<p class="r-languages" lang="${lang}">${says}</p>`;
}

/** A story's sections as one line of links, and its other languages. */
function renderLine({ contents, about, siblings = [], text }: FrameParts): Html {
  const entries = [
    ...contents,
    ...(about ? [{ id: "about", title: about.short, children: [] }] : []),
  ];
  const others = siblings.map((sibling) => renderSibling(sibling, text));
  const list = renderEntries(entries, 1);
  return htm`<div class="r-line"><nav id="page-contents" aria-label="${text.contents}">${list}</nav>${others}</div>`;
}

/** The contents, with two titles of which CSS shows one: a fold on narrow screens, plain text on wide ones. */
function renderContents(
  { contents, text, provenance, downloads = [] }: FrameParts,
): Html | undefined {
  const own = [
    ...(downloads.length > 0 ? [{ id: "downloads", title: text.downloads }] : []),
    ...(provenance.citations ? [{ id: "citation", title: text.citation }] : []),
    { id: "provenance", title: text.provenance },
  ].map((entry) => ({ ...entry, children: [], isApart: true }));
  if (contents.length < 2 && !contents[0]?.children.length) return undefined;
  const heads = htm`<p>${text.contents}</p><details><summary>${text.contents}</summary></details>`;
  const chapters = renderEntries(contents.filter(({ isApart }) => !isApart));
  const others = renderEntries([...contents.filter(({ isApart }) => isApart), ...own]);
  return htm`<nav class="r-contents" id="page-contents" aria-label="${text.contents}">${heads}${chapters}${others}</nav>`;
}

function renderFooter(parts: FrameParts): Html {
  const { text, lang, provenance, generatedAt, about, source } = parts;
  const iso = generatedAt.toISOString();
  const written = htm`<time datetime="${iso}">${text.dateTime(generatedAt)}</time>`;
  const letter = source &&
    foldOf(source.label, htm`<pre class="r-text" lang="${source.lang}">${source.text}</pre>`);
  const entries = about?.entries.map((entry) => renderAbout(entry, lang));
  const rows = provenance.rows.filter((row) => !isHash(row))
    .map(({ label, value }) => renderRow(label, value, lang));
  return htm`<footer class="r-footer">\n${
    lines([
      about &&
      htm`<section id="about"><h2>${about.title}</h2><dl>${entries}</dl>${letter}</section>`,
      renderDownloads(parts),
      renderCitations(parts),
      htm`<section id="provenance"><h2>${text.provenance}</h2>`,
      provenance.statement !== undefined && htm`<p>${provenance.statement}</p>`,
      htm`<dl>`,
      ...rows,
      htm`<div><dt>${text.generated}</dt><dd>${written}</dd></div></dl>`,
      renderHashes(parts),
      htm`</section>`,
    ])
  }</footer>`;
}

function renderAbout({ label, parts }: AboutEntry, lang: Language): Html {
  const said = parts.map((part) =>
    typeof part === "string"
      ? bindSpaces(part, lang)
      : htm`<a href="${part.href}">${bindSpaces(part.text, lang)}</a>`
  );
  return htm`<div><dt>${label}</dt><dd>${said}</dd></div>`;
}

const isHash = ({ value }: ProvenanceRow) => /^[\da-f]{64}$/.test(value);

function renderRow(label: string, value: string, lang: Language): Html {
  return htm`<div><dt>${label}</dt><dd>${bindSpaces(value, lang)}</dd></div>`;
}

/** What only a machine reads: folded. */
function renderHashes({ provenance, text, lang }: FrameParts): Html | undefined {
  const hashes = provenance.rows.filter(isHash)
    .map(({ label, value }) => renderRow(label, value, lang));
  return hashes.length === 0 ? undefined : foldOf(text.checksums, htm`<dl>${hashes}</dl>`);
}

function renderCitations({ provenance, text, lang }: FrameParts): Html | undefined {
  const { citations } = provenance;
  if (citations === undefined) return undefined;
  const bibtex = citations.flatMap(({ bibtex }) => bibtex ?? []).join("\n\n");
  const rows = citations.map(({ label, plain }) => renderRow(label, plain, lang));
  const fold = bibtex !== "" &&
    foldOf("BibTeX", htm`<pre class="r-text" translate="no">${bibtex}</pre>`);
  return htm`<section id="citation"><h2>${text.citation}</h2><dl>${rows}</dl>${fold}</section>`;
}

function renderDownloads({ downloads = [], provenance, text }: FrameParts): Html | undefined {
  if (downloads.length === 0) return undefined;
  const items = downloads.map(({ fileName, mime, bytes, label }) => {
    const address = `data:${mime};base64,${Buffer.from(bytes).toString("base64")}`;
    const size = htm`<span class="r-size">${text.bytes(bytes.length)}</span>`;
    return htm`<li><a href="${address}" download="${fileName}">${fileName}</a> ${size}<br>${label}</li>\n`;
  });
  return htm`<section id="downloads"><h2>${text.downloads}</h2><ul>\n${items}</ul><p>${text.howToSave} ${provenance.notInside}</p></section>`;
}
