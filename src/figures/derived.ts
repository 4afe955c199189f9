/** A declared quantity at every place, with its bounds. */
import { columnWords, placeWords } from "./places.ts";
import { Figure } from "./figure.ts";
import { findDerived, quantityBar, shownQuantity, shownWords } from "./quantities.ts";
import { type Line, rangePlot } from "./range_bars.ts";
import { sourceLine } from "./source.ts";
import { ShownNote } from "./table.ts";
import { seriesColour } from "./theme.ts";
import { findDimension, localText, requireView, type View } from "./view.ts";

/**
 * One line a place, a panel a row of the source: the quantity where it can be worked out, else its bounds under the
 * assumption, optimised over all cells together, else that it is withheld.
 * @returns the figure, or a note where the quantity means nothing under the assumption
 * @throws {RangeError} when the release declares no such quantity; says which it does
 */
export function derivedFigure(view: View, name: string): Figure | ShownNote {
  const { text, release } = requireView(view);
  const derived = findDerived(view, name);
  if (derived instanceof ShownNote) return derived;
  const isShare = derived.type === "share";
  const assumption = localText(view, view.assumption.label);
  const [first] = isShare ? derived.numerator : derived.plus;
  const table = release.tables.findIndex((table) => table.name === first);
  const items = view.quantities
    .filter((quantity) => quantity.derived === derived && quantity.scope === "cell")
    .map((quantity) => {
      const shown = shownQuantity(view, quantity);
      const label = shownWords(view, shown);
      const counts = isShare && [...quantity.first, ...quantity.second].every(({ value }) =>
          value !== null
        )
        ? text.figure.ofCounts(total(quantity.first), total(quantity.second))
        : undefined;
      return {
        panel: placeWords(view, quantity.first[0]!),
        row: columnWords(view, quantity.first[0]!),
        fill: seriesColour(isShare ? table : release.tables.length),
        mark: quantity.first.concat(quantity.second).find(({ mark }) => mark !== undefined)?.mark ??
          "",
        label: counts === undefined ? label : `${label} (${counts})`,
        short: shown.kind === "withheld"
          ? `${text.cell.withheldMark} ${text.cell.withheldShort}`
          : counts === undefined
          ? label
          : `${label} (${counts})`,
        kind: shown.kind,
        bar: quantityBar(shown) as Line["bar"],
      };
    });
  const columnDimension = release.tables[table]!.columnDimension;
  return new Figure({
    id: `figure-${derived.name}`,
    name: text.figure.derivedName(
      localText(view, derived.shortLabel),
      localText(view, findDimension(view, columnDimension).label),
    ),
    description: text.figure.derivedDescription(
      localText(view, derived.label),
      assumption,
      [...Map.groupBy(items, ({ panel }) => panel)].map(([panel, lines]) =>
        text.colon(panel, lines.map(({ row, label }) => `${row} ${label}`).join(text.semicolon))
      ),
    ),
    caption: `${text.figure.derivedCaption(localText(view, derived.label), assumption)} ${
      sourceLine(view)
    }`,
    numbersLabel: text.figure.numbers,
    data: {
      caption: localText(view, derived.label),
      headColumns: 2,
      columns: [
        { name: "row", heading: text.table.group, type: "string" },
        {
          name: "column",
          heading: localText(view, findDimension(view, columnDimension).label),
          type: "string",
        },
        { name: "value", heading: localText(view, derived.shortLabel), type: "string" },
      ],
      rows: items.map(({ panel, row, label, kind }) => [
        { text: panel, kind: "text" },
        { text: row, kind: "text" },
        { text: label, kind: kind === "withheld" ? "withheld" : "number" },
      ]),
    },
    plot: rangePlot(items.map((item) => ({ ...item, label: item.short }))),
  });
}

function total(cells: readonly { readonly value: number | null }[]): number {
  return cells.reduce((sum, { value }) => sum + value!, 0);
}
