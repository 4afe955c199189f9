/** An HTML document that is complete in itself: its head, its one style sheet, and the policy that nothing else loads. */
import type { Language } from "@crosses/text";
import style from "./style.css" with { type: "text" };
import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import { foldOf, htm, type Html, trusted } from "./dom.ts";
import type { DrawingTheme } from "./svg.ts";
import { PAGE_TEXT } from "../words/page.ts";

export interface DocumentParts {
  readonly lang: string;
  readonly title: string;
  readonly description?: string | undefined;
  /** What each printed page says at its top. */
  readonly runningHead?: string;
  readonly className?: string;
  readonly theme?: DrawingTheme | undefined;
  /** Rules of the style sheet for this page alone. */
  readonly rules?: string;
  readonly body: readonly (Html | undefined | false)[];
}

export function renderDocument(
  { lang, title, description, runningHead, className, theme, rules = "", body }: DocumentParts,
): string {
  const css = compact(style) + darkRules(theme) + rules +
    (runningHead ? `@page{@top-left{content:${quoted(runningHead)}}}` : "");
  const sha256 = hash("sha256", css, "base64");
  const policy = `default-src 'none'; style-src 'sha256-${sha256}'; img-src data:; ` +
    "base-uri 'none'; form-action 'none'";
  const head = [
    htm`<meta charset="utf-8">`,
    htm`<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    htm`<meta name="viewport" content="width=device-width, initial-scale=1">`,
    htm`<meta name="referrer" content="no-referrer">`,
    htm`<meta name="color-scheme" content="light dark">`,
    ...(description === undefined ? [] : [
      htm`<meta name="description" content="${description}">`,
      htm`<meta property="og:type" content="article">`,
      htm`<meta property="og:title" content="${title}">`,
      htm`<meta property="og:description" content="${description}">`,
      htm`<meta property="og:locale" content="${lang}">`,
    ]),
    htm`<link rel="icon" href="${ICON}">`,
    htm`<title>${title}</title>`,
    htm`<style>${trusted(css)}</style>`,
  ];
  return `<!doctype html>
<html lang="${lang}">
<head>
${lines(head)}</head>
<body${className ? ` class="${className}"` : ""}>
${lines(body)}</body>
</html>
`;
}

/** An x on a hatched square. */
const ICON = `data:image/svg+xml;base64,${
  Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="2" fill="#851d05"/>' +
      '<path d="M4.5 4.5l7 7m0-7l-7 7" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/></svg>',
  ).toString("base64")
}`;

/** In the dark, each colour of a drawing has its counterpart. */
function darkRules({ dark }: DrawingTheme = { className: "", dark: {} }): string {
  return Object.entries(dark).flatMap(([light, other]) =>
    ["fill", "stroke"].map((paint) =>
      `.r-themed [${paint}="${light}"]{${paint}:light-dark(${light},${other})}`
    )
  ).join("");
}

/** Each part on a line of its own; what is not there leaves none. */
export function lines(parts: readonly (Html | undefined | false)[]): Html {
  return htm`${parts.filter((part) => part).map((part) => htm`${part}\n`)}`;
}

/** A text as a string of CSS; whatever is no letter, digit or space is written by its number. */
function quoted(text: string): string {
  const short = text.length > MOST_HEAD ? `${text.slice(0, MOST_HEAD).trimEnd()}…` : text;
  const escape = (sign: string) => `\\${sign.codePointAt(0)!.toString(16)} `;
  return `"${short.replace(/[^\p{L}\p{N} ]/gu, escape)}"`;
}

/** Characters that fit on one line of paper. */
const MOST_HEAD = 126;

/** The style sheet without comments and white space that says nothing: a page of few bytes. */
function compact(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s+/g, " ").replace(/\s*([{};,>])\s*/g, "$1")
    .replace(/:\s+/g, ":").replace(/;}/g, "}").trim();
}

/** A page that leads to others: what they are about, and each in its own language. At least one. */
export interface Index {
  readonly heading: string;
  readonly entries: readonly IndexEntry[];
}

/** A page that it leads to. */
export interface IndexEntry {
  readonly lang: Language;
  readonly href: string;
  readonly title: string;
  readonly description?: string;
  /** Files beside it: paths from the index, with what they hold in the entry's language. */
  readonly files?: readonly { readonly href: string; readonly label: string }[];
}

/** What such a page leads to: a report and what belongs to it, or pages that were made by themselves. */
export type IndexKind = "report" | "pages";

/** By what such a page is known: no cell's content can begin a body. */
export function indexStart(kind: IndexKind): string {
  return `<body>\n<main id="content" class="r-index${kind === "pages" ? " r-pages" : ""}">\n`;
}

export function renderIndex({ heading, entries }: Index, kind: IndexKind = "report"): string {
  const titles = [...new Set(entries.map(({ title }) => title))];
  const areLanguages = new Set(entries.map(({ lang }) => lang)).size === entries.length;
  // One title for all stands over them, and each is called by its language.
  const isOne = areLanguages && titles.length === 1 && entries.length > 1;
  const sections = entries.map(({ lang, href, title, description, files }) => {
    const { language, downloads } = PAGE_TEXT[lang];
    const items = files?.map(({ href, label }) =>
      htm`<li><a href="${href}">${href}</a><br>${label}</li>\n`
    );
    const small = !isOne && entries.length > 1 && htm` <small>${language}</small>`;
    const said = description && htm`<p>${description}</p>\n`;
    return htm`<section lang="${lang}" class="r-entry">
<h2><a href="${href}" hreflang="${lang}">${isOne ? language : title}</a>${small}</h2>
${said}${items && htm`${foldOf(downloads, htm`<ul>${items}</ul>`)}\n`}</section>`;
  });
  const start = trusted(indexStart(kind).replace("<body>\n", ""));
  const title = titles.length > 3 ? heading : titles.join(" · ");
  const head = isOne && kind === "pages" ? titles[0]! : heading;
  const body = [htm`${start}<h1>${head}</h1>\n${sections}\n</main>`];
  return renderDocument({ lang: entries[0]!.lang, title, body });
}
