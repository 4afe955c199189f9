/**
 * Markup in three forms: anyone's as a plain tree (`parseMarkup`), the page's own as a tree that later steps change
 * (linkedom's), and HTML, written by the tag `htm`, which escapes what is put in.
 *
 * The tree is written here and not by linkedom, which leaves `&` in attributes as it is: `java&amp;#115;cript:` would
 * become `java&#115;cript:`. The tag is not named `html`, because `deno fmt` would then lay out the templates.
 */
import { escapeHtml } from "@crosses/text";
// linkedom as one file, which loads in a third of the time.
import { parseHTML } from "linkedom/worker";
import { DomHandler, Parser } from "htmlparser2";

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

/** What unfolds under its summary. */
export function foldOf(summary: Child, content: Child): Html {
  return htm`<details class="r-fold"><summary>${summary}</summary>${content}</details>`;
}

/** Takes markup that is known to be safe: our own, or a sanitiser's. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** Text without the control characters that HTML forbids. */
export function withoutControls(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g, "");
}

function markup(child: Child): string {
  if (child === undefined || child === false) return "";
  if (child instanceof Html) return child.toString();
  if (Array.isArray(child)) return child.map(markup).join("");
  return escapeHtml(withoutControls(String(child)));
}

const { document } = parseHTML("<!doctype html><html><body></body></html>");
const VOID = new Set(["area", "br", "col", "hr", "img", "input", "wbr"]);
const SLOT = "r-slot";

/** Markup that no step may change, kept aside until the tree is written. */
const slots = new WeakMap<Element, Html>();

/** An element with its attributes, but for those that are undefined, and what it holds. */
export function createElement(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly (Node | string)[] = [],
): Element {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, value);
  }
  // One by one: a list of a million is more than a call takes.
  for (const child of children) element.append(child);
  return element;
}

/** An element that will be written as the given markup. */
export function createSlot(markup: Html): Element {
  const element = document.createElement(SLOT);
  slots.set(element, markup);
  return element;
}

export function unwrap(element: Element): void {
  for (const child of [...element.childNodes]) element.before(child);
  element.remove();
}

/** Gives an element another name, with its attributes and children. */
export function rename(element: Element, name: string): Element {
  const renamed = createElement(name, {}, [...element.childNodes]);
  for (const { name: key, value } of element.attributes) renamed.setAttribute(key, value);
  element.replaceWith(renamed);
  return renamed;
}

export function textOf(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** True where nothing of it would be seen. */
export function isBlank(element: Element): boolean {
  return textOf(element) === "" && !element.querySelector("img, hr, math, r-slot");
}

/** The text of an element as one line, with the spaces that must not break. */
export function lineOf(element: Element): string {
  return (element.textContent ?? "").replace(/[ \t\r\n\f]+/g, " ").trim();
}

export function innerHtml(element: Element): Html {
  return trusted(write(element.childNodes));
}

function write(nodes: Iterable<Node>): string {
  let markup = "";
  for (const node of nodes) {
    if (node.nodeType === 3) markup += escapeHtml(withoutControls(node.textContent ?? ""));
    else if (node.nodeType === 1) markup += writeElement(node as Element);
  }
  return markup;
}

function writeElement(element: Element): string {
  const name = element.localName;
  if (name === SLOT) return slots.get(element)?.toString() ?? "";
  let open = `<${name}`;
  // linkedom lists attributes last first.
  for (const { name: key, value } of [...element.attributes].reverse()) {
    open += value === "" && key !== "alt" && key !== "href"
      ? ` ${key}`
      : ` ${key}="${escapeHtml(withoutControls(value))}"`;
  }
  return VOID.has(name) ? `${open}>` : `${open}>${write(element.childNodes)}</${name}>`;
}

/** An element, a text, or something else that has neither name nor data of use. */
export interface Piece {
  /** `text` for text, whose words are `data`. */
  readonly type: string;
  readonly data?: string;
  /** Lower case, but for the names of SVG, which have their own. */
  readonly name?: string;
  /** Values by name as written. */
  attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly Piece[];
}

export interface Markup {
  readonly pieces: readonly Piece[];
  /** True when what is nested more than 1,000 deep was left out, with all after it. */
  readonly isCut: boolean;
}

const DEEPEST = 1_000;
const TOO_DEEP = new Error("Markup is nested too deep");

class Tree extends DomHandler {
  #depth = 0;
  override onopentag(name: string, attributes: Record<string, string>): void {
    if (++this.#depth > DEEPEST) throw TOO_DEEP;
    super.onopentag(name, attributes);
  }
  /** `<!doctype html>` of a whole document, as outputs often are. */
  override onprocessinginstruction(): void {}
  override onclosetag(): void {
    this.#depth--;
    super.onclosetag();
  }
}

/** Reads HTML, with the SVG and MathML in it; XML of these reads the same. */
export function parseMarkup(markup: string): Markup {
  const tree = new Tree();
  try {
    new Parser(tree, { lowerCaseAttributeNames: false }).end(markup);
    return { pieces: tree.dom, isCut: false };
  } catch (error) {
    if (error !== TOO_DEEP) throw error;
    return { pieces: tree.dom, isCut: true };
  }
}

/** The first element of a name, in the order of the markup. */
export function findPiece(pieces: readonly Piece[], name: string): Piece | undefined {
  for (const piece of pieces) {
    const found = piece.name === name ? piece : findPiece(piece.children ?? [], name);
    if (found) return found;
  }
  return undefined;
}

export function textIn({ data, name, children = [] }: Piece): string {
  return name === undefined && children.length === 0 ? data ?? "" : children.map(textIn).join("");
}
