/** What shows things, in the language of a protection. */
import type { Release } from "../release/model.ts";
import type { Language } from "@crosses/text";
import { assertClaims, type Claim } from "./assert_claims.ts";
import { drawFigure, type Figure, type FigureOptions } from "./figure.ts";
import type { MarkData } from "./rows.ts";
import { showIn, type ShowValue } from "./show.ts";
import { makeTable, type Table, type TableOptions } from "./table.ts";

/** What {@linkcode localise} gives: each as it is exported, but for the language of what it says itself. */
export interface Localised {
  /** {@linkcode figure}, in that language. */
  figure(options: FigureOptions, draw: (width: number) => Element): Figure;
  /** {@linkcode table}, in that language; the release's own label heads the column of a dimension. */
  table(data: MarkData, options?: TableOptions): Table;
  /** {@linkcode show}, in that language. */
  show(value: ShowValue): Promise<void>;
  /** {@linkcode assertClaims}, in that language. */
  assertClaims(claims: readonly Claim[]): Table;
}

/**
 * Figures, tables and whatever is shown in the language of a protection: `const { figure, show, table } = localise(protection)`.
 * Over a dimension's column stands the release's own label of it.
 * @param of what `protect()` gives; or a release and a language, "en" if left out
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellFrame, loadRelease, localise } from "@crosses/counts";
 *
 * const release = await loadRelease("28731");
 * const { table } = localise({ release, locale: "fr" });
 * const { text } = table(cellFrame(release, { locale: "fr" }).select("component", "value"));
 * assert.match(text, /Volet +valeur/);
 * ```
 */
export function localise(
  { release, locale = "en" }: { readonly release: Release; readonly locale?: Language },
): Localised {
  const heads = Object.fromEntries(
    release.dimensions.map(({ name, label }) => [name, label[locale]]),
  );
  const voice = { locale, heads };
  return {
    figure: (options, draw) => drawFigure(options, draw, voice),
    table: (data, options) => makeTable(data, options, voice),
    show: (value) => showIn(voice, value),
    assertClaims: (claims) => assertClaims(claims, { locale }),
  };
}
