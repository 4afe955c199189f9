/** How long each period is. */
import * as Plot from "@observablehq/plot";
import { periodDimension } from "../frames/tidy.ts";
import { Figure } from "./figure.ts";
import { sourceLine } from "./source.ts";
import { foldLabel, widthOf } from "./labels.ts";
import { COLOURS, WIDTH } from "./theme.ts";
import { localText, requireView, type View } from "./view.ts";

const DAY_MS = 86_400_000;

/**
 * Bars on a calendar, one a period, with the number of days each covers.
 * @throws {RangeError} when no dimension of the release has dates
 */
export function lengthsFigure(view: View): Figure {
  const { text } = requireView(view);
  const dimension = periodDimension(view.release);
  if (!dimension) {
    throw new RangeError("Cannot draw the lengths of periods: no dimension has dates");
  }
  const periods = dimension.categories.flatMap((category) => {
    const { start, end } = category;
    if (start === undefined || end === undefined) return [];
    const from = new Date(start);
    const to = new Date(Date.parse(end) + DAY_MS);
    return [{
      name: localText(view, category.shortLabel),
      label: localText(view, category.label),
      start,
      end,
      from,
      to,
      isPartial: category.isPartial,
      days: Math.round((to.getTime() - from.getTime()) / DAY_MS),
    }];
  });
  const first = Math.min(...periods.map(({ from }) => from.getTime()));
  const last = Math.max(...periods.map(({ to }) => to.getTime()));
  const years = yearStarts(first, last);
  const names = periods.map(({ name }) => name);
  const heads = names.map((name) => foldLabel(name, 120));
  return new Figure({
    id: "figure-lengths",
    name: text.figure.lengthsName,
    description: text.figure.lengthsDescription(
      periods.map(({ label, days, start, end }) => text.figure.daysOf(label, days, start, end)),
    ),
    caption: `${text.figure.lengthsCaption} ${sourceLine(view)}`,
    numbersLabel: text.figure.numbers,
    data: {
      caption: text.figure.lengthsName,
      headColumns: 1,
      columns: [
        { name: "period", heading: localText(view, dimension.label), type: "string" },
        { name: "start", heading: text.figure.firstDay, type: "string" },
        { name: "end", heading: text.figure.lastDay, type: "string" },
        { name: "days", heading: text.figure.daysHeading, type: "integer" },
      ],
      rows: periods.map(({ label, start, end, days }) => [
        { text: label, kind: "text" },
        { text: text.date(start), kind: "text", value: start },
        { text: text.date(end), kind: "text", value: end },
        { text: text.number(days), kind: "number", value: days },
      ]),
    },
    plot: {
      height: 40 + 38 * periods.length,
      marginTop: 26,
      marginLeft: Math.max(52, 16 + Math.max(...heads.map(widthOf))),
      marginRight: 40,
      marginBottom: 6,
      x: { type: "utc", domain: [new Date(years[0]!), new Date(last)], axis: null },
      y: { type: "band", domain: periods.map(({ name }) => name), padding: 0.3 },
      marks: [
        Plot.ruleX(years, { stroke: COLOURS.grid }),
        Plot.text(years, {
          x: (year) => year,
          text: (year) => String(new Date(year).getUTCFullYear()),
          frameAnchor: "top",
          textAnchor: "start",
          dx: 3,
          dy: -14,
          fill: COLOURS.muted,
          filter: (year) => last - year > (last - first) / 8,
        }),
        Plot.axisY({
          label: null,
          tickSize: 0,
          tickFormat: (name: string) => heads[names.indexOf(name)]!,
        }),
        Plot.barX(periods, {
          x1: "from",
          x2: "to",
          y: "name",
          fill: (period) => period.isPartial ? COLOURS.tile : COLOURS.grid,
          stroke: COLOURS.ink,
          strokeDasharray: "3 2",
          strokeOpacity: (period) => period.isPartial ? 1 : 0,
        }),
        ...periods.map((period) => {
          const isNarrow = (period.days * DAY_MS) / (last - first) * (WIDTH - 92) < 70;
          // Beside its bar, on the side that has room.
          const isLeft = period.from.getTime() - years[0]! < (last - first) / 4;
          const middle = new Date((period.from.getTime() + period.to.getTime()) / 2);
          return Plot.text([period], {
            x: () => isNarrow ? (isLeft ? period.to : period.from) : middle,
            y: "name",
            text: () => text.figure.days(period.days),
            textAnchor: isNarrow ? (isLeft ? "start" : "end") : "middle",
            dx: isNarrow ? (isLeft ? 6 : -6) : 0,
          });
        }),
      ],
    },
  });
}

/** The first days of the years that touch a span, in milliseconds. */
function yearStarts(first: number, last: number): number[] {
  const years: number[] = [];
  for (let year = new Date(first).getUTCFullYear(); Date.UTC(year, 0) < last; year++) {
    years.push(Date.UTC(year, 0));
  }
  return years;
}
