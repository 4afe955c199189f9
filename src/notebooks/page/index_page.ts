/** The page that leads to a report's languages and to the files beside them. */
import { REPORT_TEXT, type ReportLanguage } from "../words/page.ts";
import { renderDocument } from "./document.ts";
import { htm } from "./html.ts";

/** One language's report. */
export interface IndexEntry {
  readonly lang: ReportLanguage;
  readonly href: string;
  readonly title: string;
  readonly description: string;
  /** Files beside it: paths from the index, with what they hold in the entry's language. */
  readonly files: readonly { readonly href: string; readonly label: string }[];
}

/** The page: what the reports are about as its heading, then each entry in its own language. At least one. */
export function renderIndex(heading: string, entries: readonly IndexEntry[]): string {
  const sections = entries.map(({ lang, href, title, description, files }) =>
    htm`<section lang="${lang}" class="r-entry">
<h2><a href="${href}" hreflang="${lang}">${title}</a></h2>
<p>${description}</p>
<details class="r-fold"><summary>${REPORT_TEXT[lang].downloads}</summary><ul>${
      files.map(({ href, label }) => htm`<li><a href="${href}">${href}</a><br>${label}</li>\n`)
    }</ul></details>
</section>`
  );
  return renderDocument({
    lang: entries[0]!.lang,
    title: entries.map(({ title }) => title).join(" · "),
    body: [htm`<main id="content" class="r-index">\n<h1>${heading}</h1>\n${sections}\n</main>`],
  });
}
