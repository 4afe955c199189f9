/** Limits that keep a page in proportion to its notebook: each is told where it is reached. */
import type { Cell, Notebook } from "../notebook/format.ts";
import type { LocalImage } from "./local_images.ts";

/** Characters that images may take up which stand on a page more than once. */
const MOST_REPEATED = 1_000_000;
/** Characters that all images from files beside the notebooks, and all attachments, may take up. */
const MOST_IN_ALL = 40_000_000;

/** The images of one page that are not in the notebook's own outputs. */
export class PageImages {
  readonly #shown = new Set<string>();
  #repeated = 0;
  #all = 0;

  /** Characters of all that were admitted. */
  get characters(): number {
    return this.#all + this.#repeated;
  }

  /** The image, or why there is no more room for it. */
  admit(image: LocalImage): LocalImage {
    if (image === undefined || !("source" in image)) return image;
    const { length } = image.source;
    if (this.#shown.has(image.source)) {
      if (this.#repeated + length > MOST_REPEATED) {
        return { fault: "it stands on the page already, and is too large to be repeated" };
      }
      this.#repeated += length;
    } else if (this.#all + length > MOST_IN_ALL) {
      return { fault: `images take up ${MOST_IN_ALL / 1_000_000} MB already` };
    } else this.#all += length;
    this.#shown.add(image.source);
    return image;
  }
}

/**
 * How much of a page its cells may take up: each seven times what it is in the notebook, and what is over this
 * altogether twice the notebooks and 60 kB.
 */
export class Proportion {
  private constructor(private spare: number) {}

  static of(notebooks: readonly Notebook[]): Proportion {
    const lengths = notebooks.flatMap(({ cells }) => cells.map(lengthOf));
    return new Proportion(2 * lengths.reduce((sum, length) => sum + length, 0) + 60_000);
  }

  /** True where so many characters may stand for so many of the notebook's. */
  admits(taken: number, own: number): boolean {
    const excess = taken - 7 * own;
    if (excess > this.spare) return false;
    if (excess > 0) this.spare -= excess;
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
