/** The page around the chapters: head, header, contents, main, footer. */
import { Buffer } from "node:buffer";
import { LANGUAGE_NAMES, type ReportLanguage, type ReportText } from "../locale/report.ts";
import { lines, renderDocument } from "./document.ts";
import { htm, type Html } from "./html.ts";

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
  /** Sentences above the rows, such as what was withheld. */
  readonly statements?: readonly string[];
  readonly citation?: { readonly plain: string; readonly bibtex?: string };
}

export interface ProvenanceRow {
  readonly label: string;
  readonly value: string;
  /** An address on the web that the value leads to. */
  readonly href?: string;
}

/** The same report in another language, as a file beside this one. */
export interface Sibling {
  readonly lang: ReportLanguage;
  readonly href: string;
}

export interface PageParts {
  readonly lang: ReportLanguage;
  readonly text: ReportText;
  readonly title: string;
  readonly heading: Html;
  readonly description?: string;
  readonly contents: Html | undefined;
  readonly main: Html;
  readonly provenance: Provenance;
  readonly downloads: readonly Download[];
  readonly siblings: readonly Sibling[];
  readonly generatedAt: Date;
  readonly linkedData?: unknown;
}

/** A finished page. */
export function renderPage(parts: PageParts): string {
  const { lang, text, title, description, linkedData } = parts;
  const body = [
    htm`<a class="r-skip" href="#content">${text.skipToContent}</a>`,
    htm`<header class="r-header">${renderSiblings(parts)}<h1>${parts.heading}</h1></header>`,
    parts.contents && renderContents(parts.contents, text),
    htm`<main id="content" tabindex="-1">\n${parts.main}\n</main>`,
    renderFooter(parts),
  ];
  return renderDocument({
    lang,
    title,
    body,
    ...(description !== undefined ? { description } : {}),
    ...(linkedData !== undefined ? { linkedData } : {}),
  });
}

/** The contents twice named: for narrow screens a fold before the list, for wide ones a plain title. */
function renderContents(list: Html, { contents }: ReportText): Html {
  const fold = htm`<details><summary>${contents}</summary></details>`;
  return htm`<nav class="r-contents" aria-label="${contents}"><p>${contents}</p>${fold}${list}</nav>`;
}

function renderSiblings({ siblings, text }: PageParts): Html | undefined {
  if (siblings.length === 0) return undefined;
  const links = siblings.map(({ lang, href }) =>
    htm`<a href="${href}" lang="${lang}" hreflang="${lang}">${LANGUAGE_NAMES[lang]}</a>`
  );
  return htm`<nav class="r-languages" aria-label="${text.otherLanguages}">${links}</nav>`;
}

function renderFooter({ text, provenance, downloads, generatedAt }: PageParts): Html {
  const written = htm`<time datetime="${generatedAt.toISOString()}">${
    text.dateTime(generatedAt)
  }</time>`;
  return htm`<footer class="r-footer">\n${
    lines([
      htm`<section id="provenance"><h2>${text.provenance}</h2>`,
      ...(provenance.statements ?? []).map((statement) => htm`<p>${statement}</p>`),
      htm`<dl>`,
      ...provenance.rows.map(renderRow),
      htm`<div><dt>${text.generated}</dt><dd>${written}</dd></div></dl></section>`,
      renderCitation(provenance, text),
      renderDownloads(downloads, text),
    ])
  }</footer>`;
}

function renderRow({ label, value, href }: ProvenanceRow): Html {
  const shown = href === undefined
    ? value
    : htm`<a href="${href}" rel="noreferrer noopener">${value}</a>`;
  return htm`<div><dt>${label}</dt><dd>${shown}</dd></div>`;
}

function renderCitation({ citation }: Provenance, text: ReportText): Html | undefined {
  if (citation === undefined) return undefined;
  const bibtex = citation.bibtex !== undefined &&
    htm`<details class="r-fold"><summary>BibTeX</summary><pre class="r-text" translate="no">${citation.bibtex}</pre></details>`;
  return htm`<section id="citation"><h2>${text.citation}</h2><p>${citation.plain}</p>${bibtex}</section>`;
}

function renderDownloads(downloads: readonly Download[], text: ReportText): Html | undefined {
  if (downloads.length === 0) return undefined;
  const items = downloads.map(({ fileName, mime, bytes, label }) => {
    const address = `data:${mime};base64,${Buffer.from(bytes).toString("base64")}`;
    const size = htm`<span class="r-size">${text.bytes(bytes.length)}</span>`;
    return htm`<li><a href="${address}" download="${fileName}">${fileName}</a> ${size}<br>${label}</li>\n`;
  });
  return htm`<section id="downloads"><h2>${text.downloads}</h2><ul>\n${items}</ul></section>`;
}
