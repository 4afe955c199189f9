/** Task lists, `- [x] done`: a mark to see and a word to hear, since a page that is read has no boxes to tick. */
import type { ReportText } from "../locale/report.ts";
import { createElement } from "./dom.ts";

export function mendTaskLists(root: Element, text: ReportText): void {
  for (const item of root.querySelectorAll("li")) {
    const start = item.firstElementChild?.localName === "p" ? item.firstElementChild : item;
    const first = start.firstChild;
    const [mark, state] =
      /^\s*\[([ xX])\]\s+/.exec(first?.nodeType === 3 ? first.textContent! : "") ?? [];
    if (mark === undefined) continue;
    const isDone = state !== " ";
    first!.textContent = first!.textContent!.slice(mark.length);
    start.prepend(
      createElement("span", { class: "r-task", "aria-hidden": "true" }, [isDone ? "☑" : "☐"]),
      createElement("span", { class: "r-hidden" }, [isDone ? text.taskDone : text.taskOpen]),
      " ",
    );
    item.setAttribute("class", "r-task-item");
  }
}
