/** Tests of many files in one process: to load Plot, Polars and the rest takes longer than what most files test. */

/** In this order: a file is in the first that it matches. */
const GROUPS = {
  counts: /^tests\/counts\//,
  kernel: /^tests\/notebooks\/(?:kernel|run)\//,
  notebooks: /^tests\/notebooks\//,
  rest: /^tests\//,
};
/** Those that need to be the first in their process, a browser, or long. */
const APART = /^tests\/(?:browser|long|together)$|_alone_test\.ts$/;

/** Registers the tests of a group. */
export async function together(group: keyof typeof GROUPS): Promise<void> {
  for (const file of testFiles("tests")) {
    const first = Object.entries(GROUPS).find(([, pattern]) => pattern.test(file))![0];
    if (first === group) await import(new URL(`../../${file}`, import.meta.url).href);
  }
}

function testFiles(folder: string): string[] {
  return [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1).flatMap(
    ({ name, isDirectory }) => {
      const path = `${folder}/${name}`;
      if (APART.test(path)) return [];
      if (isDirectory) return testFiles(path);
      return name.endsWith("_test.ts") ? [path] : [];
    },
  );
}
