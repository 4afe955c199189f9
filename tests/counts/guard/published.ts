/** What is protected, with quantities that a test asks for by name. */
import type { Quantity } from "../../../src/counts/relations/derived.ts";
import {
  type Protected,
  type ProtectOptions,
  protectRelease,
} from "../../../src/counts/guard/protect.ts";
import type { Shown } from "../../../src/counts/guard/shown.ts";
import type { Release } from "../../../src/counts/release/model.ts";

export type Publication = Protected & { quantity(name: string): Shown };

export async function publish(
  release: Release,
  options: ProtectOptions & {
    readonly assumption: string;
    readonly quantities?: Readonly<Record<string, Quantity>>;
  },
): Promise<Publication> {
  const guarded = await protectRelease(release, options);
  const shown = new Map(guarded.quantities.map((quantity) => [quantity.name, quantity.shown]));
  return { ...guarded, quantity: (name) => shown.get(name)! };
}
