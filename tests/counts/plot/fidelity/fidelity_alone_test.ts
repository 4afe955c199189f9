/**
 * A plot is drawn as the bare library draws it: same texts, size, elements, domains and coordinates, to the letter of its markup but for
 * names made in each run. What a cell shows of it has the same texts and shapes.
 */
import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { PLOTS } from "./plots.ts";

type Library = typeof import("@observablehq/plot");

interface Drawn {
  /** As it is written, names made in each run left out; or the message of what was thrown. */
  readonly markup: string;
  readonly domains: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
  readonly element: Element | undefined;
}

const SCALES = ["x", "y", "fx", "fy", "r", "color", "opacity", "symbol", "length"];

function drawn(draw: () => unknown): Drawn {
  const { warn } = console;
  const warnings: string[] = [];
  console.warn = (...words) => void warnings.push(words.join(" "));
  try {
    const element = draw() as Element & { scale?(name: string): { domain?: Iterable<unknown> } };
    const domains = Object.fromEntries(SCALES.map((name) => {
      const domain = element.scale?.(name)?.domain;
      return [name, domain && JSON.stringify([...domain])];
    }));
    return { markup: anonymous(element.outerHTML), domains, warnings, element };
  } catch (error) {
    const markup = `throws ${(error as Error).message}`;
    return { markup, domains: {}, warnings, element: undefined };
  } finally {
    console.warn = warn;
  }
}

/** Plot counts its clips, gradients and patterns in each process. */
function anonymous(markup: string): string {
  return markup.replaceAll(/plot-(clip|gradient|waffle|[a-z]+)-\w+/g, "plot-$1");
}

/** True where two texts differ in nothing but numbers, and these by at most 0.05. */
function isAlike(left: string, right: string): boolean {
  const NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g;
  if (left.replaceAll(NUMBER, "#") !== right.replaceAll(NUMBER, "#")) return false;
  const [a, b] = [left, right].map((text) => (text.match(NUMBER) ?? []).map(Number));
  return a!.every((number, at) => Math.abs(number - b![at]!) <= 0.05);
}

// The bare library finds its document in the window. This one gives all marks a `plot()` that needs none: so the bare one draws first.
const page = globalThis as { window?: unknown };
page.window = { document: parseHTML("<html><body></body></html>").document };
// In a page, the names of SVG elements keep their case, by which Plot tells how a panel is moved.
Object.defineProperty(parseHTML("<svg />").SVGElement.prototype, "tagName", {
  get(this: Element) {
    return this.localName;
  },
});
const bareLibrary: Library = await import("@observablehq/plot");
const BARE = new Map(
  Object.entries(PLOTS).map(([name, draw]) => [name, drawn(() => draw(bareLibrary))]),
);
delete page.window;
const { DISPLAY, Plot } = await import("../../../../src/counts/marks.ts");

const CANVAS = "the bare library paints on a canvas that its document has not";
/** What the bare library cannot draw without a real page, and this one can. */
const BEYOND: Readonly<Record<string, string>> = {
  "style, as text": "the bare library sets a property that its document has not",
  "raster, of a function": CANVAS,
  "raster, of samples": CANVAS,
  "raster, of a grid": CANVAS,
  "legend of a plot, ramp": CANVAS,
  "legend alone, ramp": CANVAS,
  "legend in a plot, ramp": CANVAS,
};

for (const [name, draw] of Object.entries(PLOTS)) {
  Deno.test(`Plot draws as the bare library does: ${name}`, () => {
    const bare = BARE.get(name)!;
    const own = drawn(() => draw(Plot as unknown as Library));
    if (BEYOND[name] !== undefined) {
      assert.match(bare.markup, /^throws/);
      assert.doesNotMatch(own.markup, /^throws/);
      if (BEYOND[name] !== CANVAS) return;
      const image = own.element!.querySelector("image")!;
      assert.match(image.getAttribute("href")!, /^data:image\/png;base64,iVBORw0KGgo/);
      return;
    }
    assert.doesNotMatch(bare.markup, /^throws/, bare.markup);
    assert.deepEqual(own.domains, bare.domains);
    assert.deepEqual(own.warnings, bare.warnings);
    if (!isAlike(own.markup, bare.markup)) assert.equal(own.markup, bare.markup);
  });
}

/** Texts in order, and how many elements there are of each kind. */
function contents(element: Element): { texts: string[]; kinds: Record<string, number> } {
  const texts = [...element.querySelectorAll("text")].map(({ textContent }) => textContent);
  const kinds: Record<string, number> = {};
  for (const { tagName } of element.querySelectorAll("*")) {
    const kind = tagName.toLowerCase();
    if (kind !== "style") kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return { texts, kinds };
}

for (const [name, draw] of Object.entries(PLOTS)) {
  Deno.test(`a cell shows what Plot drew: ${name}`, () => {
    const { element } = drawn(() => draw(Plot as unknown as Library));
    const show = (element as unknown as Record<symbol, () => Record<string, string>>)[DISPLAY];
    assert.ok(show, "it does not show itself");
    // A legend of swatches is no drawing, and is shown as it is.
    if (!/^(svg|figure)$/i.test(element!.tagName)) return;
    const shown = parseHTML(show.call(element)["image/svg+xml"]!).document.querySelector("svg")!;
    const main = element!.tagName.toLowerCase() === "svg"
      ? element!
      : element!.querySelector(":scope > svg:last-of-type")!;
    const [expected, found] = [contents(main), contents(shown)];
    if (main !== element) {
      for (const text of expected.texts) assert.ok(found.texts.includes(text), text);
      return;
    }
    assert.deepEqual(found.texts, expected.texts);
    // Its paper is a rectangle of its own.
    found.kinds.rect! -= 1;
    if (found.kinds.rect === 0) delete found.kinds.rect;
    assert.deepEqual(found.kinds, expected.kinds);
    const opacities = (svg: Element) =>
      [...svg.querySelectorAll("[fill-opacity],[stroke-opacity],[opacity]")].map((part) =>
        ["fill-opacity", "stroke-opacity", "opacity"].map((name) => part.getAttribute(name))
      );
    assert.deepEqual(opacities(shown), opacities(main));
  });
}
