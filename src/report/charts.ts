/** Vega and Vega-Lite outputs as drawings, made at export so that the page needs no script for them. */
import type { MimeBundle, Notebook } from "../notebook/format.ts";
import type { Chart, ChartRequest } from "./chart_worker.ts";

export type { Chart };

/** Drawings by the bundle that asks for them. */
export type Charts = ReadonlyMap<MimeBundle, Chart>;

export interface ChartLimits {
  /** Time that one chart may take. */
  readonly milliseconds: number;
  /** Characters of a specification, and of a drawing. */
  readonly characters: number;
}

const LIMITS: ChartLimits = { milliseconds: 15_000, characters: 5_000_000 };
const CHART = /^application\/vnd\.vega(lite)?\.v\d+(?:\.\d+)*[+.]json$/;

/**
 * Draws every chart of a notebook, one after another. Vega is loaded only where there is one. A chart that fails, asks
 * for an address or passes a limit has its fault instead.
 */
export async function drawCharts(
  { cells }: Pick<Notebook, "cells">,
  limits: ChartLimits = LIMITS,
): Promise<Charts> {
  const charts = new Map<MimeBundle, Chart>();
  let worker: Worker | undefined;
  try {
    for (const bundle of cells.flatMap(bundlesOf)) {
      const request = readRequest(bundle);
      if (request === undefined) continue;
      if (JSON.stringify(request.spec).length > limits.characters) {
        charts.set(bundle, { fault: tooLarge(limits) });
        continue;
      }
      worker ??= openWorker();
      const chart = await ask(worker, request, limits);
      if (chart === undefined) {
        worker.terminate();
        worker = undefined;
      }
      charts.set(bundle, chart ?? { fault: `it takes more than ${limits.milliseconds / 1000} s` });
    }
  } finally {
    worker?.terminate();
  }
  return charts;
}

function bundlesOf(cell: Notebook["cells"][number]): MimeBundle[] {
  if (cell.cell_type !== "code") return [];
  return cell.outputs.flatMap((output) => "data" in output ? [output.data] : []);
}

function readRequest(bundle: MimeBundle): ChartRequest | undefined {
  const mime = Object.keys(bundle).sort().findLast((type) => CHART.test(type));
  if (mime === undefined) return undefined;
  const value = bundle[mime];
  const spec = typeof value === "string" ? parseJson(value) : value;
  return { spec, isLite: CHART.exec(mime)![1] !== undefined };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function openWorker(): Worker {
  return new Worker(new URL("./chart_worker.ts", import.meta.url), { type: "module" });
}

/** The worker's answer; undefined when it gives none in time. */
function ask(
  worker: Worker,
  request: ChartRequest,
  limits: ChartLimits,
): Promise<Chart | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), limits.milliseconds);
    const answer = (chart: Chart) => {
      clearTimeout(timer);
      resolve(chart);
    };
    worker.onmessage = ({ data }: MessageEvent<Chart>) =>
      answer(
        "svg" in data && data.svg.length > limits.characters ? { fault: tooLarge(limits) } : data,
      );
    worker.onerror = (event) => {
      event.preventDefault();
      answer({ fault: event.message });
    };
    worker.postMessage(request);
  });
}

function tooLarge({ characters }: ChartLimits): string {
  return `it is larger than ${characters / 1_000_000} MB`;
}
