/** What is protected, with quantities that a test asks for by name. */
import {
  declaredQuantities,
  type DeclaredQuantity,
  type Quantity,
} from "../../../src/counts/relations/derived.ts";
import {
  judgeOf,
  type Protected,
  type ProtectOptions,
  protectWith,
} from "../../../src/counts/guard/protect.ts";
import { withSolver } from "../../../src/counts/programs/solver.ts";
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
  const { assumption, quantities = {} } = options;
  const asked = Object.entries(quantities).map(([name, quantity]) =>
    ({ name, quantity }) as DeclaredQuantity
  );
  const guarded = await withSolver(async (solver) => {
    const judge = await judgeOf(release, options, solver);
    return protectWith(judge, assumption, [...declaredQuantities(release, assumption), ...asked]);
  });
  const shown = new Map(guarded.quantities.map(({ declared, shown }) => [declared.name, shown]));
  return { ...guarded, quantity: (name) => shown.get(name)! };
}
