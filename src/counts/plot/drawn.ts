/** What Plot drew, as one SVG that stands alone: plain colours, opaque paper, unique ids, legends inside. */
import { escapeHtml } from "@crosses/text";
import type { Plot } from "@observablehq/plot";
import { edgeOf, INK, makeShape, PAPER, type Shape } from "./look.ts";
import { imageHtml, type MimeBundle } from "./html.ts";

/** What `Plot.plot` gives: an SVG, or a `<figure>` where there is a title, a caption or a legend. */
export type Drawn = (SVGSVGElement | HTMLElement) & Plot;

export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** What Plot put above the drawing, and below it. */
  readonly title: string;
  readonly subtitle: string;
  readonly caption: string;
}

/**
 * Makes what Plot drew stand alone: legends go above the drawing, colours become plain, the paper opaque, and each id
 * starts with a prefix made from the content, so that it is the same in every run and no two drawings of a page share one.
 * Coordinates are rounded to hundredths of a pixel; texts, sizes and opacities are as they were drawn.
 * @param words what a screen reader says of it
 * @throws {TypeError} when there is no SVG in it
 */
export function standAlone(
  drawn: Element,
  words: { readonly title?: string; readonly alt?: string } = {},
): Drawing {
  const svg = mainSvg(drawn);
  const document = svg.ownerDocument;
  const [width, plotHeight] = sizeOf(svg);
  const style = declarations(svg);
  const ink = style.get("color") ?? INK;
  const paper = style.get("background-color") ?? style.get("background") ?? PAPER;
  const legends = drawn === svg ? { shapes: [], height: 0 } : legendsOf(drawn, svg, width);
  const height = plotHeight + legends.height;
  const body = makeShape(
    document,
    ["g", legends.height > 0 ? { transform: `translate(0,${legends.height})` } : {}],
  );
  body.append(...[...svg.childNodes].map((node) => node.cloneNode(true)));
  const ground: Shape = ["rect", { class: "figure-paper", width, height, fill: paper }];
  const root = makeShape(document, ["svg", {
    ...{ xmlns: "http://www.w3.org/2000/svg", class: "figure-svg" },
    ...{ width, height, viewBox: `0 0 ${width} ${height}`, role: "img", fill: ink },
    "font-family": style.get("font-family") ?? svg.getAttribute("font-family") ?? "sans-serif",
    "font-size": parseFloat(style.get("font-size") ?? svg.getAttribute("font-size") ?? "10"),
    "text-anchor": svg.getAttribute("text-anchor") ?? "middle",
    ...(words.title || words.alt ? { "aria-labelledby": "" } : {}),
  }, ground]);
  const parts = legends.height > 0 ? [...legends.shapes, body] : [...body.childNodes];
  root.append(...parts);
  makePlain(root, ink, paper);
  const prefix = `f${renameIds(root)}-`;
  name(root, prefix, words);
  return {
    svg: root.outerHTML.replaceAll("&nbsp;", "\u00a0"),
    width,
    height,
    title: textOf(drawn, "h2"),
    subtitle: textOf(drawn, "h3"),
    caption: textOf(drawn, "figcaption"),
  };
}

function name(
  root: Element,
  prefix: string,
  { title, alt }: { title?: string; alt?: string },
): void {
  const document = root.ownerDocument;
  const said = Object.entries({ title, desc: alt }).filter(([, text]) => text);
  for (const [tag, text] of said.toReversed()) {
    const element = makeShape(document, [tag, { id: `${prefix}${tag}` }]);
    element.textContent = text!;
    root.prepend(element);
  }
  const ids = said.map(([tag]) => `${prefix}${tag}`);
  if (ids.length > 0) root.setAttribute("aria-labelledby", ids.join(" "));
}

/** A drawing of Plot's, as a cell shows it: an image, which an untrusted notebook shows too. */
export function bundleOfDrawing(drawn: Element): MimeBundle {
  if (!/^(svg|figure)$/i.test(drawn.tagName)) {
    return { "text/html": drawn.outerHTML, "text/plain": drawn.textContent ?? "" };
  }
  const alone = standAlone(drawn);
  const { svg, title, subtitle, caption } = alone;
  const main = mainSvg(drawn);
  const said = ["aria-label", "aria-description"].map((name) => main.getAttribute(name));
  const heads = [title, subtitle, caption].filter(Boolean);
  const text = said.filter(Boolean).join(". ") || heads.join(". ") || "Plot";
  const image = imageHtml(alone, text);
  const html = [figcaption(title, subtitle), image, figureNote(caption)].filter(Boolean);
  return {
    "text/html": html.length > 1 ? `<figure class="figure">\n${html.join("\n")}\n</figure>` : image,
    "image/svg+xml": svg,
    "text/plain": [...new Set([...heads, text])].join(". "),
  };
}

/** What stands above a drawing; "" where there is nothing to say. */
export function figcaption(title: string, caption: string): string {
  const words = [title && `<strong>${escapeHtml(title)}</strong>`, escapeHtml(caption)];
  return title || caption ? `<figcaption>${words.filter(Boolean).join(" ")}</figcaption>` : "";
}

/** What stands below it. */
export function figureNote(note: string): string {
  return note && `<p class="figure-note">${escapeHtml(note)}</p>`;
}

export function mainSvg(drawn: Element): SVGSVGElement {
  if (drawn.tagName.toLowerCase() === "svg") return drawn as SVGSVGElement;
  // Legends stand before the drawing; swatches have drawings of their own.
  const own = [...drawn.children].filter(({ tagName }) => tagName.toLowerCase() === "svg");
  const svg = own.at(-1) ?? drawn.querySelector("svg");
  if (svg) return svg as SVGSVGElement;
  throw new TypeError(
    `Cannot find a drawing in a <${drawn.tagName.toLowerCase()}>: Plot.plot gives one`,
  );
}

function sizeOf(svg: Element): [width: number, height: number] {
  const [, , width, height] = (svg.getAttribute("viewBox") ?? "").split(/[ ,]+/).map(Number);
  return [width || Number(svg.getAttribute("width")), height || Number(svg.getAttribute("height"))];
}

function textOf(drawn: Element, tag: string): string {
  const found = [...drawn.children].find(({ tagName }) => tagName.toLowerCase() === tag);
  return found?.textContent?.trim() ?? "";
}

/** What an element's `style` says, by property. */
function declarations(element: Element): Map<string, string> {
  const text = element.getAttribute("style") ?? "";
  return new Map(
    text.split(";").flatMap((one) => {
      const [name, ...value] = one.split(":");
      return value.length > 0 ? [[name!.trim(), value.join(":").trim()]] : [];
    }),
  );
}

/** About how wide a label is, of its size. */
const widthOf = (label: string) =>
  0.58 * label.length - 0.26 * (label.match(/[fijlrt .,:;'’()]/g)?.length ?? 0);
const SWATCH = 15;

/** The legends of a `<figure>`, laid out in lines as wide as the drawing. */
function legendsOf(
  figure: Element,
  svg: Element,
  width: number,
): { shapes: Element[]; height: number } {
  const document = svg.ownerDocument;
  const size = parseFloat(declarations(svg).get("font-size") ?? "10");
  const shapes: Element[] = [];
  let y = 0;
  for (const child of figure.children) {
    if (child === svg || /^(h2|h3|figcaption)$/i.test(child.tagName)) continue;
    if (child.tagName.toLowerCase() === "svg") {
      const place = { transform: `translate(0,${y})`, "font-size": size, "text-anchor": "start" };
      const ramp = makeShape(document, ["g", place]);
      ramp.append(...[...child.childNodes].map((node) => node.cloneNode(true)));
      shapes.push(ramp);
      y += sizeOf(child)[1] + 8;
      continue;
    }
    let x = 0;
    y += 4;
    for (const swatch of child.querySelectorAll("svg")) {
      const label = swatch.parentElement!.textContent.trim();
      const room = SWATCH + 6 + size * widthOf(label) + 16;
      if (x > 0 && x + room > width) [x, y] = [0, y + 22];
      const place = { x: x + SWATCH + 6, y: y + 12, "text-anchor": "start", "font-size": size };
      const text = makeShape(document, ["text", place]);
      text.textContent = label;
      shapes.push(swatchAt(swatch, x, y), text);
      x += room;
    }
    y += 26;
  }
  return { shapes, height: y };
}

/** A swatch at its place; a light one with an edge. */
function swatchAt(swatch: Element, x: number, y: number): Element {
  const own = swatch.cloneNode(true) as Element;
  own.setAttribute("x", String(x));
  own.setAttribute("y", String(y));
  const edge = edgeOf(own.getAttribute("fill") ?? "");
  const inside = { x: 0.5, y: 0.5, width: SWATCH - 1, height: SWATCH - 1, ...edge };
  if (edge.stroke) own.replaceChildren(makeShape(own.ownerDocument, ["rect", inside]));
  return own;
}

/** Attributes that place and size, which may be rounded. */
const COORDINATES = new Set(
  "x y x1 x2 y1 y2 cx cy r rx ry dx dy width height d points transform".split(" "),
);
const COLOURS = new Set(["fill", "stroke", "color", "stop-color", "flood-color"]);

/** No style sheet, no variable, no colour of whoever shows it; coordinates to two decimals. */
function makePlain(element: Element, ink: string, paper: string): void {
  for (const { name, value } of [...element.attributes]) {
    if (COORDINATES.has(name)) element.setAttribute(name, rounded(value));
    else if (COLOURS.has(name)) element.setAttribute(name, resolved(value, ink, paper));
    // A drawing is one image: what its parts are called is heard by nobody.
    else if (/^aria-(label|hidden|description)$/.test(name)) element.removeAttribute(name);
    else if (name === "style") {
      const all = [...declarations(element)].map(([name, value]) =>
        `${name}: ${resolved(value, ink, paper)}`
      );
      element.setAttribute(name, all.join("; "));
    }
  }
  const own = element.getAttribute("color");
  for (const child of [...element.children]) {
    const tag = child.tagName.toLowerCase();
    if (tag === "style") child.remove();
    else makePlain(child, own && own !== "currentColor" ? own : ink, paper);
    // The style sheet kept spaces that stand together.
    if (/^t(ext|span)$/.test(tag) && /^ | $| {2}/.test(child.textContent)) {
      child.setAttribute("xml:space", "preserve");
    }
  }
}

function rounded(value: string): string {
  return value.replaceAll(
    /-?\d+\.\d{3,}(?!\d*e)/g,
    (number) => String(Math.round(+number * 100) / 100),
  );
}

/** A colour as it is where nothing is known of the reader's page. */
function resolved(value: string, ink: string, paper: string): string {
  return value.replaceAll(/var\(--plot-background\)/g, paper)
    .replaceAll(/var\(--[\w-]+,\s*([^()]+|[^()]*\([^()]*\))\)/g, "$1")
    .replaceAll(/light-dark\(([^,()]+),[^()]+\)/g, "$1")
    .replaceAll(/currentcolor/gi, ink);
}

/** Ids in the order in which they are defined, behind a few letters made from the content, which are given. */
function renameIds(root: Element): string {
  const holders = [...root.querySelectorAll("[id]")];
  const order = new Map([...new Set(holders.map(({ id }) => id))].map((id, at) => [id, at + 1]));
  const rename = (prefix: string, nameOf: (id: string) => string | undefined) => {
    for (const element of [root, ...root.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (name === "id") element.id = nameOf(value) ?? value;
        else if (/href$/.test(name) && value.startsWith("#")) {
          element.setAttribute(name, `#${nameOf(value.slice(1)) ?? value.slice(1)}`);
        } else if (value.includes("url(#")) {
          element.setAttribute(
            name,
            value.replaceAll(/url\(#([^)]+)\)/g, (_all, id) => `url(#${nameOf(id) ?? id})`),
          );
        }
      }
    }
    return prefix;
  };
  rename("", (id) => order.has(id) ? `-${order.get(id)}` : undefined);
  const letters = digest(root.innerHTML);
  return rename(letters, (id) => id.startsWith("-") ? `f${letters}${id}` : undefined);
}

/** A few letters that tell drawings apart (FNV-1a). */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(36);
}
