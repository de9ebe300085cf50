// A narrow window, or a wide one at 400 %: nothing scrolls sideways, nothing is too small to hit,
// and the focus is always seen.

import { focus } from "../checks/focus.js";
import { reflow } from "../checks/reflow.js";
import { targets } from "../checks/targets.js";
import { open, openFilter, openMap } from "../support/open.js";
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

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("each row of a table stands for itself, and the table is one to assistive technology", async ({ page }) => {
    await openMap(page);
    for (const table of await page.locator(".stacked").all()) {
      const [{ scrollWidth, clientWidth }, row] = [await table.locator("..").evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth })), table.getByRole("row").nth(1)];
      expect(scrollWidth).toBe(clientWidth);
      expect(await table.getByRole("columnheader").count()).toBeGreaterThan(4);
      await expect(row.getByRole("rowheader")).toBeVisible();
      expect(await row.getByRole("cell").count()).toBe((await table.getByRole("columnheader").count()) - 1);
      const [label, header] = await row.locator("td").first().evaluate((it) => [getComputedStyle(it, "::before").content, it.closest("table").tHead.rows[0].cells[1].textContent]);
      expect(label).toContain(header);
    }
  });

  test("the buttons of the map move its frame, then fit the whole map in it", async ({ page }) => {
    await openMap(page);
    const frame = page.locator("[data-map-frame]");
    const [left, right, back] = ["[data-map-pan=left]", "[data-map-pan=right]", "[data-map-zoom=out]"].map((it) => page.locator(it));
    const seen = () => frame.evaluate((it) => it.scrollLeft);
    await expect(left).toHaveAttribute("aria-disabled", "true");
    for (const button of [right, back]) await expect(button).not.toHaveAttribute("aria-disabled");
    await right.click();
    expect(await seen()).toBeGreaterThan(50);
    await expect(left).not.toHaveAttribute("aria-disabled");
    await left.click();
    expect(await seen()).toBe(0);
    await back.click();
    expect(await frame.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
    for (const button of [left, right, back]) await expect(button).toHaveAttribute("aria-disabled", "true");
  });

  test("names too small to be read go, but for the chosen ally and its neighbours", async ({ page }) => {
    await openMap(page);
    const names = page.locator("[data-map-view] .ally text");
    await expect(names.first()).toBeVisible();
    await page.locator("[data-map-zoom=out]").click();
    await expect(names.first()).toBeHidden();
    await page.locator("[data-map-goto] input").fill("La Grappe");
    await page.keyboard.press("Enter");
    const sizes = await page.locator("[data-near=self] text, [data-near=tied] text").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.min(...sizes)).toBeGreaterThan(10);
    await expect(page.locator("[data-near=far] text").first()).toBeHidden();
  });

  test("a chosen ally comes to the middle of the frame", async ({ page }) => {
    await openMap(page);
    await page.locator("[data-map-goto] input").fill("La Grappe");
    await page.keyboard.press("Enter");
    const off = await page.locator("[data-near=self] use").evaluate((it) => {
      const [ally, frame] = [it, it.closest("[data-map-frame]")].map((one) => one.getBoundingClientRect());
      return Math.abs(ally.left + ally.width / 2 - frame.left - frame.width / 2);
    });
    expect(off).toBeLessThan(60);
  });

  test("a search without an answer says so below the field, with the filters open", async ({ page }) => {
    await openFilter(page);
    await page.locator(".facets > summary").click();
    const field = page.locator("[data-filter-form] input[type=search]");
    await field.fill("zzqx");
    const status = page.locator("[data-filter-status]");
    await expect(status).toHaveText("Aucune note");
    const [above, below] = [await field.boundingBox(), await status.boundingBox()];
    expect(below.y - above.y - above.height).toBeLessThan(60);
    await expect(page.locator(".filter-see a")).toHaveText("Voir la liste (Aucune note)");
  });
});

/** Opens what is folded, so that everything is measured. */
function unfold(page) {
  return page.locator("main details").evaluateAll((all) => all.forEach((it) => (it.open = true)));
}
