/**
 * The page's content as a tree, for the passes that mend it, and as HTML.
 *
 * The tree is linkedom's; its writing is our own, because linkedom leaves `&` in attributes as it is, which would
 * let `java&amp;#115;cript:` become `java&#115;cript:` on its way through.
 */
// The same library as one file, which loads in a third of the time.
import { parseHTML } from "linkedom/worker";
import { escapeHtml, type Html, trusted, withoutControls } from "./html.ts";

const { document } = parseHTML("<!doctype html><html><body></body></html>");
const VOID = new Set(["area", "br", "col", "hr", "img", "input", "wbr"]);
const SLOT = "r-slot";

/** Markup that the passes must not touch, kept aside until the tree is written. */
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

/** Replaces an element by its children. */
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

/** The text of an element as one line. */
export function textOf(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** The text of an element as one line, with the spaces that must not break. */
export function lineOf(element: Element): string {
  return (element.textContent ?? "").replace(/[ \t\r\n\f]+/g, " ").trim();
}

/** The HTML inside an element. */
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
