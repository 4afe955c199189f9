/** Claims that are checked against the data, as one list. */
import type { Language } from "@crosses/text";
import { escapeMarkup } from "../plot/html.ts";
import { wordsOf } from "../words/figures.ts";
import { Table } from "./table.ts";

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
  const items = claims.map(([statement]) => `<li>${escapeMarkup(statement)}</li>`);
  return new Table(
    `<details class="claims"><summary>${escapeMarkup(summary)}</summary>\n<ul>\n${
      items.join("\n")
    }\n</ul>\n</details>`,
    [summary, ...claims.map(([statement]) => `- ${statement}`)].join("\n"),
    undefined,
  );
}
