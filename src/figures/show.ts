/** Showing one thing in a notebook, so that no Jupyter tool loses it. */
import pl from "nodejs-polars";
import { type Catalogue, catalogueOf } from "../locale/catalogue.ts";
import { frameTable } from "./frame_table.ts";
import { DISPLAY, type MimeBundle, type Showable } from "./table.ts";

/** Something with words of a language, such as a view. */
interface Worded {
  readonly text: Catalogue;
}

/** The part of the kernel that shows things; there only while a notebook runs. */
interface JupyterHost {
  display(bundle: MimeBundle, options: { raw: true }): Promise<void>;
}

/**
 * Shows a figure, a table or a Polars frame as the output of the cell; a frame in the words of the view, if given.
 *
 * Make it the last statement of the cell, and show one thing a cell: the kernel says that it is idle before its outputs
 * have arrived, and a tool that stops reading then would lose them. `show` displays, then gives the event loop a turn.
 * @throws {TypeError} when the value is none of these, or no kernel is running
 */
export async function show(value: Showable | pl.DataFrame, view?: Worded): Promise<void> {
  // The kernel loses an error that is thrown while work that nobody awaited goes on: that comes first.
  if (value as unknown instanceof Promise) await takeTurn();
  await jupyterHost().display(bundleOf(value, view), { raw: true });
  await takeTurn();
}

/** Lets the event loop go round once. */
function takeTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Outside a kernel, asking for the property itself throws. */
function jupyterHost(): JupyterHost {
  try {
    const host = (Deno as unknown as { jupyter?: JupyterHost }).jupyter;
    if (typeof host?.display === "function") return host;
  } catch {
    // Told below.
  }
  throw new TypeError("Cannot show outside a notebook: no Jupyter kernel is running");
}

/**
 * The MIME bundle of what {@link show} takes.
 * @throws {TypeError} when the value cannot be shown; says what can
 */
export function bundleOf(value: Showable | pl.DataFrame, view?: Worded): MimeBundle {
  if (pl.DataFrame.isDataFrame(value)) {
    return frameTable(value, view?.text ?? catalogueOf("en"))[DISPLAY]();
  }
  if (typeof value === "object" && value !== null && DISPLAY in value) return value[DISPLAY]();
  const hint = value as unknown instanceof Promise ? "; put `await` before it" : "";
  throw new TypeError(
    `Cannot show ${
      Object.prototype.toString.call(value)
    }: show takes a figure, a table or a Polars frame${hint}`,
  );
}
