/** One local page, without scripts: the source beside the reading, and each inference with the flag that says otherwise. */
import type { Draft } from "./draft.ts";
import { flagOf, type Inference, isPlain } from "./findings.ts";
import type { Grid } from "./grid.ts";
import type { ReadTable } from "./table.ts";

const MOST_LINES = 300;
const STYLE =
  "body{font:1rem/1.5 system-ui,sans-serif;margin:1.5rem;color:#1c1c1c;background:#fff}main{max-width:90rem;margin:auto}" +
  ".pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.5rem}.pair>div{overflow-x:auto}" +
  "table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}th,td{border:1px solid #d6d6d6;padding:.2rem .5rem;text-align:start}" +
  "caption{text-align:start;font-weight:600}th[scope=row]{font-weight:400}.n{color:#595959}.mark{background:#fdf3ec}" +
  "li{margin-bottom:.75rem}code{background:#f4f5f7;padding:.1rem .3rem}.fr{color:#595959}@media(prefers-color-scheme:dark){body{background:#14171c;color:#e4e7ec}" +
  "th,td{border-color:#3a414c}.n,.fr{color:#a3abb8}code{background:#1e2229}.mark{background:#2b211b}}";

/** @param command what reads the folder otherwise, without its flags */
export function reviewPage(
  title: string,
  { understood, inferences }: Draft,
  command: string,
): string {
  const { grids, tables } = understood;
  const pairs = grids.map((grid) => {
    const own = tables.filter(({ file }) => file === grid.file).map((table) => readingHtml(table))
      .join("\n");
    return `<h2>${escape(grid.file.split(/[/\\](?=[^/\\]*$)/).at(-1)!)}</h2><p>${
      escape(grid.format)
    }</p>\n<div class="pair"><div>${sourceHtml(grid)}</div><div>${own}</div></div>`;
  });
  const items = inferences.map((one, at) =>
    isPlain(one) ? "" : inferenceHtml(one, at + 1, command)
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>How ${escape(title)} was understood</title><style>${STYLE}</style></head>
<body><main><h1>How “${escape(title)}” was understood</h1>
<p>Left, what came in; right, what was read. To have something read otherwise, run the command that stands beside it, then make the page of the notebooks again.</p>
<h2>What was inferred</h2>
<ol>${items.join("\n")}</ol>
${pairs.join("\n")}
</main></body></html>
`;
}

function inferenceHtml(inference: Inference, number: number, command: string): string {
  const { said, supports, against, choices, value, flag } = inference;
  const reasons = (word: string, list: readonly Inference["said"][], lang: "en" | "fr") =>
    list.length > 0
      ? ` <span class="n">${word}: ${escape(list.map((one) => one[lang]).join(", "))}</span>`
      : "";
  const others = flag ? choices.filter((choice) => choice !== value) : [];
  const change = others.map((choice) =>
    `<br><code>${escape(`${command} ${flagOf({ ...inference, value: choice })}`)}</code>`
  );
  return `<li value="${number}">${escape(said.en)}${reasons("for", supports, "en")}${
    reasons("against", against, "en")
  }` +
    `<br><span class="fr" lang="fr">${escape(said.fr)}${reasons("pour", supports, "fr")}${
      reasons("contre", against, "fr")
    }</span>${change.join("")}</li>`;
}

function sourceHtml({ lines }: Grid): string {
  const rows = lines.slice(0, MOST_LINES).map(({ line, fields }) =>
    `<tr><th scope="row" class="n">${line}</th>${
      fields.map((field) => `<td>${escape(field)}</td>`).join("")
    }</tr>`
  );
  return `<table><caption>As it came in, with its lines</caption>${rows.join("\n")}</table>${
    more(lines.length)
  }`;
}

function readingHtml({ labels, counts, rows, aside, notes }: ReadTable): string {
  const head = [...labels, ...counts].map(({ name }) => `<th scope="col">${escape(name)}</th>`)
    .join("");
  const body = rows.slice(0, MOST_LINES).map(({ line, labels, cells }) => {
    const fields = cells.map((cell) =>
      "digits" in cell
        ? `<td>${cell.digits}</td>`
        : `<td class="mark">${escape(cell.mark.value || "(empty)")}</td>`
    );
    return `<tr><td class="n">${line}</td>${
      labels.map((label) => `<th scope="row">${escape(label)}</th>`).join("")
    }${fields.join("")}</tr>`;
  });
  const left = aside.length > 0 ? `<p>Left out: ${escape(aside.join(", "))}</p>` : "";
  const noted = notes.length > 0 ? `<p>Notes: ${escape(notes.join(" · "))}</p>` : "";
  return `<table><caption>As it was read: ${labels.length} of labels, ${counts.length} of counts</caption><tr><th scope="col" class="n">line</th>${head}</tr>${
    body.join("\n")
  }</table>${more(rows.length)}${left}${noted}`;
}

function more(count: number): string {
  return count > MOST_LINES ? `<p>… and ${count - MOST_LINES} more</p>` : "";
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    '"',
    "&quot;",
  );
}
