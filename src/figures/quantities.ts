/** Declared quantities in words and as lines of a figure. */
import type { DeclaredQuantity } from "../bounds/declared.ts";
import type { Fraction } from "../bounds/fraction.ts";
import type { Publishable } from "../guard/publish.ts";
import type { Derived } from "../release/model.ts";
import type { Line } from "./range_bars.ts";
import { ShownNote } from "./table.ts";
import { localText, type View } from "./view.ts";

/**
 * The declared quantity of that name; a note in its place where it means nothing under the view's assumption.
 * @throws {RangeError} when the release declares no such quantity; says which it does
 */
export function findDerived(view: View, name: string): Derived | ShownNote {
  const { derived, assumptions } = view.release;
  const found = derived.find((derived) => derived.name === name);
  if (!found) {
    const known = derived.map(({ name }) => `"${name}"`).join(", ");
    throw new RangeError(`Cannot find the quantity "${name}": this release declares ${known}`);
  }
  if (found.assumptions.includes(view.assumption.name)) return found;
  const meaningful = assumptions.filter(({ name }) => found.assumptions.includes(name));
  return new ShownNote(view.text.table.notUnder(
    localText(view, found.shortLabel),
    localText(view, view.assumption.label),
    meaningful.map(({ label }) => localText(view, label)),
  ));
}

/** What may be shown of a quantity. */
export function shownQuantity(view: View, { name }: DeclaredQuantity): Publishable {
  return view.publication.quantity(name);
}

/** True where a number is a fraction. */
function isFraction(value: number | Fraction): value is Fraction {
  return typeof value === "object";
}

/** A count, or a fraction as a number. */
export function toNumber(value: number | Fraction): number {
  return isFraction(value) ? value.numerator / value.denominator : value;
}

/** A count as it is; a fraction as per cent. Never rounds to 0 % or 100 % what is not exactly that. */
export function quantityWords(view: View, value: number | Fraction): string {
  return isFraction(value) ? view.text.percent(toNumber(value)) : view.text.number(value);
}

/** What may be said of a quantity: a value, a range, or why there is none. */
export function shownWords(view: View, shown: Publishable): string {
  const { cell } = view.text;
  switch (shown.kind) {
    case "published":
      return quantityWords(view, shown.value);
    case "range": {
      const { lower, upper } = shown;
      const isRate = [lower, upper].some((end) => typeof end === "object" && end !== null);
      if (!isRate) return cell.range(lower as number | null, upper as number | null);
      const words = cell.shareRange(
        lower === null ? null : quantityWords(view, lower),
        upper === null ? null : quantityWords(view, upper),
        shown.isAttained,
      );
      return shown.mayBeUndefined ? `${words}, ${cell.orUndefined}` : words;
    }
    case "atLeast":
      return view.text.table.atLeast(shown.value);
    case "withheld":
      return `${cell.withheldMark} ${cell.withheld}`;
    case "contradictory":
      return cell.contradictory;
    case "undefined":
      return cell.undefined;
  }
}

/** A quantity as the bar of a line. */
export function quantityBar(shown: Publishable): Line["bar"] {
  if (shown.kind === "published") return { kind: "value", value: toNumber(shown.value) };
  if (shown.kind !== "range") return { kind: "none" };
  return {
    kind: "range",
    lower: shown.lower === null ? 0 : toNumber(shown.lower),
    upper: shown.upper === null ? null : toNumber(shown.upper),
  };
}
