/** Showing one thing in a notebook, so that no Jupyter tool loses it, in the language of a protection; and claims that are checked. */
import { setTimeout as wait } from "node:timers/promises";
import pl from "nodejs-polars";
import { escapeHtml, type Language } from "@crosses/text";
import { bundleOfDrawing } from "../plot/drawn.ts";
import { Figure, figure, type FigureOptions } from "./figure.ts";
import { DISPLAY, type MimeBundle, type Showable } from "../plot/html.ts";
import { formatValue, wordsOf } from "../words/figures.ts";
import { isFrame, isLazy, type MarkData } from "../plot/rows.ts";
import { Table, table, type TableOptions } from "./table.ts";
import type { Release } from "../release/model.ts";

/** The part of the kernel that shows things; there only while a notebook runs. */
interface JupyterHost {
  display(bundle: MimeBundle, options: { raw: true }): Promise<void>;
}

/** What {@linkcode show} takes. */
export type ShowValue =
  | Showable
  | pl.DataFrame
  | pl.Series
  | pl.LazyDataFrame
  | Element
  | string
  | number
  | bigint
  | boolean;

/**
 * Shows a value as the output of the cell: a figure, a table, a Polars frame, series or lazy frame, what `Plot.plot` gives,
 * text or a number.
 *
 * Make it the last statement of the cell, and show one thing a cell: the kernel says that it is idle before its outputs
 * have arrived, and a tool that stops reading then would lose them. `show` displays, then gives the event loop a turn.
 * @throws {TypeError} when the value is none of these, or no kernel is running
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pl, show } from "@crosses/counts";
 *
 * const shown = show(pl.DataFrame({ town: ["A"], births: [12] }));
 * // Outside a notebook there is nowhere to show it.
 * await assert.rejects(shown, /no Jupyter kernel is running/);
 * ```
 */
export async function show(
  value: ShowValue,
  options: Pick<TableOptions, "locale" | "heads"> = {},
): Promise<void> {
  // The kernel loses an error that is thrown while work that nobody awaited goes on: that comes first.
  if (value as unknown instanceof Promise) await wait(0);
  const settled = isLazy(value) ? await value.collect() : value;
  const bundle = settled instanceof Figure
    ? await settled.withPixels()
    : bundleOf(settled, options);
  await jupyterHost().display(bundle, { raw: true });
  await wait(TURN_MS);
}

/** On a busy machine one turn is too short for the kernel to hand an output on before it says that it is idle. */
const TURN_MS = 10;

/** Outside a kernel, asking for the property itself throws. */
function jupyterHost(): JupyterHost {
  try {
    const host = (Deno as unknown as { jupyter?: JupyterHost }).jupyter;
    if (typeof host?.display === "function") return host;
  } catch {
    // Told below.
  }
  throw new TypeError("Cannot show outside a notebook: no Jupyter kernel is running");
}

/** Rows of a frame that are shown. */
const FIRST_ROWS = 20;

/**
 * The MIME bundle of what {@link show} takes.
 * @throws {TypeError} when the value cannot be shown; says what can
 */
export function bundleOf(
  value: Exclude<ShowValue, pl.LazyDataFrame>,
  options: Pick<TableOptions, "locale" | "heads"> = {},
): MimeBundle {
  if (typeof value === "object" && value !== null) {
    const frame = pl.Series.isSeries(value)
      ? pl.DataFrame([value.name ? value : value.alias("series")])
      : value;
    if (isFrame(frame)) return table(frame, { maxRows: FIRST_ROWS, ...options })[DISPLAY]();
    if (DISPLAY in value) return (value as Showable)[DISPLAY]();
    if (typeof (value as Element).outerHTML === "string") return bundleOfDrawing(value as Element);
  } else if (["string", "number", "bigint", "boolean"].includes(typeof value)) {
    const text = typeof value === "number"
      ? formatValue(value, options.locale ?? "en", { useGrouping: false })
      : String(value);
    return { "text/html": `<p>${escapeHtml(text)}</p>`, "text/plain": text };
  }
  throw new TypeError(
    `Cannot show ${Object.prototype.toString.call(value)}: show takes a figure, a table, ` +
      `a Polars frame, series or lazy frame, a plot, text or a number${hintOf(value)}`,
  );
}

function hintOf(value: unknown): string {
  if (value instanceof Promise) return "; put `await` before it";
  if (typeof (value as { plot?: unknown } | null)?.plot === "function") {
    return "; a mark is drawn by `Plot.plot({ marks: [mark] })`";
  }
  if (value === undefined) return "; is an `await` missing where it was made?";
  const isProtection = typeof value === "object" && value !== null && "cells" in value;
  return isProtection ? "; show its `cells`" : "";
}

/** A sentence and whether the data bear it out. */
export type Claim = readonly [statement: string, holds: boolean];

/**
 * The claims as one folded list that says how many hold.
 * @throws {Error} when one does not hold; says which
 * @throws {TypeError} when one is no pair of a sentence and true or false
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { assertClaims } from "@crosses/counts";
 *
 * assert.match(assertClaims([["12 and 4 are 16", 12 + 4 === 16]]).text, /it holds/);
 * assert.throws(() => assertClaims([["12 and 4 are 17", 12 + 4 === 17]]), /do not bear out/);
 * ```
 */
export function assertClaims(
  claims: readonly Claim[],
  options: { readonly locale?: Language } = {},
): Table {
  const odd = claims.find(([statement, holds]) =>
    typeof statement !== "string" || typeof holds !== "boolean"
  );
  if (odd) {
    throw new TypeError(
      `Cannot check ${JSON.stringify(odd[0])}: give pairs such as ["a sentence", a === b]`,
    );
  }
  const broken = claims.filter(([, holds]) => !holds).map(([statement]) => `"${statement}"`);
  if (broken.length > 0) throw new Error(`The data do not bear out: ${broken.join("; ")}`);
  const summary = wordsOf(options.locale).claims(claims.length);
  const items = claims.map(([statement]) => `<li>${escapeHtml(statement)}</li>`).join("\n");
  const head = `<summary>${escapeHtml(summary)}</summary>`;
  return new Table(
    `<details class="claims">${head}\n<ul>\n${items}\n</ul>\n</details>`,
    [summary, ...claims.map(([statement]) => `- ${statement}`)].join("\n"),
    undefined,
  );
}

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
  const told = { locale, heads };
  return {
    figure: (options, draw) => figure({ ...told, ...options }, draw),
    table: (data, options) => table(data, { ...told, ...options }),
    show: (value) => show(value, told),
    assertClaims: (claims) => assertClaims(claims, { locale }),
  };
}
