/**
 * Colours that a cell gives to text and to what is behind it. They become classes of the page's style sheet, since a page
 * has no style attributes, and text that could not be read gets a lighter or darker shade.
 */
import { color, hsl, type RGBColor } from "d3-color";

/** What is behind text that has no ground of its own, in the light and in the dark. */
const PAPER = { light: color("#ffffff")!.rgb(), dark: color("#14171c")!.rgb() };
/** WCAG's contrast for text, AA. */
const LEGIBLE = 4.5;
const LONGEST = 2_000;
/** More pairs of colours than a page needs: each is a rule of its style sheet. */
const MOST_PAIRS = 2_000;
/** Styles that are kept in mind: reading one costs more than all else of a cell of a table. */
const MOST_KNOWN = 20_000;

/** What an element's style asks for, as far as a page can do it. */
interface Colouring {
  /** Classes of the page; none where nothing is asked for. */
  readonly classes?: string;
  /** What is behind the text of the element and of those in it. */
  readonly ground: RGBColor | undefined;
  /** What could not be done: a text's colour that had to be changed, a background that is no colour. */
  readonly fault?: string;
}

export class Colours {
  readonly #classes = new Map<string, string>();
  /** What was read, by the ground and the style. */
  readonly #known = new Map<string, Colouring>();

  get rules(): string {
    return [...this.#classes].map(([rule, name]) => `.${name}{${rule}}`).join("");
  }

  /** The colours of an element whose style this is and that stands on `behind`: most tables have few. */
  read(style: string, behind: RGBColor | undefined): Colouring {
    const asked = style.slice(0, LONGEST);
    const key = `${behind?.formatHex()} ${asked}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const colouring = this.#read(asked, behind);
    if (this.#known.size < MOST_KNOWN) this.#known.set(key, colouring);
    return colouring;
  }

  #read(style: string, behind: RGBColor | undefined): Colouring {
    let fault: string | undefined;
    const asked: { text?: RGBColor; ground?: RGBColor } = {};
    const declarations = style.matchAll(/(?:^|;)\s*(color|background(?:-color)?)\s*:\s*([^;]+)/gi);
    for (const [, property, value] of declarations) {
      const name = property!.toLowerCase() === "color" ? "text" : "ground";
      const read = readColour(value!, behind ?? PAPER.light);
      if (read !== undefined) asked[name] = read;
      else if (name === "ground" && /gradient|url/i.test(value!)) {
        fault = "leaves out a background that is no colour";
      }
    }
    const ground = asked.ground ?? behind;
    if (asked.text === undefined && asked.ground === undefined) return { ground, fault };
    const text = asked.text ??
      (contrast(PAPER.light, ground!) > LEGIBLE ? PAPER.light : PAPER.dark);
    const [light, dark] = [ground ?? PAPER.light, ground ?? PAPER.dark]
      .map((paper) => makeLegible(text, paper).formatHex());
    if (light !== text.formatHex() && asked.text) {
      fault ??= `shows text of ${light} for ${text.formatHex()}, which could not be read`;
    }
    const rule = ground === undefined
      ? `color:light-dark(${light},${dark})!important`
      : `color:${light}!important` +
        (asked.ground ? `;background:${ground.formatHex()}!important` : "");
    const name = this.#classes.get(rule) ?? `r-h${this.#classes.size + 1}`;
    if (this.#classes.size >= MOST_PAIRS && !this.#classes.has(rule)) {
      fault = `leaves out colours, of which there are more than ${MOST_PAIRS}`;
      return { ground: behind, fault };
    }
    this.#classes.set(rule, name);
    return { classes: `r-hue ${name}`, ground, fault };
  }
}

/** A colour, in steps that nobody sees, as it looks on another; undefined for what is none or cannot be seen. */
function readColour(value: string, behind: RGBColor): RGBColor | undefined {
  const read = color(value.replace(/\s*!\s*important\s*$/i, "").trim().slice(0, 100))?.rgb();
  if (read === undefined || !(read.opacity > 0)) return undefined;
  const mix = (own: number, other: number) =>
    Math.min(255, 5 * Math.round((own * read.opacity + other * (1 - read.opacity)) / 5));
  const mixed = color("black")!.rgb();
  mixed.r = mix(read.r, behind.r);
  mixed.g = mix(read.g, behind.g);
  mixed.b = mix(read.b, behind.b);
  return mixed;
}

/** A text's colour, or the nearest shade of it that can be read. */
function makeLegible(text: RGBColor, ground: RGBColor): RGBColor {
  const shade = hsl(text);
  const step = contrast(PAPER.light, ground) > LEGIBLE ? 0.02 : -0.02;
  let shown = text;
  while (contrast(shown, ground) < LEGIBLE && (step > 0 ? shade.l < 1 : shade.l > 0)) {
    shade.l = Math.min(1, Math.max(0, shade.l + step));
    shown = shade.rgb();
  }
  return shown;
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: RGBColor, other: RGBColor): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

function luminance({ r, g, b }: RGBColor): number {
  const [red, green, blue] = [r, g, b].map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Styles of elements by id, as pandas writes them into a `<style>` of its own. */
export function readRules(markup: string): ReadonlyMap<string, string> {
  const rules = new Map<string, string>();
  for (const sheet of markup.split(/<style\b[^<>]*>/i).slice(1)) {
    for (const rule of sheet.split(/<\/style/i, 1)[0]!.split("}")) {
      const [selectors = "", declarations = ""] = rule.split("{");
      for (const [, id] of selectors.matchAll(/(?:^|,)\s*#([\w-]{1,200})(?=\s*(?:,|$))/g)) {
        rules.set(id!, `${rules.get(id!) ?? ""};${declarations.slice(0, 500)}`.slice(-1_000));
      }
    }
  }
  return rules;
}
