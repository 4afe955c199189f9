/** Text as a terminal would show it: ANSI colours, overwritten lines, and a fold where it is long. */
import { Buffer } from "node:buffer";
import { AnsiUp } from "ansi_up";
import { applyControls } from "../run/outputs.ts";
import type { CellContext } from "./context.ts";
import { foldOf, htm, type Html, trusted, withoutControls } from "./dom.ts";

/** Text longer than this is folded, with its size said. */
const FOLD_LINES = 60;
const FOLD_BYTES = 10_000;
/** Characters of a text that are shown: more than anybody reads. */
export const LONGEST = 500_000;

/** A run of a text that holds several; with a mark, it says in words what it is. */
export interface Run {
  readonly content: string;
  readonly mark?: string;
}

/**
 * A block of text, or of runs in the order in which they were written; tables drawn with characters keep their lines and
 * scroll in a box of their own.
 * @param mark names in words what colour alone must not say, such as error output
 */
export function renderText(
  content: string | readonly Run[],
  { text, place }: Pick<CellContext, "text" | "place">,
  mark?: string,
  isError: boolean = mark !== undefined,
): Html | undefined {
  const label = isError ? text.errorOutput(place.cell) : text.output(place.cell);
  let spare = LONGEST;
  const runs = (typeof content === "string" ? [{ content }] : content).map((run: Run) => {
    const kept = run.content.slice(0, Math.max(0, spare));
    spare -= run.content.length;
    // deno-lint-ignore no-control-regex
    return { ...run, content: /[\r\b\x1b]/.test(kept) ? applyControls(kept) : kept };
  }).filter(({ content }) => content !== "");
  const last = runs.at(-1);
  if (last) last.content = last.content.replace(/\n$/, "");
  const shown = runs.map(({ content }) => content).join("");
  if (shown.trim() === "") return undefined;
  // Polars' and console.table's, which wrapping would destroy.
  const isTable = /[┌╭╔┏][─═━┬]/.test(shown);
  const classes = `r-text${isError ? " r-stderr" : ""}${isTable ? " r-drawn" : ""}`;
  const body = runs.map(({ content, mark }) =>
    mark
      ? htm`<span class="r-said"><span class="r-mark">${mark}</span> ${renderAnsi(content)}</span>`
      : renderAnsi(content)
  );
  const pre = htm`<pre class="${classes}">${body}</pre>`;
  const block = isTable
    ? htm`<div class="r-scroll" tabindex="0" role="region" aria-label="${label}">${pre}</div>`
    : pre;
  const head = mark && htm`<p class="r-mark">${mark}</p>`;
  const rest = spare < 0 && htm`<p class="r-mark">${text.notShown(-spare)}</p>`;
  const lines = shown.split("\n").length;
  const bytes = Buffer.byteLength(shown);
  if (lines <= FOLD_LINES && bytes <= FOLD_BYTES) return htm`${head}${block}${rest}`;
  const size = htm`<span class="r-size">(${text.folded(lines, bytes)})</span>`;
  return htm`${head}${foldOf(htm`${label} ${size}`, block)}${rest}`;
}

const STYLES = {
  "font-weight:bold": "r-bold",
  "font-style:italic": "r-italic",
  "underline": "r-underline",
  "line-through": "r-struck",
};
/**
 * What the library does not know, in codes that it does: inverse is light on dark, and struck out takes the place of faint,
 * which a page does not show.
 */
const CODES: Readonly<Record<string, string>> = {
  "2": "11",
  "7": "40;97",
  "9": "2",
  "27": "39;49",
  "29": "22",
};
const CODE = /([34]8;(?:5;\d+|2;\d+;\d+;\d+))|(?<!\d)(?:2|7|9|27|29)(?!\d)/g;
const HUES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** Text with ANSI escapes as HTML with classes: `ansi-red-fg`, `ansi-red-bg`, whatever the shade. */
export function renderAnsi(content: string): Html {
  if (!content.includes("\x1b")) return htm`${content}`;
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.url_allowlist = {};
  ansi.faintStyle = "text-decoration:line-through";
  // Of a terminal's link the text stays, and nothing of a title for its window.
  // deno-lint-ignore no-control-regex
  const plain = content.replace(/\x1b\][^\x07\x1b]{0,5000}(?:\x07|\x1b\\)/g, "");
  const known = plain.replace(
    // deno-lint-ignore no-control-regex
    /(?<=\x1b\[)[\d;]+(?=m)/g,
    (codes) => codes.replace(CODE, (code, colour) => colour ?? CODES[code]),
  );
  const markup = ansi.ansi_to_html(known + "\x1b[0m");
  return trusted(withoutControls(markup.replace(
    /<span(?: style="([^"]*)")?(?: class="([^"]*)")?>/g,
    (_, style = "", names = "") => {
      const meant = Object.entries(STYLES).filter(([key]) => style.includes(key));
      const colours = style.matchAll(/(background-)?color:rgb\((\d+),(\d+),(\d+)\)/g);
      const classes = [
        ...meant.map(([, name]) => name),
        ...[...colours].map(([, ground, ...rgb]) =>
          `${hueOf(rgb.map(Number))}-${ground ? "bg" : "fg"}`
        ),
        names.replaceAll("bright-", ""),
      ];
      return `<span class="${classes.join(" ").trim()}">`;
    },
  )));
}

/** The palette's hue nearest to a colour: 256 colours and true colours get one whose contrast is known. */
function hueOf([red = 0, green = 0, blue = 0]: readonly number[]): string {
  const [least, most] = [Math.min(red, green, blue), Math.max(red, green, blue)];
  const middle = (most + least) / 2;
  const bright = (red > middle ? 1 : 0) + (green > middle ? 2 : 0) + (blue > middle ? 4 : 0);
  const grey = most > 127 ? 7 : 0;
  return `ansi-${HUES[most - least < 40 ? grey : bright]}`;
}
