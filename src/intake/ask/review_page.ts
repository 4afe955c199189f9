/** One local page, without scripts: the source beside the reading, and each inference with the flag that says otherwise. */
import { EMPTY_MARK, escapeHtml, LANGUAGES } from "@crosses/text";
import type { Draft } from "../release/draft.ts";
import { flagOf } from "../inferences/answers.ts";
import { type Inference, listed, reasonsOf } from "../inferences/inferences.ts";
import { cellName, columnName, type Grid } from "../read/grid.ts";
import type { ReadTable } from "../table/model.ts";

const MOST_LINES = 300;
const STYLE =
  ":root{--paper:#fff}body{font:1rem/1.5 system-ui,sans-serif;margin:1.5rem;color:#1c1c1c;background:var(--paper)}main{max-width:90rem;margin:auto}" +
  ".pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.5rem}.pair>div{min-width:0}" +
  // A shade at the right edge as long as there is more to scroll to.
  ".box{overflow-x:auto;background:linear-gradient(var(--paper),var(--paper)) right/1.5rem 100% no-repeat local,linear-gradient(90deg,#8880,#888a) right/.75rem 100% no-repeat}" +
  "table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}th,td{border:1px solid #d6d6d6;padding:.2rem .5rem;text-align:start}" +
  "caption{text-align:start;font-weight:600}th[scope=row]{font-weight:400}.n{color:#595959}.mark{background:#fdf3ec}" +
  "li{margin-bottom:.75rem}code{background:#f4f5f7;padding:.1rem .3rem;overflow-wrap:anywhere}.fr{color:#595959}@media(max-width:30rem){body{margin:1rem}th,td{padding:.2rem .3rem}}" +
  "@media(prefers-color-scheme:dark){:root{--paper:#14171c}body{color:#e4e7ec}" +
  "th,td{border-color:#3a414c}.n,.fr{color:#a3abb8}code{background:#1e2229}.mark{background:#2b211b}}";

/** @param command what reads the folder otherwise, without its flags */
export function reviewPage(
  title: string,
  { understood: { grids, tables }, inferences }: Draft,
  command: string,
): string {
  // The pieces of one PDF have one name: a table stands beside the piece that holds its lines.
  const pairs = grids.filter(({ lines }) => lines.length > 0).map((grid) => {
    const holds = new Set(grid.lines.map(({ line }) => line));
    const own = tables.filter(({ file, rows }) =>
      file === grid.file && rows.some(({ line }) => holds.has(line))
    )
      .map(readingHtml).join("\n");
    const name = grid.file.split(/[/\\](?=[^/\\]*$)/).at(-1)!;
    return `<h2>${escapeHtml(name)}</h2><p>${escapeHtml(grid.format)}</p>
<div class="pair"><div>${sourceHtml(grid)}</div><div>${own}</div></div>`;
  });
  const items = listed(inferences).map((one) => inferenceHtml(one, placeOf(one, grids), command));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>How ${escapeHtml(title)} was understood</title><style>${STYLE}</style></head>
<body><main><h1>How “${escapeHtml(title)}” was understood</h1>
<p>Left, what came in; right, what was read. To have something read otherwise, run the command that stands beside it, then make the page of the notebooks again.</p>
<h2>What was inferred</h2>
<ol>${items.join("\n")}</ol>
${pairs.join("\n")}
</main></body></html>
`;
}

/** Where something stands: `B4` of a sheet, the line and the column of a text; `""` where it is everywhere. */
function placeOf({ file, line, column }: Inference, grids: readonly Grid[]): string {
  const grid = grids.find((one) => one.file === file);
  const at = column === undefined ? undefined : grid?.columns[column - 1];
  if (grid?.isSheet) {
    if (at === undefined) return line === undefined ? "" : `row ${line}`;
    return line === undefined ? `column ${columnName(at)}` : cellName(line, at);
  }
  const places = [["line", line], ["column", at === undefined ? at : at + 1]] as const;
  return places.filter(([, place]) => place !== undefined).map((place) => place.join(" ")).join(
    ", ",
  );
}

function inferenceHtml(inference: Inference, place: string, command: string): string {
  const { said, choices, value, flag } = inference;
  const text = LANGUAGES.map((language) => {
    const reasons = reasonsOf(inference, language);
    const inside = escapeHtml(said[language]) +
      reasons.map((one) => ` <span class="n">(${escapeHtml(one)})</span>`).join("");
    return language === "en" ? inside : `<span class="fr" lang="${language}">${inside}</span>`;
  });
  const others = flag ? choices.filter((choice) => choice !== value) : [];
  const change = others.map((choice) =>
    `<br><code>${escapeHtml(`${command} ${flagOf({ ...inference, value: choice })}`)}</code>`
  );
  const where = place && `<b>${place}</b> `;
  return `<li>${where}${text.join("<br>")}${change.join("")}</li>`;
}

function sourceHtml({ lines, columns, isSheet }: Grid): string {
  const names = columns.map((at) => isSheet ? columnName(at) : String(at + 1));
  const head = `<tr><td class="n"></td>${inEach('th scope="col" class="n"', names)}</tr>`;
  const rows = lines.slice(0, MOST_LINES).map(({ line, fields }) =>
    `<tr><th scope="row" class="n">${line}</th>${inEach("td", fields)}</tr>`
  );
  return tableHtml("As it came in, with its lines", rows, lines.length, head);
}

function readingHtml({ labels, counts, rows, aside, notes }: ReadTable): string {
  const names = [...labels, ...counts].map(({ name }) => name);
  const head = `<tr><th scope="col" class="n">line</th>${inEach('th scope="col"', names)}</tr>`;
  const body = rows.slice(0, MOST_LINES).map(({ line, labels, cells }) => {
    const fields = cells.map((cell) =>
      "digits" in cell
        ? inEach("td", [cell.digits])
        : inEach('td class="mark"', [cell.mark.value || EMPTY_MARK])
    );
    const own = inEach('th scope="row"', labels);
    return `<tr><td class="n">${line}</td>${own}${fields.join("")}</tr>`;
  });
  const caption = `As it was read: ${labels.length} of labels, ${counts.length} of counts`;
  const left = aside.length > 0 ? inEach("p", [`Left out: ${aside.join(", ")}`]) : "";
  const noted = notes.length > 0 ? inEach("p", [`Notes: ${notes.join(" · ")}`]) : "";
  return tableHtml(caption, body, rows.length, head) + left + noted;
}

/** @param of how many rows there are */
function tableHtml(caption: string, rows: readonly string[], of: number, head: string): string {
  const shown = rows.join("\n");
  const more = of - MOST_LINES;
  return `<div class="box" role="group" aria-label="${caption}" tabindex="0">
<table><caption>${caption}</caption>${head}${shown}</table></div>${
    more > 0 ? `<p>… and ${more} more</p>` : ""
  }`;
}

/** Each text in an element of its own; no number breaks at its thousands. */
function inEach(tag: string, texts: readonly string[]): string {
  const [name] = tag.split(" ");
  return texts.map((text) =>
    `<${tag}>${escapeHtml(text.replaceAll(/(?<=\d)\s(?=\d)/g, "\u00a0"))}</${name}>`
  ).join("");
}
