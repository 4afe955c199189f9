/** What a narrative says, checked against the data before a reader sees it. */
import { ShownTable } from "./table.ts";
import { requireView, type View } from "./view.ts";

/** A sentence and whether the data bear it out. */
export type Claim = readonly [statement: string, holds: boolean];

/**
 * A table of the claims.
 * @throws {Error} when one does not hold; says which
 */
export function checkClaims(view: View, claims: readonly Claim[]): ShownTable {
  const broken = claims.filter(([, holds]) => holds !== true).map(([statement]) => statement);
  if (broken.length > 0) {
    throw new Error(`The data do not bear out: ${broken.map((text) => `"${text}"`).join("; ")}`);
  }
  const { text } = requireView(view);
  return new ShownTable({
    id: "claims",
    caption: text.table.claims,
    headColumns: 1,
    columns: [
      { name: "statement", heading: text.table.claim, type: "string" },
      { name: "holds", heading: text.table.result, type: "string" },
    ],
    rows: claims.map(([statement]) => [
      { text: statement, kind: "text" },
      { text: text.table.holds, kind: "text" },
    ]),
  });
}
