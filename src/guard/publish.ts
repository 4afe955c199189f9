/** The former name of {@linkcode protectRelease}, for the figures that still ask by it. */

import type { Quantity } from "../bounds/derived.ts";
import type { Cell, Release } from "../release/model.ts";
import { type Protected, protectRelease, quantityNamed } from "./protect.ts";
import type { Shown, ShownCount } from "./shown.ts";

export type { Shown as Publishable, ShownCount as PublishableCount } from "./shown.ts";
export { publishVisibleSum } from "./shown.ts";

export type Publication = Omit<Protected, "withheld"> & {
  readonly withheld: readonly { readonly what: Cell | string }[];
  quantity(name: string): Shown;
};

export async function publish(
  release: Release,
  { assumption, quantities }: {
    readonly assumption: string;
    readonly quantities?: Readonly<Record<string, Quantity>>;
  },
): Promise<Publication> {
  const found = await protectRelease(release, { assumption, quantities });
  return {
    ...found,
    withheld: found.withheld.map((what) => ({ what })),
    quantity: (name) => quantityNamed(found, name),
  };
}

export type { ShownCount };
