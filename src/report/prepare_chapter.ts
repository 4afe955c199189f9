/** What a chapter takes from outside of its notebook, so that rendering it needs nothing but memory. */
import type { Notebook } from "../notebook/format.ts";
import { type Charts, drawCharts } from "./charts.ts";
import { type FindImage, openImages } from "./local_images.ts";

export interface ChapterAssets {
  /** Drawings of Vega and Vega-Lite outputs; without them, their pictures or texts stand for them. */
  readonly charts?: Charts;
  /** Image files beside the notebook; without it, there are none. */
  readonly findImage?: FindImage;
}

/** Draws a notebook's charts, and opens the folder that its addresses are relative to. */
export async function prepareChapter(notebook: Notebook, folder: string): Promise<ChapterAssets> {
  return { charts: await drawCharts(notebook), findImage: openImages(folder) };
}
