import { Plot, pl, suppressedBarX, suppressedBarY, suppressedCell, rangeX, rangeY, atLeastBarX, HATCH, figure } from "../src/mod.ts";
const births = [
  { town: "Aa", year: "2023", births: 12, flag: null, least: 12, most: 12 },
  { town: "Bb", year: "2023", births: null, flag: "<5", least: 1, most: 4 },
  { town: "Aa", year: "2024", births: null, flag: "<5", least: 1, most: null },
  { town: "Bb", year: "2024", births: 30, flag: null, least: 30, most: 30 },
  { town: "Cc", year: "2024", births: null, flag: "..", least: null, most: null },
  { town: "Cc", year: "2023", births: null, flag: null, least: null, most: null },
];
const own = { mark: "flag", lower: "least", upper: "most" };
const tryit = (name: string, f: () => any) => { try { const d = f(); console.log(name, "ok", (d.outerHTML ?? d.svg).length, (d.outerHTML ?? d.svg).match(/⚠/)?.[0] ?? ""); return d; } catch (e) { console.log(name, "THROWS", e.message); } };
tryit("x", () => Plot.plot({ marks: [suppressedBarX(births, { y: "town", x: "births", fy: "year", ...own })] }));
tryit("frame", () => Plot.plot({ marks: [suppressedBarX(pl.DataFrame(births), { y: "town", x: "births", fy: "year", ...own })] }));
tryit("years", () => Plot.plot({ marks: [suppressedBarY(births, { x: "year", y: "births", fx: "town", ...own }), Plot.ruleY([0])] }));
tryit("sort", () => Plot.plot({ marks: [suppressedBarX(births, { y: "town", x: "births", sort: {y: "-x"}, ...own })] }));
tryit("sort index", () => Plot.plot({ marks: [suppressedBarX(births, { y: "town", x: "births", sort: "births", ...own })] }));
tryit("sort fn", () => Plot.plot({ marks: [suppressedBarX(births, { y: "town", x: "births", sort: (a: any, b: any) => a.births - b.births, ...own })] }));
tryit("sort null", () => Plot.plot({ marks: [suppressedBarX(births, { y: "town", x: "births", sort: {y: null, fy: null} as any, fy: "year", ...own })] }));
tryit("tip", () => Plot.plot({ marks: [suppressedBarX(births, { y: "town", x: "births", tip: true, ...own })] }));
tryit("tip false", () => Plot.plot({ marks: [suppressedBarX(births, { y: "town", x: "births", tip: false, title: "flag", href: "flag", ...own })] }));
tryit("filter", () => Plot.plot({ marks: [suppressedBarX(births, Plot.filter((d: any) => d.year === "2024", { y: "town", x: "births", ...own }))] }));
tryit("filter opt", () => Plot.plot({ marks: [suppressedBarX(births, { filter: (d: any) => d.year === "2024", y: "town", x: "births", ...own })] }));
const g = tryit("group", () => Plot.plot({ marks: [suppressedBarX(births, Plot.groupY({ x: "sum", lower: "sum", upper: "sum", mark: "first", status: "first" } as any, { y: "town", x: "births", ...own, status: (d: any) => d.births === null ? "suppressed": "published" } as any))] }));
tryit("facet", () => Plot.plot({ facet: {data: births, x: "year"}, marks: [suppressedBarX(births, { y: "town", x: "births", ...own })] }));
tryit("cell", () => Plot.plot({ color: {legend: true}, marks: [suppressedCell(births, { y: "town", x: "year", value: "births", mark: "flag", fill: "births" })] }));
tryit("range", () => Plot.plot({ marks: [rangeX(births, { y: "town", fy: "year", value: "births", ...own, stroke: "town", tip: true })] }));
tryit("rangeY", () => Plot.plot({ marks: [rangeY(births, { x: "town", fx: "year", value: "births", ...own})] }));
tryit("hatch", () => Plot.plot({ marks: [Plot.barX([1,2], {fill: HATCH})] }));
tryit("misspelt", () => Plot.plot({ marks: [suppressedBarX(births, { y: "twon", x: "births", ...own })] }));
tryit("misspelt frame", () => Plot.plot({ marks: [Plot.dot(pl.DataFrame(births), { y: "twon", x: "births" })] }));
tryit("frame group", () => Plot.plot({ marks: [Plot.barX(pl.DataFrame(births), Plot.groupY({x: "sum"}, { y: "town", x: "births" }))] }));
tryit("mark.plot", () => Plot.dot(births, {x: "births", y: "town"}).plot({width: 200}));
tryit("comp.plot", () => suppressedBarX(births, {x: "births", y: "town", ...own}).plot({width: 200}));
tryit("fig warn", () => figure({ title: "A" }, (width) => Plot.plot({ width, marks: [Plot.line([["1.5", 2], ["2.5", 3]])] })));
tryit("fig nothing", () => figure({ title: "A" }, (() => undefined) as any));
tryit("fig opt", () => figure({ titel: "A" } as any, () => Plot.plot()));
tryit("dup", () => figure({ title: "A" }, (width) => Plot.plot({ width, caption: "x", title: "a", subtitle: "b", color: {legend: true}, marks: [Plot.dot(births, {x: "births", y: "year", fill: "town", symbol: "town"})], symbol: {legend: true} })));
console.log(g?.outerHTML.slice(-2600));
