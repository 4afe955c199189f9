/** A page that opens with a story: its first screen, boxes, folds and words that are explained. */
import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { renderFixtures } from "./fixtures.ts";

const { html } = await renderFixtures(["story.ipynb", "story_method.ipynb"], {
  title: "Programme",
});
const { document } = parseHTML(html);
const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map((element) =>
    element.textContent!.replace(/\s+/g, " ").trim()
  );

Deno.test("the first screen is kicker, finding as title, deck and key figures, in this order", () => {
  assert.deepEqual(
    [...document.querySelector(".r-header")!.children].map(({ className, localName }) =>
      className || localName
    ),
    ["r-line", "r-kicker", "h1", "r-deck"],
  );
  assert.match(texts("h1")[0]!, /^Over half of one profile’s 2023 applications/);
  assert.deepEqual(texts(".r-key-figures strong"), ["661", "345", "16 of 48"]);
  assert.match(texts("title")[0]!, /^Over half/);
  assert.match(html, /@page\{@top-left\{content:"Programme"\}\}/);
});

Deno.test("the story's sections and the other chapters are contents of one level", () => {
  assert.deepEqual(texts(".r-line ol > li > a"), [
    "In 2023, refusals differ by profile in both blocks",
    "January 2025 brought 345 applications in 31 days",
    "One count in three is hidden",
    "An x is a hidden number, not necessarily a small one",
    "Words used here",
  ]);
});

Deno.test("code is folded once a section, at its end", () => {
  const folds = [...document.querySelectorAll(".r-code-fold")];
  assert.deepEqual(folds.map((fold) => fold.querySelectorAll("pre").length), [2, 1, 1, 1, 1]);
  assert.ok(folds.every((fold) => fold.textContent!.startsWith("How this was made (code)")));
  assert.ok(
    folds.every((fold) => fold.parentElement!.matches(".r-section") && !fold.nextElementSibling),
  );
  // What stands beside a section's text follows it.
  assert.ok(document.querySelector(".r-section > .r-clip + .r-margin > .r-aside"));
});

Deno.test("statements that were checked are one line, and their table's caption says it no second time", () => {
  assert.deepEqual(texts(".r-checks > summary"), ["5 statements checked, all hold"]);
  assert.equal(document.querySelector(".r-checks caption")!.className, "r-hidden");
});

Deno.test("a link to an explained word opens its meaning, which is part of a list", () => {
  assert.deepEqual(texts("dl.r-glossary > [popover] > dt"), [
    "x",
    "[c]",
    "profile",
    "cohort",
    "component",
  ]);
  const opens = [...document.querySelectorAll("main p:not(.r-terms) .r-term, .r-deck .r-term")].map(
    (
      button,
    ) => [button.textContent, button.getAttribute("popovertarget")],
  );
  assert.deepEqual(opens, [
    ["cohort", "term-cohort"],
    ["profile", "term-profile"],
    ["x", "term-x"],
    ["[c]", "term-c"],
  ]);
  assert.equal(
    document.querySelector("#term-x dd")!.textContent,
    "the source’s mark for a count that it suppressed.",
  );
});

Deno.test("a mark in a table opens what it means; the keyboard stops at the first of each table", () => {
  const buttons = [...document.querySelectorAll("td > .r-term")].map((button) => [
    button.querySelector("span[aria-hidden]")?.textContent ?? button.textContent,
    button.getAttribute("popovertarget"),
    button.getAttribute("tabindex"),
  ]);
  assert.deepEqual(buttons.slice(-2), [["[c]", "term-c", null], ["[c]", "term-c", "-1"]]);
  assert.deepEqual(buttons[0], ["x", "term-x", null]);
  assert.deepEqual(buttons[1], ["x", "term-x", "-1"]);
  assert.ok(buttons.slice(0, -2).every(([mark, id]) => mark === "x" && id === "term-x"));
});

Deno.test("asides are notes and the box has its heading", () => {
  assert.equal(document.querySelectorAll(".r-aside[role=note]").length, 2);
  assert.deepEqual(texts(".r-box h3"), ["What may be quoted"]);
});

Deno.test("both drawings of a figure are in the page; without its styles, one shows", () => {
  assert.equal(document.querySelectorAll("figure svg.r-themed.wide").length, 2);
  assert.equal(document.querySelectorAll("figure div.narrow[hidden] > svg.r-themed").length, 2);
});
