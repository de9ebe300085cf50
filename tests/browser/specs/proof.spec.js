// Proof that the checks see: a page is broken in one way, and the check that guards against it must
// find something. Each check finds nothing on the page as it is; the other specs say so.

import { axeRules } from "../checks/axe.js";
import { contrast } from "../checks/contrast.js";
import { dead } from "../checks/dead.js";
import { facts } from "../checks/facts.js";
import { focus } from "../checks/focus.js";
import { listeners } from "../checks/listeners.js";
import { names } from "../checks/names.js";
import { order } from "../checks/order.js";
import { orderOfKeys } from "../checks/order-of-keys.js";
import { reflow } from "../checks/reflow.js";
import { shapes } from "../checks/shapes.js";
import { skip } from "../checks/skip.js";
import { stops } from "../checks/stops.js";
import { systemColours } from "../checks/system-colours.js";
import { targets } from "../checks/targets.js";
import { openMap } from "../support/open.js";
import { pathOf } from "../support/pages.js";
import { expect, test } from "../support/test.js";

// A broken page may complain.
test.use({ tolerated: /./ });

/** Ways to break the map: what is done to its HTML or its styles, and which check must see it. */
const harms = {
  "the picture is called an image": { html: (it) => it.replace('role="group" aria-labelledby="part-map-title"', 'role="img" aria-labelledby="part-map-title"'), seen: [names, axeRules] },
  "an ally loses its name": { html: (it) => it.replace(/(<a class="ally[^>]*) aria-label="[^"]*"/, '$1 aria-label=" "'), seen: [names] },
  "the number of ties is left out": { html: (it) => it.replace(/(<a class="ally[^>]* aria-label="[^"]*), \d+ liens?"/, '$1"'), seen: [names] },
  "the allies are no list": { html: (it) => it.replaceAll('role="listitem"', "").replace(/<g role="list">/, "<g>"), seen: [names] },
  "an ally is only for the mouse": { html: makeMouseOnly, script: () => document.querySelector("#mouse-only").addEventListener("click", () => {}), seen: [names, listeners, facts] },
  "a row is missing from the table of allies": { html: (it) => it.replace(/(part-table-allies[^]*?<tbody>\s*)<tr>[^]*?<\/tr>/, "$1"), seen: [facts, order] },
  "a tie is missing from the table": { html: (it) => it.replace(/(part-table-ties[^]*?<tbody>\s*)<tr>[^]*?<\/tr>/, "$1"), seen: [facts] },
  "a tie is missing from the picture": { html: (it) => it.replace(/<line data-tie[^>]*\/>/, ""), seen: [facts] },
  "a tie of the picture is of another kind": { html: moveALine, seen: [facts] },
  "a tie is missing from a card": { html: (it) => it.replace(/(<ul class="ally-ties">\s*)<li>[^]*?<\/li>/, "$1"), seen: [facts] },
  "a card says another kind": { html: (it) => it.replace(/(<article class="ally-card">[^]*?<p class="meta">)[^·]*/, "$1Licorne "), seen: [facts, names] },
  "the picture keeps another order": { html: swapAllies, seen: [order, orderOfKeys] },
  "every ally is a stop of the Tab key": { script: () => document.querySelectorAll("[data-ally]").forEach((it) => it.removeAttribute("tabindex")), seen: [stops] },
  "no ally is a stop of the Tab key": { script: () => document.querySelectorAll("[data-ally]").forEach((it) => it.setAttribute("tabindex", "-1")), seen: [stops] },
  "the skip link leads nowhere": { html: (it) => it.replace('href="#part-allies" data-map-entry', 'href="#nowhere" data-map-entry'), seen: [skip] },
  "kinds differ by colour alone": { html: (it) => it.replace(/href="#ally-(organisation|institution|collective)" transform="translate/g, 'href="#ally-person" transform="translate'), seen: [shapes] },
  "kinds of ties look alike": { css: (it) => it + "[data-tie] { stroke-dasharray: none !important; stroke-width: 2px !important }", seen: [shapes] },
  "the rules for forced colours are lost": { css: (it) => it.replaceAll("(forced-colors: active)", "(forced-colors: none)"), seen: [systemColours] },
  "one rule for forced colours is lost": { css: (it) => it.replace(/(\(forced-colors: ?active\)[^]*?)\.ties line ?\{[^}]*\}/, "$1"), seen: [systemColours] },
  "lines are pale": { css: (it) => it + "[data-tie] { stroke: #eee !important }", seen: [contrast] },
  "names are pale": { css: (it) => it + "[data-ally] text { fill: #999 !important }", seen: [contrast] },
  "the focus does not show": { css: (it) => it + ":focus-visible { outline: none !important } .ally-target { stroke: none !important }", seen: [focus] },
  "something lies over the focus": { css: (it) => it + "main::after { content: ''; position: fixed; inset: 0; background: #0003 }", seen: [focus] },
  "marks are too small to hit": { css: (it) => it + ".ally-target { r: 4px !important } [data-ally] :is(use, text) { pointer-events: none; transform: scale(.1) } [data-ally] text, [data-ally] use { display: none }", seen: [targets] },
  "the map is wider than the page": { css: (it) => it + ".map-frame { overflow: visible !important }", width: 320, seen: [reflow] },
};

for (const [harm, { html, css, script, seen, width = 1280 }] of Object.entries(harms)) {
  test(`it is seen that ${harm}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const changed = [];
    if (html) await change(page, /\/allies\/$/, html, changed);
    if (css) await change(page, /\/carnet\.css/, css, changed);
    await openMap(page);
    if (script) await page.evaluate(script);
    if (html || css) expect(changed, "the page was broken at all").toEqual([true]);
    for (const check of seen) expect(await check(page), check.name).not.toEqual([]);
  });
}

test("it is seen that a control without script is dead", async ({ page }) => {
  const changed = [];
  await change(page, /\/notes\/$/, (it) => it.replace("data-filter-form hidden", "data-filter-form"), changed);
  await page.route(/\.js$/, (route) => route.abort());
  await page.goto(pathOf("notes"));
  expect(changed).toEqual([true]);
  expect(await dead(page)).not.toEqual([]);
});

test("it is seen that a field has no label", async ({ page }) => {
  const changed = [];
  await change(page, /\/notes\/$/, (it) => it.replace('<label for="filter-q">', "<label>"), changed);
  await page.goto(pathOf("notes"));
  await page.locator("[data-filter-form]:not([hidden])").waitFor();
  expect(changed).toEqual([true]);
  expect(await axeRules(page)).not.toEqual([]);
});

/** Serves the files whose address is `pattern` broken, and notes whether anything changed. */
function change(page, pattern, harm, changed) {
  return page.route(pattern, async (route) => {
    const response = await route.fetch();
    const before = await response.text();
    const body = harm(before);
    changed.push(body !== before);
    await route.fulfill({ response, body });
  });
}

/** Makes the first ally a group that only listens to clicks, as many maps do. */
function makeMouseOnly(html) {
  const [link] = html.match(/<a class="ally[^]*?<\/a>/);
  return html.replace(link, link.replace(/^<a class="(ally[^"]*)"[^>]*>/, '<g id="mouse-only" class="$1">').replace("</a>", "</g>"));
}

/** Moves the first line of the first kind of tie among those of the second. */
function moveALine(html) {
  const [line] = html.match(/<line data-tie[^>]*\/>/);
  return html.replace(line, "").replace(/(<g class="tie-2">)/, `$1${line}`);
}

function swapAllies(html) {
  const [first, second] = html.match(/<g role="listitem">[^]*?<\/a><\/g>/g);
  return html.replace(first, "\u0000").replace(second, first).replace("\u0000", second);
}
