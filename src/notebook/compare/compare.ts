/** Comparing what a notebook was saved with and what it shows now: data, drawings, tables and text, not bytes. */
import type { CodeCell, MimeBundle, Notebook, Output } from "../format.ts";
import { type Difference, fromTo, plain } from "./difference.ts";
import { compareTables, compareWords, nameOf, parseFragment } from "./html.ts";
import { compareJson } from "./json.ts";
import { compareSvg, drawingsIn } from "./svg.ts";

/**
 * What differs between the outputs of two runs of one notebook, in the order of its cells. Counts, times and the order
 * of keys do not matter.
 */
export function compareOutputs(saved: Notebook, now: Notebook): Difference[] {
  return now.cells.flatMap((cell, index): Difference[] => {
    const before = saved.cells[index];
    if (cell.cell_type !== "code" || before?.cell_type !== "code") return [];
    return compareCells(before, cell).map((found) => ({
      cell: index + 1,
      id: cell.id ?? "",
      ...found,
    }));
  });
}

type Found = Pick<Difference, "subject" | "what">;

function compareCells({ outputs: before }: CodeCell, { outputs: now }: CodeCell): Found[] {
  const found: Found[] = [];
  for (let index = 0; index < Math.max(before.length, now.length); index++) {
    const [a, b] = [before[index], now[index]];
    if (a === undefined) found.push({ ...subject(b!), what: `new output: ${describe(b!)}` });
    else if (b === undefined) found.push({ ...subject(a), what: `gone: ${describe(a)}` });
    else found.push(...compareOutput(a, b));
  }
  return found;
}

function compareOutput(before: Output, now: Output): Found[] {
  if ("data" in before && "data" in now) return compareBundles(before.data, now.data);
  if (before.output_type !== now.output_type) {
    return [{ ...subject(before), what: `${describe(before)} → ${describe(now)}` }];
  }
  const [a, b] = [describe(before), describe(now)];
  return a === b ? [] : [{ what: fromTo(a, b) }];
}

function compareBundles(before: MimeBundle, now: MimeBundle): Found[] {
  const [a, b] = [htmlOf(before), htmlOf(now)];
  const named = name(b ?? a);
  const tables = a && b ? compareTables(a, b) : [];
  const drawings = compareDrawings([...svgOf(before), ...drawingsIn(a)], [
    ...svgOf(now),
    ...drawingsIn(b),
  ]);
  // The rest says in other words what a table has said cell by cell.
  const rest = tables.length > 0
    ? drawings.slice(0, 1).map(() => "its drawing changed too")
    : [...(a && b ? compareWords(a, b) : []), ...drawings];
  const found = [
    ...tables,
    ...rest,
    ...compareOthers(before, now, tables.length + rest.length > 0),
  ];
  return found.map((what) => ({ ...named, what }));
}

/** What differs beside HTML and drawings; where those differ, only what one of the two has not at all. */
function compareOthers(before: MimeBundle, now: MimeBundle, isKnown: boolean): string[] {
  const mimes = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return mimes.flatMap((mime): string[] => {
    const [a, b] = [before[mime], now[mime]];
    if (a === undefined) return [`it now has ${mime}`];
    if (b === undefined) return [`it no longer has ${mime}`];
    if (isKnown || mime === "text/html" || mime === SVG) return [];
    if (typeof a !== "string" || typeof b !== "string") return compareJson(a, b);
    if (plain(a) === plain(b)) return [];
    return [
      mime.startsWith("image/") ? `its ${mime} changed` : `text ${fromTo(plain(a), plain(b))}`,
    ];
  });
}

function compareDrawings(before: readonly string[], now: readonly string[]): string[] {
  if (before.length !== now.length) return [`${before.length} drawings → ${now.length}`];
  return [...new Set(before.flatMap((svg, index) => compareSvg(svg, now[index]!)))];
}

const SVG = "image/svg+xml";

function svgOf(bundle: MimeBundle): string[] {
  const svg = bundle[SVG];
  return typeof svg === "string" ? [svg] : [];
}

function htmlOf(bundle: MimeBundle): Element | undefined {
  const html = bundle["text/html"];
  return typeof html === "string" ? parseFragment(html) : undefined;
}

function name(root: Element | undefined): { subject?: string } {
  const subject = root && nameOf(root);
  return subject ? { subject } : {};
}

function subject(output: Output): { subject?: string } {
  return "data" in output ? name(htmlOf(output.data)) : {};
}

function describe(output: Output): string {
  if (output.output_type === "stream") return `${output.name}: ${plain(output.text)}`;
  if (output.output_type === "error") return `${output.ename}: ${plain(output.evalue)}`;
  return Object.keys(output.data).sort().join(", ");
}
