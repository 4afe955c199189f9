/** Outputs and cells that try to act, to fetch, to cover the page, to deceive or to grow: each a small literal with a name. */
import { bundle, type Cell, code, markdown, stream } from "./cells.ts";

const html = (markup: string) => bundle({ "text/html": markup, "text/plain": "text" });
const svg = (markup: string) => bundle({ "image/svg+xml": markup, "text/plain": "text" });
/** A small drawing with something in it. */
const drawn = (inner: string, attributes = "") =>
  svg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" ${attributes}>${inner}</svg>`,
  );
const each = (
  kind: string,
  make: (literal: string) => Cell,
  literals: Readonly<Record<string, string>>,
): [string, Cell][] =>
  Object.entries(literals).map(([name, literal]) => [`${kind}: ${name}`, make(literal)]);

const URL = "http://127.0.0.1:9/";
const HUGE = '<rect x="-9999" y="-9999" width="99999" height="99999" fill="red"/>';
const IMAGE = "data:image/svg+xml;base64," +
  btoa(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${HUGE}</svg>`);

/** Names that every plain object of JavaScript seems to have. */
const INHERITED = ["constructor", "toString", "__proto__", "hasOwnProperty"];
const inherited = (kind: string, make: (name: string) => Cell): [string, Cell][] =>
  INHERITED.map((name) => [`inherits: ${kind} named ${name}`, make(name)]);

const nest = (times: number, open: string, close: string, inside = "a") =>
  open.repeat(times) + inside + close.repeat(times);

export const HOSTILE: readonly (readonly [name: string, cell: Cell])[] = [
  ...each("acts", html, {
    "a script": "a<script>alert(1)</script>",
    "a script in pieces": "a<scr<script>ipt>alert(1)</scr</script>ipt>",
    "a script in a drawing": "a<svg><script>alert(1)</script></svg>",
    "a module": `a<script type=module src="${URL}a.js"></script>`,
    "a handler": '<p onclick="alert(1)">a</p>',
    "a handler in capitals": "<img src=x ONERROR=alert(1)>a",
    "a handler after a slash": "<img/src=x/onerror=alert(1)>a",
    "a handler with a null": "<img src=x on\0error=alert(1)>a",
    "details that toggle": "<details open ontoggle=alert(1)>a</details>",
    "a drawing that loads": "a<svg onload=alert(1)><rect/></svg>",
    "an animation": "a<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "a set":
      '<svg><a><set attributeName="href" to="javascript:alert(1)"/><text y="9">a</text></a></svg>',
    "a frame": `a<iframe src="${URL}"></iframe>`,
    "a frame of its own": 'a<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    "an object": `a<object data="${URL}"></object>`,
    "an embed": `a<embed src="${URL}">`,
    "a form": `<form action="${URL}"><input name=a value=b><button>a</button></form>`,
    "a button with an action": `<button formaction="${URL}" form=f>a</button>`,
    "a base": `<base href="${URL}">a<a href="b">b</a>`,
    "a refresh": `<meta http-equiv=refresh content="0;url=${URL}">a`,
    "a policy of its own": '<meta http-equiv="Content-Security-Policy" content="script-src *">a',
    "a template": "<template><script>alert(1)</script></template>a",
    "a noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">a</noscript>a',
    "a title": "<title><img src=x onerror=alert(1)></title>a",
    "a textarea": "<textarea><img src=x onerror=alert(1)></textarea>a",
    "an xmp": "<xmp><script>alert(1)</script></xmp>a",
    "plain text": "a<plaintext><script>alert(1)</script>",
    "a comment that ends early": "<!--><img src=x onerror=alert(1)>-->a",
    "a comment with a bang": "<!--x--!><img src=x onerror=alert(1)>a",
    "character data": "<![CDATA[<img src=x onerror=alert(1)>]]>a",
    "an instruction": "<?xml-stylesheet href='javascript:alert(1)'?>a",
    "markup that parsers move": "<table><a><tr><a><img src=x onerror=alert(1)></table>a",
    "a table in a formula":
      "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table>a",
    "an annotation":
      '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml><mi>a</mi></math>',
    "an action in a formula":
      '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)"><mi>a</mi></maction></math>',
    "a style that ends early": "<style></style><img src=x onerror=alert(1)></style>a",
    "a select": "<select><script>alert(1)</script><option>a</select>a",
    "a custom element": "<x-a is=script onfocus=alert(1) tabindex=1 autofocus>a</x-a>",
    "a dialog": "<dialog open>a</dialog>",
    "a popover": "<button popovertarget=p>a</button><div popover id=p>b</div>",
    "an entity for a letter": "<a href='java&#115;cript:alert(1)'>a</a>",
    "an entity without its end": "<a href='&#106avascript:alert(1)'>a</a>",
    "a link that runs": "<a href=javascript:alert(1)>a</a>",
    "a link with a tab": "<a href='java\tscript:alert(1)'>a</a>",
    "a link to data": "<a href='data:text/html,<script>alert(1)</script>' download=a.html>a</a>",
    "a link to a blob": "<a href='blob:null/a'>a</a>",
    "a link that pings": `<a href="#content" ping="${URL}">a</a>`,
    "a namespaced link": '<svg><a xlink:href="javascript:alert(1)"><text y="9">a</text></a></svg>',
  }),
  ...each("fetches", html, {
    "an image": `a<img src="${URL}a.png">`,
    "an image without scheme": 'a<img src="//127.0.0.1:9/a.png">',
    "an image in capitals": 'a<IMG SRC="HTTP://127.0.0.1:9/A.PNG">',
    "a set of images": `a<img srcset="${URL}a.png 2x">`,
    "a picture": `a<picture><source srcset="${URL}a.webp"><img src="${URL}a.png"></picture>`,
    "a picture's data that leads out":
      `a<picture><source media="(max-width: 560px)" srcset="data:image/svg+xml;base64,AAAA, ${URL}a.svg 2x"><img src="${IMAGE}" alt="b"></picture>`,
    "a file": 'a<img src="file:///etc/passwd">',
    "a style sheet": `a<link rel=stylesheet href="${URL}a.css">`,
    "a style": `<p style="background:url(${URL}a.png)">a</p>`,
    "a background": `<table background="${URL}a.png"><tr><td>a</table>`,
    "a video": `a<video src="${URL}a.mp4" poster="${URL}a.png" autoplay></video>`,
    "an audio": `a<audio autoplay><source src="${URL}a.mp3"></audio>`,
    "a track": `a<video><track src="${URL}a.vtt" default></video>`,
    "a quotation's source": `<blockquote cite="${URL}">a</blockquote>`,
    "a long description": `a<img longdesc="${URL}" alt="b">`,
    "a drawing's image": `a<svg><image href="${URL}a.png" width=9 height=9 /></svg>`,
    "a drawing's use": `a<svg><use href="${URL}a.svg#b"/></svg>`,
    "a drawing's fill": `a<svg><rect width=9 height=9 fill="url(${URL}a.svg#b)"/></svg>`,
    "a drawing's filter": `a<svg><rect width=9 height=9 filter="url(${URL}a.svg#b)"/></svg>`,
    "a drawing's style":
      `a<svg><style>@import url(${URL}a.css);</style><rect width=9 height=9 /></svg>`,
    "a drawing's font":
      `a<svg><style>@font-face{font-family:b;src:url(${URL}a.woff)}text{font-family:b}</style><text y=9>a</text></svg>`,
    "a drawing's image by feImage":
      `a<svg><filter id=f><feImage href="${URL}a.png"/></filter><rect filter="url(#f)" width=9 height=9 /></svg>`,
    "an escape in an address":
      '<svg><rect width="9" height="9" fill="u\\72l(http://127.0.0.1:9/)"/></svg>a',
    "a comment in an address":
      '<svg><rect width="9" height="9" fill="url/**/(http://127.0.0.1:9/)"/></svg>a',
    "a set of images in a style": `<p style="background:image-set('${URL}a.png' 1x)">a</p>`,
    "a foreign object": `a<svg><foreignObject><img src="${URL}a.png"></foreignObject></svg>`,
    "a formula that leads out": `<math href="${URL}"><mi href="${URL}">a</mi></math>`,
    "a prefetch": `<link rel=prefetch href="${URL}">a<link rel=dns-prefetch href="//e.example">`,
  }),
  ...each("covers", html, {
    "a fixed box":
      '<div style="position:fixed;inset:0;background:red;z-index:9">The count is 0</div>',
    "a strike through the window": '<a class="tml-cancel" href="https://example.org/">a</a>',
    "a strike in a formula":
      '<math><menclose><mrow class="tml-cancel upstrike"><mi>a</mi></mrow></menclose></math>',
    "the skip link's class": '<a class="r-skip" href="#content">a</a>',
    "the page's own classes": '<div class="r-header r-box r-hidden r-aside hero">a</div>',
    "hidden words": '<p>a<span class="r-hidden">b</span></p>',
    "a large drawing": `a<svg width="60" height="20" overflow="visible">${HUGE}</svg>`,
    "a drawing whose text stands elsewhere":
      '<svg width="60" height="20" style="overflow:visible"><text x="-300" y="-200" font-size="90">The refused count is 0</text></svg>',
    "a drawing without a size": `a<svg viewBox="0 0 1 1" overflow="visible">${HUGE}</svg>`,
    "a drawing as tall as a tower":
      'a<svg viewBox="0 0 1 100000"><rect width="1" height="100000"/></svg>',
    "a drawing inside a drawing":
      `a<svg width=60 height=20><svg x=-999 y=-999 width=9999 height=9999 overflow=visible>${HUGE}</svg></svg>`,
    "a thick line":
      'a<svg width="60" height="20"><path d="M0 0L60 20" stroke-width="9999" stroke="red"/></svg>',
    "a far marker":
      '<svg width="60" height="20"><marker id="m" markerWidth="9999" markerHeight="9999" overflow="visible"><rect x="-999" y="-999" width="9999" height="9999"/></marker><path d="M0 0H9" marker-end="url(#m)" stroke="red"/></svg>a',
    "letters far apart":
      '<svg width="60" height="20"><text y="9" letter-spacing="999">abc</text></svg>',
    "a shift of the baseline":
      '<svg width="60" height="20"><text y="9"><tspan baseline-shift="500">a</tspan></text></svg>',
    "a turned drawing":
      '<svg width="60" height="20" transform="rotate(45) scale(90)"><rect width="60" height="20"/></svg>',
    "an image of that kind": `a<img src="${IMAGE}" alt="b" width="99999" height="99999">`,
    "a picture of two such":
      `<figure>a<picture><source media="(max-width: 560px)" srcset="${IMAGE}"><img src="${IMAGE}" alt="b"></picture></figure>`,
    "a figure's own class":
      `<figure>a<svg class="figure-svg" width="60" height="20" overflow="visible">${HUGE}</svg></figure>`,
    "a formula far away":
      '<math><mo lspace="999em" rspace="-999em">x</mo><mpadded voffset="-99em" lspace="-99em"><mi>a</mi></mpadded></math>',
    "a formula as large as a house":
      '<math scriptlevel="-9"><mstyle scriptlevel="-9" mathsize="9999%"><mi>a</mi></mstyle></math>',
    "a wide space": '<math><mspace width="999em" height="99em" depth="99em"/><mi>a</mi></math>',
    "a thick fraction": '<math><mfrac linethickness="99em"><mi>a</mi><mi>b</mi></mfrac></math>',
    "a tall operator": '<math><mo minsize="39em" stretchy="true">(</mo><mi>a</mi></math>',
    "signs piled up": `<p>a${"\u0301".repeat(300)}</p>`,
    "numbers of a list": '<ol start="-99999999"><li>a<li value="999999999">b</ol>',
    "a list of Roman numbers": '<ol type="I" start="3999"><li>a</ol>',
    "raised and raised": `${"<sup>".repeat(150)}a`,
    "lowered and lowered": `${"<sub>".repeat(150)}a`,
    "an end of what is not its": "</div></div></main></body></html><p>a</p>",
    "a table's end": "</table></td></tr></div>a<table><tr><td>b",
    "a table in a paragraph in a table": "<table><p><table><div>a</table></p></table></div>b",
    "a link that does not end": '<a href="https://example.org/">a<p>b<div>c',
    "a link in a link": '<a href="https://example.org/a">a<a href="https://example.org/b">b',
    "the page's own ids": '<p id="content">a</p><p id="provenance">b</p><p id="downloads">c</p>',
    "a caption that sticks": "<table><caption>a</caption><tr><td>b</table>",
    "a heading": "<h1>The refused count is 0</h1>",
    "a wide table": `<table><tr>${"<td>wide</td>".repeat(200)}</table>`,
    "a table that spans": '<table><tr><td colspan="999" rowspan="999">a</table>',
    "a long word": "a".repeat(5_000),
    "a preformatted line": `<pre>${"a ".repeat(3_000)}</pre>`,
    "a negative margin": '<p style="margin:-900px">a</p><p align="right" hspace="-900">b</p>',
    "right to left": '<p dir="rtl"><bdo dir="rtl">a</bdo>\u202e\u2067b</p>',
    "a ruby": "<ruby>a<rt>bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb</rt></ruby>",
    "an alert": '<div class="alert alert-danger">a</div>',
  }),
  ...each("draws", drawn, {
    "over everything": HUGE,
    "a script": "<script>alert(1)</script><rect width='9' height='9'/>",
    "a handler": "<rect onclick='alert(1)' onload='alert(1)' width='9' height='9'/>",
    "a link": "<a href='javascript:alert(1)'><rect width='9' height='9'/></a>",
    "a link that covers": `<a href="https://example.org/">${HUGE}</a>`,
    "a fill with a fallback":
      "<linearGradient id='a'/><rect width='9' height='9' fill='url(#a) red'/>",
    "a shape that refers": "<g id='a'/><rect href='#a' width='9' height='9'/>",
    "a use of itself": "<g id='a'><use href='#a'/></g><use href='#a'/>",
    "a gradient of itself":
      "<linearGradient id='a' href='#a'/><rect fill='url(#a)' width='9' height='9'/>",
    "a pattern of itself":
      "<pattern id='a' width='9' height='9'><rect fill='url(#a)' width='9' height='9'/></pattern><rect fill='url(#a)' width='9' height='9'/>",
    "a use of data": "<use href='data:image/svg+xml,&lt;svg id=x&gt;#x'/>",
    "an image of a drawing": `<image href='${IMAGE}' width='9' height='9'/>`,
    "a style with a page's selector":
      "<style>main{display:none}</style><rect width='9' height='9'/>",
    "an animation":
      "<rect width='9' height='9'><animate attributeName='width' to='9999' dur='1s'/></rect>",
    "markup in its title": "<title>a<rect/></title><rect width='9' height='9'/>",
    "markup in its description":
      "<desc><![CDATA[<img src=x onerror=alert(1)>]]></desc><rect width='9' height='9'/>",
    "an end of its own": "</svg><p>a</p>",
    "an entity": "&xxe;<rect width='9' height='9'/>",
    "an id of the page": "<rect id='content' width='9' height='9'/><rect id='provenance'/>",
    "a clip that is not":
      `<clipPath id='c'><rect width='9999' height='9999'/></clipPath><g clip-path='url(#c)'>${HUGE}</g>`,
    "a mask": `<mask id='m'>${HUGE}</mask><g mask='url(#m)'>${HUGE}</g>`,
    "a cursor": `<rect width='9' height='9' cursor='url(${URL}a.cur)'/>`,
    "a switch":
      "<switch><foreignObject><p>a</p></foreignObject><rect width='9' height='9'/></switch>",
  }),
  [
    "draws: an entity that grows",
    svg(
      `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg><text y="9">&b;&b;</text></svg>`,
    ),
  ],
  [
    "draws: with a class and a size of the window",
    drawn(
      HUGE,
      'class="r-skip figure-svg" style="position:fixed;width:100vw;height:100vh;overflow:visible"',
    ),
  ],
  ["draws: nothing", svg("<p>no drawing</p>")],
  ...each("climbs", html, {
    "by ruby": nest(60, "<ruby>a<rt>", "</rt></ruby>"),
    "by small raised letters": nest(150, "<sup>", "</sup>"),
    "by letters below": nest(150, "<sub>", "</sub>"),
    "by quotes": nest(80, "<blockquote>", "</blockquote>"),
    "by lists": nest(190, "<ul><li>", "</li></ul>"),
    "by formulas": `<math>${nest(100, "<mover><mi>a</mi>", "</mover>", "<mi>b</mi>")}</math>`,
    "by the marks of a list": "<ol start=999999999><li>a<li value=-999999999 dir=rtl>b</ol>",
    "by marks on a letter": "a" + "\u0300\u0316\u0489\u20dd".repeat(300),
    "by letters of other sizes": "\ufdfd".repeat(50) + "\u{12bab}".repeat(50),
  }),
  ...each("paints", html, {
    "a ground as its own text":
      '<p style="color:#fff;background:#fff">a</p><font color=white>b</font>',
    "by a sheet for what is the page's":
      "<style>#content,#provenance{background:#000;color:#000}</style><p id=provenance>a</p>",
    "in 3,000 colours": Array.from(
      { length: 3_000 },
      (_, at) => `<i style="background:rgb(${at % 256},${7 * at % 256},9)">a</i>`,
    ).join(""),
    "from outside":
      `<p style="background:url(${URL}a.png)">a</p><table background="${URL}b.png"><tr><td>b</td></tr></table>`,
    "far from its place":
      '<p style="background:red;position:fixed;inset:0;margin:-900px;transform:scale(99);filter:drop-shadow(0 0 99px red)">a</p>',
    "by variables of the page":
      "<p style=\"--paper:red;--ink:red;color:var(--paper);content:'a'\">a</p>",
  }),
  [
    "draws: words wider than a page",
    drawn('<text y="9">a</text>' + HUGE, 'style="" width="99999" height="99999"'),
  ],
  [
    "draws: letters of a page's size",
    drawn('<text x="-900" y="-300" font-size="900" textLength="9999" fill="red">W</text>'),
  ],
  [
    "says: in two streams, inverse",
    code(
      ["stdout", "stderr", "stdout", "stderr"].map((name) => ({
        output_type: "stream",
        name,
        text: "\u001b[7;9m" + "\u2588".repeat(900) + "\u0489".repeat(90),
      })),
    ),
  ],
  [
    "reckons: labels of the page's",
    markdown(
      "$$\\begin{align}a\\label{content}\\\\b\\tag{$<b>$}\\label{provenance}\\end{align}$$ \\eqref{content} \\ref{__proto__}",
    ),
  ],
  [
    "draws: in another namespace",
    svg('<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>alert(1)</s:script></s:svg>'),
  ],
  ...each("writes", (source) => markdown(source), {
    "a script": "a <script>alert(1)</script>",
    "a link that runs": "[a](javascript:alert(1)) [b](vbscript:x) [c](data:text/html,a)",
    "a link in capitals": "[a](HTTP://EXAMPLE.ORG) [b](MAILTO:a@example.org)",
    "a link without slashes": "[a](https:example.org)",
    "a link with spaces": '<a href="  https://example.org/ ">a</a>',
    "an automatic link that runs": "<javascript:alert(1)>",
    "a reference that runs": "[a]\n\n[a]: javascript:alert(1)",
    "an image": `![a](${URL}a.png) ![b](//127.0.0.1:9/b.png)`,
    "an attachment that is not there": "![a](attachment:x.png)",
    "a title with quotes": '[a](https://example.org/ "\\" onclick=alert(1) ")',
    "a fence's language": '```"><script>alert(1)</script>\na\n```',
    "a strike through the window": '<span class="tml-cancel">a</span>',
    "a heading that is a link": "# [a](https://example.org/) <img src=x onerror=alert(1)>",
    "an id of the page": '# a {#content}\n\n<a id="content"></a>',
    "a footnote with a script": "a[^1]\n\n[^1]: <script>alert(1)</script>",
    "a footnote's name": 'a[^"><script>]\n\n[^"><script>]: b',
    "an item of the footnotes": '<li class="footnote-item" id="fn1">a</li>',
    "a table": "| a | b |\n|---|---|\n| <script>alert(1)</script> | \\| |",
    "an address with escapes": "[a](https://example.org/\u001b[31m\u202e)",
    "a drawing": `<svg overflow="visible">${HUGE}</svg>\n\na`,
    "a details": "<details open><summary>a</summary>\n\n**b**\n\n</details>",
    "a comment": "<!-- a --> b <!-- <script>alert(1)</script> -->",
    "a link to nowhere": "[a](#nowhere) [b](other.ipynb#x) [c](../../etc/passwd)",
    "a link with bad escapes": "[a](%E0%A4%A) [b](#%)",
  }),
  ...each("reckons", (source) => markdown(source), {
    "a link": "$$\\href{javascript:alert(1)}{a}$$",
    "a class": "$\\class{r-skip}{a}$ $\\htmlStyle{position:fixed}{b}$",
    "an image": `$\\includegraphics{${URL}a.png}$`,
    "a raised box": "$$\\raisebox{-400pt}{a}$$",
    "a rule": "$$\\rule[300pt]{400pt}{400pt}$$",
    "spaces": "$$a\\hspace{-40em}b\\kern{400pt}c$$",
    "a strike": "$$\\cancel{a}\\xcancel{b}\\bcancel{c}\\sout{d}$$",
    "a large letter": "$$\\Huge\\Huge a$$",
    "a lap":
      "$$\\llap{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}\\rlap{bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb}\\smash{c}$$",
    "an endless command": "$\\def\\a{\\a\\a}\\a$",
    "a colour": "$\\color{red}\\colorbox{red}{\\rule{9em}{9em}}$",
    "a tag": "$$a\\tag{<script>alert(1)</script>}$$",
    "text with markup": "$\\text{</math><img src=x onerror=alert(1)>}$",
    "a high pile": `$$${"\\overset{a}{".repeat(60)}b${"}".repeat(60)}$$`,
  }),
  [
    "says: escapes of a terminal",
    stream(
      "\u001b]8;;http://127.0.0.1:9/\u0007a\u001b]8;;\u0007\u001b[2J\u001b[999;999Hb\u001b[?25l",
    ),
  ],
  ["says: markup", stream("</pre><script>alert(1)</script><img src=x onerror=alert(1)>")],
  ["says: on the error stream", stream("<b>a</b>\u202e", "stderr")],
  ["says: controls", stream("a\u0000\u0001\u0008\u000b\u007f\ufffe\ufeffb")],
  ["says: halves of characters", stream("a\ud800b\udc00")],
  ["says: a table of lines", stream(`┌${"─".repeat(900)}┐`)],
  [
    "fails: with markup",
    code([{
      output_type: "error",
      ename: "<script>alert(1)</script>",
      evalue: "<img src=x onerror=alert(1)>",
      traceback: ["\u001b[31m</pre><script>"],
    }]),
  ],
  [
    "holds: JSON with markup",
    bundle({ "application/json": { "</pre><script>alert(1)</script>": "<!--" } }),
  ],
  [
    "holds: a chart",
    bundle({ "application/vnd.vega.v5+json": { data: [{ url: URL }] }, "text/plain": "chart" }),
  ],
  ["holds: a widget", bundle({ "application/vnd.jupyter.widget-view+json": { model_id: "a" } })],
  ["holds: JavaScript", bundle({ "application/javascript": "alert(1)", "text/plain": "text" })],
  [
    "holds: a type with markup",
    bundle({ "<script>alert(1)</script>": "a", "text/x\u001b[31m": "b" }),
  ],
  ["holds: an image that is none", bundle({ "image/png": 'AAAA"><script>alert(1)</script>' })],
  [
    "holds: an image with a large size",
    bundle({ "image/png": "AAAA" }, {
      "image/png": { width: 99_999, height: 99_999, alt: '"><script>' },
    }),
  ],
  [
    "holds: LaTeX",
    bundle({ "text/latex": "$$\\href{javascript:alert(1)}{a}$$ <img src=x onerror=alert(1)>" }),
  ],
  [
    "holds: Markdown",
    bundle({ "text/markdown": "<img src=x onerror=alert(1)> [a](javascript:alert(1))" }),
  ],
  ["holds: CSV that computes", bundle({ "text/csv": '=cmd|"/c calc"!A1,b', "text/plain": "text" })],
  ["offers: CSV that computes", html('<a download="a.exe" href="data:text/csv,%3D1%2B1">a</a>')],
  [
    "offers: a page",
    html('<a download="a.csv" href="data:text/html,<script>alert(1)</script>">a</a>'),
  ],
  ["is: code with markup", code([], "</code></pre><script>alert(1)</script>")],
  ["is: a raw page", {
    cell_type: "raw",
    metadata: { raw_mimetype: "text/html" },
    source: "a<script>alert(1)</script>",
  }],
  ...inherited("an element", (name) => html(`<${name}>a</${name}>`)),
  ...inherited("an element of Markdown", (name) => markdown(`<${name}>a</${name}>`)),
  ...inherited(
    "an element of a drawing",
    (name) => drawn(`<${name}><text y="9">a</text></${name}>`),
  ),
  ...inherited("an attribute", (name) => html(`<p ${name}="a">a</p><a ${name} href="#a">b</a>`)),
  ...inherited(
    "an attribute of a drawing",
    (name) => drawn(`<rect ${name}="a" style="${name}:a"/>`),
  ),
  ...inherited("a class", (name) => html(`<p class="${name}" style="${name}:a">a</p>`)),
  ...inherited("an id", (name) => html(`<p id="${name}">a</p><a href="#${name}">b</a>`)),
  ...inherited("an id of a drawing", (name) => drawn(`<g id="${name}"/><use href="#${name}"/>`)),
  ...inherited("a code block's language", (name) => markdown(`\`\`\`${name}\na\n\`\`\``)),
  ...inherited("a type", (name) => bundle({ [name]: "a" }, { [name]: { alt: "b" } })),
  ...inherited(
    "a download's type",
    (name) => html(`<a download="a.${name}" href="data:${name},b">a</a>`),
  ),
  ...inherited("an attachment", (name) => markdown(`![a](attachment:${name})`)),
  ...inherited("a footnote", (name) => markdown(`a[^${name}]\n\n[^${name}]: b`)),
  ...inherited(
    "a command of a formula",
    (name) => markdown(`$\\${name}{a}$ $$\\begin{${name}}a\\end{${name}}$$`),
  ),
  ...inherited("a tag", (name) => ({ ...markdown("a"), metadata: { tags: [name] } })),
];
