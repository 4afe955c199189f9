/** Periods: one dimension has them, each has both ends, and no two overlap. */
import { quote } from "../errors.ts";
import type { ReportAt } from "./check_layout.ts";
import type { Descriptor } from "./descriptor_schema.ts";
import type { JsonPath } from "./json.ts";

type Category = Descriptor["dimensions"][number]["categories"][number];

/** Checks the first and last days of a release's periods. */
export function checkPeriods({ dimensions }: Descriptor, report: ReportAt): void {
  const isPeriods = ({ categories }: { categories: Category[] }) => categories.some(isDated);
  const first = dimensions.find(isPeriods);
  for (const [i, dimension] of dimensions.entries()) {
    if (!first || !isPeriods(dimension)) continue;
    const at: JsonPath = ["dimensions", i];
    if (dimension !== first) {
      report(at, {
        found: `gives ${quote(dimension.name)} periods, as ${quote(first.name)} has already`,
        wanted: "one dimension of a release has periods",
      });
    }
    checkEnds(dimension.categories, [...at, "categories"], report);
    checkOverlaps(dimension.categories, [...at, "categories"], report);
  }
}

function isDated({ start, end }: Category): boolean {
  return start !== undefined || end !== undefined;
}

function checkEnds(categories: Category[], at: JsonPath, report: ReportAt): void {
  for (const [i, category] of categories.entries()) {
    const { name, start, end, isTotal } = category;
    if (!isDated(category)) {
      if (isTotal) continue;
      report([...at, i], {
        found: `gives the period ${quote(name)} no "start" and no "end"`,
        wanted: 'each period but a total has both, as in "start": "2023-01-01"',
      });
    } else if (start === undefined || end === undefined) {
      report([...at, i], {
        found: `gives the period ${quote(name)} no ${start === undefined ? '"start"' : '"end"'}`,
        wanted: "a period has a first and a last day",
      });
    } else if (start > end) {
      report([...at, i, "end"], {
        found: `ends the period ${quote(name)} on ${end}, before it starts on ${start}`,
        wanted: "a period ends on its first day or later",
      });
    }
  }
}

function checkOverlaps(categories: Category[], at: JsonPath, report: ReportAt): void {
  const periods = [...categories.entries()].flatMap(([i, { name, start, end, isTotal }]) =>
    start !== undefined && end !== undefined && start <= end && !isTotal
      ? [{ i, name, start, end }]
      : []
  ).sort((a, b) => a.start < b.start ? -1 : 1);
  for (const [k, period] of periods.entries()) {
    const before = periods[k - 1];
    if (!before || before.end < period.start) continue;
    report([...at, period.i], {
      found: `starts the period ${quote(period.name)} on ${period.start}, ` +
        `though ${quote(before.name)} ends on ${before.end}`,
      wanted: "periods do not overlap",
    });
  }
}
