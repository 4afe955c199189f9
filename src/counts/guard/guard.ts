/** Which ranges are withheld under one assumption: those of too few values, and what others must not be narrowed by; and what is left of them. */
import { type Component, type End, type Range, unit } from "../programs/program.ts";
import type { FeasibleSet, FormPart } from "../relations/feasible_set.ts";
import type { CellIndex, LinearForm } from "../relations/form.ts";
import type { RelationSource } from "../relations/kinds.ts";
import { isAssumed, type SystemRow } from "../relations/system.ts";
import type { Cell, Release } from "../release/model.ts";

/** The judgement of one release under one assumption at one least width. */
export class Guard {
  /** By variable of the system: whether fewer values can be taken than the policy asks for, or it is not proved otherwise. */
  readonly #isNarrow: boolean[] = [];
  /** Wide enough, and withheld because their ranges would narrow others. */
  readonly #given = new Set<number>();
  readonly #touched = new Set<Component>();
  #withoutNarrow: FeasibleSet | undefined;
  isUnfinished = false;

  constructor(
    private readonly release: Release,
    readonly set: FeasibleSet,
    readonly minWidth: number,
  ) {}

  /** Tells the narrow cells of a component. */
  judge(component: Component<SystemRow>): void {
    const ranges = this.set.rangesOf(component);
    if (ranges === null) return;
    const own = ownLimits(component);
    for (const [local, variable] of component.variables.entries()) {
      const [range, alone] = [ranges[local]!, own[local]!];
      // What rounding says by itself is published.
      const isOwn = this.set.system.cells[variable]!.status === "published" &&
        range.lower === alone.lower && range.upper === alone.upper;
      const isNarrow = !isOwn && this.#isTooNarrow({ component, objective: unit(local) });
      this.#isNarrow[variable] = isNarrow;
      if (isNarrow) this.#touched.add(component);
      this.isUnfinished ||= range.isOuter;
    }
  }

  /** The cells that are withheld, and the published ones whose true counts rounding hides too little. */
  get secrets(): Cell[] {
    return this.set.system.cells.filter((_, variable) => this.#isWithheld(variable));
  }

  /** Withholds a cell for the sake of others. */
  withhold(cell: Cell): void {
    this.#given.add(this.set.system.variableOf(cell)!);
  }

  /** Whether a cell's range is withheld. */
  withholdsCell(cell: Cell): boolean {
    return this.#isWithheld(this.set.system.variableOf(cell)!);
  }

  /** Whether the range of a form is withheld: it holds a withheld cell, or is too narrow itself. */
  withholds(form: LinearForm): boolean {
    return this.set.split(form).parts.some((part) => {
      const { component, objective: { variables } } = part;
      return variables.some((local) => this.#isWithheld(component.variables[local]!)) ||
        (variables.length > 1 && this.#isTooNarrow(part));
    });
  }

  /** Whether a component holds a narrow cell. */
  touches(component: Component): boolean {
    return this.#touched.has(component);
  }

  /** Whether an end of a form follows from what this assumption alone says of narrow cells, or it is not proved otherwise. */
  restsOnNarrow(form: LinearForm, end: End): boolean {
    const { deadline } = this.set;
    this.#withoutNarrow ??= this.set.without((row) =>
      isAssumed(row, this.release) && row.variables.some((variable) => this.#isNarrow[variable])
    );
    this.#withoutNarrow.deadline = deadline;
    const [whole, part] = [this.set.bound(form), this.#withoutNarrow.bound(form)];
    return !whole || !part || part.isOuter || whole[end] !== part[end];
  }

  #isWithheld(variable: number): boolean {
    return this.#isNarrow[variable] === true || this.#given.has(variable);
  }

  #isTooNarrow(part: FormPart): boolean {
    const { known, most } = this.set.countValues(part, this.minWidth);
    const isNarrow = known < this.minWidth;
    this.isUnfinished ||= isNarrow && most >= this.minWidth;
    return isNarrow;
  }
}

/** What each variable could be if its mark or its table's rounding were all that is known. */
function ownLimits({ upper, rows }: Component<SystemRow>): Pick<Range<bigint>, End>[] {
  const own: Pick<Range<bigint>, End>[] = upper.map(() => ({ lower: 0n, upper: null }));
  for (const { variables: [variable], lower, upper: most, source } of rows) {
    if (source.kind !== "relation") own[variable!] = { lower: lower ?? 0n, upper: most };
  }
  return own;
}

/** The published side of a relation. */
export type Rest = RelationSource["terms"];

/**
 * Where the published counts of a relation add up to exactly an end of a withheld cell in it: these counts with their factors,
 * the longest first. A quantity made of them prints that end. A single count is left out: as published, it is no secret.
 */
export function restsOf(guard: Guard): Rest[] {
  const found: Rest[] = [];
  const { cells } = guard.set.system;
  for (const component of guard.set.components) {
    const ranges = guard.set.rangesOf(component);
    if (ranges === null) continue;
    const leavesEnd = (row: SystemRow, variable: number, coefficient: bigint) => {
      const limits = [row.lower, row.upper].filter((limit) => limit !== null && limit !== 0n);
      const { lower, upper } = ranges[variable]!;
      return [lower, upper].some((end) => end !== null && limits.includes(end * coefficient));
    };
    for (const row of component.rows) {
      const isEnd = row.variables.some((variable, place) =>
        guard.withholdsCell(cells[component.variables[variable]!]!) &&
        leavesEnd(row, variable, row.coefficients[place]!)
      );
      const known = row.source.terms.filter(({ cell }) => cell.status === "published");
      if (isEnd && known.length > 1) found.push(known);
    }
  }
  return found.sort((left, right) => right.length - left.length);
}

/** Whether a form of published counts is such a rest, or a sum of several. */
export function isMadeOfRests(form: LinearForm, rests: readonly Rest[], index: CellIndex): boolean {
  const left = new Map<Cell, number>();
  for (const { cell, coefficient } of form.terms) {
    const found = index.find(cell);
    left.set(found, (left.get(found) ?? 0) + coefficient);
  }
  for (const rest of rests) {
    const sign = [1, -1].find((sign) =>
      rest.every(({ cell, coefficient }) => left.get(cell) === sign * coefficient)
    );
    if (sign === undefined) continue;
    for (const { cell } of rest) left.delete(cell);
  }
  return form.terms.length > 0 && left.size === 0;
}
