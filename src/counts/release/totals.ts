/** Which cells sum up others. */
import type { Cell, Release } from "./model.ts";

/** True where any of a cell's categories sums up others. */
export function isTotal(release: Pick<Release, "dimensions">, cell: Cell): boolean {
  return release.dimensions.some(({ name, categories }) =>
    categories.some((category) => category.isTotal && category.name === cell.keys[name])
  );
}
