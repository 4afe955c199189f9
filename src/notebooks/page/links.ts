/** Links: their addresses as browsers read them, the files that they carry, and where in the page they lead. */
import { Buffer } from "node:buffer";
import { posix } from "node:path";
import { NotebookError, quote } from "@crosses/text";
import { type PageCell, type PageChapter, type PageContext, slugify } from "./context.ts";
import { textOf, unwrap } from "./dom.ts";
import { setFirst } from "./headings.ts";

const LONGEST = 4_000;

type Address =
  | { readonly kind: "web" | "page"; readonly href: string }
  | { readonly kind: "refused"; readonly fault: string };

/**
 * An address as browsers read it: `HTTP://EXAMPLE.ORG` and ` https:example.org` lead to the web, in one spelling of
 * ASCII alone; what has no scheme is a place in the page or a file beside it, as it is.
 */
export function readAddress(written: string): Address {
  // deno-lint-ignore no-control-regex
  const text = written.replace(/[\t\n\r]/g, "").replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, "");
  if (text.length > LONGEST) return { kind: "refused", fault: "an address that is too long" };
  const scheme = /^[a-z][a-z\d+.-]*(?=:)/i.exec(text)?.[0].toLowerCase();
  if (scheme === undefined) return { kind: "page", href: text };
  if (!/^(?:https?|mailto)$/.test(scheme)) return { kind: "refused", fault: `${scheme}:` };
  const url = URL.parse(text);
  return url === null
    ? { kind: "refused", fault: "an address that is none" }
    : { kind: "web", href: url.href };
}

/** An address's text without its percent signs; as it is where these are wrong. */
export function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** The ending of a file by its type: others are not carried. */
const ENDINGS: Readonly<Record<string, string>> = {
  "text/csv": "csv",
  "text/plain": "txt",
  "application/json": "json",
};

/** A `data:` address that may be carried, with its file's name; undefined for any other. */
export function readDownload(
  address: string,
  name: string,
): { readonly href: string; readonly download: string } | undefined {
  const [whole, mime, base64] = /^data:([a-z]+\/[a-z]+)(?:;charset=utf-8)?(;base64)?,/i
    .exec(address) ?? [];
  const ending = ENDINGS[mime?.toLowerCase() ?? ""];
  if (whole === undefined || ending === undefined) return undefined;
  const stem = name.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N} _.-]/gu, "").replace(/^[. ]+/, "")
    .slice(0, 80).trim();
  const download = `${stem || "data"}.${ending}`;
  if (ending !== "csv") return { href: address, download };
  const data = address.slice(whole.length);
  const csv = decodeText(Buffer.from(base64 ? data : unescape(data), base64 ? "base64" : "latin1"));
  if (csv === undefined) return undefined;
  const safe = defuseCsv(csv.text);
  if (safe === csv.text && csv.isUtf8) return { href: address, download };
  const start = whole.replace(/;base64/i, "").slice(0, -1);
  return { href: `${start};base64,${Buffer.from(safe).toString("base64")}`, download };
}

/** Text as a spreadsheet reads it, by its byte order mark; undefined where it holds none. */
function decodeText(bytes: Buffer): { text: string; isUtf8: boolean } | undefined {
  const mark = bytes.subarray(0, 2).toString("hex");
  const encoding = mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8";
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  return text.includes("\0") ? undefined : { text, isUtf8: encoding === "utf-8" };
}

/**
 * CSV in which no field begins what a spreadsheet would compute: such a field gets an apostrophe before it. Numbers
 * with a sign stay, and a lone sign. Fields end at a comma, a semicolon, a tab, a bar, or what a first line `sep=` names.
 */
export function defuseCsv(csv: string): string {
  const own = /^\ufeff?"?sep=([^\r\n])/i.exec(csv)?.[1] ?? "";
  const ends = `,;|\\t\\r\\n${own.replace(/[\\\]^-]/, "\\$&")}`;
  const fields = `(^\\ufeff?|[${ends}])(?:("[^"]*(?:""[^"]*)*")|([^"${ends}]+))`;
  return csv.replace(
    new RegExp(fields, "g"),
    (whole, before: string, quoted: string | undefined, plain: string | undefined) => {
      const text = quoted?.slice(1, -1) ?? plain!;
      if (!/^\s*[=+@\-\uff1d\uff0b\uff20\uff0d]/.test(text)) return whole;
      if (/^\s*[-+]?[\d.,\s]*(?:e[-+]?\d+)?\s*%?$/i.test(text)) return whole;
      return quoted === undefined ? `${before}'${text}` : `${before}"'${text}"`;
    },
  );
}

interface LinkOptions {
  /** `refuse` ends the export at a link to nowhere; `report` leaves its words without the link. */
  readonly brokenLinks: "refuse" | "report";
  /** What a link without words of its own says, by the id it leads to: `Figure 3`. */
  readonly labels: ReadonlyMap<string, string>;
  readonly neighbours: Neighbours;
}

/** Addresses of other notebooks' pages from this one, by the notebooks' paths from this one's: `../b.ipynb`, `b.html`. */
export type Neighbours = Readonly<Record<string, string>>;

/** The address in the page of a neighbour that a link to its notebook leads to. */
function findNeighbour(href: string, neighbours: Neighbours): string | undefined {
  const [, path = "", anchor = ""] = /^([^#?]+\.ipynb)(?:#(.*))?$/is.exec(decodeAddress(href)) ??
    [];
  const name = posix.normalize(path);
  if (!Object.hasOwn(neighbours, name)) return undefined;
  return neighbours[name] + (anchor && `#${encodeURIComponent(slugify(anchor))}`);
}

/** Before an equation's name among anchors, where a heading may have the same: no slug has it. */
const EQUATION = "=";

/** Makes the ids of a chapter's cells unique in the page; headings have theirs already. */
export function claimIds(chapter: PageChapter, { ids }: PageContext): void {
  for (const { root } of chapter.cells) {
    for (const element of root.querySelectorAll("[id]:not(h2,h3,h4,h5,h6), a[name]")) {
      const wanted = element.getAttribute("id") ?? element.getAttribute("name")!;
      element.removeAttribute("name");
      const id = ids.claim(wanted);
      element.setAttribute("id", id);
      const slug = slugify(wanted);
      const names = element.localName === "mtr" ? [slug, EQUATION + slug] : [slug];
      names.forEach((name) => setFirst(chapter.anchors, name, id));
    }
  }
}

/**
 * Resolves the links of all chapters.
 * @throws {NotebookError} at a link whose target is not in the page, unless these are only to be reported
 */
export function resolveLinks(
  chapters: readonly PageChapter[],
  { findings }: PageContext,
  { brokenLinks, labels, neighbours }: LinkOptions,
): void {
  for (const [link, chapter, { place }] of linksOf(chapters)) {
    const href = link.getAttribute("href")!;
    if (/^(?:https?|mailto):/.test(href)) link.setAttribute("rel", "noreferrer noopener");
    else if (!link.hasAttribute("download")) {
      const isToEquation = /^(?:eq)?ref$/.test(link.className);
      const { isInside, id } = findTarget(href, chapter, chapters, isToEquation);
      const page = findNeighbour(href, neighbours);
      if (page !== undefined) link.setAttribute("href", page);
      else if (id !== undefined) leadTo(link, id, labels.get(id));
      else if (isInside && brokenLinks === "refuse") throw brokenLink(href, place);
      else {
        findings.add(isInside ? "broken-link" : "local-link", place, quote(href));
        if (isReference(link)) link.append("(???)");
        unwrap(link);
      }
    }
  }
}

/** Addresses on the web that chapters link to, each once, sorted: the page loads none, but its reader may go there. */
export function findAddresses(chapters: readonly PageChapter[]): string[] {
  const addresses = [...linksOf(chapters)].map(([link]) => link.getAttribute("href")!);
  return [...new Set(addresses.filter((address) => /^https?:/.test(address)))].sort();
}

function* linksOf(chapters: readonly PageChapter[]): Generator<[Element, PageChapter, PageCell]> {
  for (const chapter of chapters) {
    for (const cell of chapter.cells) {
      const links = cell.root.querySelectorAll("a[href]:not(.r-number)");
      for (const link of links) yield [link, chapter, cell];
    }
  }
}

/** The id that an address leads to, and whether it leads to a chapter at all. */
function findTarget(
  href: string,
  own: PageChapter,
  chapters: readonly PageChapter[],
  isToEquation: boolean,
): { readonly isInside: boolean; readonly id?: string } {
  const [, path = "", anchor = ""] = /^([^#]*)(?:#(.*))?$/s.exec(decodeAddress(href)) ?? [];
  const name = /([^/]*)\.ipynb$/i.exec(path)?.[1];
  const chapter = path === "" ? own : chapters.find((chapter) => chapter.name === name);
  if (chapter === undefined) return { isInside: false };
  if (anchor === "") return { isInside: true, id: chapter.id };
  // A link without a notebook's name may mean another chapter of the page.
  const places = path === "" ? [own, ...chapters] : [chapter];
  const slug = slugify(anchor);
  const names = isToEquation ? [EQUATION + slug, slug] : [slug];
  const ids = names.flatMap((name) => places.map(({ anchors }) => anchors.get(name)));
  return { isInside: true, id: ids.find((id) => id !== undefined) };
}

function leadTo(link: Element, id: string, label: string | undefined): void {
  link.setAttribute("href", `#${id}`);
  if (label === undefined || !isReference(link)) return;
  link.append(link.className === "ref" ? label.replace(/^\((.*)\)$/, "$1") : label);
}

/** True for a link without words, which says the number of what it leads to. */
const isReference = (link: Element) => textOf(link) === "" && !link.querySelector("img");

function brokenLink(href: string, place: PageCell["place"]): NotebookError {
  const named = `cell ${place.cell} of ${quote(place.notebook)}`;
  return new NotebookError(
    `Cannot resolve the link to ${quote(href)} in ${named}: nothing has that name`,
    place,
    "link to a heading as its words in lower case with hyphens, or to a figure or table by its id",
  );
}
