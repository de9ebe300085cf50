// A narrow window, or a wide one at 400 %: nothing scrolls sideways, nothing is too small to hit,
// and the focus is always seen.

import { focus } from "../checks/focus.js";
import { reflow } from "../checks/reflow.js";
import { targets } from "../checks/targets.js";
import { open, openMap } from "../support/open.js";
import { pages } from "../support/pages.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 320, height: 640 }, tolerated: /404 \(Not Found\)/ });

for (const sample of pages) {
  test(`${sample.kind} (${sample.lang}) fits 320 px`, async ({ page }) => {
    await open(page, sample);
    await unfold(page);
    expect(await reflow(page)).toEqual([]);
  });

  test(`${sample.kind} (${sample.lang}) has targets that can be hit at 320 px`, async ({ page }) => {
    await open(page, sample);
    await unfold(page);
    expect(await targets(page)).toEqual([]);
  });
}

for (const sample of pages.filter(({ lang }) => lang === "fr")) {
  test(`${sample.kind} fits when its text is twice as large, and spaced as a reader may need`, async ({ page }) => {
    await page.setViewportSize({ width: 640, height: 900 });
    await open(page, sample);
    // WCAG 1.4.4 and 1.4.12.
    await page.evaluate(() => {
      document.documentElement.style.setProperty("font-size", "200%");
      for (const it of document.body.querySelectorAll("*")) {
        it.style.setProperty("line-height", "1.5", "important");
        it.style.setProperty("letter-spacing", "0.12em", "important");
        it.style.setProperty("word-spacing", "0.16em", "important");
      }
    });
    expect(await reflow(page)).toEqual([]);
  });

}

// The map has its own test of this.
for (const sample of pages.filter(({ kind, lang }) => lang === "fr" && kind !== "map")) {
  test(`each stop of the Tab key on ${sample.kind} can be seen`, async ({ page }) => {
    test.slow();
    await open(page, sample);
    expect(await focus(page)).toEqual([]);
  });
}

test("each ally of the map can be hit in its middle", async ({ page }) => {
  await openMap(page);
  const allies = page.locator("[data-map-view] [data-ally]");
  const missed = await allies.evaluateAll((all) =>
    all
      .filter((ally) => {
        ally.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
        const { left, top, width, height } = ally.querySelector("use").getBoundingClientRect();
        return !ally.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      })
      .map((it) => it.dataset.ally),
  );
  expect(missed).toEqual([]);
});

/** Opens what is folded, so that everything is measured. */
function unfold(page) {
  return page.locator("main details").evaluateAll((all) => all.forEach((it) => (it.open = true)));
}
