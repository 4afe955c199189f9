/**
 * Observable Plot, as everywhere, but that `Plot.plot` and `Plot.legend` need no document.
 * @module
 */
export * from "@observablehq/plot";
export { legend, plot } from "./plot.ts";
