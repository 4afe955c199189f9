/** What can be shown of a release, whatever its shape: every mark and table over its frames. */
import { DISPLAY, type Showable } from "../../../src/counts/plot/html.ts";
import { bundleOf } from "../../../src/counts/show/show.ts";
import {
  figure,
  lowerBounds,
  pairX,
  partsX,
  pl,
  Plot,
  type Protection,
  rangeX,
  suppressedBarX,
  suppressedBarY,
  suppressedCell,
  table,
} from "../../../src/counts/mod.ts";

/** Figures and tables by name; those of one of the release's tables begin with its name. */
export function everySurface(protection: Protection): ReadonlyMap<string, Showable> {
  const { release, cells, quantities, withheld, locale } = protection;
  const draw = (data: pl.DataFrame, marks: Plot.Markish[]) =>
    figure({ title: "Drawn", data, locale }, (width) => Plot.plot({ width, marks }));
  const shown = release.tables.flatMap(({ name, columnDimension }): [string, Showable][] => {
    const rows = cells.filter(pl.col("table").eq(pl.lit(name)));
    const known = rows.filter(pl.col("value").isNotNull());
    return [
      [`${name} bar x`, draw(rows, [suppressedBarX(rows, { y: columnDimension, fy: "group" })])],
      [`${name} bar y`, draw(rows, [suppressedBarY(rows, { x: columnDimension, fx: "group" })])],
      [`${name} cell`, draw(rows, [suppressedCell(rows, { x: columnDimension, y: "group" })])],
      [`${name} range`, draw(rows, [rangeX(rows, { y: "group", fy: columnDimension })])],
      [`${name} pair`, draw(rows, [pairX(rows, { x: "value", y: "group", z: columnDimension })])],
      [
        `${name} parts`,
        draw(known, [partsX(known, { y: "group", fill: columnDimension, percent: " %" })]),
      ],
      [`${name} frame`, { [DISPLAY]: () => bundleOf(rows, { locale }) }],
    ];
  });
  const sums = lowerBounds(cells, "tableLabel");
  return new Map<string, Showable>([
    ...shown,
    ["sums", draw(sums, [suppressedBarX(sums, { y: "tableLabel" })])],
    ["quantities", table(quantities, { locale })],
    ["withheld", table(withheld, { locale })],
  ]);
}

/** A bundle as text: what stands in images too, without the numbers that tell one instance's ids from another's. */
export function textOf(shown: Showable): string {
  return JSON.stringify(shown[DISPLAY]()).replaceAll(
    /(?<=base64,)[A-Za-z0-9+/=]+/g,
    (data) => new TextDecoder().decode(Uint8Array.fromBase64(data)),
  ).replaceAll(/(?<=[\s"'#\\]|id=\\")f[a-z0-9]{4,7}-/g, "id-");
}
