/** A figure: a drawing with its name, description, caption and numbers, in every form that a notebook host can show. */
import type { PlotOptions } from "@observablehq/plot";
import { draw } from "./drawing.ts";
import { base64, escapeHtml } from "./html.ts";
import {
  DISPLAY,
  type MimeBundle,
  type Showable,
  tableHtml,
  type TableModel,
  tableText,
} from "./table.ts";
import { withoutVariables } from "./theme.ts";

/** What a figure is made of. */
export interface FigureParts {
  /** Unique on a page; letters, digits and hyphens. */
  readonly id: string;
  /** A short name, as a heading would say it. */
  readonly name: string;
  /** What one would see, in sentences, with the numbers that carry the message. */
  readonly description: string;
  /** What stands under the drawing: how to read it, and the source. */
  readonly caption: string;
  /** The words that fold the numbers away. */
  readonly numbersLabel: string;
  /** The same numbers as in the drawing, and no others. */
  readonly data: Omit<TableModel, "id">;
  readonly plot: PlotOptions;
}

/** A drawn figure. */
export class Figure implements Showable {
  /** The drawing alone: SVG with name and description, colours as CSS variables with fallbacks. */
  readonly svg: string;

  /** @throws {Error} when Plot warns */
  constructor(readonly parts: FigureParts) {
    this.svg = draw(parts.plot, parts);
  }

  /** The numbers of the drawing. */
  get table(): TableModel {
    return { ...this.parts.data, id: `${this.parts.id}-data` };
  }

  /**
   * `text/html` shows in untrusted notebooks too, since its drawing is an image; `image/svg+xml` is the drawing itself
   * for whoever inlines it; `text/plain` says the numbers.
   */
  [DISPLAY](): MimeBundle {
    const { id, name, description, caption, numbersLabel } = this.parts;
    const image = base64(withoutVariables(this.svg));
    const [, width, height] = this.svg.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/)!;
    return {
      "text/html": `<figure id="${id}">
<img alt="${
        escapeHtml(`${name}. ${description}`)
      }" width="${width}" height="${height}" src="data:image/svg+xml;base64,${image}">
<figcaption><strong>${escapeHtml(name)}</strong> ${escapeHtml(caption)}</figcaption>
<details><summary>${escapeHtml(numbersLabel)}</summary>
${tableHtml(this.table)}
</details>
</figure>`,
      "image/svg+xml": this.svg,
      "text/plain": `${name}\n${description}\n\n${tableText(this.table)}`,
    };
  }
}
