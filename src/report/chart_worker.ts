/**
 * Draws charts in a thread of its own, so that one that never ends can be ended. It reaches nothing: expressions are
 * interpreted, never compiled, and every address is refused.
 */
import { type Loader, parse, type Spec, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";

export interface ChartRequest {
  readonly spec: unknown;
  readonly isLite: boolean;
}

/** A chart's drawing, or why there is none. */
export type Chart = { readonly svg: string; readonly name?: string } | { readonly fault: string };

async function drawChart({ spec, isLite }: ChartRequest): Promise<Chart> {
  if (typeof spec !== "object" || spec === null) return { fault: "it is not a JSON object" };
  const faults: string[] = [];
  const note = (...words: readonly unknown[]) => {
    faults.push(words.map(String).join(" "));
    return logger;
  };
  const quiet = () => logger;
  // deno-lint-ignore no-explicit-any -- its type asks for setters that nobody calls
  const logger: any = { level: quiet, error: note, warn: quiet, info: quiet, debug: quiet };
  const full = isLite ? compile(spec as TopLevelSpec, { logger }).spec : spec as Spec;
  const view = new View(parse(full, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "none",
    loader: refuseAll(faults),
    logger,
  });
  try {
    const svg = await view.toSVG();
    const fault = faults[0];
    if (fault !== undefined) return { fault };
    if (!SHOWS.test(svg)) return { fault: "it draws nothing" };
    const name = nameOf(spec) ?? nameOf(full);
    return { svg, ...(name === undefined ? {} : { name }) };
  } finally {
    view.finalize();
  }
}

/** A mark or a title that holds something: a chart without data has axes alone. */
const SHOWS = /<g class="mark-\w+ role-(?:mark|title-text)[^>]*[^/]>/;

/** Loads nothing. A link on a mark is dropped: only data and images are missed. */
function refuseAll(faults: string[]): Loader {
  const refuse = (address: string) => {
    const fault = `it asks for ${JSON.stringify(address.slice(0, 80))}, and nothing is loaded`;
    faults.unshift(fault);
    return Promise.reject(new Error(fault));
  };
  return {
    options: {},
    load: refuse,
    http: refuse,
    file: refuse,
    sanitize: (address, options) =>
      (options as { context?: string } | undefined)?.context === "href"
        ? Promise.resolve({} as { href: string })
        : refuse(address),
  } as Loader;
}

/** What the chart says of itself: its description, or its title. */
function nameOf(spec: unknown): string | undefined {
  const { description, title } = spec as { description?: unknown; title?: unknown };
  const text = (title as { text?: unknown } | undefined)?.text ?? title;
  return [description, Array.isArray(text) ? text.join(" ") : text]
    .find((words): words is string => typeof words === "string" && words.trim() !== "");
}

const thread = globalThis as unknown as Pick<Worker, "onmessage" | "postMessage">;
thread.onmessage = async ({ data }: MessageEvent<ChartRequest>) => {
  let chart: Chart;
  try {
    chart = await drawChart(data);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    chart = { fault: message.split(/\. |\n/, 1)[0]! };
  }
  thread.postMessage(chart);
};
