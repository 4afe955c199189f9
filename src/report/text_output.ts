/** Text as a terminal would show it: ANSI colours, overwritten lines, and a fold where it is long. */
import { AnsiUp } from "ansi_up";
import { applyControls } from "../notebook/terminal_text.ts";
import type { ReportText } from "../locale/report.ts";
import { htm, type Html, trusted, withoutControls } from "./html.ts";

/** Text longer than this is folded, with its size said. */
export const FOLD_LINES = 60;
export const FOLD_BYTES = 10_000;
/** Characters of a text that are shown: more than anybody reads. */
export const LONGEST = 500_000;

export interface TextOptions {
  readonly text: ReportText;
  /** What the text is, for those who reach its box by keyboard: `Output of cell 3`. */
  readonly label: string;
  /** Names in words what colour alone must not say, such as error output. */
  readonly mark?: string;
  readonly kind?: "error";
}

/** A block of text; tables drawn with characters keep their lines and scroll in a box of their own. */
export function renderText(content: string, options: TextOptions): Html | undefined {
  const whole = content.slice(0, LONGEST);
  // deno-lint-ignore no-control-regex
  const shown = (/[\r\b\x1b]/.test(whole) ? applyControls(whole) : whole).replace(/\n$/, "");
  if (shown.trim() === "") return undefined;
  const classes = options.kind === "error" ? "r-text r-stderr" : "r-text";
  const mark = options.mark !== undefined && htm`<p class="r-mark">${options.mark}</p>`;
  const ansi = renderAnsi(shown);
  const pre = (extra: string) => htm`<pre class="${classes}${extra}">${ansi}</pre>`;
  const block = isDrawnTable(shown)
    ? htm`<div class="r-scroll" tabindex="0" role="region" aria-label="${options.label}">${
      pre(" r-drawn")
    }</div>`
    : pre("");
  const rest = content.length > LONGEST &&
    htm`<p class="r-mark">${options.text.notShown(content.length - LONGEST)}</p>`;
  return htm`${mark}${fold(shown, block, options)}${rest}`;
}

function fold(content: string, block: Html, { text, label }: TextOptions): Html {
  const lines = content.split("\n").length;
  const bytes = byteLength(content);
  if (lines <= FOLD_LINES && bytes <= FOLD_BYTES) return block;
  const size = htm`<span class="r-size">(${text.folded(lines, bytes)})</span>`;
  return htm`<details class="r-fold"><summary>${label} ${size}</summary>${block}</details>`;
}

export function byteLength(content: string): number {
  return new TextEncoder().encode(content).length;
}

/** Lines of box-drawing characters: Polars' and console.table's tables, which wrapping would destroy. */
function isDrawnTable(content: string): boolean {
  return /[┌╭╔┏][─═━┬]/.test(content);
}

/** Text with ANSI escapes as HTML with classes: `r-a1` to `r-a6` for hues, `r-b1`… for backgrounds. */
export function renderAnsi(content: string): Html {
  if (!content.includes("\x1b")) return htm`${content}`;
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.url_allowlist = {};
  const markup = ansi.ansi_to_html(content + "\x1b[0m");
  return trusted(withoutControls(markup.replace(
    /<span(?: style="([^"]*)")?(?: class="([^"]*)")?>/g,
    (_, style: string | undefined, names: string | undefined) => {
      const classes = [...styleClasses(style), ...(names ?? "").split(" ").flatMap(nameClass)];
      return classes.length > 0 ? `<span class="${classes.join(" ")}">` : "<span>";
    },
  )));
}

const HUES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** `ansi-bright-red-fg` → `r-a1`: black and white are the page's own text colour, in either theme. */
function nameClass(name: string): string[] {
  const [, hue, ground] = /^ansi-(?:bright-)?(\w+)-([fb]g)$/.exec(name) ?? [];
  return hueClass(HUES.indexOf(hue ?? ""), ground);
}

function hueClass(hue: number, ground: string | undefined): string[] {
  if (ground === "bg") return hue < 0 ? [] : [`r-b${hue}`];
  return hue < 1 || hue > 6 ? [] : [`r-a${hue}`];
}

function styleClasses(style = ""): string[] {
  const classes: string[] = [];
  if (style.includes("font-weight:bold")) classes.push("r-bold");
  if (style.includes("font-style:italic")) classes.push("r-italic");
  if (style.includes("text-decoration:underline")) classes.push("r-underline");
  for (
    const [, ground, red, green, blue] of style.matchAll(
      /(background-)?color:rgb\((\d+),(\d+),(\d+)\)/g,
    )
  ) {
    classes.push(...hueClass(nearestHue(+red!, +green!, +blue!), ground ? "bg" : "fg"));
  }
  return classes;
}

/** The palette's hue nearest to a colour: 256 colours and true colours get one whose contrast is known. */
function nearestHue(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most - least < 40) return most > 127 ? 7 : 0;
  const middle = (most + least) / 2;
  return (red > middle ? 1 : 0) + (green > middle ? 2 : 0) + (blue > middle ? 4 : 0);
}
