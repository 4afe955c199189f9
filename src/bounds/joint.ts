/** Several forms over the components that they touch, as one program: what optimising them jointly takes. */

import { type Component, joinComponents } from "./components.ts";
import type { FeasibleSet, SplitForm } from "./feasible_set.ts";
import type { LinearForm } from "./form.ts";
import { MagnitudeError } from "../errors.ts";
import { propagateBig } from "./big_propagate.ts";
import { isWide, shift, type Shifted, sumOver } from "./exact.ts";
import { exact, type Fraction } from "./fraction.ts";
import { evaluate, type LinearRow, type Objective } from "./program.ts";

/** `constant + Σ coefficients × variables`. */
export interface AffineObjective extends Objective {
  readonly constant: number;
}

/** The forms, in the order given, over the variables of one joint program. */
export interface JointProgram {
  readonly program: Component;
  readonly forms: readonly AffineObjective[];
}

/** Puts the components that the forms touch side by side, with the forms in the joint variables. */
export function joinForms(set: FeasibleSet, forms: readonly LinearForm[]): JointProgram {
  const split = forms.map((form) => set.split(form));
  const components = [
    ...new Set(split.flatMap(({ parts }) => parts.map(({ component }) => component))),
  ];
  const shifts = components.map((component) => shiftOf(component));
  const offsets = new Map<Component, number>();
  let offset = 0;
  for (const component of components) {
    offsets.set(component, offset);
    offset += component.upper.length;
  }
  const baseOf = ({ component, objective }: SplitForm["parts"][number]) =>
    sumOver(objective, shifts[components.indexOf(component)]!.base);
  const place = ({ constant, parts }: SplitForm): AffineObjective => ({
    constant: exact(Number(parts.reduce((sum, part) => sum + baseOf(part), constant))),
    variables: parts.flatMap(({ component, objective }) =>
      objective.variables.map((variable) => variable + offsets.get(component)!)
    ),
    coefficients: parts.flatMap(({ objective }) => objective.coefficients),
  });
  const program = joinComponents(
    components.map(({ variables }, index) => ({ ...shifts[index]!.program, variables })),
  );
  return { program, forms: split.map(place) };
}

/** The component counted from where its numbers are small. @throws {MagnitudeError} if they never are. */
function shiftOf(component: Component): Shifted {
  if (!isWide(component)) return { base: component.upper.map(() => 0n), program: component };
  const box = propagateBig(component);
  const shifted = box && shift(component, box);
  if (!shifted) throw new MagnitudeError();
  return shifted;
}

/** The program with more rows. */
export function withRows(program: Component, rows: readonly LinearRow[]): Component {
  return { ...program, rows: [...program.rows, ...rows] };
}

/** The row `lower <= form <= upper`. */
export function within(form: AffineObjective, lower: number, upper: number): LinearRow {
  const { constant, variables, coefficients } = form;
  return { variables, coefficients, lower: lower - constant, upper: upper - constant };
}

/** `q·numerator − p·denominator`: positive, zero or negative as their ratio is above, at or below p/q. */
export function compareWith(
  [numerator, denominator]: readonly [AffineObjective, AffineObjective],
  { numerator: p, denominator: q }: Fraction,
): AffineObjective {
  return combine([[numerator, q], [denominator, -p]]);
}

/** The sum of forms, each times a whole number; variables that cancel drop out. */
export function combine(
  weighted: readonly (readonly [AffineObjective, number])[],
): AffineObjective {
  let constant = 0;
  const coefficients = new Map<number, number>();
  for (const [form, factor] of weighted) {
    constant = exact(constant + exact(factor * form.constant));
    form.variables.forEach((variable, position) => {
      const added = exact(factor * form.coefficients[position]!);
      coefficients.set(variable, exact((coefficients.get(variable) ?? 0) + added));
    });
  }
  const present = [...coefficients].filter(([, coefficient]) => coefficient !== 0);
  return {
    constant,
    variables: present.map(([variable]) => variable),
    coefficients: present.map(([, coefficient]) => coefficient),
  };
}

/** The form at a point of whole numbers. */
export function valueAt(form: AffineObjective, point: readonly number[]): number {
  return exact(form.constant + evaluate(form, point));
}
