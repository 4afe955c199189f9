/** Marks and tables over releases of other shapes than the project's own. */
import assert from "node:assert/strict";
import { DISPLAY } from "../../src/counts/plot/html.ts";
import { protect } from "../../src/counts/mod.ts";
import { letterRelease, LETTERS } from "../counts/release/letters.ts";
import { everySurface } from "../counts/marks/every_surface.ts";
import { LANGUAGES } from "../../src/text/language.ts";

for (const name of Object.keys(LETTERS)) {
  Deno.test(`every mark and table over ${name} is shown, in words, in both languages`, async () => {
    const release = await letterRelease(name);
    for (const locale of LANGUAGES) {
      for (const { name: assumption } of release.assumptions) {
        for (
          const [surface, shown] of everySurface(await protect(release, { locale, assumption }))
        ) {
          const bundle = JSON.stringify(shown[DISPLAY]()).replaceAll(/base64,[^"\\]+/g, "");
          assert.doesNotMatch(bundle, /\bNaN\b|\bundefined\b|>null<|\[object|Infinity/, surface);
        }
      }
    }
  });
}
