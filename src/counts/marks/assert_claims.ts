/** What a narrative says, checked against the data before a reader sees it. */
import type { Language } from "@crosses/text";
import { wordsOf } from "../words/figures.ts";
import { escapeHtml } from "./html.ts";
import { Table } from "./table.ts";

/** A sentence and whether the data bear it out. */
export type Claim = readonly [statement: string, holds: boolean];

/**
 * The claims as one folded list that says how many hold.
 * @throws {Error} when one does not hold; says which
 * @throws {TypeError} when one is no pair of a sentence and true or false
 * @example
 * ```ts
 * await show(assertClaims([["661 applications were received for 2023", received2023 === 661]]));
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
  const items = claims.map(([statement]) => `<li>${escapeHtml(statement)}</li>`);
  return new Table(
    `<details class="claims"><summary>${escapeHtml(summary)}</summary>\n<ul>\n${
      items.join("\n")
    }\n</ul>\n</details>`,
    [summary, ...claims.map(([statement]) => `- ${statement}`)].join("\n"),
    undefined,
  );
}
