/** Makes the PDFs of layouts beside this file: deno run -A make_pdfs.ts [CHROMIUM] */
const row = (cells: readonly string[], tag = "td") =>
  `<tr>${cells.map((one) => `<${tag}>${one}</${tag}>`).join("")}</tr>`;
const table = (heads: readonly string[], rows: readonly string[], style = "") =>
  `<table style="${style}"><thead>${
    heads.map((head) => row(head.split("|"), "th")).join("")
  }</thead><tbody>${rows.map((one) => row(one.split("|"))).join("")}</tbody></table>`;
const YEARS = ["Dakar|214|198", "Lima|75|x", "Paris|1 204|1 311"];
const OFFICES = Array.from(
  { length: 60 },
  (_, at) => `Office ${at + 1}|${11 + 7 * at}|${at % 9 ? 13 + 5 * at : "x"}`,
);
const PORTS = ["Halifax|Fishing|214|198|120", "Halifax|Pleasure|75|x|31", "Gaspé|Fishing|64|58|41"];
const TIGHT = ["Port|Class|2022-2023|2023-2024|2024-2025"];
const ruled = (inside: string) => `<div class="ruled">${inside}</div>`;
const PAGES: Readonly<Record<string, string>> = {
  pdf_two_titles_side_by_side:
    `<div class="pair"><b>Table 1. Permits granted</b><b>Tableau 1. Permis accordés</b></div>${
      table(["Office|2023|2024"], YEARS)
    }<p>x: fewer than 5</p>`,
  pdf_header_again_on_next_page: `<h3>Table 1. Files by office</h3>${
    table(["Office|2023|2024"], OFFICES)
  }`,
  pdf_heads_over_three_lines: table([
    "Office|Number of<br>permits<br>granted|Number of<br>permits<br>refused",
  ], YEARS),
  pdf_nombre: `<p>Tableau 1. Permis selon le bureau</p>${
    table(["Bureau|2023|2024", "|Nombre|Nombre"], [...YEARS, "Total|1 493|1 512"])
  }<p>x : moins de 5</p>`,
  pdf_label_around_numbers: table(["Office|2023|2024"], [
    "Dakar, with the<br>honorary consulates<br>of the coast|214|198",
    "Lima|75|x",
    "Paris and its<br>region|1 204|1 311",
  ]),
  pdf_labels_in_the_middle_of_their_rows: `<p>Table 1. Permits requested</p><table>${
    row(["Sector", "Trade", "2023", "2024"], "th")
  }<tr><td rowspan="3">Building</td><td>Masons</td><td>41</td><td>38</td></tr>${
    ["Roofers|17|x", "Painters|64|58"].map((one) => row(one.split("|"))).join("")
  }<tr><td rowspan="3">Food</td><td>Bakers</td><td>12</td><td>15</td></tr>${
    ["Butchers|8|x", "Cooks|90|97"].map((one) => row(one.split("|"))).join("")
  }${row(["All sectors", "", "232", "229"])}</table><p>x: withheld</p>`,
  pdf_raised_signs_of_notes: `<p>Table 1. Permits requested</p>${
    table(["Office|2023|2024<sup>1</sup>"], [
      "Dakar|214|198<sup>2</sup>",
      "Lima<sup>3</sup>|75|x",
      "Paris|1 204<sup>2</sup>|1 311",
    ])
  }<p>1. To 30 June.<br>2. Estimated.<br>3. Opened in 2022.<br>x: withheld</p>`,
  pdf_raised_signs_in_ruled_cells: ruled(
    `<p>Table 1. Permits requested</p>${
      table(["Office|2023|2024<sup>1</sup>"], [
        "Dakar|214|198<sup>2</sup>",
        "Lima<sup>3</sup>|75|x",
        "Paris|1 204<sup>2</sup>|1 311",
      ])
    }<p>1. To 30 June.<br>2. Estimated.<br>3. Opened in 2022.<br>x: withheld</p>`,
  ),
  pdf_months_without_counts: `<div class="tight"><p>Crimes reported</p>${
    table(["|JAN|FEB|MAR|APR|MAY|JUN|TOTAL"], [
      "Robbery of shops and of persons in streets|4|10|||||14",
      "Arson|3|1|||||4",
    ])
  }</div>`,
  pdf_number_of_the_page_below_a_note: `<p>Table 1. Tests by outcome</p>${
    table(["Outcome of the test|Number"], ["Negative samples|2817", "Positive cases|172"])
  }<p style="margin-top:2cm">1 Accurate as at 0900</p><p style="margin:0 0 0 5.2cm">1</p>`,
  pdf_turned_page: `<div class="turned"><h3>Table 1. Files by office</h3>${
    table(["Office|2023|2024"], YEARS)
  }</div>`,
  pdf_ruled_tight: ruled(
    `<p>Table 1. Permits requested</p>${table(TIGHT, PORTS)}<p>Table 2. Permits refused</p>${
      table(TIGHT, ["Halifax|Fishing|4|1 198|x", "Halifax|Pleasure|x|7|3", "Gaspé|Fishing|6|x|x"])
    }<p>x: fewer than 5</p>`,
  ),
  pdf_ruled_merged_and_wrapped: ruled(
    `<table><tr><th rowspan="2">Port</th><th rowspan="2">Class</th><th colspan="2">2023</th><th colspan="2">2024</th></tr>${
      row(["Asked", "Refused", "Asked", "Refused"], "th")
    }<tr><td rowspan="2">Halifax<br>Harbour</td><td>Fishing<br>(inshore)</td><td>214</td><td>x</td><td>120</td><td>9</td></tr>
    ${row(["Pleasure", "75", "x", "31", "x"])}
    <tr><td rowspan="2">Gaspé</td><td>Fishing<br>(inshore)</td><td>64</td><td>8</td><td>41</td><td>x</td></tr>
    ${row(["Pleasure", "12", "x", "17", "x"])}</table><p>x: fewer than 5</p>`,
  ),
  pdf_unruled_tight: `<div class="tight"><p>Table 1. Permits requested</p>${
    table(TIGHT, PORTS)
  }<p>x: fewer than 5</p></div>`,
  pdf_headings_over_uneven_groups:
    `<table class="spread"><tr><th>Region</th><th colspan="2">Adults</th><th colspan="3">Children</th></tr>${
      row(["", "Men", "Women", "0-4", "5-9", "10-17"], "th")
    }${["North|225|x|31|x|12", "South|96|118|320|54|x"].map((one) => row(one.split("|"))).join("")}
    </table><p>x: withheld, as fewer than 5.</p>`,
  pdf_heading_over_some_columns:
    `<table class="spread"><tr><th rowspan="2">Décision</th><th colspan="4">Année 2024</th><th rowspan="2">Total</th></tr>${
      row(["1er trim.", "2e trim.", "3e trim.", "4e trim."], "th")
    }${
      ["Accordée|188|203|176|241|808", "Refusée|97|84|121|102|404"].map((one) =>
        row(one.split("|"))
      ).join("")
    }
    </table>`,
  pdf_rules_around_groups_alone:
    `<table class="grouped"><tr><th>Region</th><th colspan="2">In hospital</th><th colspan="2">At home</th></tr>${
      row(["", "New cases", "Of all", "New cases", "Of all"], "th")
    }${
      ["North|2|3,0%|27|23,5%", "South|9|1,2%|14|8,0%", "East|17|2,3%|8|6,1%"].map((one) =>
        row(one.split("|"))
      ).join("")
    }
    </table>`,
  pdf_heading_in_the_cells_of_its_first_row: ruled(
    `<table>${
      row(["Region", "2023", "2024"], "th")
    }<tr><td>Coast</td><td rowspan="2">214</td><td rowspan="2">198</td></tr><tr><td>Dakar</td></tr>${
      ["Lima|75|x", "Oslo|64|58"].map((one) => row(one.split("|"))).join("")
    }</table><p>x: withheld</p>`.replaceAll(
      'rowspan="2"',
      'rowspan="2" style="vertical-align:bottom"',
    ),
  ),
  pdf_lettre_deux_colonnes:
    `<div class="pair"><div>Direction de l’accès<br>à l’information<br>Québec (Québec)</div><div>Le 12 mars 2025<br>Dossier 2025-118<br>Par courriel</div></div>
    <p>Madame,</p><p>Voici les décisions de 2023 et de 2024.</p><p><b>2023</b></p>${
      table(["Bureau|Accordées|Refusées"], YEARS, "line-height:1")
    }<p><b>2024</b></p>${
      table(
        ["Bureau|Accordées|Refusées"],
        ["Dakar|41|x", "Lima|38|12", "Paris|902|77"],
        "line-height:1",
      )
    }`,
  pdf_report_of_nine_pages: `<p>A report</p>${
    [1, 2, 3, 4].map((n) => {
      const years = ["2021", "2022", "2023", "2024", "2025"].slice(0, n + 1);
      const rows = ["Dakar", "Lima", "Paris"].map((office, at) =>
        [office, ...years.map((_, year) => 100 * n + 17 * at + 31 * year)].join("|")
      );
      const apart = '<p style="break-before:page">Words between the tables.</p>';
      return `<h3 style="break-before:page">Table ${n}. Files by office</h3>${
        table([["Office", ...years].join("|")], rows)
      }${apart}`;
    }).join("")
  }`,
};
const STYLE =
  `<style>@page{size:A4;margin:2cm}body{font:11pt Liberation Sans,Arial,sans-serif}td,th{padding:2pt 14pt 2pt 0;text-align:right;vertical-align:middle;font-weight:normal}
  td:first-child,th:first-child{text-align:left}.pair{display:flex;gap:4cm;margin-bottom:1cm}.turned{transform:rotate(-90deg) translate(-12cm,0);transform-origin:top left;width:12cm}
  .ruled td,.ruled th{border:1px solid;padding:1px 3px;text-align:left;vertical-align:top}.tight td,.tight th{padding:1px 3px;text-align:left}
  .spread th{text-align:center;padding:2px 9px}.spread td{padding:2px 9px}.grouped{border-collapse:collapse;border:1px solid}
  .grouped td,.grouped th{padding:2px 9px}.grouped tr:nth-child(-n+2){border:1px solid}.grouped :is(tr:first-child th,:is(td,tr+tr th):nth-child(odd)){border-right:1px solid}</style>`;
const folder = Deno.args[1] ?? new URL("letters/", import.meta.url).pathname;
for (const [name, html] of Object.entries(PAGES)) {
  const page = await Deno.makeTempFile({ suffix: ".html" });
  await Deno.writeTextFile(page, `<meta charset="utf-8">${STYLE}${html}`);
  await new Deno.Command(Deno.args[0] ?? "chromium", {
    args: [
      "--headless",
      "--no-sandbox",
      "--no-pdf-header-footer",
      `--print-to-pdf=${folder}/${name}.pdf`,
      `file://${page}`,
    ],
    stderr: "null",
  }).output();
  await Deno.remove(page);
}

/** A page as some programs write it: each text at its place, its size in points. Chromium sets no text of its own for a gap. */
const drawn = (texts: readonly (readonly [x: number, y: number, size: number, text: string])[]) => {
  const stream = texts.map(([x, y, size, text]) =>
    `BT /F ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`
  ).join("\n");
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ].map((one, at) => `${at + 1} 0 obj\n${one}\nendobj\n`);
  const starts = objects.map((_, at) => 9 + objects.slice(0, at).join("").length);
  return `%PDF-1.4\n${objects.join("")}xref\n0 6\n0000000000 65535 f \n${
    starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("")
  }trailer<</Size 6/Root 1 0 R>>\nstartxref\n${9 + objects.join("").length}\n%%EOF\n`;
};
await Deno.writeTextFile(
  `${folder}/pdf_small_counts_raised.pdf`,
  drawn([
    [60, 740, 12, "County"],
    [160, 740, 12, "Suspected"],
    [260, 740, 12, "Confirmed"],
    ...["Bomi|12|0", "Bong|41|4", "Lofa|17|2"].flatMap((row, at) => {
      const [county, suspected, confirmed] = row.split("|");
      const y = 720 - 20 * at;
      return [[60, y, 12, county!], [160, y, 12, suspected!], [260, y + 3, 9, confirmed!]] as const;
    }),
  ]),
);
await Deno.writeTextFile(
  `${folder}/pdf_head_of_three_lines_beside_two.pdf`,
  drawn([
    ...[[260, 766, "American"], [60, 754, "Offence"], [260, 754, "Indian"], [340, 754, "Asian"]],
    ...[[160, 742, "Total"], [260, 742, "Native"], [340, 742, "Islander"]],
    ...["Arson|9466|115|112", "Fraud|161233|1315|1519", "Theft|14646|872|992"].flatMap((row, at) =>
      row.split("|").map((text, column) => [[60, 160, 260, 340][column]!, 722 - 20 * at, text])
    ),
  ].map(([x, y, text]) => [Number(x), Number(y), 10, String(text)] as const)),
);
await Deno.writeTextFile(
  `${folder}/pdf_years_in_one_run.pdf`,
  drawn([
    [60, 740, 10, "Hate crimes"],
    [160, 740, 10, "2011 2012 2013"],
    ...["January|0|1|0", "February|2|0|14", "March|11|3|1"].flatMap((row, at) =>
      row.split("|").map((text, column) =>
        [[60, 168, 193, 218][column]!, 720 - 20 * at, 10, text] as const
      )
    ),
  ]),
);
await Deno.writeTextFile(
  `${folder}/pdf_names_of_two_lines_under_headings.pdf`,
  drawn([
    [200, 760, 10, "INCIDENTS"],
    [400, 760, 10, "ARRESTS"],
    ...[
      "748|220|2015|280|2014|420|2015|480|2014",
      "736|60|Offence|160|08/15|220|Year|280|Year|360|08/15|420|Year|480|Year",
      "716|60|Arson|165|14|222|115|282|98|365|11|422|92|482|90",
      "696|60|Fraud|165|16|222|131|282|120|365|15|422|19|482|31",
      "676|60|Theft|165|41|222|872|282|901|365|99|422|210|482|188",
    ].flatMap((row) => {
      const [y, ...cells] = row.split("|");
      return cells.flatMap((text, at) =>
        at % 2 === 0 ? [[Number(text), Number(y), 10, cells[at + 1]!] as const] : []
      );
    }),
  ]),
);
