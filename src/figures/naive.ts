/** What careless handling of suppressed cells would claim, beside what can be said. */
import type { DeclaredQuantity } from "../bounds/declared.ts";
import type { Cell } from "../release/model.ts";
import { columnWords } from "./places.ts";
import { Figure } from "./figure.ts";
import { findDerived, quantityBar, shownQuantity, shownWords } from "./quantities.ts";
import { type Line, rangePlot } from "./range_bars.ts";
import { sourceLine } from "./source.ts";
import { ShownNote } from "./table.ts";
import { COLOURS, seriesColour } from "./theme.ts";
import { findDimension, localText, requireView, type View } from "./view.ts";

/**
 * A declared share over whole columns, three times: every suppressed cell read as 0; every row with a suppressed cell
 * dropped; and its bounds under the assumption. The first two use published counts alone and are wrong on purpose.
 * @returns the figure, or a note where the share means nothing under the assumption
 * @throws {RangeError} when the release declares no such share; says which it does
 */
export function naiveFigure(view: View, name: string): Figure | ShownNote {
  const { text, release } = requireView(view);
  const derived = findDerived(view, name);
  if (derived instanceof ShownNote) return derived;
  if (derived.type !== "share") {
    const shares = release.derived.filter(({ type }) => type === "share")
      .map(({ name }) => `"${name}"`).join(", ");
    throw new RangeError(
      `Cannot compare "${name}": it is a difference, and this figure takes a share: ${shares}`,
    );
  }
  const assumption = localText(view, view.assumption.label);
  const labels = text.figure.naiveRows;
  const columns = view.quantities.filter((quantity) =>
    quantity.derived === derived && quantity.scope === "column"
  );
  const colour = seriesColour(
    release.tables.findIndex(({ name }) => name === derived.numerator[0]),
  );
  const items = columns.flatMap((quantity) => {
    const panel = columnWords(view, quantity.first[0]!);
    const shown = shownQuantity(view, quantity);
    const isExact = shown.kind === "published";
    const naive = [
      [labels.asZero, naiveShare(quantity, () => true)],
      [labels.dropped, naiveShare(quantity, isComplete)],
    ] as const;
    return [
      ...naive.map(([row, share]) => ({
        panel,
        row,
        fill: COLOURS.grid,
        mark: "",
        label: share === undefined ? text.figure.naiveNothing : text.percent(share),
        bar:
          (share === undefined ? { kind: "none" } : { kind: "value", value: share }) as Line["bar"],
      })),
      {
        panel,
        row: labels.honest,
        fill: colour,
        mark: isExact ? "" : "x",
        label: shownWords(view, shown),
        bar: quantityBar(shown),
      },
    ];
  });
  const { columnDimension } = release.tables.find(({ name }) => name === derived.numerator[0])!;
  const column = localText(view, findDimension(view, columnDimension).label);
  return new Figure({
    id: `figure-naive-${derived.name}`,
    name: text.figure.naiveName(localText(view, derived.shortLabel)),
    description: text.figure.naiveDescription(
      localText(view, derived.label),
      [...Map.groupBy(items, ({ panel }) => panel)].map(([panel, lines]) =>
        text.colon(panel, lines.map(({ row, label }) => `${row} ${label}`).join(text.semicolon))
      ),
    ),
    caption: `${text.figure.naiveCaption(assumption)} ${sourceLine(view)}`,
    numbersLabel: text.figure.numbers,
    data: {
      caption: localText(view, derived.label),
      headColumns: 2,
      columns: [
        { name: "column", heading: column, type: "string" },
        { name: "handling", heading: text.figure.naiveHandling, type: "string" },
        { name: "value", heading: localText(view, derived.shortLabel), type: "string" },
      ],
      rows: items.map(({ panel, row, label }) => [
        { text: panel, kind: "text" },
        { text: row, kind: "text" },
        { text: label, kind: "number" },
      ]),
    },
    plot: rangePlot(items),
  });
}

type Place = readonly [first: readonly Cell[], second: readonly Cell[]];

/** The share with suppressed cells as 0, over the places that pass; undefined where that leaves nothing to divide by. */
function naiveShare(
  quantity: DeclaredQuantity,
  passes: (place: Place) => boolean,
): number | undefined {
  const kept = placesOf(quantity).filter(passes);
  const sum = (side: 0 | 1) =>
    kept.flatMap((place) => place[side]).reduce((sum, { value }) => sum + (value ?? 0), 0);
  return sum(1) === 0 ? undefined : sum(0) / sum(1);
}

/** The cells of a column, row by row. */
function placesOf({ first, second }: DeclaredQuantity): Place[] {
  const keysOf = (cell: Cell) => JSON.stringify(cell.keys);
  const below = Map.groupBy(second, keysOf);
  return [...Map.groupBy(first, keysOf)].map(([keys, cells]) => [cells, below.get(keys) ?? []]);
}

function isComplete(place: Place): boolean {
  return place.flat().every(({ value }) => value !== null);
}
