/** Limits that keep a page in proportion to its notebook: each is told where it is reached. */
import type { Cell, Notebook } from "../ipynb/format.ts";
import type { LocalImage } from "./local_images.ts";

/** Characters that images may take up which stand on a page more than once. */
const MOST_REPEATED = 1_000_000;
/** Characters that all images from files beside the notebooks, and all attachments, may take up. */
const MOST_IN_ALL = 40_000_000;

/**
 * What may still stand on a page. A cell may take up seven times what it is in the notebook, and all that is over this
 * altogether twice the notebooks and 60 kB.
 */
export class Limits {
  readonly #shown = new Set<string>();
  #repeated = 0;
  #images = 0;
  #spare: number;

  constructor(notebooks: readonly Notebook[]) {
    const lengths = notebooks.flatMap(({ cells }) => cells.map(lengthOf));
    this.#spare = 2 * lengths.reduce((sum, length) => sum + length, 0) + 60_000;
  }

  /** Characters of all images that were admitted. */
  get images(): number {
    return this.#images + this.#repeated;
  }

  /** An image that is not in the notebook's own outputs, or why there is no more room for it. */
  admitImage(image: LocalImage): LocalImage {
    if (image === undefined || !("source" in image)) return image;
    const { length } = image.source;
    const isShown = this.#shown.has(image.source);
    if (isShown && this.#repeated + length > MOST_REPEATED) {
      return { fault: "it stands on the page already, and is too large to be repeated" };
    }
    if (!isShown && this.#images + length > MOST_IN_ALL) {
      return { fault: `images take up ${MOST_IN_ALL / 1_000_000} MB already` };
    }
    if (isShown) this.#repeated += length;
    else this.#images += length;
    this.#shown.add(image.source);
    return image;
  }

  /** True where so many characters may stand for so many of the notebook's. */
  admitCell(taken: number, own: number): boolean {
    const excess = Math.max(0, taken - 7 * own);
    if (excess > this.#spare) return false;
    this.#spare -= excess;
    return true;
  }
}

/** Characters of a cell as the notebook holds it; none where it is nested too deep to be written. */
export function lengthOf(cell: Cell): number {
  try {
    return JSON.stringify(cell).length;
  } catch {
    return 0;
  }
}
