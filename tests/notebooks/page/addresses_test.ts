import assert from "node:assert/strict";
import { describeAddresses } from "../../../src/notebooks/page/context.ts";
import { readAddress } from "../../../src/notebooks/page/links.ts";
import { renderFixtures } from "./fixtures.ts";

Deno.test("renderPage() lists each address that its chapters lead to, remote images included", async () => {
  assert.deepEqual((await renderFixtures(["images.ipynb"])).addresses, [
    "https://example.org/a.png",
    "https://example.org/b.png",
    "https://example.org/page",
  ]);
  assert.deepEqual((await renderFixtures(["empty.ipynb"])).addresses, []);
});

Deno.test("describeAddresses() names twenty and counts the others", () => {
  assert.equal(describeAddresses("a.html", []).length, 0);
  assert.equal(
    describeAddresses("a.html", ["https://a.example/"])[0],
    "a.html: leads to 1 address and does not load it: https://a.example/",
  );
  const many = Array.from({ length: 22 }, (_, index) => `https://a.example/${index}`);
  assert.match(
    describeAddresses("a.html", many)[0]!,
    /^a\.html: leads to 22 addresses and loads none: https:\/\/a\.example\/0, .*\/19 and 2 more$/,
  );
});

for (
  const [written, wanted] of [
    ["HTTP://EXAMPLE.ORG", { kind: "web", href: "http://example.org/" }],
    ["https:example.org", { kind: "web", href: "https://example.org/" }],
    [" https://example.org/a b", { kind: "web", href: "https://example.org/a%20b" }],
    ["MAILTO:a@example.org", { kind: "web", href: "mailto:a@example.org" }],
    ["https://e.example/\u202e\u001b[31m", {
      kind: "web",
      href: "https://e.example/%E2%80%AE%1B[31m",
    }],
    ["02.ipynb#Part", { kind: "page", href: "02.ipynb#Part" }],
    ["java\nscript:a()", { kind: "refused", fault: "javascript:" }],
    ["https://", { kind: "refused", fault: "an address that is none" }],
    ["https://e.example/" + "a".repeat(4_000), {
      kind: "refused",
      fault: "an address that is too long",
    }],
  ] as const
) {
  Deno.test(`readAddress() reads ${JSON.stringify(written.slice(0, 40))}`, () => {
    assert.deepEqual(readAddress(written), wanted);
  });
}
