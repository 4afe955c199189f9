import assert from "node:assert/strict";
import { describeAddresses } from "../../src/report/addresses.ts";
import { renderFixtures } from "./fixtures.ts";

Deno.test("renderReport() lists each address that its chapters lead to, remote images included", async () => {
  assert.deepEqual((await renderFixtures(["images.ipynb"])).addresses, [
    "https://example.org/a.png",
    "https://example.org/b.png",
    "https://example.org/page",
  ]);
  assert.deepEqual((await renderFixtures(["empty.ipynb"])).addresses, []);
});

Deno.test("describeAddresses() names twenty and counts the others", () => {
  assert.equal(describeAddresses("a.html", []), undefined);
  assert.equal(
    describeAddresses("a.html", ["https://a.example/"]),
    "a.html: leads to 1 address and does not load it: https://a.example/",
  );
  const many = Array.from({ length: 22 }, (_, index) => `https://a.example/${index}`);
  assert.match(
    describeAddresses("a.html", many)!,
    /^a\.html: leads to 22 addresses and loads none: https:\/\/a\.example\/0, .*\/19 and 2 more$/,
  );
});
