/** Pages of random cells: what no author would write and a hostile one would. */
import fc from "fast-check";
import { parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import { notebookOf, renderCells } from "./cells.ts";

/** Pieces that parsers disagree about, put together in any order. */
const PIECE = fc.oneof(
  fc.constantFrom(
    ..."<script> </script> <svg> </svg> <svg/onload=a()> <math> <mtext> <style> </style> <title> </title> <table> <tr> <td> </table> "
      .split(" "),
    ..."<p> </p> <a </a> <img <!-- --> <![CDATA[ ]]> > < & &lt; &#60; &#x3c; &amp;lt; \" ' ` = / \\ \0 \u001b[31m \u202e \ufeff"
      .split(" "),
    ..."src= href= onerror=a() style= class=r-hidden id=content id=x javascript:a() data:text/html,<p> url( http://e.example/ "
      .split(" "),
    ..."<noscript> <iframe> <textarea> <plaintext> <xmp> <template> <select> <option> <form> <frameset> <details> <summary> <figure> <figcaption> <caption>x "
      .split(" "),
    ..."# ## ``` $$ $ | |-| [^1] [^1]: ![ ]( ) [ ](#x) [](a.ipynb#x) - 1. > \n \n\n \t \r \b * _"
      .split(" "),
    ..."</math> <mi> <annotation-xml <semantics> <mglyph> <malignmark> mathcolor= encoding=text/html $a_1$ $$\\frac{ }$$ \\text{ \\begin{align} \\end{align} \\href{"
      .split(" "),
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const SOURCE = fc.array(PIECE, { maxLength: 24 }).map((pieces) => pieces.join(""));
const MIME = fc.constantFrom(
  "text/html",
  "image/svg+xml",
  "text/markdown",
  "text/latex",
  "text/plain",
  "image/png",
  "application/json",
);

/** A page whose every part that a notebook or a caller gives is random. Throws where the page is not inert. */
export const RANDOM_PAGE = fc.tuple(SOURCE, MIME, SOURCE, SOURCE);

export async function renderRandom(
  [markdown, mime, output, stream]: [string, string, string, string],
): Promise<string> {
  const cells = [
    { cell_type: "markdown", metadata: {}, source: markdown },
    {
      cell_type: "code",
      metadata: {},
      source: output,
      execution_count: 1,
      outputs: [
        { output_type: "display_data", data: { [mime]: output }, metadata: { alt: stream } },
        {
          output_type: "display_data",
          data: { "image/svg+xml": `<svg>${output}</svg>`, "text/html": `<figure>${stream}` },
          metadata: {},
        },
        { output_type: "stream", name: "stdout", text: stream },
        { output_type: "error", ename: stream, evalue: output, traceback: [markdown] },
      ],
    },
  ];
  const notebook = parseNotebook(notebookOf(cells, { title: stream }), "a.ipynb");
  const { html } = await renderCells([], {
    title: markdown,
    chapters: [{ name: stream || "a", notebook }],
    provenance: { rows: [{ label: output, value: stream }] },
  });
  return html;
}
