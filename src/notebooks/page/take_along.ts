/** What an output can be taken along as: its numbers as CSV, its drawing as SVG, each in a link that holds it. */
import { Buffer } from "node:buffer";
import type { MimeBundle } from "../ipynb/format.ts";
import type { CellContext } from "./context.ts";
import { createElement } from "./dom.ts";
import { defuseCsv } from "./downloads.ts";
import { readSvg } from "./svg.ts";

/** Adds the links to an output: in its figure where it has one, before the folded numbers; else after it. */
export function offerFiles(
  parts: Element[],
  bundle: MimeBundle,
  context: CellContext,
): Element[] {
  const owner = parts.map((part) => part.querySelector("figure, table")).find((found) => found);
  const name = owner?.getAttribute("id") || `cell-${context.place.cell}`;
  const links = [
    ...csvLink(bundle["text/csv"], name, context),
    ...svgLink(bundle["image/svg+xml"], name, context),
  ];
  if (links.length === 0) return parts;
  const line = createElement("p", { class: "r-take" }, links);
  if (owner?.localName !== "figure") return [...parts, line];
  const numbers = [...owner.children].find(({ localName }) => localName === "details");
  if (numbers) numbers.before(line);
  else owner.append(line);
  return parts;
}

/** With the byte order mark that spreadsheets ask for, and no cell that they would run as a formula. */
function csvLink(csv: unknown, name: string, context: CellContext): Element[] {
  if (typeof csv !== "string" || csv.trim() === "") return [];
  const safe = "\ufeff" + defuseCsv(csv.replace(/^\ufeff/, ""));
  return [link("csv", `${name}.csv`, "text/csv", safe, context)];
}

/** Only what may stand in a page may be saved from it: a drawing with more is not offered. */
function svgLink(svg: unknown, name: string, context: CellContext): Element[] {
  if (typeof svg !== "string") return [];
  const drawing = readSvg(svg, { claim: (id) => id, name });
  if (drawing?.kind !== "inline") return [];
  const alone = drawing.markup.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return [link("svg", `${name}.svg`, "image/svg+xml", alone, context)];
}

function link(
  kind: "csv" | "svg",
  fileName: string,
  type: string,
  content: string,
  { text }: CellContext,
): Element {
  const bytes = Buffer.from(content);
  const href = `data:${type};charset=utf-8;base64,${bytes.toString("base64")}`;
  return createElement("a", { href, download: fileName }, [text.take(kind, bytes.length)]);
}
