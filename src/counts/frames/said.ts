/** What is said of a count or a quantity: its ends as columns, and its words. */
import pl from "nodejs-polars";
import { formatNumber, formatPercent, type Language } from "@crosses/text";
import { markIn } from "./cells.ts";
import type { Column } from "./frame.ts";
import { rangeWord, type Shown as ShownNumber } from "../guard/shown.ts";
import type { End, Fraction } from "../programs/program.ts";
import type { Cell, CellKeys, Derived, Release } from "../release/model.ts";
import { wordsOf } from "../words/figures.ts";

/** Something that may be shown, and where it stands. */
export interface Shown {
  readonly keys: Partial<CellKeys>;
  readonly shown: ShownNumber;
}

/** The columns of ends and of what is said of them. */
export function endColumns(type: pl.DataType): Column<{ readonly shown: ShownNumber }>[] {
  return [
    ["lower", type, ({ shown }) => endOf(shown, "lower")],
    ["upper", type, ({ shown }) => endOf(shown, "upper")],
    ["range", pl.String, ({ shown }) => rangeWord(shown)],
  ];
}

/** One end of what is shown, as a number; null where there is none, or none is given. */
function endOf(shown: ShownNumber, end: End): number | null {
  if (shown.kind === "published") return number(shown.value);
  const value = shown.kind === "range" ? shown[end] : null;
  return value === null ? null : number(value);
}

/** Whether an end can be taken; null where there is none, or none is given. */
export function isAttained(shown: ShownNumber, end: End): boolean | null {
  if (endOf(shown, end) === null) return null;
  return shown.kind !== "range" || (shown.isAttained?.[end] ?? !shown.isOuter);
}

/** A whole number as it is; a fraction as the nearest double. */
export function number(value: number | Fraction): number {
  return typeof value === "number" ? value : Number(value.numerator) / Number(value.denominator);
}

/** What is said of a cell, in words. */
export function sayCell(release: Release, locale: Language): (cell: Cell & Shown) => string {
  return (cell) => {
    const { shown } = cell;
    const mark = markIn(release, cell);
    if (shown.kind !== "undefined" && mark?.kind !== "notAvailable") {
      return say(shown, locale, (count) => formatNumber(count, locale));
    }
    return mark?.label[locale] ?? "–";
  };
}

/** What is said of a quantity, in words: a share in whole per cent, its ends rounded outwards. */
export function sayQuantity({ type }: Derived, shown: ShownNumber, locale: Language): string {
  if (type === "difference") return say(shown, locale, (count) => formatNumber(count, locale));
  return say(shown, locale, (share, end) => {
    const round = end === "lower" ? Math.floor : end === "upper" ? Math.ceil : Math.round;
    // A hair below a whole per cent is that per cent.
    return formatPercent(round(Number((100 * share).toFixed(9))), locale);
  });
}

function say(
  shown: ShownNumber,
  locale: Language,
  write: (value: number, end?: End) => string,
): string {
  const { says } = wordsOf(locale);
  if (shown.kind === "published") return write(number(shown.value));
  if (shown.kind === "withheld" || shown.kind === "contradictory") return says[shown.kind];
  const [lower, upper] = [endOf(shown, "lower"), endOf(shown, "upper")];
  if (lower === null) return upper === null ? says.anything : says.atMost(write(upper, "upper"));
  if (upper === null) return says.atLeast(write(lower, "lower"));
  return says.between(write(lower, "lower"), write(upper, "upper"));
}
