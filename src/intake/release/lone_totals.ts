/** Totals that some tables of a letter have and others have not: without them the tables are broken down alike. */
import { SAY } from "../words/intake.ts";
import { isTotalLabel } from "../fields/names.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { ReadRow, ReadTable } from "../table/labels.ts";

/** The tables without the rows of such totals, where whoever reads them agrees. */
export function withoutLoneTotals(tables: readonly ReadTable[], findings: Findings): ReadTable[] {
  const found = tables.map(({ rows }) => new Map(rows.map((row) => [totalOf(row), row])));
  const lone = new Set(
    found.flatMap((own) => [...own.keys()])
      .filter((name) => name !== undefined && found.some((own) => !own.has(name))),
  );
  const others = tables.map(({ rows }) =>
    rows.filter((row) => !lone.has(totalOf(row))).map(({ labels }) => JSON.stringify(labels)).sort()
  );
  // Tables that differ in more are none of one release, whatever is left out.
  if (new Set(others.map((own) => own.join())).size > 1) return [...tables];
  const left = [...lone].filter((name) => {
    const at = found.findIndex((own) => own.has(name));
    const without = tables[found.findIndex((own) => !own.has(name))]!;
    const { file } = tables[at]!;
    const value = findings.decide({
      flag: "row",
      name,
      file,
      line: found[at]!.get(name)!.line,
      choices: ["ignore", "count"],
      isCertain: false,
      say: (value) => SAY.loneTotal(name!, value === "ignore"),
      question: `the row “${name}” stands here, and in no row of the table at line ${
        without.rows[0]!.line
      }${without.file === file ? "" : ` of ${without.file}`}: is it left out?`,
    });
    return value === "ignore";
  });
  return tables.map((table) => {
    const isLeft = (row: ReadRow) => left.includes(totalOf(row));
    const aside = table.rows.filter(isLeft).map((row) => totalOf(row)!);
    return aside.length === 0 ? table : {
      ...table,
      aside: [...table.aside, ...aside],
      rows: table.rows.filter((row) => !isLeft(row)),
    };
  });
}

/** The word of a row that is a total and nothing else. */
function totalOf({ labels }: ReadRow): string | undefined {
  const [name, ...others] = new Set(labels.filter(Boolean));
  return name !== undefined && others.length === 0 && isTotalLabel(name) ? name : undefined;
}
