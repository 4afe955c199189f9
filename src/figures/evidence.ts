/** What the tables themselves tell about assumptions, relations and the kind of suppression. */
import { checkRelations } from "../bounds/evidence.ts";
import { publish } from "../guard/publish.ts";
import { columnWords, placeWords } from "./places.ts";
import { tableOf } from "./cells.ts";
import { ShownTable } from "./table.ts";
import { localText, requireView, type View } from "./view.ts";

/** For each relation: at how many places published counts meet it, meet it with equality, break it, or cannot tell. */
export function relationsTable(view: View): ShownTable {
  const { text, release } = requireView(view);
  const number = (value: number) => ({ text: text.number(value), kind: "number" as const, value });
  return new ShownTable({
    id: "table-relations",
    caption: text.table.relations,
    headColumns: 1,
    columns: [
      { name: "relation", heading: text.table.relation, type: "string" },
      { name: "holds", heading: text.table.holdsStrictly, type: "integer" },
      { name: "equality", heading: text.table.holdsWithEquality, type: "integer" },
      { name: "breaks", heading: text.table.breaks, type: "integer" },
      { name: "unchecked", heading: text.table.unchecked, type: "integer" },
    ],
    rows: checkRelations(release).map(({ relation, counts }) => [
      { text: localText(view, relation.label), kind: "text" },
      number(counts.holds),
      // A sum holds with equality or not at all.
      relation.type === "sum" ? { text: "–", kind: "text" } : number(counts.equality),
      ...[counts.breaks, counts.unchecked].map(number),
    ]),
  });
}

/** For each assumption: what it assumes, and of how many suppressed cells it gives no upper bound, a range, or too narrow a one. */
export async function assumptionsTable(view: View): Promise<ShownTable> {
  const { text, release } = requireView(view);
  const rows = [];
  for (const assumption of release.assumptions) {
    const { suppressed } = await publish(release, { assumption: assumption.name });
    const count = (kind: "open" | "range" | "withheld") =>
      suppressed.filter(({ shown }) =>
        shown.kind === "range"
          ? (shown.upper === null ? "open" : "range") === kind
          : shown.kind === kind
      ).length;
    rows.push([
      { text: localText(view, assumption.label), kind: "text" as const },
      { text: localText(view, assumption.description), kind: "text" as const },
      ...(["open", "range", "withheld"] as const).map((kind) => {
        const value = count(kind);
        return { text: text.number(value), kind: "number" as const, value };
      }),
    ]);
  }
  return new ShownTable({
    id: "table-assumptions",
    caption: text.table.assumptions,
    headColumns: 1,
    columns: [
      { name: "assumption", heading: text.table.assumption, type: "string" },
      { name: "assumes", heading: text.table.assumes, type: "string" },
      { name: "open", heading: text.table.noUpperBound, type: "integer" },
      { name: "range", heading: text.table.ranges, type: "integer" },
      { name: "withheld", heading: text.table.withheld, type: "integer" },
    ],
    rows,
  });
}

/**
 * Suppressed cells that are, under the assumption, at least as large as some published count: they cannot be suppressed for
 * smallness alone. An empty table where there is none.
 */
export function notSmallTable(view: View): ShownTable {
  const { text, release, publication } = requireView(view);
  const published = release.tables.flatMap(({ cells }) =>
    cells.flatMap(({ value }) => value ?? [])
  );
  const smallest = Math.min(...published);
  const rows = publication.suppressed.flatMap(({ cell, shown }) => {
    if (shown.kind !== "range" || shown.lower === null || shown.lower < smallest) return [];
    return [[
      { text: localText(view, tableOf(view, cell).shortTitle), kind: "text" as const },
      { text: `${placeWords(view, cell)} · ${columnWords(view, cell)}`, kind: "text" as const },
      { text: text.cell.range(shown.lower, shown.upper), kind: "number" as const },
      { text: text.number(smallest), kind: "number" as const, value: smallest },
    ]];
  });
  return new ShownTable({
    id: "table-not-small",
    caption: text.table.notSmall(localText(view, view.assumption.label)),
    headColumns: 2,
    columns: [
      { name: "table", heading: text.table.table, type: "string" },
      { name: "cell", heading: text.table.cell, type: "string" },
      { name: "range", heading: text.table.range, type: "string" },
      { name: "smallest", heading: text.table.smallestPublished, type: "integer" },
    ],
    rows,
  });
}

/** What the guard withholds under the assumption: cells first, then declared quantities. Never the range. */
export function withheldTable(view: View): ShownTable {
  const { text, publication, quantities } = requireView(view);
  const rows = publication.withheld.map(({ what }) => {
    const quantity = quantities.find(({ name }) => name === what);
    const place = typeof what === "string"
      ? quantity?.scope === "cell"
        ? `${placeWords(view, quantity.first[0]!)} · ${columnWords(view, quantity.first[0]!)}`
        : columnWords(view, quantity!.first[0]!)
      : `${placeWords(view, what)} · ${columnWords(view, what)}`;
    const subject = typeof what === "string"
      ? quantity!.derived.shortLabel
      : tableOf(view, what).shortTitle;
    return [
      { text: localText(view, subject), kind: "text" as const },
      { text: place, kind: "text" as const },
    ];
  });
  return new ShownTable({
    id: "table-withheld",
    caption: text.table.withheldCaption(localText(view, view.assumption.label)),
    notes: rows.length === 0 ? [text.table.nothingWithheld] : [],
    headColumns: 2,
    columns: [
      { name: "table", heading: text.table.subject, type: "string" },
      { name: "cell", heading: text.table.place, type: "string" },
    ],
    rows,
  });
}
