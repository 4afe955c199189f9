/** Comparing two drawings, whatever order their attributes stand in and however their ids were drawn. */
import { DOMParser } from "linkedom";
import { fromTo, plain } from "./difference.ts";

/** Decimals below which a drawing looks the same. */
const DECIMALS = 2;

/** What differs in a drawing: its texts, then its shapes. */
export function compareSvg(before: string, now: string): string[] {
  if (before === now) return [];
  const [a, b] = [linesOf(before), linesOf(now)];
  if (a.shapes.join("\n") === b.shapes.join("\n") && a.texts.join("\n") === b.texts.join("\n")) {
    return [];
  }
  const gone = without(a.texts, b.texts);
  const come = without(b.texts, a.texts);
  const texts = gone.length + come.length === 0
    ? ""
    : `, text ${fromTo(gone.join(", "), come.join(", "))}`;
  const shapes = without(b.shapes, a.shapes).length + without(a.shapes, b.shapes).length;
  return [`the drawing changed${shapes > 0 ? ` (${shapes} lines of its outline)` : ""}${texts}`];
}

/** The drawings in HTML that carries them as pictures. */
export function drawingsIn(root: Element | undefined): string[] {
  if (root === undefined) return [];
  return [...root.querySelectorAll("img[src^='data:image/svg+xml;base64,']")].map((image) => {
    const [, data = ""] = (image.getAttribute("src") ?? "").split(",");
    return new TextDecoder().decode(Uint8Array.fromBase64(data));
  });
}

function linesOf(svg: string): { shapes: string[]; texts: string[] } {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const ids = new Map<string, string>();
  const shapes: string[] = [];
  const texts: string[] = [];
  const walk = (element: Element) => {
    const attributes = [...element.attributes]
      .map(({ name, value }) => `${name}=${normal(value, ids)}`).sort();
    shapes.push([element.localName, ...attributes].join(" "));
    for (const child of element.childNodes) {
      if (child.nodeType === 1) walk(child as Element);
      else if (child.nodeType === 3 && plain(child.textContent ?? "") !== "") {
        texts.push(plain(child.textContent!));
      }
    }
  };
  walk(root as unknown as Element);
  return { shapes, texts };
}

/** Numbers rounded; generated ids by the order in which they come. */
function normal(value: string, ids: Map<string, string>): string {
  return value
    .replaceAll(/\bplot-[0-9a-z]+(-\d+)?\b/g, (id) => {
      if (!ids.has(id)) ids.set(id, `id-${ids.size + 1}`);
      return ids.get(id)!;
    })
    .replaceAll(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(DECIMALS))));
}

/** Those of `a` that `b` has not, counting repetitions. */
function without(a: readonly string[], b: readonly string[]): string[] {
  const rest = new Map<string, number>();
  for (const line of b) rest.set(line, (rest.get(line) ?? 0) + 1);
  return a.filter((line) => {
    const count = rest.get(line) ?? 0;
    rest.set(line, count - 1);
    return count <= 0;
  });
}
